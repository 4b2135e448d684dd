/**
 * Where the agenda of a pre-review meeting takes its reasons from. Each source looks at what the host has shared and says
 * of which judgements there is something to talk about, and why. Another source (figures, what families say) joins here:
 * add what it reads to `AgendaMaterial`, its kinds to `ReasonKind`, and the source to `agendaSources`.
 */
import { longDate, plural } from '../../../lib/words.ts'
import { frameworkOfSnapshot, lowUpTo, type SnapshotContent, snapshotPoints } from '../../self-evaluation/public.ts'

/** What the agenda is drawn from, as far as it is shared with the visiting team. */
export type AgendaMaterial = { now: SnapshotContent; before: SnapshotContent | undefined }

export type ReasonKind = 'priority' | 'low' | 'differs' | 'no-evidence' | 'few-judged' | 'lower' | 'higher'

/** Why a judgement is worth talking about. The weight orders the agenda and is never shown. */
export type AgendaReason = { kind: ReasonKind; weight: number; text: string }

type ReasonsByStatement = ReadonlyMap<string, readonly AgendaReason[]>
type AgendaSource = { key: string; reasonsIn(material: AgendaMaterial): ReasonsByStatement }

type SharedStatement = SnapshotContent['areas'][number]['statements'][number]

const statementsIn = (snapshot: SnapshotContent) => snapshot.areas.flatMap((area) => area.statements)

/** "2, developing" */
export function pointInWords(snapshot: SnapshotContent, point: number | null): string {
  if (point === null) return ''
  const label = snapshot.framework.points.find((each) => each.value === point)?.label
  return label ? `${point}, ${label.toLowerCase()}` : String(point)
}

const selfEvaluation: AgendaSource = {
  key: 'self-evaluation',
  reasonsIn({ now }) {
    const low = lowUpTo(frameworkOfSnapshot(now).scale)
    const priorities = new Set(
      now.highlights.filter((each) => each.kind === 'priority').map((each) => each.statement_key),
    )
    return new Map(
      statementsIn(now).map((statement) => [
        statement.key,
        reasonsOf(statement, { low, isPriority: priorities.has(statement.key), now }),
      ]),
    )
  },
}

function reasonsOf(
  { point, views, evidence }: SharedStatement,
  about: { low: number; isPriority: boolean; now: SnapshotContent },
): AgendaReason[] {
  const reasons: AgendaReason[] = []
  const { lowest, highest, judged, asked } = views
  if (about.isPriority) reasons.push({ kind: 'priority', weight: 3, text: 'The school chose it as a priority' })
  if (point !== null && point <= about.low)
    reasons.push({ kind: 'low', weight: 3 + about.low - point, text: `Judged ${pointInWords(about.now, point)}` })
  if (lowest !== null && highest !== null && highest > lowest) {
    const text = `Colleagues’ own judgements ran from ${lowest} to ${highest}`
    // One point apart is how people differ; two is worth a conversation.
    const apart = highest - lowest
    reasons.push({ kind: 'differs', weight: apart === 1 ? 1 : 2 * apart, text })
  }
  if (evidence.length === 0) reasons.push({ kind: 'no-evidence', weight: 1, text: 'No evidence is attached' })
  if (judged < 2 && asked > 1) {
    const text = `Judged by ${judged === 0 ? 'nobody' : 'one person'} of ${plural(asked, 'person')}`
    reasons.push({ kind: 'few-judged', weight: 1, text })
  }
  return reasons
}

/** Whether two evaluations can be compared, point by point: the same framework with the same scale. */
export function canCompare(now: SnapshotContent, before: SnapshotContent): boolean {
  const scale = ({ framework }: SnapshotContent) =>
    framework.points.map(({ value, label }) => `${value} ${label}`).join()
  return now.framework.key === before.framework.key && scale(now) === scale(before) && scale(now) !== ''
}

const sinceLastTime: AgendaSource = {
  key: 'since-last-time',
  reasonsIn({ now, before }) {
    if (!before || !canCompare(now, before)) return new Map()
    const then = snapshotPoints(before)
    const agreed = longDate(Temporal.PlainDate.from(before.agreed_on))
    const changed = [...snapshotPoints(now)].flatMap(([key, point]) => {
      const was = then.get(key)
      if (was === undefined || was === point) return []
      const [kind, way] = point < was ? (['lower', 'Lower'] as const) : (['higher', 'Higher'] as const)
      const text = `${way} than last time: ${pointInWords(before, was)}, on ${agreed}; now ${pointInWords(now, point)}`
      const weight = Math.abs(point - was) * 2 + (kind === 'lower' ? 1 : 0)
      return [[key, [{ kind, weight, text }]] as const]
    })
    return new Map(changed)
  },
}

/** Every source, in the order in which their reasons are told. */
export const agendaSources: readonly AgendaSource[] = [selfEvaluation, sinceLastTime]
