/** Stores the written summary of a review: its sections, the host's comments, and who agreed it when. */
import { type RawBuilder, sql } from 'kysely'
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { day, moment, rowsOf, rowsWithin } from '../../../platform/db/rows-within.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type NextStep, nextStepsQuery } from '../follow-up/next-step.queries.ts'
import { type Question, questionsQuery, type Saved } from '../preparation/visit.queries.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { isPastStage } from '../review.rules.ts'
import { type Finding, findingOf, findingsQuery } from '../visit/finding.queries.ts'
import {
  type AgreementFacts,
  type DraftFacts,
  maySeeReport,
  type SectionKey,
  sectionKeys,
  whyCannotComment,
  whyCannotReply,
  whyCannotSend,
  whyCannotWrite,
  whyHostCannotAgree,
  whyTeamCannotAgree,
} from './summary.rules.ts'

export type Section = {
  key: SectionKey
  text: string
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant | null
}

export type Comment = {
  id: string
  finding_id: string | null
  section: SectionKey | ''
  text: string
  author_name: string
  written_at: Temporal.Instant
  reply: string
  replied_by_name: string
  replied_at: Temporal.Instant | null
  outcome: '' | 'changed' | 'kept'
}

/** A review with everything that its report is made of, for people who may read it now. */
export type WriteUp = Review & {
  sections: Section[]
  findings: Finding[]
  comments: Comment[]
  questions: Question[]
  steps: NextStep[]
}

/** The write-up of a review; undefined for people who may not read it at its present stage. Two queries. */
export async function writeUpFor(db: Db, actor: Actor, reviewId: string): Promise<WriteUp | undefined> {
  const review = await reviewFor(db, actor, reviewId)
  if (!review || !maySeeReport(review.part, review)) return undefined
  return { ...review, ...(await partsOf(db, reviewId)) }
}

/** Everything that a report is made of beside the review, in one query. */
async function partsOf(db: Db, reviewId: string): Promise<Omit<WriteUp, keyof Review>> {
  const parts = await db
    .selectNoFrom([
      rowsWithin(sectionsQuery(reviewId)).as('sections'),
      rowsWithin(findingsQuery(reviewId)).as('findings'),
      rowsWithin(commentsQuery(reviewId)).as('comments'),
      rowsWithin(questionsQuery(reviewId)).as('questions'),
      rowsWithin(nextStepsQuery(reviewId)).as('steps'),
    ])
    .executeTakeFirstOrThrow()
  return {
    sections: everySection(rowsOf(parts.sections, { updated_at: moment })),
    findings: rowsOf(parts.findings, { challenge_at: moment, updated_at: moment, removed_at: moment }).map(findingOf),
    comments: rowsOf(parts.comments, { written_at: moment, replied_at: moment }),
    questions: rowsOf(parts.questions, { updated_at: moment }),
    steps: rowsOf(parts.steps, { due_on: day, updated_at: moment }),
  }
}

function sectionsQuery(reviewId: string) {
  return sql<Section>`
    select s.section as key, s.text, s.version, s.updated_at, p.name as updated_by_name
      from summary_section s join person p on p.id = s.updated_by where s.review_id = ${reviewId}`
}

/** The sections in their order, with those that nobody has written yet. */
function everySection(written: readonly Section[]): Section[] {
  const nobodys = { text: '', version: 0, updated_by_name: '', updated_at: null }
  return sectionKeys.map((key) => written.find((one) => one.key === key) ?? { key, ...nobodys })
}

function commentsQuery(reviewId: string) {
  return sql<Comment>`
    select c.id, c.finding_id, c.section, c.text, a.name as author_name, c.written_at, c.reply, coalesce(r.name, '') as replied_by_name, c.replied_at, c.outcome
      from summary_comment c join person a on a.id = c.author_id left join person r on r.id = c.replied_by
     where c.review_id = ${reviewId} order by c.written_at`
}

/**
 * The write-up, for a change: nobody sends or agrees the report until the change is stored, and while somebody sends
 * or agrees it (`alone`) nobody changes it. So what is agreed is what both sides have read.
 */
