import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Occasion, TookPart } from '../reviews/public.ts'
import { type Correction, entriesOf, kinds, maySay, type Time, whyCannotAdd } from './effort.rules.ts'
import {
  allWork,
  effectOf,
  inYear,
  schoolTime,
  sumOf,
  sumsByKind,
  sumsByProgramme,
  sumsBySchool,
  yearsOf,
} from './sums.rules.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const half_days = { before: 1, visit: 2, after: 1 }

function person(name: string, side: TookPart['side'], school: string | null): TookPart {
  const part = side === 'host' ? 'host' : school ? 'reviewer' : 'ile'
  return { person_id: name, name, side, part, school_id: school, school_name: school }
}

function occasion(kind: Occasion['kind'], people: TookPart[], more: Partial<Occasion> = {}): Occasion {
  return {
    of: 'review',
    id: 'review-1',
    stage: kind,
    stage_name: kind,
    kind,
    on: day('2026-10-05'),
    until: day('2026-10-05'),
    minutes: null,
    visit_days: kind === 'visit' ? 1 : 0,
    programme_id: 'programme',
    programme_name: 'Peer review',
    group_name: 'River group',
    host_school_id: 'cedar',
    host_school_name: 'Cedar Lane School',
    half_days,
    people,
    ...more,
  }
}

function correction(about: Partial<Correction>): Correction {
  return {
    person_id: 'Asha',
    name: 'Asha',
    of: 'review',
    occasion_id: 'review-1',
    stage: 'visit',
    version: 1,
    half_days: 1,
    reason: 'I left at midday',
    stage_name: 'Visit',
    group_name: 'River group',
    worked_out: 2,
    done_on: day('2026-10-05'),
    kind: 'visiting',
    school_id: 'appleford',
    school_name: 'Appleford',
    host_school_id: 'cedar',
    host_school_name: 'Cedar Lane School',
    programme_id: 'programme',
    programme_name: 'Peer review',
    written_by: 'Asha',
    by: 'Asha',
    written_at: Temporal.Instant.from('2026-10-06T10:00:00Z'),
    ...about,
  }
}

test('a member of a visit team gives half a day before, a day, and half a day after; a host the day and the meetings', () => {
  const people = [
    person('Asha', 'visitor', 'appleford'),
    person('Cal', 'host', 'cedar'),
    person('Ines', 'visitor', null),
  ]
  const all = [
    occasion('self-evaluation', people),
    occasion('preparation', people, { minutes: 90 }),
    occasion('visit', people),
    occasion('report', people),
    occasion('meeting', people, { minutes: 60 }),
  ]
  const of = (name: string) =>
    entriesOf(all, [])
      .filter((entry) => entry.name === name)
      .map((entry) => `${entry.stage} ${entry.kind} ${entry.half_days}`)
  const visitor = ['preparation preparing 1', 'visit visiting 2', 'report writing 1', 'meeting meetings 0.25']
  assert.deepEqual(of('Asha'), visitor)
  assert.deepEqual(of('Ines'), visitor)
  assert.deepEqual(of('Cal'), ['preparation hosting 0.5', 'visit hosting 2', 'meeting hosting 0.25'])
})

test('a school received what others gave when it was reviewed, not what its own people did', () => {
  const people = [
    person('Asha', 'visitor', 'appleford'),
    person('Ines', 'visitor', null),
    person('Cal', 'visitor', 'cedar'),
    person('Dee', 'host', 'cedar'),
  ]
  const time = { entries: entriesOf([occasion('visit', people)], []), additions: [] }
  const { gave, hosted, received } = schoolTime(allWork(time), 'cedar')
  assert.deepEqual([gave, hosted, received], [2, 2, 4])
})

test('a correction counts instead of what was worked out, until it is taken back', () => {
  const visit = occasion('visit', [person('Asha', 'visitor', 'appleford')])
  assert.deepEqual(
    [correction({}), correction({ half_days: 0 }), correction({ half_days: null })].map((one) => {
      const [entry] = entriesOf([visit], [one])
      return [entry?.half_days, entry?.worked_out]
    }),
    [
      [1, 2],
      [0, 2],
      [2, 2],
    ],
  )
})

