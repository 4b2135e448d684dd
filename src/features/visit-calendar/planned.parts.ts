/** Planned dates as pages and calendars show them to the people whom they concern. */
import { dayAndDate } from '../../lib/words.ts'
import type { CalendarEvent } from '../../platform/calendar/feed.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { PlannedDate } from './planned.queries.ts'

/** A list of planned visits; nothing where there are none. */
export function plannedList(dates: readonly PlannedDate[]): Html {
  if (dates.length === 0) return nothing
  return html`<ul class="govuk-list govuk-list--bullet">${dates.map((one) => html`<li>${dayAndDate(one.visit_on)}: ${one.school_name}</li>`)}</ul>`
}

/** Planned visits as whole days that are not certain yet. */
export function plannedEvents(
  dates: readonly PlannedDate[],
  partnership: { key: string },
  baseUrl: string,
): CalendarEvent[] {
  return dates.map((one) => ({
    uid: `planned-visit-${one.group_id}-${one.school_id}@schoolfellow`,
    summary: `Planned review visit: ${one.school_name}`,
    description: `The day that the calendar of ${one.programme_name} has for the visit to ${one.school_name} (${one.group_name}). It is not arranged yet.`,
    location: one.school_name,
    allDay: { first: one.visit_on },
    status: 'tentative',
    changedAt: one.adopted_at,
    url: `${baseUrl}/${partnership.key}/review-groups/${one.group_id}`,
  }))
}
