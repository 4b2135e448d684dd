/** Why a school is where it is, as its own people may read it: nothing of what others look for or wish. */
import type { Binding } from '../../../lib/grouping/binding.ts'
import { explainAll, type Situation } from '../../../lib/grouping/explain.ts'
import { bindingInWords, lengthInWords } from '../../../lib/grouping/in-words.ts'
import { sentenceList } from '../../../lib/words.ts'
import { type FormingFacts, problemOf } from '../problem.rules.ts'
import { travelUnit } from '../travel.rules.ts'
import type { Proposed } from './obstacles.rules.ts'

export type Reasons = {
  school_id: string
  group_name: string
  /** Nearest first; the distance is left out where the register gives no place. */
  partners: { id: string; name: string; distance: string | undefined }[]
  /** Sentences, beginning with the priorities that a partner's strength meets. */
  met: string[]
  unmet: string[]
  others: string[]
  has_answered: boolean
}

/** Explains the place of every school of a version, or of those named, to the schools themselves. */
export function reasonsOf(
  { groups, settings }: Proposed,
  facts: FormingFacts,
  topic: (key: string) => string,
  schoolIds?: readonly string[],
): Map<string, Reasons> {
  const situations = explainAll(
    problemOf(facts, settings),
    groups.map((group) => group.school_ids),
  )
  const wanted = schoolIds && new Set(schoolIds)
  const saying: Saying = {
    topic,
    unit: travelUnit(facts),
    names: new Map(facts.schools.map(({ id, name }) => [id, name])),
    placed: new Set(facts.schools.filter(({ easting }) => easting !== null).map(({ id }) => id)),
    answered: new Set(facts.schools.filter((school) => school.has_answered).map(({ id }) => id)),
    groupName: (index) => groups[index]?.name ?? 'another group',
  }
  return new Map(
    situations
      .filter(({ group, school }) => group !== undefined && (!wanted || wanted.has(school)))
      .map((situation) => [situation.school, inWords(situation, saying)]),
  )
}

type Saying = {
  topic: (key: string) => string
  unit: 'km' | 'minutes'
  names: ReadonlyMap<string, string>
  placed: ReadonlySet<string>
  answered: ReadonlySet<string>
  groupName: (index: number) => string
}

function inWords(situation: Situation, saying: Saying): Reasons {
  const { school, group, partners, priorities, wishes, pastPartners } = situation
  const name = (id: string) => saying.names.get(id) ?? 'a school'
  const names = (ids: readonly string[]) => sentenceList(ids.map(name))
  const isPlaced = (id: string) => saying.placed.has(id) && saying.placed.has(school)
  return {
    school_id: school,
    group_name: group === undefined ? '' : saying.groupName(group),
    partners: partners.map((partner) => ({
      id: partner.school,
      name: name(partner.school),
      distance: isPlaced(partner.school) ? lengthInWords(partner.kilometres, saying.unit) : undefined,
    })),
    met: priorities.met.map(
      (each) =>
        `You look for help with ${saying.topic(each.topic)}: ${names(each.partners)} ${each.partners.length === 1 ? 'is' : 'are'} strong in it.`,
    ),
    unmet: priorities.unmet.map(
      (topic) => `You look for help with ${saying.topic(topic)}: none of your partners named it as a strength.`,
    ),
    others: [
      ...(wishes.met.length > 0 ? [`You wished to work with ${names(wishes.met)}, and you would.`] : []),
      ...(wishes.unmet.length > 0
        ? [`You wished to work with ${names(wishes.unmet)}. This wish could not be met.`]
        : []),
      ...(pastPartners.length > 0 ? [`You were in a group with ${names(pastPartners)} before.`] : []),
      ...situation.bindings
        .filter(isForSchools)
        .map((binding) => bindingInWords(binding, school, name, saying.groupName)),
    ],
    has_answered: saying.answered.has(school),
  }
}

/** Which schools the officers keep together or apart, and what they locked, is theirs to tell. */
function isForSchools(binding: Binding): boolean {
  return !['apart', 'together', 'locked', 'fixed', 'coach'].includes(binding.rule)
}
