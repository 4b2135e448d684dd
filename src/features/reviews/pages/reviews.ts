import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { pageLinks } from '../../../design/components/pagination.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { shortDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { calendarsFor } from '../../review-groups/public.ts'
import type { ReviewModel, StageKind } from '../../review-models/public.ts'
import { isLate, type NextThing, nextFor, partsIn, teamFacts, whatNext } from '../next-thing.rules.ts'
import { isMemberPart, partName } from '../part.rules.ts'
import { reviewPath, reviewsPath } from '../paths.ts'
import { schoolsWithoutReview } from '../planning/schedule.queries.ts'
import { type Review, reviewsInOrder } from '../review.queries.ts'
import { type ReviewStage, stageIn, stageName, stageOf } from '../review.rules.ts'
import { countReviews, reviewIds } from '../stored-reviews.queries.ts'
import { shortDays } from '../visit-days.rules.ts'
import { dueText } from '../what-next.ts'

const rowsOnAPage = 50
/** So many reviews that are over stand below those under way; more have a list of their own. */
const mostBelow = 10

/** The reviews that are a person's business: their own first, then those of their group or partnership. */
export const reviewList = page(
  {
    path: '/:partnership/reviews',
    allow: 'review:see',
    params: z.object({ partnership: z.string() }),
    query: z.object({
      show: z.enum(['over']).optional().catch(undefined),
      page: z.coerce.number().int().min(1).max(10_000).catch(1),
    }),
  },
  async (c) => {
    const here = reviewsPath(c.partnership)
    const counts = await countReviews(c.db, c.actor)
    const calendarOf = await calendarsFor(c.db, c.actor)
    const rowsOf = (reviews: readonly Review[]) =>
      reviews.map((review) => {
        const team = teamFacts(review.members)
        const things = whatNext(review.model, review, team, calendarOf(review.host_school_id), c.today)
        const next = nextFor(things, (stage) => partsIn(review, stage))
        return rowOf(review, next, reviewPath(c.partnership, review.id), c.today)
      })
    const listed = async (over: boolean, number: number, limit: number) =>
      reviewsInOrder(c.db, c.actor, await reviewIds(c.db, c.actor, { over, limit, offset: (number - 1) * limit }))
    if (c.query.show === 'over') {
      const over = await listed(true, c.query.page, rowsOnAPage)
      return c.view(
        'Finished and cancelled reviews',
        html`${over.length === 0 ? emptyState('There is none on this page.') : part('Finished and cancelled reviews', rowsOf(over), true)}
        ${pages(`${here}?show=over&page=`, c.query.page, counts.over)}`,
        { back: { href: here, text: 'Reviews' } },
      )
    }
    const live = await listed(false, c.query.page, rowsOnAPage)
    const own = live.filter(isOwn)
    const others = live.filter((review) => !isOwn(review))
    const below = counts.over > 0 && counts.over <= mostBelow ? await listed(true, 1, mostBelow) : []
    const free = c.can('review:schedule') ? await schoolsWithoutReview(c.db, c.actor) : []
    const start = free.some((choice) => c.can('review:schedule', choice.school_id))
      ? button({ text: 'Start a review', href: `${here}/new`, classes: 'govuk-button--secondary' })
      : nothing
    return c.view(
      'Reviews',
      html`${counts.under_way + counts.over === 0 ? emptyState('No review concerns you yet. When your school is in a review group, its reviews are listed here; when you are invited to a team, you get an email.') : nothing}
    ${start}
    ${part('Reviews that you take part in', rowsOf(own))}
    ${part(own.length > 0 ? 'Other reviews under way' : 'Reviews under way', rowsOf(others))}
    ${pages(`${here}?page=`, c.query.page, counts.under_way)}
    ${part('Finished and cancelled reviews', rowsOf(below))}
    ${counts.over > mostBelow ? html`<p class="govuk-body"><a class="govuk-link" href="${here}?show=over">Finished and cancelled reviews (${counts.over})</a></p>` : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/calendar">Put your visits and meetings into your own calendar</a></p>
    ${c.can('blocked-dates:keep') ? html`<p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/blocked-dates">Say on which days you cannot take part</a></p>` : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/time">See the time that you gave to reviews</a></p>`,
    )
  },
)

function pages(to: string, number: number, total: number): Html {
  return pageLinks({
    label: 'Pages of reviews',
    number,
    last: Math.ceil(total / rowsOnAPage),
    hrefOf: (other) => `${to}${other}`,
  })
}

function isOwn({ part, leads_stages }: Review): boolean {
  return part === 'invited' || isMemberPart(part) || leads_stages.length > 0
}

const kindTones: Record<StageKind, StatusTone> = {
  'self-evaluation': 'info',
  preparation: 'info',
  visit: 'progress',
  report: 'progress',
  meeting: 'progress',
}

export function stageTone(model: ReviewModel, stage: ReviewStage): StatusTone {
  if (stage === 'closed') return 'done'
  return stage === 'cancelled' ? 'neutral' : kindTones[stageIn(model, stage).kind]
}

type Cell = { text?: string; html?: Html }

function rowOf(review: Review, next: NextThing | undefined, href: string, today: Temporal.PlainDate): Cell[] {
  const stage = stageOf(review.model, review, today)
  const own = review.part === 'invited' ? 'Invited' : isMemberPart(review.part) ? partName(review.part) : ''
  return [
    {
      html: html`<a class="govuk-link" href="${href}">${review.host_school_name}</a><br><span class="govuk-!-font-weight-regular">${review.group_name}${own === '' ? nothing : html`<br>Your part: ${own}`}</span>`,
    },
    { text: shortDays(review) },
    {
      html: html`${statusTag(stageName(review.model, stage), stageTone(review.model, stage))}${next && isLate(next, today) ? html` ${statusTag('Late', 'attention')}` : nothing}${next ? html`<br>${next.text}${dueText(next, shortDate)}` : nothing}`,
    },
  ]
}

/** One list with its heading, unless the page's own heading says it. */
function part(title: string, rows: Cell[][], headed = false): Html {
  if (rows.length === 0) return nothing
  return html`${headed ? nothing : html`<h2 class="govuk-heading-m">${title}</h2>`}${scrollable(
    table({
      caption: title,
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Host school' }, { text: 'Visit' }, { text: 'Stage and what comes next' }],
      rows,
    }),
    title,
  )}`
}
