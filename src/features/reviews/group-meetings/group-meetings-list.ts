/** The meetings of a group on its page. */
import { statusTag } from '../../../design/components/status-tag.ts'
import { dayAndTime, longDate } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Actor } from '../../people/public.ts'
import { calendarFor, programmeFor } from '../../review-groups/public.ts'
import type { ReviewModel } from '../../review-models/public.ts'
import { groupMeetingPath } from '../paths.ts'
import { windowFor } from '../timing.rules.ts'
import { meetingsOfGroup } from './group-meeting.queries.ts'

/** When each meeting of a published group is or should be; nothing where its model has no meetings of groups. */
export async function groupMeetingsList(
  db: Db,
  actor: Actor,
  group: { id: string; programme_id: string; published_at: Temporal.Instant | null },
  model: ReviewModel,
): Promise<Html> {
  const stages = model.stages.filter((stage) => stage.of === 'group')
  const programme = stages.length > 0 && group.published_at && (await programmeFor(db, actor, group.programme_id))
  if (!programme) return nothing
  const meetings = await meetingsOfGroup(db, actor, group.id)
  const calendar = await calendarFor(db, actor)
  const dates = { visit_on: null, visit_second_on: null, programme_starts_on: programme.starts_on, meetings }
  const rows = stages.map(({ key, name }) => {
    const meeting = meetings.find(({ stage }) => stage === key)
    const window = windowFor(model, key, dates, calendar)
    const should = window ? `Between ${longDate(window.opens)} and ${longDate(window.closes)}` : 'No day yet'
    const held = meeting?.held_at ? html` ${statusTag('Held', 'done')}` : nothing
    return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="${groupMeetingPath(actor.partnership, group.id, key)}">${name}</a></div><div class="app-tasks__when"><p class="app-tasks__day">${meeting ? dayAndTime(meeting.starts_at) : should}</p>${held}</div></li>`
  })
  return html`<h2 class="govuk-heading-m">Meetings of the group</h2><ul class="app-tasks">${rows}</ul>`
}
