/**
 * The report of a review as one piece of data: what the page, the PDF and a shared copy are all
 * drawn from. A shared copy is this data frozen, so it reads the same for ever.
 */

import { z } from 'zod'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import type { Block, PdfDocument } from '../../../platform/documents/pdf.ts'
import { partName } from '../part.rules.ts'
import { activityKinds } from '../preparation/visit-programme.rules.ts'
import type { WriteUp } from './summary.queries.ts'
import { sectionKeys, summarySections } from './summary.rules.ts'

const finding = z.strictObject({
  title: z.string(),
  text: z.string(),
  question: z.string(),
  sources: z.array(z.string()),
  challenge: z.string(),
  challenge_by: z.string(),
})

export const reportContent = z.strictObject({
  form: z.literal(1),
  review_id: z.uuid(),
  title: z.string(),
  school: z.strictObject({ id: z.uuid(), name: z.string() }),
  programme: z.string(),
  visit_on: z.iso.date().nullable(),
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
type ReportFinding = z.infer<typeof finding>

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
        sources: sourcesOf(one.notes),
        challenge: one.challenge,
        challenge_by: one.challenge_by_name,
      }))
  return {
    form: 1,
    review_id: writeUp.id,
    title: `Review report: ${writeUp.host_school_name}`,
    school: { id: writeUp.host_school_id, name: writeUp.host_school_name },
    programme: writeUp.programme_name,
    visit_on: writeUp.visit_on?.toString() ?? null,
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

/** Where a finding's evidence came from, in words and without names: "learning walk", "conversation with pupils". */
function sourcesOf(notes: WriteUp['findings'][number]['notes']): string[] {
  const kinds = new Set(
    notes.map((note) => (note.source === '' ? 'notes of the day' : activityKinds[note.source].toLowerCase())),
  )
  return [...kinds]
}

/** The report as an accessible PDF document. */
export function reportDocument(report: ReportContent): PdfDocument {
  const day = (iso: string) => longDate(Temporal.PlainDate.from(iso))
  const text = (body: string): Block[] =>
    paragraphsOf(body).map((paragraph) => ({ kind: 'paragraph', text: paragraph }))
  const section = (key: ReportContent['sections'][number]['key']): Block[] => {
    const body = report.sections.find((one) => one.key === key)?.text ?? ''
    return body.trim() === '' ? [] : [{ kind: 'heading', level: 1, text: summarySections[key].name }, ...text(body)]
  }
  return {
    title: report.title,
    subtitle: [
      report.programme,
      report.visit_on ? `visit on ${day(report.visit_on)}` : '',
      report.agreed_on ? `agreed on ${day(report.agreed_on)}` : '',
    ]
      .filter((part) => part !== '')
      .join(', '),
    footer: `${report.title}${report.agreed_on ? '' : ' (draft)'}`,
    content: [
      ...(report.agreed_on
        ? []
        : [{ kind: 'paragraph', text: [{ strong: 'This is a draft. It is not agreed yet.' }] } satisfies Block]),
      ...section('introduction'),
      ...(report.focus === '' && report.questions.length === 0
        ? []
        : [{ kind: 'heading', level: 1, text: 'What the review looked at' } satisfies Block]),
      ...text(report.focus),
      ...(report.questions.length > 0
        ? [{ kind: 'list', ordered: true, items: report.questions } satisfies Block]
        : []),
      ...section('how-we-worked'),
      ...section('overall'),
      ...findingBlocks('Strengths', report.strengths),
      ...findingBlocks('Areas to develop', report.areas),
      ...stepBlocks(report, day),
      ...section('thanks'),
      { kind: 'heading', level: 1, text: 'The team' },
      {
        kind: 'table',
        headings: ['Name', 'Part', 'School'],
        rows: report.team.map(({ name, part, school }) => [name, part, school]),
        widths: [3, 3, 4],
      },
    ],
  }
}

function findingBlocks(heading: string, findings: readonly ReportFinding[]): Block[] {
  if (findings.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: heading },
    ...findings.flatMap((one): Block[] => [
      { kind: 'heading', level: 2, text: one.title },
      ...paragraphsOf(one.text).map((text): Block => ({ kind: 'paragraph', text })),
      ...(one.question === ''
        ? []
        : [{ kind: 'paragraph', text: [{ emphasis: `Question: ${one.question}` }] } satisfies Block]),
      ...(one.sources.length > 0
        ? [
            {
              kind: 'paragraph',
              text: [{ emphasis: `Where this comes from: ${one.sources.join(', ')}.` }],
            } satisfies Block,
          ]
        : []),
      ...(one.challenge === ''
        ? []
        : [{ kind: 'quote', text: one.challenge, attribution: `Challenge from ${one.challenge_by}` } satisfies Block]),
    ]),
  ]
}

function stepBlocks(report: ReportContent, day: (iso: string) => string): Block[] {
  if (report.steps.length === 0) return []
  return [
    { kind: 'heading', level: 1, text: 'Next steps' },
    {
      kind: 'table',
      headings: ['What', 'Who', 'By when', 'How we will know'],
      rows: report.steps.map((step) => [
        step.about === '' ? step.text : [step.text, { emphasis: `\nFor: ${step.about}` }],
        step.owner,
        day(step.due_on),
        step.success,
      ]),
      widths: [4, 2, 2, 3],
    },
  ]
}

/** The paragraphs of a typed text: empty lines part them. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}
