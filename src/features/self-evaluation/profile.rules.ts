/**
 * The shape of a judged framework, area by area, and what to make of it. It shows how judgements
 * are spread; it adds nothing up to a score, because points of different statements are no sum.
 */
import { sentenceList } from '../../lib/words.ts'
import type { Framework, Scale } from '../frameworks/public.ts'

export type AreaProfile = {
  key: string
  title: string
  /** How many statements stand at each point of the scale, lowest point first. */
  counts: { point: number; statements: number }[]
  judged: number
  total: number
  lowest: number | undefined
  highest: number | undefined
  /** The middle judgement, halfway between the two in the middle where they differ. */
  middle: number | undefined
}

/** Each area's judgements as a distribution over the scale. Empty counts for an open scale. */
export function profileOf(framework: Framework, points: ReadonlyMap<string, number>): AreaProfile[] {
  const values = framework.scale.kind === 'points' ? framework.scale.points.map((point) => point.value) : []
  return framework.areas.map(({ key, title, statements }) => {
    const judged = statements.flatMap((statement) => points.get(statement.key) ?? []).sort((a, b) => a - b)
    return {
      key,
      title,
      counts: values.map((point) => ({ point, statements: judged.filter((each) => each === point).length })),
      judged: judged.length,
      total: statements.length,
      lowest: judged.at(0),
      highest: judged.at(-1),
      middle: middleOf(judged),
    }
  })
}

function middleOf(sorted: readonly number[]): number | undefined {
  const low = sorted[Math.floor((sorted.length - 1) / 2)]
  const high = sorted[Math.floor(sorted.length / 2)]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

/** What the picture shows, as a sentence for its title. */
export function profileFinding(profile: readonly AreaProfile[]): string {
  const judged = profile.flatMap((area) =>
    area.middle === undefined ? [] : [{ title: area.title, middle: area.middle, lowest: area.lowest ?? 0 }],
  )
  const middles = judged.map((area) => area.middle)
  const [least, most] = [Math.min(...middles), Math.max(...middles)]
  if (judged.length === 0) return 'No area is judged yet'
  if (least === most) return judged.length === 1 ? `${judged[0]?.title ?? ''} is judged` : 'The areas are judged alike'
  const named = (value: number) => judged.filter((area) => area.middle === value).map((area) => area.title)
  const [strongest, weakest] = [named(most), named(least)]
  // With many areas at one end, naming them says nothing.
  const high = strongest.length <= mostNamed ? `${areaList(strongest)} ${isAre(strongest)} strongest` : ''
  const low =
    weakest.length <= mostNamed ? `${areaList(weakest)} ${weakest.length === 1 ? 'needs' : 'need'} most work` : ''
  if (high !== '') return low === '' ? high : `${high}; ${lowerFirst(low)}`
  return low === '' ? `The areas lie between ${least} and ${most}` : low
}

const mostNamed = 3

const isAre = (list: readonly string[]) => (list.length === 1 ? 'is' : 'are')

function areaList(titles: readonly string[]): string {
  return sentenceList(titles.map((title, index) => (index === 0 ? title : lowerFirst(title))))
}

function lowerFirst(text: string): string {
  return /^\p{Lu}{2}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}

/** What changed between two evaluations of one framework, statement by statement. */
export function changesBetween(
  earlier: ReadonlyMap<string, number>,
  later: ReadonlyMap<string, number>,
): { up: string[]; down: string[]; same: string[] } {
  const both = [...later].flatMap(([key, now]) => {
    const before = earlier.get(key)
    return before === undefined ? [] : [{ key, change: now - before }]
  })
  const keys = (test: (change: number) => boolean) => both.filter(({ change }) => test(change)).map(({ key }) => key)
  return { up: keys((change) => change > 0), down: keys((change) => change < 0), same: keys((change) => change === 0) }
}

/** The point's own words where the scale has them: "Secure". */
export function pointLabel(scale: Scale, point: number | null | undefined): string {
  if (point === null || point === undefined || scale.kind === 'open') return 'Not judged'
  return scale.points.find((each) => each.value === point)?.label ?? String(point)
}
