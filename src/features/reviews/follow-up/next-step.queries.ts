/** Stores the next steps of a review and how they are going. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { closeIfOver } from '../closing.queries.ts'
import type { Saved, SavedOver } from '../preparation/visit.queries.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { type NewStep, type Progress, whyCannotEditSteps, whyCannotKeepStep } from './next-step.rules.ts'

export type NextStep = {
  id: string
  finding_id: string | null
  finding_title: string
  text: string
  owner_person_id: string | null
  /** The person's name, or the name that was entered. */
  owner: string
  owner_name: string
  due_on: Temporal.PlainDate
  success: string
  progress: Progress
  progress_note: string
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant
}

/** The next steps of a review, the earliest first; those taken out when `removed` is true. For people who may read its report. */
export async function nextStepsOf(db: Db, reviewId: string, removed = false): Promise<NextStep[]> {
  return (await nextStepsQuery(reviewId, removed).execute(db)).rows
}

export function nextStepsQuery(reviewId: string, removed = false) {
  return sql<NextStep>`
    select n.id, n.finding_id, coalesce(f.title, '') as finding_title, n.text, n.owner_person_id, coalesce(o.name, n.owner_name) as owner, n.owner_name,
           n.due_on, n.success, n.progress, n.progress_note, n.version, u.name as updated_by_name, n.updated_at
      from next_step n left join finding f on f.id = n.finding_id left join person o on o.id = n.owner_person_id left join person u on u.id = n.updated_by
     where n.review_id = ${reviewId} and (n.removed_at is not null) = ${removed} order by n.due_on, n.updated_at`
}

type ToEdit = { review: Review; refusal: Refusal | undefined }

async function toEdit(db: Db, actor: Actor, reviewId: string): Promise<ToEdit> {
  const review = found(await reviewFor(db, actor, reviewId))
  return { review, refusal: whyCannotEditSteps(review.part, review) }
}

/** The colleagues of the host on the team, who can see to a step. */
export function possibleOwners(review: Pick<Review, 'members'>): { id: string; name: string }[] {
  return review.members
    .filter((member) => (member.part === 'host-lead' || member.part === 'host') && member.state === 'on-team')
    .map(({ person_id, name }) => ({ id: person_id, name }))
}

export type WantedStep = NewStep & { finding_id: string | undefined }

/** A colleague who was chosen sees to the step, and not also somebody whose name is left in the other box. */
function withOneOwner<Step extends WantedStep>(step: Step): Step {
  return step.owner_person_id ? { ...step, owner_name: '' } : step
}

async function whyCannotStore(
  db: Db,
  { review, refusal }: ToEdit,
  step: WantedStep,
  before: NextStep | undefined,
  today: Temporal.PlainDate,
): Promise<Refusal | undefined> {
  // What was chosen earlier may stay, although the person has left or the finding was taken out since.
  const owners = [...possibleOwners(review).map(({ id }) => id), before?.owner_person_id]
  if (step.owner_person_id && !owners.includes(step.owner_person_id))
    return { field: 'owner_person_id', message: 'Choose a colleague of the host school’s team, or enter a name' }
  if (step.finding_id && step.finding_id !== before?.finding_id) {
    const present =
      await sql`select 1 from finding where id = ${step.finding_id} and review_id = ${review.id} and removed_at is null`.execute(
        db,
      )
    if (present.rows.length === 0) return { field: 'finding_id', message: 'Choose a finding of this report, or none' }
  }
  // A step whose day has passed can still be worded better.
  const moved = !before || Temporal.PlainDate.compare(step.due_on, before.due_on) !== 0
  return refusal ?? whyCannotKeepStep(step, moved ? today : step.due_on)
}

