/** Making a snapshot out of an agreed evaluation, and reading its framework and its points out of one. */
import { dayOf } from '../../lib/clock.ts'
import { type Framework, type Scale, statementsOf } from '../frameworks/public.ts'
import type { AgreedJudgement } from './agreed-judgement.rules.ts'
import type { Views } from './comparison.rules.ts'
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
    agreed_on: dayOf(source.evaluation.agreed_at).toString(),
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
