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

export type Facts = {
  programme: { id: string; name: string; starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate }
  model: ReviewModel
  /** Published groups that go on, by name, with their schools. */
  groups: { id: string; name: string; school_ids: string[] }[]
  schools: { id: string; name: string }[]
  people: PersonFact[]
  reviews: ReviewFact[]
  blocked: BlockedFact[]
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

/** Whose blocked dates stand against a step of a school's review on a day. */
export function blockedOn(
  facts: Pick<Facts, 'groups' | 'people' | 'schools' | 'blocked'>,
  schoolId: string,
  day: Temporal.PlainDate,
): { id: string; name: string; is_school: boolean }[] {
  const group = groupsBySchool(facts).get(schoolId)
  return facts.blocked.flatMap(
    ({ person_id, school_id, starts_on, ends_on }): { id: string; name: string; is_school: boolean }[] => {
      if (Temporal.PlainDate.compare(day, starts_on) < 0 || Temporal.PlainDate.compare(day, ends_on) > 0) return []
      if (school_id !== null) {
        const school = facts.schools.find(({ id }) => id === school_id)
        return school_id === schoolId && school ? [{ ...school, is_school: true }] : []
      }
      const person = facts.people.find(({ id }) => id === person_id)
      const takesPart = person && group && groupsOfPerson(facts, person).includes(group)
      return takesPart ? [{ id: person.id, name: person.name, is_school: false }] : []
    },
  )
}
