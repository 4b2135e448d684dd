/** What a calendar of visits is planned from, and plain questions about it. */

import type { SchoolCalendar, Term } from '../../lib/school-days.ts'
import { longDate } from '../../lib/words.ts'
import type { ReviewModel } from '../review-models/public.ts'

export type ClosedFact = { school_id: string | null; closed_on: Temporal.PlainDate; reason: string }

/** The review of a school that was started in the programme and not cancelled. */
export type ReviewFact = {
  id: string
  school_id: string
  group_id: string
  visit_on: Temporal.PlainDate | null
  visit_second_on?: Temporal.PlainDate | null
  pre_review_on: Temporal.PlainDate | null
  follow_up_on: Temporal.PlainDate | null
  check_in_on: Temporal.PlainDate | null
}

/** Somebody who takes part in every review of these groups: a leader of the group, or the head of one of its schools. */
export type PersonFact = {
  id: string
  name: string
  email: string
  leads: string[]
  heads: string[]
}

export type BlockedFact = {
  person_id: string | null
  school_id: string | null
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  reason: string | null
}

/** A day on which somebody has a visit or a meeting of another programme. */
export type ElsewhereFact = { person_id: string; busy_on: Temporal.PlainDate; is_visit: boolean; school_name: string }

export type Facts = {
  programme: { id: string; name: string; starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate }
  model: ReviewModel
  /** Published groups that go on, by name, with their schools. */
  groups: { id: string; name: string; school_ids: string[] }[]
  schools: { id: string; name: string }[]
  people: PersonFact[]
  reviews: ReviewFact[]
  blocked: BlockedFact[]
  elsewhere: ElsewhereFact[]
  pins: string[]
  terms: Term[]
  closed: ClosedFact[]
  calendarOf: (schoolId: string) => SchoolCalendar
}

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The names of schools, groups and people by their ids. */
export function namesIn({
  schools,
  groups,
  people,
}: Pick<Facts, 'schools' | 'groups' | 'people'>): Map<string, string> {
  return new Map([...schools, ...groups, ...people].map(({ id, name }) => [id, name]))
}

/** A sentence in which ids stand, with the names in their place. */
export function inNames(sentence: string, names: ReadonlyMap<string, string>): string {
  return sentence.replaceAll(uuids, (id) => names.get(id) ?? 'a school that has left')
}

/** The group of each school. */
export function groupsBySchool({ groups }: Pick<Facts, 'groups'>): Map<string, Facts['groups'][number]> {
  return new Map(groups.flatMap((group) => group.school_ids.map((id) => [id, group] as const)))
}

/** The groups in whose reviews a person takes part: those they lead, and those of the schools they head. */
export function groupsOfPerson({ groups }: Pick<Facts, 'groups'>, person: PersonFact): Facts['groups'] {
  return groups.filter(
    (group) => person.leads.includes(group.id) || group.school_ids.some((id) => person.heads.includes(id)),
  )
}

/** "3 March 2027", or "3 March 2027 to 5 March 2027" */
export function rangeInWords({ starts_on, ends_on }: Pick<BlockedFact, 'starts_on' | 'ends_on'>): string {
  return starts_on.equals(ends_on) ? longDate(starts_on) : `${longDate(starts_on)} to ${longDate(ends_on)}`
}

export type Kept = { id: string; name: string; is_school: boolean; busy_with?: string }

/** Who cannot take part in a step of a school's review on a day: blocked dates, and what people have in other programmes. */
export function blockedOn(
  facts: Pick<Facts, 'groups' | 'people' | 'schools' | 'blocked' | 'elsewhere'>,
  schoolId: string,
  day: Temporal.PlainDate,
): Kept[] {
  const blocked = byDay(facts.blocked, ({ starts_on, ends_on }) => daysBetween(starts_on, ends_on)).get(`${day}`) ?? []
  const elsewhere = byDay(facts.elsewhere, ({ busy_on }) => [`${busy_on}`]).get(`${day}`) ?? []
  if (blocked.length === 0 && elsewhere.length === 0) return []
  const group = facts.groups.find(({ school_ids }) => school_ids.includes(schoolId))
  const takingPart = (id: string | null) => {
    const person = facts.people.find((one) => one.id === id)
    return person && group && groupsOfPerson(facts, person).includes(group) ? person : undefined
  }
  const kept = blocked.flatMap(({ person_id, school_id }): Kept[] => {
    const school = school_id === schoolId && facts.schools.find(({ id }) => id === school_id)
    const one = school || (school_id === null && takingPart(person_id))
    return one ? [{ id: one.id, name: one.name, is_school: school_id !== null }] : []
  })
  const busy = elsewhere.flatMap((one): Kept[] => {
    const person = takingPart(one.person_id)
    return person ? [{ id: person.id, name: person.name, is_school: false, busy_with: elsewhereInWords(one) }] : []
  })
  return [...kept, ...busy]
}

/** "the visit to Oak School" */
export function elsewhereInWords({ is_visit, school_name }: Pick<ElsewhereFact, 'is_visit' | 'school_name'>): string {
  return is_visit ? `the visit to ${school_name}` : `a meeting about ${school_name}`
}

const indexes = new WeakMap<readonly unknown[], Map<string, unknown[]>>()

/** What falls on each day. A list is gone through once, however many days are asked for. */
function byDay<Fact>(facts: readonly Fact[], daysOf: (fact: Fact) => string[]): ReadonlyMap<string, Fact[]> {
  const known = indexes.get(facts)
  if (known) return known as Map<string, Fact[]>
  const index = new Map<string, Fact[]>()
  for (const fact of facts)
    for (const day of daysOf(fact)) {
      const others = index.get(day)
      if (others) others.push(fact)
      else index.set(day, [fact])
    }
  indexes.set(facts, index)
  return index
}

function daysBetween(first: Temporal.PlainDate, last: Temporal.PlainDate): string[] {
  const length = first.until(last).days + 1
  return Array.from({ length: Math.max(0, length) }, (_, days) => `${first.add({ days })}`)
}
