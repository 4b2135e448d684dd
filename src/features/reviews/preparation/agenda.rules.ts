/** The agenda of the pre-review meeting: the judgements worth talking about, why, and what became of each. */
import type { Refusal } from '../../../platform/web/form.ts'
import type { SnapshotContent } from '../../self-evaluation/public.ts'
import { type AgendaMaterial, type AgendaReason, agendaSources, pointInWords } from './agenda-sources.rules.ts'
import type { DrawnFrom } from './question.rules.ts'
import { openingsFor } from './question-openings.rules.ts'

type SharedStatement = SnapshotContent['areas'][number]['statements'][number]

/** When the meeting gets to it: one hour has room for about five judgements. */
type Turn = 'first' | 'next' | 'if-time'

export type AgendaItem = {
  statement_key: string
  statement: string
  area_title: string
  point_label: string
  /** What the school wrote about its judgement. */
  said: string
  evidence: SharedStatement['evidence']
  reasons: readonly AgendaReason[]
  turn: Turn
  /** Questions to start from, the one that differs from its neighbours' first. */
  openings: readonly string[]
}

const roomFor = 5
/** From here on a judgement stands out: more than that colleagues were a point apart, or that it lacks evidence. */
const standsOut = 3

type Weighed = Omit<AgendaItem, 'turn' | 'openings'> & { weight: number }

function weighed(material: AgendaMaterial): Weighed[] {
  const found = agendaSources.map((source) => source.reasonsIn(material))
  return material.now.areas.flatMap((area) =>
    area.statements.map((statement) => {
      const reasons = found
        .flatMap((reasonsOf) => reasonsOf.get(statement.key) ?? [])
        .sort((a, b) => b.weight - a.weight)
      return {
        statement_key: statement.key,
        statement: statement.text,
        area_title: area.title,
        point_label: pointInWords(material.now, statement.point),
        said: [statement.answer, statement.reason].filter((text) => text !== '').join('\n'),
        evidence: statement.evidence,
        reasons,
        weight: reasons.reduce((sum, reason) => sum + reason.weight, 0),
      }
    }),
  )
}

/** Everything worth talking about, most first; at the same weight in the framework's order. */
export function agendaFrom(material: AgendaMaterial): AgendaItem[] {
  const items = weighed(material)
    .filter((item) => item.weight > 0)
    .sort((a, b) => b.weight - a.weight)
  const openings = openingsFor(
    items.map((item) => ({ statement: item.statement, kinds: item.reasons.map((reason) => reason.kind) })),
  )
  return items.map(({ weight, ...item }, index) => ({
    ...item,
    turn: weight < standsOut ? 'if-time' : index < roomFor ? 'first' : 'next',
    openings: openings[index] ?? [],
  }))
}

/** The reasons of an item as one line, which goes with the question drawn from it. */
export function whyOf(item: Pick<AgendaItem, 'reasons'>): string {
  return item.reasons.map((reason) => reason.text).join('. ')
}

export type SetAside = {
  statement_key: string
  reason: string
  aside: boolean
  version: number
  updated_at: Temporal.Instant
  updated_by_name: string
}

type AskedFrom = { text: string; drawn_from: readonly DrawnFrom[] }

/** What became of an item: it still stands, questions were drawn from it, or it was set aside. A question outweighs that. */
export type Outcome<Asked extends AskedFrom> =
  | { kind: 'open' }
  | { kind: 'asked'; questions: Asked[] }
  | { kind: 'aside'; aside: SetAside }

export function outcomeOf<Asked extends AskedFrom>(
  key: string,
  questions: readonly Asked[],
  asides: readonly SetAside[],
): Outcome<Asked> {
  const asked = questions.filter((question) => question.drawn_from.some((one) => one.statement_key === key))
  if (asked.length > 0) return { kind: 'asked', questions: asked }
  const aside = asides.find((one) => one.statement_key === key && one.aside)
  return aside ? { kind: 'aside', aside } : { kind: 'open' }
}

const longestReason = 500

/** Why an item cannot be set aside with this reason, if it cannot. */
export function whyCannotSetAside(outcome: Outcome<AskedFrom>, reason: string): Refusal | undefined {
  if (outcome.kind === 'asked') {
    return {
      message: `A question was drawn from this judgement: “${outcome.questions[0]?.text ?? ''}”. Remove the question first if you want to set the judgement aside`,
    }
  }
  if (reason.trim() === '') return { field: 'reason', message: 'Enter why it needs no question' }
  if (reason.length > longestReason)
    return { field: 'reason', message: `The reason must be ${longestReason} characters or fewer` }
  return undefined
}
