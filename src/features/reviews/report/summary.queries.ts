/** Stores the written summary of a review: its sections, the host's comments, and who agreed it when. */
import { type RawBuilder, sql } from 'kysely'
import { record } from '../../../platform/audit/audit.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { day, moment, rowsOf, rowsWithin } from '../../../platform/db/rows-within.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { found } from '../../../platform/web/page.ts'
import type { Actor } from '../../people/public.ts'
import { type NextStep, nextStepsQuery } from '../follow-up/next-step.queries.ts'
import { type Question, questionsQuery } from '../preparation/visit.queries.ts'
import { type Review, reviewFor } from '../review.queries.ts'
import { mustComeFirst, stageOfKind } from '../review.rules.ts'
import { type Finding, findingOf, findingsQuery } from '../visit/finding.queries.ts'
import type { Word } from './agreement.rules.ts'
import {
  type AgreementFacts,
  type DraftFacts,
  maySeeReport,
  type SectionKey,
  sectionKeys,
  whyCannotComment,
  whyCannotReply,
  whyCannotSend,
  whyHostCannotAgree,
} from './summary.rules.ts'

export type Section = {
  key: SectionKey
  text: string
  version: number
  updated_by_name: string
  updated_at: Temporal.Instant | null
}

/** What a member of the visiting team has said of the report, where they or the lead reviewer said anything. */
export type TeamWord = Word & { person_id: string; missing: string; gone_on_reason: string; version: number }

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
  words: TeamWord[]
}

/** The write-up of a review; undefined for people who may not read it at its present stage. Two queries. */
export async function writeUpFor(db: Db, actor: Actor, reviewId: string): Promise<WriteUp | undefined> {
  const review = await reviewFor(db, actor, reviewId)
  if (!review || !maySeeReport(review.part, review)) return undefined
  return { ...review, ...(await partsOf(db, reviewId)) }
}

/** Everything that a report is made of beside the review, in one query. */
export async function partsOf(db: Db, reviewId: string): Promise<Omit<WriteUp, keyof Review>> {
  const parts = await db
    .selectNoFrom([
      rowsWithin(sectionsQuery(reviewId)).as('sections'),
      rowsWithin(findingsQuery(reviewId)).as('findings'),
      rowsWithin(commentsQuery(reviewId)).as('comments'),
      rowsWithin(questionsQuery(reviewId)).as('questions'),
      rowsWithin(nextStepsQuery(reviewId)).as('steps'),
      rowsWithin(wordsQuery(reviewId)).as('words'),
    ])
    .executeTakeFirstOrThrow()
  return {
    sections: everySection(rowsOf(parts.sections, { updated_at: moment })),
    findings: rowsOf(parts.findings, {
      challenge_at: moment,
      challenge_answer_at: moment,
      updated_at: moment,
      removed_at: moment,
    }).map(findingOf),
    comments: rowsOf(parts.comments, { written_at: moment, replied_at: moment }),
    questions: rowsOf(parts.questions, { updated_at: moment }),
    steps: rowsOf(parts.steps, { due_on: day, updated_at: moment }),
    words: rowsOf(parts.words, { said_at: moment, gone_on_at: moment }),
  }
}

function sectionsQuery(reviewId: string) {
  return sql<Section>`
    select s.section as key, s.text, s.version, s.updated_at, p.name as updated_by_name
      from summary_section s join person p on p.id = s.updated_by where s.review_id = ${reviewId}`
}

function wordsQuery(reviewId: string) {
  return sql<TeamWord>`
    select person_id, said, missing, said_at, gone_on_reason, gone_on_at, version from report_agreement where review_id = ${reviewId}`
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
export async function writeUpToChange(db: Db, actor: Actor, reviewId: string, alone = false): Promise<WriteUp> {
  await (alone
    ? sql`select 1 from review where id = ${reviewId} for update`
    : sql`select 1 from review where id = ${reviewId} for share`
  ).execute(db)
  return found(await writeUpFor(db, actor, reviewId))
}

/** What the rules ask about a draft. */
export function draftFacts(writeUp: WriteUp, today: Temporal.PlainDate): DraftFacts {
  const report = stageOfKind(writeUp.model, 'report')
  return {
    sections: new Map(writeUp.sections.map((section) => [section.key, section.text])),
    strengths: writeUp.findings.filter((finding) => finding.kind === 'strength').length,
    areas: writeUp.findings.filter((finding) => finding.kind === 'area-to-develop').length,
    visited: report !== undefined && !mustComeFirst(writeUp.model, report.key, writeUp, today),
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

type ReportAct = 'review:send-draft' | 'review:agree-as-host' | 'review:agree-as-team' | 'review:reopen-report'

/** Brings the report one step further, or one back, and writes down who did. */
export async function takeStep(db: Db, actor: Actor, writeUp: WriteUp, action: ReportAct, change: RawBuilder<unknown>) {
  await sql`update review set ${change}, version = version + 1 where id = ${writeUp.id}`.execute(db)
  const { id: subject_id, host_school_id: school_id } = writeUp
  await record(db, actor, { action, subject_kind: 'review', subject_id, school_id })
}
