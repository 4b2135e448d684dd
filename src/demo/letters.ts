/** The reminders of the last days that still wait for somebody: what the service sent by itself in the mornings of this week. */
import { lettersToSend, sendLetter } from '../features/reviews/public.ts'
import { addSchoolDays, nearestSchoolDay } from '../lib/school-days.ts'
import { at, type DemoWorld } from './world.ts'

const mornings = 8

/** Sends them morning by morning. Of all that is longer ago nobody is reminded any more: it is done, or no longer sent. */
export async function sendReminders(world: DemoWorld): Promise<void> {
  const { database, services, partnership, calendar } = world
  const last = nearestSchoolDay(calendar, world.today, -1)
  for (let ago = mornings - 1; ago >= 0; ago--) {
    const today = ago === 0 ? last : addSchoolDays(calendar, last, -ago)
    const then = { now: at(today, '07:23'), baseUrl: services.baseUrl }
    const within = <T>(work: Parameters<typeof database.inPartnership<T>>[2]) =>
      database.inPartnership(partnership.id, undefined, work)
    for (const waiting of await within((db) => lettersToSend(db, partnership, today)))
      await within((db) => sendLetter(db, partnership, waiting, then))
  }
}
