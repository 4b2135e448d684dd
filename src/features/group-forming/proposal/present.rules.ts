/** Ties the groups of a version to the review groups that there are. */
import type { ArrangedGroup } from '../forming.schema.ts'
import type { FormingFacts } from '../problem.rules.ts'

type Pair = { group: number; present: ArrangedGroup; hosts: number; common: number }

/**
 * A version that was made before its groups were confirmed does not name their review groups. Each such group becomes the review
 * group whose hosts it has, or with which it shares at least half of its schools; others stay new.
 */
export function withReviewGroups(
  groups: readonly ArrangedGroup[],
  facts: Pick<FormingFacts, 'schools' | 'present'>,
): ArrangedGroup[] {
  const live = new Set(facts.present.map(({ review_group_id }) => review_group_id))
  const known = groups.map((group) => (live.has(group.review_group_id) ? group.review_group_id : null))
  const homeOf = new Map(facts.schools.map((school) => [school.id, school.is_held ? school.review_group_id : null]))
  const pairs = groups.flatMap((group, index) =>
    known[index] !== null || group.school_ids.length === 0
      ? []
      : facts.present.flatMap((present): Pair[] => {
          const hosts = group.school_ids.filter(
            (id) => homeOf.get(id) === present.review_group_id && present.review_group_id,
          ).length
          const common = group.school_ids.filter((id) => present.school_ids.includes(id)).length
          const isHeir =
            hosts > 0 || (common > 0 && common * 2 >= Math.max(group.school_ids.length, present.school_ids.length))
          return isHeir ? [{ group: index, present, hosts, common }] : []
        }),
  )
  for (const { group, present } of pairs.sort((a, b) => b.hosts - a.hosts || b.common - a.common))
    if (known[group] === null && !known.includes(present.review_group_id)) known[group] = present.review_group_id
  return groups.map((group, index) => ({ ...group, review_group_id: known[index] ?? null }))
}
