import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { explainSchool } from '../../../../lib/grouping/explain.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { versionPath } from '../../versions/paths.ts'
import { type Explained, type Ground, groundFor } from '../hand.queries.ts'
import { carryOutLock, lockButton, lockFields, lockFormName, lockMeaning } from '../lock.parts.ts'
import { groupOf, whyMustStay } from '../move.rules.ts'
import { boardPath, whyPath } from '../paths.ts'
import { placesList } from '../places.parts.ts'
import { versionNote } from '../version.parts.ts'
import { alternativesList, partnerTable, reasonsList, whereInWords } from '../why.parts.ts'

/** Why a school is where it is, and what its next best places would cost whom. */
export const whyPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/schools/:school',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const { programme, arrangement, school } = c.params
    const ground = found(await groundFor(c.db, c.actor, programme, arrangement))
    const { problem } = ground
    const version = versionPath(c.partnership, programme, arrangement)
    const group = groupOf(ground.arrangement, school)
    const name = ground.nameOf(school)
    const options = {
      back: { href: version, text: `Version ${ground.arrangement.number}` },
      caption: `${ground.programme.name}, version ${ground.arrangement.number}`,
    }
    const title = group === undefined ? `Where ${name} could go` : `Why ${name} is in ${ground.groupName(group)}`
    const takesPart = problem?.schools.some(({ id }) => id === school) ?? false
    if (!takesPart && group === undefined) c.notFound()
    if (!problem || !takesPart)
      return c.view(
        title,
        insetText({
          text: `${name} is no longer an open school of the programme. The next version that is made from this one leaves it out.`,
        }),
        options,
      )
    const locks = c.form(lockFields, { name: lockFormName })
    if (locks.value) {
      const { change } = locks.value
      const isOwn = change?.lock.kind === 'school' && change.lock.id === school
      const done = await carryOutLock(c.db, c.actor, ground, isOwn ? change : undefined)
      if ('said' in done) return c.redirect(c.path, done.said)
      locks.refuse(done.refused)
    }
    const explained = { ...ground, problem }
    return c.view(
      title,
      html`${body(explained, school, version)}
      ${group === undefined ? nothing : html`<h2 class="govuk-heading-m">Keep it here</h2>${lockState(ground, school, group)}${locks.start({ id: 'lock' })}</form>`}
      <h2 class="govuk-heading-m">Versions</h2>
      ${versionNote(ground, c.partnership, (other) => whyPath(other, school))}
      <p class="govuk-body"><a class="govuk-link" href="${boardPath(version)}#school-${school}">See all groups on the board</a></p>`,
      options,
    )
  },
)

function body(ground: Explained, school: string, version: string): Html {
  const { arrangement, facts, problem } = ground
  const explanation = explainSchool(
    problem,
    arrangement.groups.map(({ school_ids }) => school_ids),
    school,
    { locked: { groups: arrangement.locked_groups, schools: arrangement.locked_school_ids } },
  )
  const stays = whyMustStay(arrangement, facts, school, ground)
  return html`<p class="govuk-body">${whereInWords(ground, explanation)}</p>
    ${partnerTable(ground, explanation, version)}${reasonsList(ground, explanation)}
    <h2 class="govuk-heading-m">The best other places</h2>
    ${
      stays
        ? html`<p class="govuk-body">${stays}.</p>`
        : html`${alternativesList(ground, explanation.alternatives, version, school)}
      <h2 class="govuk-heading-m">Move to another group</h2>
      ${details({
        summaryText: 'All other groups, the best first',
        html: html`<p class="govuk-body">Choose a place to see what going there would do to whom. Nothing is changed by looking.</p>${placesList(ground, version, school)}`,
      })}`
    }`
}

function lockState({ arrangement, nameOf, groupName }: Ground, school: string, group: number): Html {
  const isLocked = arrangement.locked_school_ids.includes(school)
  const own = isLocked ? `${nameOf(school)} is locked in ${groupName(group)}.` : `${nameOf(school)} is not locked.`
  const whole = arrangement.locked_groups.includes(group) ? ` ${groupName(group)} is locked as a whole.` : ''
  return html`<p class="govuk-body">${own}${whole} ${lockMeaning}</p>
    ${lockButton({ kind: 'school', id: school }, nameOf(school), isLocked, 'lock', 'govuk-button govuk-button--secondary')}`
}
