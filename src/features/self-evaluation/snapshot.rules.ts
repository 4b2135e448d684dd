/** Making a snapshot out of an agreed evaluation, and reading enquiry questions out of one. */

import { timeZone } from '../../lib/clock.ts'
import { plural } from '../../lib/words.ts'
import { type Framework, type Scale, statementsOf } from '../frameworks/public.ts'
import { type AgreedJudgement, lowUpTo, type Views } from './compare.rules.ts'
import type { SnapshotContent, SnapshotEvidence, SnapshotStatement } from './snapshot.schema.ts'

export type SnapshotSource = {
  evaluation: { id: string; title: string; agreed_at: Temporal.Instant }
  school: { id: string; name: string }
  framework_id: string
  framework: Framework
  agreed: readonly AgreedJudgement[]
  views: readonly Views[]
  evidence: readonly (SnapshotEvidence & { statement_key: string })[]
  highlights: readonly { kind: 'strength' | 'priority'; statement_key: string; comment: string }[]
}

/** Everything that somebody with whom the evaluation is shared will ever see of it. */
export function snapshotOf(source: SnapshotSource): SnapshotContent {
  const { framework } = source
  const agreed = new Map(source.agreed.map((each) => [each.statement_key, each]))
  const views = new Map(source.views.map((each) => [each.statement_key, each]))
  const evidence = Map.groupBy(source.evidence, (each) => each.statement_key)
  const known = new Set(statementsOf(framework).map((statement) => statement.key))
  return {
    form: 1,
    evaluation_id: source.evaluation.id,
    title: source.evaluation.title,
    school: source.school,
    agreed_on: source.evaluation.agreed_at.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    framework: {
      id: source.framework_id,
      key: framework.key,
      title: framework.title,
      edition: framework.edition,
      points: framework.scale.kind === 'points' ? framework.scale.points : [],
    },
    areas: framework.areas.map((area) => ({
      key: area.key,
      title: area.title,
      summary: area.summary,
      statements: area.statements.map((statement): SnapshotStatement => {
        const judgement = agreed.get(statement.key)
        const point = judgement?.point ?? null
        return {
          key: statement.key,
          text: statement.text,
          point,
          descriptor: point === null ? '' : (statement.descriptors[point] ?? ''),
          answer: judgement?.answer ?? '',
          reason: judgement?.reason ?? '',
          views: viewsInNumbers(views.get(statement.key)),
          evidence: (evidence.get(statement.key) ?? []).map(({ statement_key: _, ...rest }) => rest),
        }
      }),
    })),
    highlights: source.highlights
      .filter((highlight) => known.has(highlight.statement_key))
      .map(({ kind, statement_key, comment }) => ({ kind, statement_key, comment })),
  }
}

function viewsInNumbers(views: Views | undefined): SnapshotStatement['views'] {
  if (!views) return { judged: 0, asked: 0, lowest: null, highest: null }
  return {
    judged: views.judged.length,
    asked: views.judged.length + views.silent.length,
    lowest: views.lowest ?? null,
    highest: views.highest ?? null,
  }
}

/** Points by statement in a snapshot. */
export function snapshotPoints(snapshot: SnapshotContent): Map<string, number> {
  return new Map(
    snapshot.areas
      .flatMap((area) => area.statements)
      .flatMap(({ key, point }) => (point === null ? [] : [[key, point] as const])),
  )
}

/** The framework as far as a snapshot keeps it: enough for its profile. */
export function frameworkOfSnapshot(snapshot: SnapshotContent): Framework {
  const { key, title, edition, points } = snapshot.framework
  const scale: Scale = points.length > 0 ? { kind: 'points', points } : { kind: 'open' }
  return {
    key,
    title,
    edition,
    description: '',
    scale,
    gates: [],
    areas: snapshot.areas.map((area) => ({
      key: area.key,
      title: area.title,
      summary: area.summary,
      statements: area.statements.map(({ key, text, point, descriptor }) => ({
        key,
        text,
        look_for: [],
        evidence: [],
        descriptors: point === null ? {} : { [point]: descriptor },
      })),
    })),
  }
}

/** A statement that a visit could ask about, why, and a question to start from. */
export type DraftQuestion = { statement_key: string; statement: string; why: string; suggestion: string }

/**
 * Candidates for enquiry questions: what the school judged low, where its colleagues saw it
 * differently, what it could not support with evidence, and what it chose as a priority. The
 * most telling first; for an open framework every unsupported answer is a candidate.
 */
export function draftQuestionsFrom(snapshot: SnapshotContent): DraftQuestion[] {
  const low = lowUpTo(frameworkOfSnapshot(snapshot).scale)
  const priorities = new Set(
    snapshot.highlights.filter((each) => each.kind === 'priority').map((each) => each.statement_key),
  )
  const candidates = snapshot.areas
    .flatMap((area) => area.statements)
    .map((statement) => {
      const { lowest, highest, judged, asked } = statement.views
      const spread = lowest === null || highest === null ? 0 : highest - lowest
      const reasons: { weight: number; text: string }[] = []
      if (priorities.has(statement.key)) reasons.push({ weight: 3, text: 'The school chose it as a priority' })
      if (statement.point !== null && statement.point <= low)
        reasons.push({ weight: 2 + low - statement.point, text: `Judged ${pointWords(snapshot, statement.point)}` })
      if (spread > 0)
        reasons.push({ weight: 2 * spread, text: `Colleagues’ own judgements ran from ${lowest} to ${highest}` })
      if (statement.evidence.length === 0) reasons.push({ weight: 1, text: 'No evidence is attached' })
      if (judged < 2 && asked > 1)
        reasons.push({
          weight: 1,
          text: `Judged by ${judged === 0 ? 'nobody' : 'one person'} of ${plural(asked, 'person')}`,
        })
      return { statement, reasons, weight: reasons.reduce((sum, reason) => sum + reason.weight, 0) }
    })
  return candidates
    .filter((candidate) => candidate.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ statement, reasons }) => ({
      statement_key: statement.key,
      statement: statement.text,
      why: reasons.map((reason) => reason.text).join('. '),
      suggestion: questionFrom(statement.text),
    }))
}

function pointWords(snapshot: SnapshotContent, point: number): string {
  const label = snapshot.framework.points.find((each) => each.value === point)?.label
  return label ? `${point}, ${label.toLowerCase()}` : String(point)
}

/** Turns a statement into an open question to start from; people reword it. */
function questionFrom(statement: string): string {
  const claim = statement.trim().replace(/[.?\s]+$/, '')
  if (/^(to what extent|how|what|where|when|who|which|why)\b/i.test(claim)) return `${claim}?`
  const first = claim.split(/\s/, 1)[0] ?? ''
  const start = /^\p{L}+\p{Lu}/u.test(first) || first === 'I' ? claim : claim.charAt(0).toLowerCase() + claim.slice(1)
  return `To what extent can we see that ${start}?`
}
