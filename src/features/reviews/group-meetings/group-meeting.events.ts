import { plural } from '../../../lib/words.ts'
import type { CalendarEvent } from '../../../platform/calendar/feed.ts'

type Meeting = {
  id: string
  starts_at: Temporal.Instant
  minutes: number
  place: string
  link: string
  sequence: number
}

/** A group's meeting in a calendar; `url` is its page. */
export function groupMeetingEvent(
  { group, stage }: { group: { name: string }; stage: { name: string } },
  meeting: Meeting,
  url: string,
): CalendarEvent {
  return {
    uid: `meeting-${meeting.id}@schoolfellow`,
    summary: `${stage.name}: ${group.name}`,
    description: [`${stage.name} of ${group.name}, ${plural(meeting.minutes, 'minute')}.`, meeting.link]
      .filter((line) => line !== '')
      .join('\n'),
    ...(meeting.place === '' ? {} : { location: meeting.place }),
    start: meeting.starts_at,
    end: meeting.starts_at.add({ minutes: meeting.minutes }),
    sequence: meeting.sequence,
    status: 'confirmed',
    url,
  }
}
