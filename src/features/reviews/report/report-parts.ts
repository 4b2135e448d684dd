/** What stands where in a report, said once: the page, the PDF and the word-processor document draw these parts. */
import { longDate } from '../../../lib/words.ts'
import type { Block, PdfDocument } from '../../../platform/documents/pdf.ts'
import { proseBlocks as prose } from '../document-blocks.ts'
import { longDays } from '../visit-days.rules.ts'
import type { ReportContent, ReportFinding } from './report.ts'
import { type SectionKey, summarySections } from './summary.rules.ts'

/** A part of the report: a heading, what stands below it, and its findings where it has any. */
export type ReportPart = {
  at: SectionKey | 'looked-at' | 'strength' | 'area-to-develop' | 'next-steps' | 'team'
  heading: string
  body: Block[]
  findings: { heading: string; body: Block[] }[]
}

const draftNotice = 'This is a draft. It is not agreed yet.'

/** The parts of a report in their order, also those in which nothing stands yet. */
export function partsOfReport(report: ReportContent): ReportPart[] {
  const part = (at: ReportPart['at'], heading: string, body: Block[], findings: readonly ReportFinding[] = []) => ({
    at,
    heading,
    body,
    findings: findings.map((one) => ({ heading: one.title, body: findingBlocks(one) })),
  })
  const section = (key: SectionKey) =>
    part(key, summarySections[key].name, prose(report.sections.find((one) => one.key === key)?.text ?? ''))
  const questions: Block[] =
    report.questions.length > 0 ? [{ kind: 'list', ordered: true, items: report.questions }] : []
  return [
    section('introduction'),
    part('looked-at', 'What the review looked at', [...prose(report.focus), ...questions]),
    section('how-we-worked'),
    section('overall'),
    part('strength', 'Strengths', [], report.strengths),
    part('area-to-develop', 'Areas to develop', [], report.areas),
    part('next-steps', 'Next steps', steps(report)),
    section('thanks'),
    part('team', 'The team', team(report)),
  ]
}

export const isEmptyPart = (part: ReportPart) => part.body.length === 0 && part.findings.length === 0

/** When and in what the review took place, as terms and what they are. */
export function factsOf(report: ReportContent): { term: string; description: string }[] {
  return [
    { term: 'School', description: report.school.name },
    { term: 'Programme', description: report.programme },
    ...(report.visit_on ? [{ term: 'Visit', description: visitOf(report) }] : []),
  ]
}

/** When the report was agreed, in words; undefined while it is a draft. */
export const agreedInWords = (report: ReportContent) =>
  report.agreed_on ? `Agreed on ${day(report.agreed_on)}` : undefined

/** The report as a document: as a tagged PDF, and for word processors. */
export function reportDocument(report: ReportContent): PdfDocument {
  const notice: Block[] = report.agreed_on ? [] : [{ kind: 'paragraph', text: [{ strong: draftNotice }] }]
  const visit = report.visit_on ? [`visit on ${visitOf(report)}`] : []
  const agreed = report.agreed_on ? [`agreed on ${day(report.agreed_on)}`] : []
  return {
    title: report.title,
    subtitle: [report.programme, ...visit, ...agreed].filter((fact) => fact !== '').join(', '),
    footer: `${report.title}${report.agreed_on ? '' : ' (draft)'}`,
    content: [
      ...notice,
      ...partsOfReport(report)
        .filter((part) => !isEmptyPart(part))
        .flatMap((part): Block[] => [
          { kind: 'heading', level: 1, text: part.heading },
          ...part.body,
          ...part.findings.flatMap((one): Block[] => [{ kind: 'heading', level: 2, text: one.heading }, ...one.body]),
        ]),
    ],
  }
}

const day = (iso: string) => longDate(Temporal.PlainDate.from(iso))
const visitOf = ({ visit_on, visit_second_on }: ReportContent) => {
  const read = (iso: string | null) => (iso ? Temporal.PlainDate.from(iso) : null)
  return longDays({ visit_on: read(visit_on), visit_second_on: read(visit_second_on) })
}
const aside = (text: string): Block => ({ kind: 'paragraph', text: [{ emphasis: text }] })

function findingBlocks(one: ReportFinding): Block[] {
  return [
    ...prose(one.text),
    ...(one.question === '' ? [] : [aside(`Question: ${one.question}`)]),
    ...(one.sources.length === 0 || (one.sources.length === 1 && one.rests_on_one !== '')
      ? []
      : [aside(`Where this comes from: ${one.sources.join(', ')}.`)]),
    ...(one.rests_on_one === '' ? [] : [{ kind: 'paragraph', text: [{ strong: one.rests_on_one }] } as const]),
    ...(one.challenge === ''
      ? []
      : [{ kind: 'quote', text: one.challenge, attribution: `Challenge from ${one.challenge_by}` } as const]),
    ...(one.answer === ''
      ? []
      : [{ kind: 'quote', text: one.answer, attribution: `The team’s answer, by ${one.answer_by}` } as const]),
  ]
}

function steps(report: ReportContent): Block[] {
  if (report.steps.length === 0) return []
  const rows = report.steps.map((step) => [
    step.about === '' ? step.text : [step.text, { emphasis: `\nFor: ${step.about}` }],
    step.owner,
    day(step.due_on),
    step.success,
  ])
  return [{ kind: 'table', headings: ['What', 'Who', 'By when', 'How we will know'], rows, widths: [4, 2, 2, 3] }]
}

function team(report: ReportContent): Block[] {
  if (report.team.length === 0) return []
  const rows = report.team.map(({ name, part, school }) => [name, part, school])
  return [{ kind: 'table', headings: ['Name', 'Part', 'School'], rows, widths: [3, 3, 4] }]
}