/** Adds a next step. */
export async function addNextStep(
  db: Db,
  actor: Actor,
  reviewId: string,
  wanted: WantedStep,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<Saved> {
  const step = withOneOwner(wanted)
  const editing = await toEdit(db, actor, reviewId)
  const wrong = await whyCannotStore(db, editing, step, undefined, today)
  if (wrong) return { kind: 'refused', refusal: wrong }
  const added = await sql<{ id: string; version: number }>`
    insert into next_step (partnership_id, review_id, finding_id, text, owner_person_id, owner_name, due_on, success, updated_by, updated_at)
    values (${actor.partnership.id}, ${reviewId}, ${step.finding_id ?? null}, ${step.text}, ${step.owner_person_id ?? null}, ${step.owner_name}, ${step.due_on}, ${step.success}, ${actor.person_id}, ${now})
    returning id, version`.execute(db)
  if (!editing.review.has_next_steps) await closeIfOver(db, actor, reviewId, now)
  return { kind: 'saved', ...found(added.rows[0]) }
}

/** Changes a next step. */
export async function changeNextStep(
  db: Db,
  actor: Actor,
  reviewId: string,
  wanted: WantedStep & { id: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<SavedOver<NextStep>> {
  const step = withOneOwner(wanted)
  const before = await stepOf(db, reviewId, step.id)
  const wrong = await whyCannotStore(db, await toEdit(db, actor, reviewId), step, before, today)
  if (wrong) return { kind: 'refused', refusal: wrong }
  const saved = await sql<{ id: string; version: number }>`
    update next_step set finding_id = ${step.finding_id ?? null}, text = ${step.text}, owner_person_id = ${step.owner_person_id ?? null}, owner_name = ${step.owner_name},
           due_on = ${step.due_on}, success = ${step.success}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${step.id} and review_id = ${reviewId} and removed_at is null and version = ${sentVersion ?? before.version} returning id, version`.execute(
    db,
  )
  if (saved.rows[0]) return { kind: 'saved', ...saved.rows[0] }
  const current = await stepOf(db, reviewId, step.id)
  return isSameStep(step, current) ? { kind: 'saved', id: step.id, version: current.version } : conflictWith(current)
}

/** Writes down how a step is going. */
export async function reportProgress(
  db: Db,
  actor: Actor,
  reviewId: string,
  step: { id: string; progress: Progress; progress_note: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<SavedOver<NextStep>> {
  const { refusal } = await toEdit(db, actor, reviewId)
  if (refusal) return { kind: 'refused', refusal }
  const saved = await sql<{ id: string; version: number }>`
    update next_step set progress = ${step.progress}, progress_note = ${step.progress_note}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${step.id} and review_id = ${reviewId} and removed_at is null and (${sentVersion ?? null}::integer is null or version = ${sentVersion ?? null}) returning id, version`.execute(
    db,
  )
  if (saved.rows[0]) return { kind: 'saved', ...saved.rows[0] }
  const current = await stepOf(db, reviewId, step.id)
  const same = current.progress === step.progress && current.progress_note === step.progress_note
  return same ? { kind: 'saved', id: step.id, version: current.version } : conflictWith(current)
}

async function stepOf(db: Db, reviewId: string, stepId: string): Promise<NextStep> {
  return found((await nextStepsOf(db, reviewId)).find((one) => one.id === stepId))
}

function isSameStep(wanted: WantedStep, stored: NextStep): boolean {
  return (
    wanted.text === stored.text &&
    wanted.success === stored.success &&
    wanted.owner_name === stored.owner_name &&
    (wanted.owner_person_id ?? null) === stored.owner_person_id &&
    (wanted.finding_id ?? null) === stored.finding_id &&
    Temporal.PlainDate.compare(wanted.due_on, stored.due_on) === 0
  )
}

function conflictWith(current: NextStep): SavedOver<NextStep> {
  return { kind: 'conflict', version: current.version, by: current.updated_by_name, at: current.updated_at, current }
}

/** Takes a next step out, or puts it back. */
export async function setStepRemoved(
  db: Db,
  actor: Actor,
  reviewId: string,
  stepId: string,
  removed: boolean,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const { refusal } = await toEdit(db, actor, reviewId)
  if (refusal) return refusal
  await sql`update next_step set removed_at = ${removed ? now : null}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
    where id = ${stepId} and review_id = ${reviewId}`.execute(db)
  return undefined
}