test('what somebody said stays when the review no longer knows of the work', () => {
  const [entry, more] = entriesOf([], [correction({})])
  assert.deepEqual([entry?.half_days, entry?.worked_out, entry?.on.toString(), more], [1, 0, '2026-10-05', undefined])
  assert.deepEqual(entriesOf([], [correction({ half_days: null })]), [])
})

test('somebody speaks for themselves, and a head for the time of the own school', () => {
  const leads = (school: string) => school === 'appleford'
  const work = (person_id: string, school_id: string | null) => ({ person_id, school_id })
  assert.equal(
    maySay({ person_id: 'Asha' }, () => false, work('Asha', null)),
    true,
  )
  assert.equal(maySay({ person_id: 'Head' }, leads, work('Asha', 'appleford')), true)
  assert.equal(maySay({ person_id: 'Head' }, leads, work('Asha', 'dunmere')), false)
  assert.equal(maySay({ person_id: 'Head' }, leads, work('Ines', null)), false)
})

test('work is added for days that are past and not long ago', () => {
  const today = day('2026-11-24')
  assert.equal(whyCannotAdd(today, today), undefined)
  assert.match(whyCannotAdd(day('2026-11-25'), today)?.message ?? '', /only what has been done/)
  assert.match(whyCannotAdd(day('2020-11-25'), today)?.message ?? '', /last three years/)
})

// Whatever happens, and whatever anybody says about it.
const names = ['Asha', 'Ben', 'Cal', 'Dee', 'Ines']
const schools = ['appleford', 'birchwood', 'cedar', null]
const quarters = fc.integer({ min: 0, max: 40 }).map((count) => count / 4)
const someDay = fc.integer({ min: 0, max: 1100 }).map((days) => day('2024-09-01').add({ days }))
const people = fc.uniqueArray(
  fc
    .record({
      name: fc.constantFrom(...names),
      side: fc.constantFrom('visitor', 'host'),
      school: fc.constantFrom(...schools),
    })
    .map(({ name, side, school }) => person(name, side as TookPart['side'], school)),
  { selector: ({ name }) => name },
)
const occasions = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('review-1', 'review-2', 'review-3'),
      kind: fc.constantFrom('preparation', 'visit', 'report', 'meeting'),
      host: fc.constantFrom('appleford', 'birchwood', 'cedar'),
      minutes: fc.option(fc.integer({ min: 10, max: 600 })),
      on: someDay,
      people,
    })
    .map(({ id, kind, host, minutes, on, people: there }) =>
      occasion(kind as Occasion['kind'], there, { id, minutes, on, host_school_id: host, host_school_name: host }),
    ),
  { selector: ({ id, stage }) => `${id} ${stage}` },
)
const corrections = fc.uniqueArray(
  fc
    .record({
      person_id: fc.constantFrom(...names),
      occasion_id: fc.constantFrom('review-1', 'review-2', 'gone'),
      stage: fc.constantFrom('preparation', 'visit', 'report', 'meeting'),
      half_days: fc.option(quarters),
      school_id: fc.constantFrom(...schools),
      done_on: someDay,
    })
    .map((about) => correction(about)),
  { selector: ({ person_id, occasion_id, stage }) => `${person_id} ${occasion_id} ${stage}` },
)
const additions = fc.array(
  fc.record({
    name: fc.constantFrom(...names),
    school_id: fc.constantFrom(...schools),
    half_days: quarters,
    on: someDay,
  }),
  { maxLength: 6 },
)
const times = fc.tuple(occasions, corrections, additions).map(([some, said, added]): [Time, Correction[]] => [
  {
    entries: entriesOf(some, said),
    additions: added.map(({ name, ...one }, index) => ({
      ...one,
      person_id: name,
      name,
      school_name: one.school_id,
      id: String(index),
      version: 1,
      kind: 'other',
      what: 'Training',
      written_by: name,
      by: name,
      written_at: Temporal.Instant.from('2026-10-06T10:00:00Z'),
      host_school_id: null,
      host_school_name: null,
      programme_id: null,
      programme_name: null,
    })),
  },
  said,
])

