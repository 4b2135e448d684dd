import { z } from 'zod'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { choice } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { findGroupsJob } from '../../jobs.ts'
import { openSchools } from '../../problem.rules.ts'
import { aimsPath, rulesPath } from '../../settings/paths.ts'
import { mostForBound } from '../bound.rules.ts'
import { searchPath, versionPath } from '../paths.ts'
import { isRunning, type SearchGround, searchGround, startGroupSearch, whyCannotSearch } from '../search.acts.ts'
import { groupSearchFor } from '../search.queries.ts'

const lengths = { '3': 3, '10': 10, '30': 30, '60': 60 } as const
const fields = z.object({ seconds: choice('Choose how long to search', ['3', '10', '30', '60']) })

/** Starts a search for groups: what it keeps to, what stays, and how long it may take. `from` is a version to begin with. */
export const findPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/search',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ from: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const ground = found(await searchGround(c.db, c.actor, programme.id, c.query.from ?? null))
    const here = formingPath(c.partnership, programme.id)
    const running = await groupSearchFor(c.db, c.actor, programme.id)
    if (c.method === 'GET' && running && isRunning(running, c.now))
      return c.redirect(searchPath(c.partnership, programme.id, running.id))
    const refusal = whyCannotSearch(ground)
    const form = c.form(fields, { initial: { seconds: '10' } })
    if (form.value && refusal) form.refuse(refusal)
    if (form.value) {
      const id = await startGroupSearch(
        c.db,
        c.actor,
        {
          programme_id: programme.id,
          from_arrangement_id: ground.from?.id ?? null,
          seconds: lengths[form.value.seconds],
        },
        findGroupsJob,
        c.now,
      )
      return c.redirect(searchPath(c.partnership, programme.id, id))
    }
    const title = ground.from && stays(ground) !== '' ? 'Find groups for the rest again' : 'Find groups'
    const options = { caption: programme.name, back: { href: here, text: 'Form the groups' } }
    if (refusal)
      return c.view(
        title,
        html`<p class="govuk-body">${refusal.message}.</p><p class="govuk-body"><a class="govuk-link" href="${rulesPath(c.partnership, programme.id)}">Change the rules</a></p>`,
        options,
      )
    return c.view(
      title,
      html`${keeping(ground, { rules: rulesPath(c.partnership, programme.id), aims: aimsPath(c.partnership, programme.id), version: (id) => versionPath(c.partnership, programme.id, id) })}
      ${form.start()}${form.radios('seconds', {
        legend: 'How long may the search take?',
        hint: 'A longer search is never worse, and often a little better.',
        items: [
          { value: '3', text: '3 seconds', hint: 'Enough for up to 30 schools' },
          { value: '10', text: '10 seconds' },
          { value: '30', text: '30 seconds' },
          { value: '60', text: 'A minute' },
        ],
      })}${form.end('Find groups', { cancel: { href: here } })}`,
      options,
    )
  },
)

/** What stays as it is, in words; empty where nothing does. */
function stays({ from, facts }: SearchGround): string {
  const parts: string[] = []
  const locked = from?.locked_groups.flatMap((number) => from.groups[number]?.name ?? []) ?? []
  if (locked.length > 0) parts.push(`${plural(locked.length, 'locked group')} (${sentenceList(locked)})`)
  if (from && from.locked_school_ids.length > 0) parts.push(plural(from.locked_school_ids.length, 'locked school'))
  const held = facts.schools.filter((school) => school.is_held).length
  if (held > 0) parts.push(`${plural(held, 'school')} with a review in ${held === 1 ? 'its' : 'their'} group`)
  return sentenceList(parts)
}

function keeping(ground: SearchGround, href: { rules: string; aims: string; version: (id: string) => string }): Html {
  const open = openSchools(ground.facts)
  const kept = stays(ground)
  const { rules } = ground.settings
  const proof =
    open.length <= mostForBound
      ? 'Afterwards it works out how much better any groups could be at the most, which can take as long again.'
      : 'For so many schools there is no proof of how good the groups are.'
  return html`<p class="govuk-body">The search forms groups of ${rules.fewest} to ${rules.most} of the ${plural(open.length, 'open school')} that ${open.length === 1 ? 'takes' : 'take'} part, best ${rules.ideal}. It keeps every <a class="govuk-link" href="${href.rules}">rule</a> and weighs the <a class="govuk-link" href="${href.aims}">aims</a> as they are set now. ${proof}</p>
    ${ground.from ? html`<p class="govuk-body">It begins from <a class="govuk-link" href="${href.version(ground.from.id)}">version ${ground.from.number}</a>, which is kept.</p>` : nothing}
    ${kept === '' ? nothing : html`<p class="govuk-body">Stays as it is: ${kept}.</p>`}
    <p class="govuk-body">What it finds becomes a new version. No school is told.</p>`
}
