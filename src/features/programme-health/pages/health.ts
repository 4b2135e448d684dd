import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { input } from '../../../design/components/input.ts'
import { pageLinks } from '../../../design/components/pagination.ts'
import { select } from '../../../design/components/select.ts'
import { csvText } from '../../../lib/csv.ts'
import { plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/public.ts'
import {
  groupPath,
  groupsOf,
  healthPath,
  programmeFor,
  programmePath,
  programmeSchools,
} from '../../review-groups/public.ts'
import { progressOf } from '../../reviews/public.ts'
import { attentionList, type RowReminders, reviewTable, stagesPicture } from '../health.parts.ts'
import {
  type Assessed,
  byStage,
  type Filter,
  filtered,
  healthOf,
  needingAttention,
  stateNames,
  states,
} from '../health.rules.ts'
import { limitsFor } from '../limits.queries.ts'
import type { Limits } from '../limits.rules.ts'
import { beginReminder, limitsPath, programmeParams as params } from '../paths.ts'
import { recentWords } from '../reminder.parts.ts'
import { sentOf } from '../reminder.queries.ts'
import { recentOf, type Sent, thingsOf } from '../reminder.rules.ts'

const rowsOnAPage = 50
const chosen = z.string().max(200).catch('')
const query = z.object({
  group: chosen.default(''),
  stage: chosen.default(''),
  state: chosen.default(''),
  school: chosen.default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
})

async function assessed(
  db: Db,
  actor: Actor,
  programmeId: string,
  limits: Limits,
  today: Temporal.PlainDate,
): Promise<Assessed[]> {
  const reviews = await progressOf(db, actor, programmeId, today)
  return byStage(reviews.map((review) => ({ review, health: healthOf(review, limits, today) })))
}

/** Who can be reminded from a row, and who was lately. */
function remindersIn(sent: readonly Sent[], today: Temporal.PlainDate, href: (reviewId: string) => string) {
  return ({ review }: Assessed): RowReminders => {
    const things = thingsOf(review, today)
    return {
      href: things.length > 0 ? href(review.id) : undefined,
      said: recentWords(things.flatMap((thing) => recentOf(thing, sent, today))),
    }
  }
}

/** How the reviews of a programme are doing: stages, dates and whom they wait for, never what anybody wrote. */
export const healthPage = page(
  { path: '/:partnership/programmes/:programme/health', allow: 'programme:manage', params, query },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const { limits } = await limitsFor(c.db, c.actor, programme.id)
    const all = await assessed(c.db, c.actor, programme.id, limits, c.today)
    const sent = await sentOf(c.db, c.actor, programme.id, c.today)
    const here = healthPath(c.partnership, programme.id)
    const remind = (id: string) => beginReminder(c.partnership, programme.id, { reviews: [id] })
    const reminders = remindersIn(sent, c.today, remind)
    const reviewHref = (id: string) => `/${c.partnership.key}/reviews/${id}`
    const some = filtered(all, c.query)
    const shown = some.slice((c.query.page - 1) * rowsOnAPage, c.query.page * rowsOnAPage)
    const { page: _, ...filter } = c.query
    const asked = new URLSearchParams(filter).toString()
    const body =
      all.length === 0
        ? emptyState('No review has been started yet. It appears here as soon as a group starts its first.')
        : html`${stagesPicture(all, `${here}/download`)}
        <h2 class="govuk-heading-m">Needs attention today</h2>
        ${attentionList(needingAttention(all), { reviewHref, reminders, here })}
        <p class="govuk-body"><a class="govuk-link" href="${limitsPath(c.partnership, programme.id)}">When is something worth a look?</a></p>
        <h2 class="govuk-heading-m" id="reviews">All reviews</h2>
        ${filterForm(all, c.query, here)}
        <p class="govuk-body">${plural(some.length, 'review')}</p>
        ${reviewTable(shown, reviewHref, reminders)}
        ${pageLinks({ label: 'Pages of reviews', number: c.query.page, last: Math.ceil(some.length / rowsOnAPage), hrefOf: (other) => `${here}?${asked}&page=${other}` })}
        <p class="govuk-body"><a class="govuk-link" href="${here}/download?${asked}">Download this table (CSV)</a></p>`
    const gaps = await withoutReview(c.db, c.actor, programme.id, all, (id) => groupPath(c.partnership, id))
    const note = html`<p class="govuk-body">This page knows stages, dates and places on teams. It shows nothing that schools and visitors write.</p>`
    return c.view('Health of the programme', html`${body}${gaps}${note}`, {
      caption: programme.name,
      back: { href: programmePath(c.partnership, programme.id), text: programme.name },
    })
  },
)

