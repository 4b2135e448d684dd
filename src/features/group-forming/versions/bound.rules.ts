/** How good a version is at best: the proof that no groups that keep the rules are much better. */

/** For more schools a proof takes longer than anybody waits. */
export const mostForBound = 150

/** How long the proof may take after a search of so many seconds. */
export function secondsForBound(seconds: number): number {
  return Math.min(60, seconds * 2)
}

/** By how many per cent groups could be better at the most; undefined where nothing is proved, 0 for the best possible. */
export function mostBetter(version: { bound: number | null; score: { total: number } }): number | undefined {
  const { bound, score } = version
  if (bound === null || score.total <= 0) return undefined
  const part = (score.total - bound) / score.total
  return part < 0.0005 ? 0 : Math.ceil(part * 1000) / 10
}

/** "No groups that keep the rules are better.", "No groups that keep the rules are more than 1.4 % better." */
export function proofInWords(version: { bound: number | null; score: { total: number } }): string | undefined {
  const better = mostBetter(version)
  if (better === undefined) return undefined
  return better === 0
    ? 'No groups that keep the rules are better: this is proved.'
    : `No groups that keep the rules are more than ${better} % better: this is proved.`
}