async function writeUpToChange(db: Db, actor: Actor, reviewId: string, alone = false): Promise<WriteUp> {
  await (alone
    ? sql`select 1 from review where id = ${reviewId} for update`
    : sql`select 1 from review where id = ${reviewId} for share`
  ).execute(db)
  return found(await writeUpFor(db, actor, reviewId))
}

/** What the rules ask about a draft. */
export function draftFacts(writeUp: WriteUp, today: Temporal.PlainDate): DraftFacts {
  return {
    sections: new Map(writeUp.sections.map((section) => [section.key, section.text])),
    strengths: writeUp.findings.filter((finding) => finding.kind === 'strength').length,
    areas: writeUp.findings.filter((finding) => finding.kind === 'area-to-develop').length,
    visited: isPastStage(writeUp.model, 'visit', writeUp, today),
  }
}

/** How many comments wait for an answer of the team. */
export function unanswered(writeUp: WriteUp): number {
  return writeUp.comments.filter((comment) => comment.replied_at === null).length
}

/** What the rules ask before the host agrees. */
export function agreementFacts(writeUp: WriteUp): AgreementFacts {
  return { unanswered: unanswered(writeUp), next_steps: writeUp.steps.length }
}

/** Writes one section. `sentVersion` is the version that the person saw, 0 for a section nobody wrote yet. */
export async function saveSection(
  db: Db,
  actor: Actor,
  reviewId: string,
  section: { key: SectionKey; text: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotWrite(writeUp.part, writeUp)
  if (refusal) return { kind: 'refused', refusal }
  const current = found(writeUp.sections.find((one) => one.key === section.key))
  if (current.text === section.text) return { kind: 'saved', id: section.key, version: current.version }
  const expected = sentVersion ?? current.version
  const saved = await sql<{ version: number }>`
    insert into summary_section (partnership_id, review_id, section, text, updated_by, updated_at)
    select ${actor.partnership.id}, ${reviewId}, ${section.key}, ${section.text}, ${actor.person_id}, ${now}
     where ${expected} = 0 or exists (select 1 from summary_section where review_id = ${reviewId} and section = ${section.key})
    on conflict (review_id, section) do update set text = excluded.text, version = summary_section.version + 1, updated_by = excluded.updated_by, updated_at = excluded.updated_at
     where summary_section.version = ${expected} returning version`.execute(db)
  const version = saved.rows[0]?.version
  if (version !== undefined) return { kind: 'saved', id: section.key, version }
  const theirs = found((await partsOf(db, reviewId)).sections.find((one) => one.key === section.key))
  // Two people may have made the same change at once, or one of them sent it twice.
  if (theirs.text === section.text) return { kind: 'saved', id: section.key, version: theirs.version }
  return conflictWith(theirs, now)
}

/** What another person wrote in a section, beside which somebody's own text is shown. */
export function conflictWith(theirs: Section, now: Temporal.Instant): Extract<Saved, { kind: 'conflict' }> {
  const { version, updated_by_name: by, updated_at, text } = theirs
  return { kind: 'conflict', version, by, at: updated_at ?? now, theirs: { text } }
}

/** Changes the words of a finding after the draft was sent, in answer to a comment. */
export async function reviseFinding(
  db: Db,
  actor: Actor,
  reviewId: string,
  finding: { id: string; title: string; text: string },
  sentVersion: number | undefined,
  now: Temporal.Instant,
): Promise<Saved> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotWrite(writeUp.part, writeUp)
  if (refusal) return { kind: 'refused', refusal }
  const before = found(writeUp.findings.find((one) => one.id === finding.id))
  const saved = await sql<{ id: string; version: number }>`
    update finding set title = ${finding.title}, text = ${finding.text}, version = version + 1, updated_by = ${actor.person_id}, updated_at = ${now}
     where id = ${finding.id} and version = ${sentVersion ?? before.version} and removed_at is null
    returning id, version`.execute(db)
  const row = saved.rows[0]
  if (row) return { kind: 'saved', ...row }
  const { findings } = await partsOf(db, reviewId)
  const { version, title, text, ...theirs } = found(findings.find((one) => one.id === finding.id))
  if (title === finding.title && text === finding.text) return { kind: 'saved', id: finding.id, version }
  return { kind: 'conflict', version, by: theirs.updated_by_name, at: theirs.updated_at, theirs: { title, text } }
}

