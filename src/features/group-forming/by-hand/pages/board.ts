import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { checkboxes } from '../../../../design/components/checkboxes.ts'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { select } from '../../../../design/components/select.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath } from '../../../review-groups/public.ts'
import { findPath, versionPath } from '../../versions/paths.ts'
import { boardOf } from '../board.parts.ts'
import { districtsOf, groupsShown, type Shown } from '../board.rules.ts'
import { type Ground, groundFor } from '../hand.queries.ts'
import { carryOutLock, lockFields, lockFormName, lockMeaning } from '../lock.parts.ts'
import { boardPath } from '../paths.ts'
import { versionNote } from '../version.parts.ts'

const number = z.coerce.number().int().min(0).max(9999)
const query = z.object({
  district: z.string().max(200).default(''),
  groups: z.union([z.array(number), number.transform((one) => [one])]).default([]),
})
type Query = z.output<typeof query>

/** All groups of a version beside one another, to move schools between them by mouse, touch, keyboard or link. */
export const boardPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/board',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() }),
    query,
  },
  async (c) => {
    const { programme, arrangement } = c.params
    const ground = found(await groundFor(c.db, c.actor, programme, arrangement))
    const version = versionPath(c.partnership, programme, arrangement)
    const options = {
      back: { href: version, text: `Version ${ground.arrangement.number}` },
      caption: `${ground.programme.name}, version ${ground.arrangement.number}`,
    }
    const title = 'Move schools by hand'
    if (!ground.problem)
      return c.view(
        title,
        emptyState('No school of the programme is open any more, so there is nothing to move.', {
          href: formingPath(c.partnership, programme),
          text: 'Form the groups',
        }),
        options,
      )
    const locks = c.form(lockFields, { name: lockFormName })
    if (locks.value) {
      const done = await carryOutLock(c.db, c.actor, ground, locks.value.change)
      if ('said' in done) return c.redirect(`${c.path}#${done.at}`, done.said)
      locks.refuse(done.refused)
    }
    const shown = groupsShown(ground.arrangement, ground.facts, { district: c.query.district, chosen: c.query.groups })
    const explained = { ...ground, problem: ground.problem }
    const back = `board${filterQuery(c.query)}`
    return c.view(
      title,
      html`${versionNote(ground, c.partnership, (other) => `${boardPath(other)}${filterQuery(c.query)}`)}
      <p class="govuk-body">Choose Move at a school to see what another place would do to whom, before anything is changed. <span class="app-board-hint">You can also drag a school to another group, or onto a school to swap the two. With the keyboard: press Pick up, choose a place with the arrow keys, and press Enter.</span></p>
      ${lockNote(ground, findPath(c.partnership, programme, arrangement))}
      ${filterForm(ground, boardPath(version), c.query, shown)}
      ${locks.start({ id: 'lock' })}</form>
      ${shown.groups.length === 0 ? emptyState('No group has a school there.', { href: boardPath(version), text: 'Show all groups' }) : boardOf(explained, shown.groups, { version, back })}`,
      options,
    )
  },
)

function filterQuery({ district, groups }: Query): string {
  const parts = new URLSearchParams()
  if (district !== '') parts.set('district', district)
  for (const group of groups) parts.append('groups', String(group))
  const text = parts.toString()
  // An asterisk is the only other sign that a query leaves as it is.
  return text === '' ? '' : `?${text.replaceAll('*', '%2A')}`
}

function lockNote({ arrangement, nameOf, groupName }: Ground, search: string): Html {
  const names = [...arrangement.locked_groups.map(groupName), ...arrangement.locked_school_ids.map(nameOf)]
  const again = html`<a class="govuk-link" href="${search}">Find groups for the rest again</a>`
  const what = names.length === 0 ? 'Nothing is locked.' : `Locked: ${sentenceList(names)}.`
  return details({
    summaryText: names.length === 0 ? 'Keep some of it and find the rest again' : `Locked: ${names.length}`,
    html: html`<p class="govuk-body">${what} ${lockMeaning}</p><p class="govuk-body">${again}</p>`,
  })
}

function filterForm(ground: Ground, action: string, { district, groups }: Query, shown: Shown): Html {
  const { arrangement, facts, groupName } = ground
  if (arrangement.groups.length < 4) return nothing
  const items = arrangement.groups.map((_, index) => ({
    value: String(index),
    text: groupName(index),
    checked: groups.includes(index),
  }))
  const count =
    shown.others === 0
      ? `All ${plural(shown.groups.length, 'group')} are shown.`
      : `${plural(shown.groups.length, 'group')} of ${arrangement.groups.length} ${shown.groups.length === 1 ? 'is' : 'are'} shown.`
  return html`<form method="get" action="${action}" class="app-no-print">
    ${select({ id: 'district', name: 'district', label: { text: 'Show the groups with schools of' }, value: district, items: [{ value: '', text: groups.length > 0 ? 'No district' : 'All districts' }, ...districtsOf(facts).map((text) => ({ value: text, text }))] })}
    ${details({
      summaryText: groups.length > 0 ? `Chosen groups: ${groups.length}` : 'Choose single groups',
      html: checkboxes({
        idPrefix: 'groups',
        name: 'groups',
        classes: 'govuk-checkboxes--small app-board-choice',
        fieldset: { legend: { text: 'Groups to show', classes: 'govuk-fieldset__legend--s' } },
        items,
      }),
    })}
    ${button({ text: 'Show', classes: 'govuk-button--secondary' })}
    <p class="govuk-body" role="status">${count}</p>
  </form>`
}
