/** What a visit could ask about, drawn from a shared self-evaluation. */
import { plural } from '../../lib/words.ts'
import { lowUpTo } from './comparison.rules.ts'
import { frameworkOfSnapshot } from './snapshot.rules.ts'
import type { SnapshotContent } from './snapshot.schema.ts'

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
