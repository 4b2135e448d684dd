import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { type StatusTone, statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { shortDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { calendarsFor } from '../../review-groups/public.ts'
import { isMemberPart, type MemberPart, type Part, partName } from '../part.rules.ts'
import { reviewPath, reviewsPath } from '../paths.ts'
import { dueText } from '../review.next.ts'
import { type Review, reviewsWhere } from '../review.queries.ts'
import { type NextThing, type ReviewStage, stageName, stageOf, teamFacts, whatNext } from '../review.rules.ts'

/** The reviews that are a person's business: their own first, then those of their group or partnership. */
export const reviewList = page(
  { path: '/:partnership/reviews', allow: 'review:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const reviews = await reviewsWhere(c.db, c.actor, {})
    const calendarOf = await calendarsFor(c.db, c.actor)
    const stageNow = (review: Review) => stageOf(review.model, review, c.today)
    const isOver = (review: Review) => stageNow(review) === 'closed' || stageNow(review) === 'cancelled'
    const listOf = (title: string, reviews: readonly Review[], withPart: boolean) =>
      part(
        title,
        reviews.map((review) => {
          const things = whatNext(
            review.model,
            review,
            teamFacts(review.members),
            calendarOf(review.host_school_id),
            c.today,
          )
          return rowOf(review, stageNow(review), things[0], reviewPath(c.partnership, review.id), withPart)
        }),
        withPart,
      )
    const live = reviews.filter((review) => !isOver(review))
    const own = live.filter((review) => isOwn(review.part))
    const others = live.filter((review) => !isOwn(review.part))
    const start = c.can('review:schedule')
      ? button({
          text: 'Start a review',
          href: `${reviewsPath(c.partnership)}/new`,
          classes: 'govuk-button--secondary',
        })
      : nothing
    return c.view(
      'Reviews',
      html`${reviews.length === 0 ? emptyState('No review concerns you yet. When your school is in a review group, its reviews are listed here; when you are invited to a team, you get an email.') : nothing}
    ${start}
    ${listOf('Reviews that you take part in', own, true)}
    ${listOf(own.length > 0 ? 'Other reviews under way' : 'Reviews under way', others, false)}
    ${listOf('Finished and cancelled reviews', reviews.filter(isOver), false)}
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

function rowOf(
  review: Review,
  stage: ReviewStage,
  next: NextThing | undefined,
  href: string,
  withPart: boolean,
): Cell[] {
  return [
    {
      html: html`<a class="govuk-link" href="${href}">${review.host_school_name}</a><br><span class="govuk-!-font-weight-regular">${review.group_name}</span>`,
    },
    { text: review.visit_on ? shortDate(review.visit_on) : 'No day yet' },
    {
      html: html`${statusTag(stageName(review.model, stage), stageTones[stage])}${next ? html`<br>${next.text}${dueText(next, shortDate)}` : nothing}`,
    },
    ...(withPart ? [{ text: isMemberPart(review.part) ? partName(review.part) : otherParts[review.part] }] : []),
  ]
}

function part(title: string, rows: Cell[][], withPart: boolean): Html {
  if (rows.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">${title}</h2>${scrollable(
    table({
      caption: title,
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Host school' },
        { text: 'Visit' },
        { text: 'Stage and what comes next' },
        ...(withPart ? [{ text: 'Your part' }] : []),
      ],
      rows,
    }),
    title,
  )}`
}
