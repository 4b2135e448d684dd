/** Asking a programme's schools, reminding them, and ending it. */
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import { calendarFor, headsOf, type Programme } from '../../review-groups/public.ts'
import { saveAsking, settingsFor } from '../settings.queries.ts'
import { answersOf } from './asking.queries.ts'
import { whyCannotRemind, whyNotUntil } from './asking.rules.ts'
import { sendAskingMails } from './emails/asking.ts'

type At = { now: Temporal.Instant; today: Temporal.PlainDate; baseUrl: string }
type Asked = { sent: number } | { refused: Refusal }

/** The heads who are asked or reminded, and the schools where no head is known. */
export async function toTell(db: Db, actor: Actor, programmeId: string, who: 'all' | 'waiting') {
  const schools = (await answersOf(db, actor, programmeId)).filter((school) => who === 'all' || !school.given_at)
  const heads = await headsOf(
    db,
    actor,
    schools.map((school) => school.school_id),
  )
  const known = new Set(heads.map((head) => head.school_id))
  return { schools, heads, headless: schools.filter((school) => !known.has(school.school_id)) }
}

/** Asks every school of a programme until a day; their heads get an email. Asking again opens what was closed. */
export async function askSchools(
  db: Db,
  actor: Actor,
  programme: Pick<Programme, 'id' | 'name' | 'model_key'>,
  until: Temporal.PlainDate,
  at: At,
): Promise<Asked> {
  const refused = whyNotUntil(until, await calendarFor(db, actor), at.today)
  if (refused) return { refused }
  const { heads, schools } = await toTell(db, actor, programme.id, 'all')
  if (schools.length === 0) return { refused: { message: 'No open school takes part in the programme yet' } }
  const asking = { preferences_until: until, asked_at: at.now, reminded_at: null, preferences_closed_at: null }
  await saveAsking(db, actor, programme, asking, at.now)
  const sent = await sendAskingMails(db, actor, 'ask', heads, { programme, until, ...at })
  await note(db, actor, programme.id, 'ask', { until: until.toString(), schools: schools.length, sent })
  return { sent }
}

/** Reminds the heads of the schools that have not answered, once a day at the most. */
export async function remindSchools(
  db: Db,
  actor: Actor,
  programme: Pick<Programme, 'id' | 'name' | 'model_key'>,
  at: At,
): Promise<Asked> {
  const settings = await settingsFor(db, actor, programme)
  const { heads, schools } = await toTell(db, actor, programme.id, 'waiting')
  const refused = whyCannotRemind(settings, schools.length, at.today)
  if (refused) return { refused }
  const until = settings.preferences_until ?? at.today
  await saveAsking(db, actor, programme, { reminded_at: at.now }, at.now)
  const sent = await sendAskingMails(db, actor, 'reminder', heads, { programme, until, ...at })
  await note(db, actor, programme.id, 'remind', { schools: schools.length, sent })
  return { sent }
}

/** Gives schools another day to answer by, without an email; what was closed opens again. */
export async function changeAskingDay(
  db: Db,
  actor: Actor,
  programme: Pick<Programme, 'id' | 'model_key'>,
  until: Temporal.PlainDate,
  at: Pick<At, 'now' | 'today'>,
): Promise<Refusal | undefined> {
  const refused = whyNotUntil(until, await calendarFor(db, actor), at.today)
  if (refused) return refused
  await saveAsking(db, actor, programme, { preferences_until: until, preferences_closed_at: null }, at.now)
  await note(db, actor, programme.id, 'change-day', { until: until.toString() })
  return undefined
}

/** Ends the asking: from now on only officers change what schools said. */
export async function closeAsking(
  db: Db,
  actor: Actor,
  programme: Pick<Programme, 'id' | 'model_key'>,
  now: Temporal.Instant,
): Promise<void> {
  await saveAsking(db, actor, programme, { preferences_closed_at: now }, now)
  await note(db, actor, programme.id, 'close', {})
}

async function note(db: Db, actor: Actor, programmeId: string, verb: string, detail: Record<string, unknown>) {
  await record(db, actor, {
    action: `group-preference:${verb}`,
    subject_kind: 'programme',
    subject_id: programmeId,
    detail,
  })
}