test('every half-day is counted once: by person, kind, year and programme the sums are the same', () => {
  fc.assert(
    fc.property(times, ([time]) => {
      const work = allWork(time)
      const total = sumOf(work)
      const keys = time.entries.map(({ person_id, occasion_id, stage }) => `${person_id} ${occasion_id} ${stage}`)
      assert.equal(new Set(keys).size, keys.length)
      const byKind = sumsByKind(work)
      assert.equal(sumOf(kinds.map((kind) => ({ half_days: byKind[kind] ?? 0 }))), total)
      const years = yearsOf(work, day('2026-11-24'))
      assert.equal(sumOf(years.map((year) => ({ half_days: sumOf(allWork(inYear(time, year))) }))), total)
      const programmes = sumsByProgramme(work)
      assert.equal(sumOf(programmes.map(({ schools: a, outside: b }) => ({ half_days: a + b }))), total)
    }),
  )
})

test('the sum of its people is the time of a school, and all schools together that of everybody who works at one', () => {
  fc.assert(
    fc.property(times, ([time]) => {
      const work = allWork(time)
      const sums = sumsBySchool(work)
      for (const { school_id, gave, hosted, received, colleagues } of sums) {
        const alone = schoolTime(work, school_id)
        assert.equal(sumOf(alone.people.map(({ total }) => ({ half_days: total }))), gave + hosted)
        assert.deepEqual([alone.gave, alone.hosted, alone.received], [gave, hosted, received])
        assert.equal(alone.people.length, colleagues)
        for (const { total, by_kind } of alone.people)
          assert.equal(sumOf(kinds.map((kind) => ({ half_days: by_kind[kind] ?? 0 }))), total)
      }
      const atSchools = work.filter(({ school_id }) => school_id !== null)
      assert.equal(sumOf(sums.map(({ gave, hosted }) => ({ half_days: gave + hosted }))), sumOf(atSchools))
    }),
  )
})

test('a correction is never lost: what somebody said last is what counts, whatever became of the review', () => {
  fc.assert(
    fc.property(times, ([time, said]) => {
      for (const one of said) {
        if (one.half_days === null) continue
        const found = time.entries.filter(
          ({ person_id, occasion_id, stage }) =>
            person_id === one.person_id && occasion_id === one.occasion_id && stage === one.stage,
        )
        assert.deepEqual(
          found.map((entry) => entry.half_days),
          [one.half_days],
        )
      }
    }),
  )
})

test('the effect that is shown before a change is the one that the change has', () => {
  fc.assert(
    fc.property(times, fc.nat(), quarters, someDay, ([time], index, changed, on) => {
      const work = allWork(time)
      const without = work[index % Math.max(1, work.length)]
      const plus = { on, half_days: changed }
      const after = work.filter((one) => one !== without).concat(without ? [{ ...without, ...plus }] : [])
      for (const { year, from, to } of effectOf(work, { without, ...(without ? { plus } : {}) })) {
        const totalIn = (some: typeof work) => sumOf(allWork(inYear({ entries: [], additions: some as never }, year)))
        assert.deepEqual([from, to], [totalIn(work), totalIn(after)])
      }
    }),
  )
})

test('a visit of two days takes two days, and each of several meetings counts by itself', () => {
  const worked = (kind: Occasion['kind'], more: Partial<Occasion>) =>
    entriesOf([occasion(kind, [person('Ann', 'visitor', 'oak')], more)], [])[0]?.worked_out
  assert.equal(worked('visit', {}), 2)
  assert.equal(worked('visit', { visit_days: 2, until: day('2026-10-06') }), 4)
  const each = [300, 300, 300]
  assert.equal(worked('meeting', { minutes: 900, each }), 3 * (worked('meeting', { minutes: 300 }) ?? 0))
})