function filterForm(all: readonly Assessed[], filter: Filter, here: string): Html {
  const any = { value: '', text: 'All' }
  const groups = [...new Map(all.map(({ review }) => [review.group_id, review.group_name]))]
  const stages = [...new Set(all.map(({ review }) => review.stage_name))]
  const list = (name: 'group' | 'stage' | 'state', label: string, items: { value: string; text: string }[]) =>
    select({ id: `filter-${name}`, name, label: { text: label }, items: [any, ...items], value: filter[name] })
  return html`<form method="get" action="${here}" role="search" class="app-no-print">
    ${input({ id: 'filter-school', name: 'school', label: { text: 'School' }, value: filter.school })}
    ${list(
      'group',
      'Group',
      groups.map(([value, text]) => ({ value, text })),
    )}
    ${list(
      'stage',
      'Stage',
      stages.map((text) => ({ value: text, text })),
    )}
    ${list(
      'state',
      'State',
      states.map((value) => ({ value, text: stateNames[value] })),
    )}
    ${button({ text: 'Show these reviews', classes: 'govuk-button--secondary' })}</form>`
}

/** Schools of groups without a review, and groups that nobody supports. */
async function withoutReview(
  db: Db,
  actor: Actor,
  programmeId: string,
  all: readonly Assessed[],
  groupHref: (id: string) => string,
): Promise<Html> {
  const hosts = new Set(
    all.filter(({ review }) => review.over !== 'cancelled').map(({ review }) => review.host_school_id),
  )
  const schools = (await programmeSchools(db, actor, programmeId)).filter(
    ({ id, group_id }) => group_id && !hosts.has(id),
  )
  const groups = (await groupsOf(db, actor, programmeId)).filter(({ leaders }) => leaders.length === 0)
  const schoolList = html`<h2 class="govuk-heading-m">Schools of groups without a review yet</h2><ul class="govuk-list govuk-list--bullet">${schools.map((school) => html`<li>${school.name}, in <a class="govuk-link" href="${groupHref(school.group_id ?? '')}">${school.group_name ?? 'a group'}</a></li>`)}</ul>`
  const groupList = html`<h2 class="govuk-heading-m">Groups that nobody supports yet</h2><ul class="govuk-list govuk-list--bullet">${groups.map((group) => html`<li><a class="govuk-link" href="${groupHref(group.id)}">${group.name}</a></li>`)}</ul>`
  return html`${schools.length > 0 ? schoolList : nothing}${groups.length > 0 ? groupList : nothing}`
}

/** The table as a file. */
export const healthFile = page(
  { path: '/:partnership/programmes/:programme/health/download', allow: 'programme:manage', params, query },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const { limits } = await limitsFor(c.db, c.actor, programme.id)
    const some = filtered(await assessed(c.db, c.actor, programme.id, limits, c.today), c.query)
    const body = csvText(
      ['School', 'Group', 'Stage', 'State', 'Why', 'Visit', 'What comes next', 'Waits for', 'By'],
      some.map(({ review, health }) => {
        const [first] = review.waiting
        return [
          review.host_school_name,
          review.group_name,
          review.stage_name,
          stateNames[health.state],
          health.reasons.join(' '),
          [review.visit_on, review.visit_second_on].flatMap((day) => day?.toString() ?? []).join(' and '),
          first?.text ?? '',
          first?.whom ?? '',
          first?.due?.toString() ?? '',
        ]
      }),
    )
    return c.download({ name: 'health-of-the-programme.csv', type: 'text/csv; charset=utf-8', body })
  },
)