/** Writes a comment of the host on a finding or on a section. */
export async function commentOn(
  db: Db,
  actor: Actor,
  reviewId: string,
  comment: { on: { finding_id: string } | { section: SectionKey }; text: string },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const refusal = whyCannotComment(writeUp.part, writeUp)
  if (refusal) return refusal
  const findingId = 'finding_id' in comment.on ? comment.on.finding_id : null
  if (findingId && !writeUp.findings.some((finding) => finding.id === findingId))
    return { message: 'This finding has been taken out' }
  const section = 'section' in comment.on ? comment.on.section : ''
  await sql`insert into summary_comment (partnership_id, review_id, finding_id, section, text, author_id, written_at) values
    (${actor.partnership.id}, ${reviewId}, ${findingId}, ${section}, ${comment.text}, ${actor.person_id}, ${now})`.execute(
    db,
  )
  return undefined
}

/** Answers one comment: the text was changed, or it was kept, and why. */
export async function answerComment(
  db: Db,
  actor: Actor,
  reviewId: string,
  answer: { comment_id: string; outcome: 'changed' | 'kept'; reply: string },
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId)
  const comment = found(writeUp.comments.find((one) => one.id === answer.comment_id))
  const refusal = whyCannotReply(writeUp.part, writeUp, comment)
  if (refusal) return refusal
  await sql`update summary_comment set outcome = ${answer.outcome}, reply = ${answer.reply}, replied_by = ${actor.person_id}, replied_at = ${now}
    where id = ${comment.id} and replied_at is null`.execute(db)
  return undefined
}

/** Sends the draft to the host. */
export async function sendDraft(
  db: Db,
  actor: Actor,
  reviewId: string,
  now: Temporal.Instant,
  today: Temporal.PlainDate,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId, true)
  const refusal = whyCannotSend(writeUp.part, writeUp, draftFacts(writeUp, today))
  if (refusal) return refusal
  const sent = sql`sent_to_host_at = ${now}, visited_at = coalesce(visited_at, ${now})`
  await takeStep(db, actor, writeUp, 'review:send-draft', sent)
  return undefined
}

/** The host agrees the report, which closes its text. */
export async function agreeAsHost(
  db: Db,
  actor: Actor,
  reviewId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId, true)
  const refusal = whyHostCannotAgree(writeUp.part, writeUp, agreementFacts(writeUp))
  if (refusal) return refusal
  const agreed = sql`host_agreed_at = ${now}, host_agreed_by = ${actor.person_id}`
  await takeStep(db, actor, writeUp, 'review:agree-as-host', agreed)
  return undefined
}

/** The lead reviewer agrees the report for the team; from then on it belongs to the host. */
export async function agreeAsTeam(
  db: Db,
  actor: Actor,
  reviewId: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  const writeUp = await writeUpToChange(db, actor, reviewId, true)
  const refusal = whyTeamCannotAgree(writeUp.part, writeUp)
  if (refusal) return refusal
  const agreed = sql`team_agreed_at = ${now}, team_agreed_by = ${actor.person_id}`
  await takeStep(db, actor, writeUp, 'review:agree-as-team', agreed)
  return undefined
}

type ReportAct = 'review:send-draft' | 'review:agree-as-host' | 'review:agree-as-team'

/** Brings the report one step further, for good, and writes down who did. */
async function takeStep(db: Db, actor: Actor, writeUp: WriteUp, action: ReportAct, change: RawBuilder<unknown>) {
  await sql`update review set ${change}, version = version + 1 where id = ${writeUp.id}`.execute(db)
  const { id: subject_id, host_school_id: school_id } = writeUp
  await record(db, actor, { action, subject_kind: 'review', subject_id, school_id })
}
