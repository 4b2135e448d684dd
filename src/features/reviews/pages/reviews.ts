import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { shortDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { calendarOf, closedDaysOf, termsOf } from '../../review-groups/public.ts'
import { isMemberPart, type MemberPart, type Part, partName } from '../part.rules.ts'
import { reviewPath, reviewsPath } from '../paths.ts'
import { type Review, reviewsWhere } from '../review.queries.ts'
import { type ReviewStage, stageName, stageOf, teamFacts, whatNext } from '../review.rules.ts'

/** The reviews that are a person's business: their own first, then those of their group or partnership. */
export const reviewList = page(
  { path: '/:partnership/reviews', allow: 'review:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const reviews = await reviewsWhere(c.db, c.actor, {})
    const [terms, closed] = [await termsOf(c.db, c.actor), await closedDaysOf(c.db, c.actor)]
    const nextOf = (review: Review) =>
      whatNext(
        review.model,
        review,
        teamFacts(review.members),
        calendarOf(terms, closed, review.host_school_id),
        c.today,
      )[0]
    const rowsOf = (list: readonly Review[]) =>
      list.map((review) =>
        rowOf(
          review,
          stageOf(review.model, review, c.today),
          nextOf(review)?.text,
          reviewPath(c.partnership, review.id),
        ),
      )
    const live = reviews.filter((review) => !review.cancelled_at && !review.closed_at)
    const own = live.filter((review) => isOwn(review.part))
    const others = live.filter((review) => !isOwn(review.part))
    const over = reviews.filter((review) => review.cancelled_at || review.closed_at)
    const start = c.can('review:schedule')
      ? button({
          text: 'Start a review',
          href: `${reviewsPath(c.partnership)}/new`,
          classes: 'govuk-button--secondary',
        })
      : nothing
    return c.view(
      'Reviews',
      html`${reviews.length === 0 ? emptyState('No review concerns you yet. When your school is in a review group, its reviews are listed here; when you are invited to a team, you get an e-mail.') : nothing}
    ${part('Reviews that you take part in', rowsOf(own))}
    ${part(own.length > 0 ? 'Other reviews' : 'Reviews', rowsOf(others))}
    ${part('Finished and cancelled reviews', rowsOf(over))}
    ${start}
    <p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/calendar">Put your visits and meetings into your own calendar</a></p>`,
    )
  },
)

function isOwn(part: Part): boolean {
  return part === 'invited' || isMemberPart(part)
}

const otherParts: Record<Exclude<Part, MemberPart>, string> = {
  invited: 'Invited: please answer',
  'host-school': 'Your school',
  group: 'Your group',
  partnership: 'Partnership',
}

export const stageTones: Record<ReviewStage, StatusTone> = {
  'self-evaluation': 'info',
  'pre-review': 'info',
  visit: 'progress',
  'write-up': 'progress',
  'follow-up': 'progress',
  'check-in': 'progress',
  closed: 'done',
  cancelled: 'neutral',
}

type Cell = { text?: string; html?: Html }

function rowOf(review: Review, stage: ReviewStage, next: string | undefined, href: string): Cell[] {
  return [
    {
      html: html`<a class="govuk-link" href="${href}">${review.host_school_name}</a><br><span class="govuk-!-font-weight-regular">${review.group_name}</span>`,
    },
    { text: review.visit_on ? shortDate(review.visit_on) : 'No day yet' },
    { html: statusTag(stageName(review.model, stage), stageTones[stage]) },
    { text: next ?? '–' },
    { text: isMemberPart(review.part) ? partName(review.part) : otherParts[review.part] },
  ]
}

function part(title: string, rows: Cell[][]): Html {
  if (rows.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">${title}</h2>${scrollable(
    table({
      caption: title,
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Host school' }, { text: 'Visit' }, { text: 'Stage' }, { text: 'Next' }, { text: 'Your part' }],
      rows,
    }),
    title,
  )}`
}
