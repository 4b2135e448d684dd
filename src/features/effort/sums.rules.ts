/** Sums of time: of a person, a school, a programme. */
import { academicYearOf } from './days.rules.ts'
import type { Kind, Time, Work } from './effort.rules.ts'

/** How many half-days some work was. */
export function sumOf(work: readonly Pick<Work, 'half_days'>[]): number {
  return work.reduce((sum, { half_days }) => sum + half_days, 0)
}

export function allWork({ entries, additions }: Time): Work[] {
  return [...entries, ...additions]
}

/** The time of one academic year. */
export function inYear({ entries, additions }: Time, year: number): Time {
  const isIn = ({ on }: Work) => academicYearOf(on) === year
  return { entries: entries.filter(isIn), additions: additions.filter(isIn) }
}

/** The years to choose from, the latest first: this one, and each in which there was any. */
export function yearsOf(work: readonly Work[], today: Temporal.PlainDate): number[] {
  const years = new Set([academicYearOf(today), ...work.map(({ on }) => academicYearOf(on))])
  return [...years].sort((a, b) => b - a)
}

export type ByKind = Partial<Record<Kind, number>>

export function sumsByKind(work: readonly Work[]): ByKind {
  const sums: ByKind = {}
  for (const { kind, half_days } of work) sums[kind] = (sums[kind] ?? 0) + half_days
  return sums
}

/** Work in heaps that belong together; what has no key is left out. */
function heaps(work: readonly Work[], keyOf: (one: Work) => string | null): Map<string, Work[]> {
  const found = new Map<string, Work[]>()
  for (const one of work) {
    const key = keyOf(one)
    if (key === null) continue
    const heap = found.get(key)
    if (heap) heap.push(one)
    else found.set(key, [one])
  }
  return found
}

export type PersonTime = { person_id: string; name: string; total: number; by_kind: ByKind; visits: number }

export type SchoolTime = {
  /** What its people gave to other schools and to the group, and what hosting took them: together all of their time. */
  gave: number
  hosted: number
  /** What people from elsewhere gave when this school was reviewed. */
  received: number
  people: PersonTime[]
}

/** A school's time: that of its own people, whoever gave most first, and what others gave to it. */
export function schoolTime(work: readonly Work[], schoolId: string): SchoolTime {
  const own = work.filter(({ school_id }) => school_id === schoolId)
  const people = [...heaps(own, ({ person_id }) => person_id)].map(([person_id, some]) => ({
    person_id,
    name: some[0]?.name ?? '',
    total: sumOf(some),
    by_kind: sumsByKind(some),
    visits: some.filter(({ kind, half_days }) => kind === 'visiting' && half_days > 0).length,
  }))
  return {
    gave: sumOf(own.filter(({ kind }) => kind !== 'hosting')),
    hosted: sumOf(own.filter(({ kind }) => kind === 'hosting')),
    received: sumOf(receivedBy(work, schoolId)),
    people: people.sort((a, b) => b.total - a.total || a.name.localeCompare(b.name)),
  }
}

function receivedBy(work: readonly Work[], schoolId: string): Work[] {
  return work.filter(
    ({ host_school_id, school_id, kind }) =>
      host_school_id === schoolId && school_id !== schoolId && kind !== 'hosting',
  )
}

/** A school in the partnership's list: sums only, and how much fell on the one colleague who gave most. */
export type SchoolSum = Omit<SchoolTime, 'people'> & {
  school_id: string
  name: string
  colleagues: number
  most: number
  most_visits: number
}

/** Every school that gave or received time, the one that gave most first. */
export function sumsBySchool(work: readonly Work[]): SchoolSum[] {
  const names = new Map<string, string>()
  for (const one of work) {
    if (one.school_id) names.set(one.school_id, one.school_name ?? '')
    if (one.host_school_id) names.set(one.host_school_id, one.host_school_name ?? '')
  }
  // Each school looks at its own heaps only, so a county's list takes no longer than its work.
  const own = heaps(work, ({ school_id }) => school_id)
  const hosted = heaps(work, ({ host_school_id }) => host_school_id)
  return [...names]
    .map(([school_id, name]) => {
      const concerned = new Set([...(own.get(school_id) ?? []), ...(hosted.get(school_id) ?? [])])
      const { people, ...sums } = schoolTime([...concerned], school_id)
      const most = Math.max(0, ...people.map(({ total }) => total))
      const most_visits = Math.max(0, ...people.map(({ visits }) => visits))
      return { ...sums, school_id, name, colleagues: people.length, most, most_visits }
    })
    .sort((a, b) => b.gave - a.gave || a.name.localeCompare(b.name))
}

export type ProgrammeSum = {
  programme_id: string | null
  name: string
  schools: number
  outside: number
  people: number
}

/** Every programme with the time of schools' people and of leaders from outside; work that belongs to none comes last. */
export function sumsByProgramme(work: readonly Work[]): ProgrammeSum[] {
  const found = [...heaps(work, ({ programme_id }) => programme_id ?? '')]
  return found
    .map(([id, some]) => ({
      programme_id: id === '' ? null : id,
      name: some[0]?.programme_name ?? '',
      schools: sumOf(some.filter(({ school_id }) => school_id !== null)),
      outside: sumOf(some.filter(({ school_id }) => school_id === null)),
      people: new Set(some.map(({ person_id }) => person_id)).size,
    }))
    .sort((a, b) => Number(a.programme_id === null) - Number(b.programme_id === null) || a.name.localeCompare(b.name))
}

export type Effect = { year: number; from: number; to: number }

/** What becomes of the totals when one piece of work is left out, comes in, or changes: a line for each year that it touches. */
export function effectOf(
  work: readonly Work[],
  change: { without?: Work | undefined; plus?: Pick<Work, 'on' | 'half_days'> | undefined },
): Effect[] {
  const { without, plus } = change
  const touched = [without, plus].flatMap((one) => (one ? [academicYearOf(one.on)] : []))
  return [...new Set(touched)].sort().map((year) => {
    const from = sumOf(work.filter(({ on }) => academicYearOf(on) === year))
    const less = without && academicYearOf(without.on) === year ? without.half_days : 0
    const more = plus && academicYearOf(plus.on) === year ? plus.half_days : 0
    return { year, from, to: from - less + more }
  })
}
