/** What a school's page says of its review group and its reviews, as far as the reader may see them. */
import { statusTag } from '../../design/components/status-tag.ts'
import type { Db } from '../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { Actor } from '../people/public.ts'
import { groupOf, groupPath } from '../review-groups/public.ts'
import { reviewPath } from './paths.ts'
import { type Review, reviewsOfGroup } from './review.queries.ts'
import { stageName, stageOf } from './review.rules.ts'
import { longDays } from './visit-days.rules.ts'

type Asking = { db: Db; actor: Actor; today: Temporal.PlainDate }

/** The school's published group, and the reviews of the school that are this reader's business. */
async function show({ db, actor, today }: Asking, school: { id: string }): Promise<Html | undefined> {
  const group = await groupOf(db, actor, school.id)
  if (!group) return undefined
  const reviews = (await reviewsOfGroup(db, actor, group.id)).filter((review) => review.host_school_id === school.id)
  return html`<p class="govuk-body">Review group: <a class="govuk-link" href="${groupPath(actor.partnership, group.id)}">${group.name}</a></p>
${reviews.length > 0 ? html`<ul class="govuk-list">${reviews.map((review) => reviewItem(review, actor, today))}</ul>` : nothing}`
}

function reviewItem(review: Review, actor: Actor, today: Temporal.PlainDate): Html {
  const stage = stageOf(review.model, review, today)
  const when = review.visit_on ? `visit on ${longDays(review)}` : 'no day yet'
  const tone = stage === 'closed' ? 'done' : stage === 'cancelled' ? 'neutral' : 'progress'
  return html`<li><a class="govuk-link" href="${reviewPath(actor.partnership, review.id)}">${review.programme_name}</a>, ${when} ${statusTag(stageName(review.model, stage), tone)}</li>`
}

export const schoolPart = { heading: 'Peer review', show }
