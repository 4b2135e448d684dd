/** What differs between two versions of the groups. */
import type { Situation } from '../../../lib/grouping/explain.ts'
import type { ArrangedGroup } from '../forming.schema.ts'

/** A school whose partners differ; `moved` when it is in another group and not only its partners came or went. */
export type Changed = { school: string; from: string | undefined; to: string | undefined; moved: boolean }

type Groups = readonly Pick<ArrangedGroup, 'name' | 'school_ids'>[]

/**
 * The schools whose partners differ between two versions. Groups are taken for the same by most of their schools, not by
 * their names or numbers, which a search gives anew.
 */
export function changedSchools(before: Groups, after: Groups): Changed[] {
  const heir = heirsOf(before, after)
  const placed = (groups: Groups) =>
    new Map(groups.flatMap((group, index) => group.school_ids.map((id) => [id, index] as const)))
  const [from, to] = [placed(before), placed(after)]
  const partners = (groups: Groups, index: number | undefined) =>
    index === undefined ? '' : [...(groups[index]?.school_ids ?? [])].sort().join(' ')
  const schools = [...new Set([...before, ...after].flatMap(({ school_ids }) => school_ids))]
  return schools
    .filter((id) => partners(before, from.get(id)) !== partners(after, to.get(id)))
    .map((school) => {
      const [here, there] = [from.get(school), to.get(school)]
      return {
        school,
        from: here === undefined ? undefined : before[here]?.name,
        to: there === undefined ? undefined : after[there]?.name,
        moved: here === undefined || there === undefined || heir.get(here) !== there,
      }
    })
    .sort((a, b) => Number(b.moved) - Number(a.moved))
}

type Situations = ReadonlyMap<string, Pick<Situation, 'kilometres' | 'priorities'>>

/** A changed school with what the change is worth to it: above 0 more travel, more priorities met. Undefined where not known. */
export type Weighed = Changed & { travel: number | undefined; met: number | undefined }

/** What the changes cost and bring each school; those whom they cost most travel come first. */
export function weighChanges(changed: readonly Changed[], before: Situations, after: Situations): Weighed[] {
  return changed
    .map((one) => {
      const [then, now] = [before.get(one.school), after.get(one.school)]
      // Who is in no group in one of the two has no ways there to compare.
      const known = then && now && one.from !== undefined && one.to !== undefined
      return {
        ...one,
        travel: known ? now.kilometres - then.kilometres : undefined,
        met: known ? now.priorities.met.length - then.priorities.met.length : undefined,
      }
    })
    .sort((a, b) => (b.travel ?? Number.NEGATIVE_INFINITY) - (a.travel ?? Number.NEGATIVE_INFINITY))
}

/** How many gain and how many lose by a difference; what is too small to be shown counts as neither. */
export function gainsAndLosses(
  differences: readonly (number | undefined)[],
  least: number,
): { more: number; less: number } {
  const known = differences.flatMap((one) => (one === undefined ? [] : [one]))
  return { more: known.filter((one) => one >= least).length, less: known.filter((one) => one <= -least).length }
}

/** For each earlier group the later one that has most of its schools, each later group once. */
function heirsOf(before: Groups, after: Groups): Map<number, number> {
  const shared = before.flatMap((group, from) =>
    after.flatMap((later, to) => {
      const common = later.school_ids.filter((id) => group.school_ids.includes(id)).length
      return common === 0 ? [] : [{ from, to, common }]
    }),
  )
  const heirs = new Map<number, number>()
  const taken = new Set<number>()
  for (const { from, to } of shared.sort((a, b) => b.common - a.common || a.from - b.from || a.to - b.to)) {
    if (heirs.has(from) || taken.has(to)) continue
    heirs.set(from, to)
    taken.add(to)
  }
  return heirs
}
