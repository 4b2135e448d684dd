import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { type AuditRow, auditEntries } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { schoolsByIds } from '../../schools/public.ts'
import type { Actor } from '../actor.ts'
import { actionWords, detailWords } from '../audit.words.ts'
import { personNames } from '../person.queries.ts'

const perPage = 50
const query = z.object({
  before: z.coerce.number().int().positive().optional().catch(undefined),
  person: z.uuid().optional().catch(undefined),
})

/** Who did what in the partnership, the latest first. */
export const audit = page(
  { path: '/:partnership/audit', allow: 'audit:see', params: z.object({ partnership: z.string() }), query },
  async (c) => {
    const { before, person } = c.query
    const entries = await auditEntries(c.db, {
      limit: perPage + 1,
      ...(before ? { before } : {}),
      ...(person ? { person_id: person } : {}),
    })
    const shown = entries.slice(0, perPage)
    const named: Named = {
      people: await personNames(c.db, c.actor, [...shown.flatMap(peopleIn), ...(person ? [person] : [])]),
      schools: await schoolNames(c.db, c.actor, shown),
      base: `/${c.partnership.key}`,
    }
    const base = `/${c.partnership.key}/audit`
    const last = shown.at(-1)
    const older =
      entries.length > perPage && last
        ? html`<p class="govuk-body"><a class="govuk-link" href="${base}?${String(new URLSearchParams({ before: String(last.number), ...(person ? { person } : {}) }))}">Earlier entries</a></p>`
        : nothing
    const only = person
      ? html`<p class="govuk-body">Only what ${named.people.get(person) ?? 'one person'} did. <a class="govuk-link" href="${base}">Show everything</a></p>`
      : nothing
    const list =
      shown.length === 0
        ? emptyState('Nothing has been recorded here.')
        : html`<ul class="app-tasks">${shown.map((entry) => entryItem(entry, named))}</ul>`
    return c.view(
      'Record of changes',
      html`<p class="govuk-body">Who changed roles, shared, published or arranged something. Nobody can change or remove an entry without that being found. What people write in evaluations and notes is not here.</p>${only}${list}${older}`,
      { back: { href: `/${c.partnership.key}`, text: 'Home' } },
    )
  },
)

/** What the ids of the entries stand for. */
type Named = { people: ReadonlyMap<string, string>; schools: ReadonlyMap<string, string>; base: string }

/** The people of an entry: who did it, and whom it is about. */
function peopleIn({ person_id, subject_kind, subject_id, detail }: AuditRow): string[] {
  const about = subject_kind === 'person' ? subject_id : detail.person
  return [person_id, about].filter((id) => typeof id === 'string')
}

async function schoolNames(db: Db, actor: Actor, entries: readonly AuditRow[]): Promise<Map<string, string>> {
  const ids = entries.flatMap(({ school_id }) => (school_id ? [school_id] : []))
  return new Map((await schoolsByIds(db, actor, ids)).map(({ id, name }) => [id, name]))
}

/** Where the subject of an entry can be looked at, by those who read the record. */
const pagesOf: Record<string, { path: string; text: string }> = {
  review: { path: 'reviews', text: 'Open the review' },
  'review-group': { path: 'review-groups', text: 'Open the group' },
  programme: { path: 'programmes', text: 'Open the programme' },
  framework: { path: 'frameworks', text: 'Open the framework' },
  'school-import': { path: 'schools/imports', text: 'Open the import' },
}

function entryItem(entry: AuditRow, { people, schools, base }: Named): Html {
  const linkTo = (id: unknown) => {
    const name = typeof id === 'string' ? people.get(id) : undefined
    return name ? html`<a class="govuk-link" href="${base}/people/${String(id)}">${name}</a>` : undefined
  }
  const opens = pagesOf[entry.subject_kind]
  const about = [
    linkTo(entry.subject_kind === 'person' ? entry.subject_id : entry.detail.person),
    entry.school_id ? schools.get(entry.school_id) : undefined,
    detailWords(entry.detail) || undefined,
    opens ? html`<a class="govuk-link" href="${base}/${opens.path}/${entry.subject_id}">${opens.text}</a>` : undefined,
  ].filter((part) => part !== undefined)
  const facts = about.map((part, index) => html`${index > 0 ? ' · ' : ''}${part}`)
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${actionWords(entry.action)}</strong>${
    about.length > 0 ? html`<p class="app-tasks__about">${facts}</p>` : nothing
  }<p class="app-tasks__note">By ${linkTo(entry.person_id) ?? 'the service'}</p></div><div class="app-tasks__when"><p class="app-tasks__day">${dayAndTime(entry.at)}</p></div></li>`
}
