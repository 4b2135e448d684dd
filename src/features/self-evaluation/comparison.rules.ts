/**
 * Comparing what colleagues judged, each on their own: how far apart they are, and what is most worth talking about.
 * Differences are shown, and nothing is decided for people.
 */
import { type Framework, highestPoint, type Scale, statementsOf } from '../frameworks/public.ts'
import { isJudged } from './judgement.rules.ts'

export type OwnJudgement = {
  person_id: string
  statement_key: string
  point: number | null
  answer: string
  reason: string
}

/** What makes a statement worth talking about. */
export type Flag = 'differs' | 'not-judged' | 'one-view' | 'low' | 'no-evidence'

export const flagText: Record<Flag, string> = {
  differs: 'Views differ',
  'not-judged': 'Nobody judged it',
  'one-view': 'Judged by one person',
  low: 'A low judgement',
  'no-evidence': 'No evidence',
}

export type Views = {
  statement_key: string
  /** Those who judged it, lowest point first. */
  judged: OwnJudgement[]
  /** Those who take part and did not judge it. */
  silent: string[]
  lowest: number | undefined
  highest: number | undefined
  /** The highest point less the lowest; 0 when nobody differs or the scale is open. */
  spread: number
  flags: Flag[]
}

/** Up to which point a judgement counts as low: the lower half of the scale. */
export function lowUpTo(scale: Scale): number {
  return Math.floor(highestPoint(scale) / 2)
}

/** What colleagues think of each statement, in the framework's order. */
export function viewsOf(
  framework: Framework,
  people: readonly string[],
  judgements: readonly OwnJudgement[],
  evidenced: ReadonlySet<string>,
): Views[] {
  const byStatement = Map.groupBy(judgements, (judgement) => judgement.statement_key)
  return statementsOf(framework).map(({ key }) =>
    viewsOfOne(framework.scale, key, people, byStatement.get(key) ?? [], evidenced.has(key)),
  )
}

function viewsOfOne(
  scale: Scale,
  key: string,
  people: readonly string[],
  all: readonly OwnJudgement[],
  hasEvidence: boolean,
): Views {
  const judged = all
    .filter((judgement) => people.includes(judgement.person_id) && isJudged(scale, judgement))
    .sort((a, b) => (a.point ?? 0) - (b.point ?? 0))
  const points = scale.kind === 'open' ? [] : judged.flatMap((judgement) => judgement.point ?? [])
  const [lowest, highest] = [points.at(0), points.at(-1)]
  const spread = lowest === undefined || highest === undefined ? 0 : highest - lowest
  const flags: Flag[] = []
  if (spread > 0) flags.push('differs')
  if (judged.length === 0) flags.push('not-judged')
  // With one person judging there is nobody to be of another view.
  if (judged.length === 1 && people.length > 1) flags.push('one-view')
  if (lowest !== undefined && lowest <= lowUpTo(scale)) flags.push('low')
  if (!hasEvidence) flags.push('no-evidence')
  const silent = people.filter((person) => !judged.some((judgement) => judgement.person_id === person))
  return { statement_key: key, judged, silent, lowest, highest, spread, flags }
}

const weight: Record<Exclude<Flag, 'differs'>, number> = { 'not-judged': 8, 'one-view': 4, low: 2, 'no-evidence': 1 }

/** Most to talk about first: the widest difference, then gaps, then low and unsupported judgements; else as in the framework. */
export function differencesFirst(views: readonly Views[]): Views[] {
  const need = (view: Views) =>
    view.flags.reduce((sum, flag) => sum + (flag === 'differs' ? 16 * view.spread : weight[flag]), 0)
  return [...views].sort((a, b) => need(b) - need(a))
}

/** The people at the two ends, when views differ. */
export function whoDiffers(views: Views): { lowest: string[]; highest: string[] } {
  if (views.spread === 0) return { lowest: [], highest: [] }
  const at = (point: number | undefined) =>
    views.judged.filter((judgement) => judgement.point === point).map((judgement) => judgement.person_id)
  return { lowest: at(views.lowest), highest: at(views.highest) }
}
