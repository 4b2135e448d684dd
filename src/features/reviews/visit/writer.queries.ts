/** Who has a text of a review open to write in it. Colleagues see the names; nothing is locked. */
import { sql } from 'kysely'
import { sentenceList, timeOfDay } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'

/** Whoever opened or saved a text this long ago may still be writing. */
const counts = Temporal.Duration.from({ minutes: 10 })

export type Writer = { name: string; seen_at: Temporal.Instant }

/** Notes that the actor has a text open, and gives the others who have. */
export async function writingAt(
  db: Db,
  actor: Actor,
  review_id: string,
  place: string,
  now: Temporal.Instant,
): Promise<Writer[]> {
  const others = await sql<Writer>`
    with mine as (
      insert into text_writer (partnership_id, review_id, place, person_id, seen_at)
      values (${actor.partnership.id}, ${review_id}, ${place}, ${actor.person_id}, ${now})
      on conflict (review_id, place, person_id) do update set seen_at = excluded.seen_at)
    select p.name, w.seen_at from text_writer w join person p on p.id = w.person_id
     where w.review_id = ${review_id} and w.place = ${place} and w.person_id <> ${actor.person_id} and w.seen_at > ${now.subtract(counts)}
     order by w.seen_at desc`.execute(db)
  return others.rows
}

/** The actor has saved and left the text. */
export async function doneWriting(db: Db, actor: Actor, review_id: string, place: string): Promise<void> {
  await sql`delete from text_writer where review_id = ${review_id} and place = ${place} and person_id = ${actor.person_id}`.execute(
    db,
  )
}

/** Who may be writing beside the reader, in a sentence; '' for nobody. */
export function othersInWords(others: readonly Writer[]): string {
  const names = others.map((writer) => `${writer.name} (${timeOfDay(writer.seen_at)})`)
  if (names.length === 0) return ''
  return `${sentenceList(names)} ${names.length === 1 ? 'has' : 'have'} this text open too. Nothing is lost if you both write: whoever saves second sees both texts.`
}
