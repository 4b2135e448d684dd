/**
 * The report of a review as one piece of data: what the page, the PDF, the word-processor document and a shared copy are
 * all drawn from, through `report-parts.ts`. A shared copy is this data frozen, so it reads the same for ever.
 */

import { z } from 'zod'
import { dayOf } from '../../../lib/clock.ts'
import { partName } from '../part.rules.ts'
import { isAnswerToEarlier } from '../visit/finding.rules.ts'
import { kindsAmong, restsOnOne, sourceInWords } from '../visit/source.rules.ts'
import type { WriteUp } from './summary.queries.ts'
import { sectionKeys } from './summary.rules.ts'

const finding = z.strictObject({
  title: z.string(),
  text: z.string(),
  question: z.string(),
  sources: z.array(z.string()),
  challenge: z.string(),
  challenge_by: z.string(),
  /** Copies that were frozen before these were asked for have none. */
  answer: z.string().default(''),
  answer_by: z.string().default(''),
  rests_on_one: z.string().default(''),
})

export const reportContent = z.strictObject({
  form: z.literal(1),
  review_id: z.uuid(),
  title: z.string(),
  school: z.strictObject({ id: z.uuid(), name: z.string() }),
  programme: z.string(),
  visit_on: z.iso.date().nullable(),
  /** Copies that were frozen before visits could last two days have none. */
  visit_second_on: z.iso.date().nullable().default(null),
  agreed_on: z.iso.date().nullable(),
  focus: z.string(),
  questions: z.array(z.string()),
  team: z.array(z.strictObject({ name: z.string(), part: z.string(), school: z.string() })),
  sections: z.array(
    z.strictObject({ key: z.enum(['introduction', 'how-we-worked', 'overall', 'thanks']), text: z.string() }),
  ),
  strengths: z.array(finding),
  areas: z.array(finding),
  steps: z.array(
    z.strictObject({
      text: z.string(),
      about: z.string(),
      owner: z.string(),
      due_on: z.iso.date(),
      success: z.string(),
    }),
  ),
})

export type ReportContent = z.infer<typeof reportContent>
export type ReportFinding = z.infer<typeof finding>

/** Puts a write-up into the form of its report. */
export function reportOf(writeUp: WriteUp): ReportContent {
  const agreed = writeUp.team_agreed_at && writeUp.host_agreed_at ? writeUp.team_agreed_at : null
  const findings = (kind: 'strength' | 'area-to-develop'): ReportFinding[] =>
    writeUp.findings
      .filter((one) => one.kind === kind)
      .map((one) => ({
        title: one.title,
        text: one.text,
        question: writeUp.questions.find((question) => question.id === one.question_id)?.text ?? '',
        sources: kindsAmong(kindsOf(one)).map((kind) => sourceInWords(kind)),
        challenge: one.challenge,
        challenge_by: one.challenge_by_name,
        answer: one.challenge_answer,
        answer_by: answeredBy(one),
        rests_on_one: narrowness(one),
      }))
  return {
    form: 1,
    review_id: writeUp.id,
    title: `Review report: ${writeUp.host_school_name}`,
    school: { id: writeUp.host_school_id, name: writeUp.host_school_name },
    programme: writeUp.programme_name,
    visit_on: writeUp.visit_on?.toString() ?? null,
    visit_second_on: writeUp.visit_second_on?.toString() ?? null,
    agreed_on: agreed ? dayOf(agreed).toString() : null,
    focus: writeUp.focus,
    questions: writeUp.questions.map((question) => question.text),
    team: writeUp.members
      .filter((member) => member.state === 'on-team')
      .map((member) => ({ name: member.name, part: partName(member.part), school: member.school_name ?? '' })),
    sections: sectionKeys.map((key) => ({
      key,
      text: writeUp.sections.find((section) => section.key === key)?.text ?? '',
    })),
    strengths: findings('strength'),
    areas: findings('area-to-develop'),
    steps: writeUp.steps.map((step) => ({
      text: step.text,
      about: step.finding_title,
      owner: step.owner,
      due_on: step.due_on.toString(),
      success: step.success,
    })),
  }
}

type StoredFinding = WriteUp['findings'][number]

const kindsOf = (finding: StoredFinding) => finding.notes.map((note) => note.source)

/** What readers should know of a finding that rests on one kind of source, and why it does where the team said so. */
function narrowness(finding: StoredFinding): string {
  const fact = restsOnOne(kindsOf(finding), finding.statement_key !== '')
  return fact === '' || finding.one_source_reason === '' ? fact : `${fact} ${finding.one_source_reason}`
}

function answeredBy(finding: StoredFinding): string {
  if (finding.challenge_answer === '') return ''
  const { challenge_answer_by_name: name } = finding
  return isAnswerToEarlier(finding) ? `${name}, before the challenge was changed` : name
}
