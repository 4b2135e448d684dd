import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type GroupRules, modelWithKey } from '../review-models/public.ts'
import {
  type CandidateSchool,
  checkGroup,
  kilometres,
  kilometresApart,
  pairsOf,
  reasonsFor,
  shareTrust,
  sizeInWords,
  travelOf,
  whyCannotSupport,
} from './group.rules.ts'

const rules = modelWithKey('inclusion-peer-review').group

const school = (name: string, more: Partial<CandidateSchool> = {}): CandidateSchool => ({
  id: name.toLowerCase(),
  name,
  phase: 'Primary',
  trust: '',
  status: 'open',
  latitude: 51.2,
  longitude: 0.5,
  in_programme: true,
  other_group: null,
  ...more,
})
const six = [
  school('Ashdown', { latitude: 51.2, longitude: 0.5 }),
  school('Bramley', { latitude: 51.21, longitude: 0.52, trust: 'Weald Learning Trust' }),
  school('Cobham', { latitude: 51.22, longitude: 0.55 }),
  school('Denton', { latitude: 51.25, longitude: 0.5 }),
  school('Elmley', { latitude: 51.18, longitude: 0.45, trust: 'Orchard Trust' }),
  school('Fordcombe', { phase: 'Secondary', latitude: 51.2, longitude: 0.6 }),
]
const musts = (schools: readonly CandidateSchool[], use: GroupRules = rules) =>
  checkGroup(use, schools)
    .filter((check) => check.level === 'must')
    .map((check) => check.reason)
const advice = (schools: readonly CandidateSchool[]) =>
  checkGroup(rules, schools)
    .filter((check) => check.level === 'advice')
    .map((check) => check.reason)

test('six near schools of six trusts and two phases pass without a word', () => {
  assert.deepEqual(checkGroup(rules, six), [])
})

test('too few and too many are refused, five is allowed with advice', () => {
  assert.deepEqual(musts(six.slice(0, 2)), ['A review group has 4 to 6 schools; this one has only 2. Choose 2 more.'])
  assert.deepEqual(musts([]), ['A review group has 4 to 6 schools; this one has none. Choose 4 more.'])
  assert.deepEqual(musts([...six, school('Goudhurst')]), [
    'A review group has 4 to 6 schools; this one has 7. Take 1 out.',
  ])
  assert.deepEqual(musts(six.slice(1)), [])
  assert.match(advice(six.slice(1))[0] ?? '', /best size is 6; this group has 5/)
})

test('the size is told with what it costs, and a group of one size says so', () => {
  assert.equal(sizeInWords(rules), '4 to 6 schools')
  assert.equal(sizeInWords({ ...rules, fewest: 3, most: 3 }), '3 schools')
  assert.deepEqual(musts(six.slice(2)), [])
  assert.deepEqual(checkGroup({ ...rules, ideal: 5 }, six), [
    {
      level: 'advice',
      reason: 'The best size is 5; this group has 6. With more schools the visits take longer to come round.',
      school_ids: [],
    },
  ])
  assert.match(advice(six.slice(1))[0] ?? '', /With fewer schools each one visits more often/)
  assert.deepEqual(checkGroup(rules, six.slice(0, 3))[0]?.school_ids, [])
})

test('what must hold comes before what is advised, and each check knows its schools', () => {
  const wrong = [
    ...six.slice(0, 3),
    school('Hill', { status: 'closed', in_programme: false, latitude: 51.9 }),
    school('Isle', { status: 'closed', latitude: 51.9, longitude: 0.51 }),
    school('Jarvis', { in_programme: false, trust: 'Orchard', other_group: 'River group' }),
    school('Kemsing', { in_programme: false, trust: ' ORCHARD' }),
  ]
  const checks = checkGroup({ ...rules, most: 7, ideal: 6 }, wrong)
  assert.deepEqual(
    checks.slice(0, 6).map((check) => [check.level, check.school_ids.join(' '), check.reason.slice(0, 40)]),
    [
      ['must', 'hill isle', 'Hill and Isle are not open.'],
      ['must', 'jarvis kemsing', 'Jarvis and Kemsing are not taking part i'],
      ['must', 'jarvis', 'Jarvis is already in River group. Move i'],
      ['must', 'jarvis kemsing', 'Jarvis and Kemsing belong to one trust, '],
      ['advice', '', 'The best size is 6; this group has 7. Wi'],
      ['advice', '', 'All the schools are primary schools. A s'],
    ],
  )
  assert.match(checks[6]?.reason ?? '', /km apart in a straight line/)
  assert.deepEqual([...(checks[6]?.school_ids ?? [])].sort(), [
    'ashdown',
    'bramley',
    'cobham',
    'hill',
    'isle',
    'jarvis',
    'kemsing',
  ])
})

test('two schools of one trust are refused by name, unless the model allows it', () => {
  const twins = [...six.slice(0, 5), school('Gillham', { trust: 'weald learning trust ', phase: 'Secondary' })]
  assert.deepEqual(musts(twins), [
    'Bramley and Gillham belong to one trust, Weald Learning Trust. Keep one of them, so that every visitor comes from outside the trust.',
  ])
  assert.deepEqual(musts(twins, { ...rules, same_trust: 'allowed' }), [])
})

test('a closed school, one outside the programme and one of another group are refused', () => {
  const [a, b, c, d, e, f] = six
  assert.ok(a && b && c && d && e && f)
  assert.deepEqual(
    musts([
      { ...a, status: 'closed' },
      { ...b, in_programme: false },
      { ...c, other_group: 'Downland group' },
      d,
      e,
      f,
    ]),
    [
      'Ashdown is not open.',
      'Bramley is not taking part in this programme.',
      'Cobham is already in Downland group. Move it from there.',
    ],
  )
})

test('schools of one phase and schools far apart are advised against', () => {
  const far = [...six.slice(0, 5), school('Thanet', { latitude: 51.35, longitude: 1.4 })]
  const [phases, distance] = advice(far)
  assert.match(phases ?? '', /All the schools are primary schools. A secondary school/)
  assert.match(distance ?? '', /^Elmley and Thanet are 69 km apart in a straight line. 4 more pairs are over 25 km.$/)
  assert.deepEqual(musts(six, { ...rules, phases: 'one' }), [
    'The schools of a group are of one phase; these are primary and secondary.',
  ])
})

test('phases are what the register means by them, and a model may want one, several or any', () => {
  const advised = (phases: string[], use: GroupRules['phases'] = 'mixed') =>
    checkGroup(
      { ...rules, fewest: 1, ideal: phases.length, phases: use },
      phases.map((phase, index) => school(`School ${index}`, { phase })),
    ).map(({ reason }) => reason)
  assert.deepEqual(advised(['Primary', 'Middle deemed primary', 'Nursery', 'Infant', 'Junior']), [
    'All the schools are primary schools. A secondary school would let the group follow pupils from one phase to the next.',
  ])
  assert.deepEqual(advised(['Secondary', '16 plus']), [
    'All the schools are secondary schools. A primary school would let the group follow pupils from one phase to the next.',
  ])
  assert.deepEqual(advised(['Not applicable', '']), [
    'All the schools are special schools. A mainstream school would let each see what the other does.',
  ])
  assert.deepEqual(advised(['Primary', 'Secondary']), [])
  assert.deepEqual(advised(['All-through', 'All through']), [])
  assert.deepEqual(advised(['Primary']), [], 'one school alone is of one phase')
  assert.deepEqual(advised(['Primary', 'Primary'], 'any'), [])
  assert.deepEqual(advised(['Primary', 'Primary'], 'one'), [])
  assert.deepEqual(advised(['Primary', 'All-through'], 'one'), [
    'The schools of a group are of one phase; these are primary and secondary.',
  ])
})

test('far is further than the model says, and distances are never measured without a place', () => {
  const [a, b] = [school('A', { latitude: 51 }), school('B', { latitude: 51.3 })]
  const km = kilometresApart(a, b) ?? 0
  const far = (limit: number, ...schools: CandidateSchool[]) =>
    checkGroup({ ...rules, fewest: 1, ideal: schools.length, phases: 'any', far_apart_km: limit }, schools)
  assert.deepEqual(far(km, a, b), [])
  assert.deepEqual(far(km - 1, a, b), [
    { level: 'advice', reason: 'A and B are 33 km apart in a straight line.', school_ids: ['a', 'b'] },
  ])
  assert.match(
    far(km - 1, a, b, school('C', { latitude: 50.9 }))[0]?.reason ?? '',
    /1 more pair is over \d+(\.\d+)? km/,
  )
  for (const unknown of [{ latitude: null }, { longitude: null }, { latitude: null, longitude: null }]) {
    const lost = school('Lost', unknown)
    assert.equal(kilometresApart(a, lost), undefined)
    assert.equal(kilometresApart(lost, a), undefined)
    assert.match(
      far(99, a, lost, school('Gone', unknown))[0]?.reason ?? '',
      /for Lost and Gone, so their distances are/,
    )
    assert.deepEqual(reasonsFor([a, lost]).get('a'), ['1 other primary school to compare with'])
  }
  assert.equal(kilometres(9.96), '10.0 km')
  assert.equal(kilometres(10), '10 km')
  assert.ok(Math.abs((travelOf([a, b, a])?.totalKm ?? 0) - 2 * km) < 1e-9)
  assert.deepEqual(reasonsFor([a]).get('a'), [])
})

test('trusts are compared by name, and having none is no trust', () => {
  assert.ok(shareTrust({ trust: ' Orchard ' }, { trust: 'ORCHARD ' }))
  assert.ok(!shareTrust({ trust: ' ' }, { trust: '' }))
  assert.ok(!shareTrust({ trust: 'Orchard' }, { trust: 'Orchards' }))
  const [a, b, c] = [
    school('A', { trust: 'Orchard' }),
    school('B', { trust: 'orchard' }),
    school('C', { trust: 'Weald' }),
  ]
  assert.ok(!reasonsFor([a, b, c]).get('a')?.includes('no partner from its own trust'))
  assert.ok(reasonsFor([a, b, c]).get('c')?.includes('no partner from its own trust'))
  const through = school('T', { phase: 'All-through' })
  assert.ok(reasonsFor([a, through]).get('a')?.includes('1 other primary school to compare with'))
  assert.ok(reasonsFor([through, a]).get('t')?.includes('1 other primary school to compare with'))
})

test('a school without a place is named and not measured', () => {
  const unplaced = [...six.slice(0, 5), school('Hidden', { latitude: null, longitude: null, phase: 'Secondary' })]
  assert.deepEqual(advice(unplaced), [
    'The school register gives no place for Hidden, so its distances are not checked.',
  ])
  assert.equal(pairsOf(unplaced).length, 10)
})

test('each school is told why it is there', () => {
  const reasons = reasonsFor(six)
  assert.deepEqual(reasons.get('fordcombe'), [
    '4.1 km from its nearest partner, Cobham',
    'the only secondary school, so the group sees another phase',
  ])
  assert.deepEqual(reasons.get('bramley'), [
    '1.8 km from its nearest partner, Ashdown',
    '4 other primary schools to compare with',
    'no partner from its own trust',
  ])
})

test('travel: the furthest pair and the sum', () => {
  const travel = travelOf(six)
  assert.ok(travel)
  assert.deepEqual([travel.furthest.a.name, travel.furthest.b.name], ['Elmley', 'Fordcombe'])
  assert.equal(kilometres(travel.furthest.km), '11 km')
  assert.equal(travelOf(six.slice(0, 1)), undefined)
})

test('whoever supports a group comes from outside it and outside its trusts', () => {
  const place = (school_id: string, trust: string, role = 'headteacher') => ({
    name: 'Priya Shah',
    places: [{ school_id, school_name: 'Hartley', trust, role }],
  })
  assert.equal(whyCannotSupport(place('hartley', 'Hartley Trust'), six), undefined)
  assert.match(
    whyCannotSupport(place('ashdown', ''), six) ?? '',
    /^Priya Shah works at Ashdown, which is in this group/,
  )
  assert.match(
    whyCannotSupport(place('hartley', 'Orchard Trust', 'governor'), six) ?? '',
    /is a governor of Hartley, which is in the same trust as Elmley/,
  )
})

const anySchool = fc.record({
  id: fc.uuid(),
  name: fc.string({ minLength: 1 }),
  phase: fc.constantFrom('Primary', 'Secondary', 'All-through', 'Not applicable', ''),
  trust: fc.constantFrom('', 'A', 'B', 'C', 'D'),
  status: fc.constantFrom('open', 'open', 'open', 'closed'),
  latitude: fc.option(fc.double({ min: 50, max: 55, noNaN: true })),
  longitude: fc.option(fc.double({ min: -3, max: 1.5, noNaN: true })),
  in_programme: fc.boolean(),
  other_group: fc.option(fc.constant('Other group')),
})

test('a group with two schools of one trust, a wrong size, a closed or a taken school is never without a must', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anySchool, { selector: (one) => one.id, maxLength: 9 }), (schools) => {
      const trusts = schools.map((one) => one.trust).filter(Boolean)
      const wrong =
        schools.length < rules.fewest ||
        schools.length > rules.most ||
        new Set(trusts).size < trusts.length ||
        schools.some((one) => one.status !== 'open' || !one.in_programme || one.other_group !== null)
      assert.equal(musts(schools).length > 0, wrong)
      for (const check of checkGroup(rules, schools)) assert.match(check.reason, /[.]$/)
    }),
  )
})

test('real schools of Kent: each with its five nearest of other trusts passes every must, and is told why', (t) => {
  const file = new URL('../../../../shared/data/schools/kent_open_schools_merged.csv', import.meta.url)
  if (!existsSync(file)) return t.skip('the folder of real data is not here')
  const rows: Record<string, string>[] = parse(readFileSync(file, 'utf8'), { columns: true })
  const kent = rows.flatMap((row) =>
    row.lat && row.lon
      ? [
          school(row.name ?? '', {
            id: row.urn ?? '',
            phase: row.phase ?? '',
            trust: row.trust_2022 ?? '',
            latitude: Number(row.lat),
            longitude: Number(row.lon),
          }),
        ]
      : [],
  )
  assert.equal(kent.length, 631)
  for (const first of kent.filter((_, index) => index % 20 === 0)) {
    const group = [first]
    const nearest = kent
      .filter((one) => one.id !== first.id)
      .sort((a, b) => (kilometresApart(first, a) ?? 0) - (kilometresApart(first, b) ?? 0))
    for (const one of nearest) if (group.length < 6 && !group.some((member) => shareTrust(member, one))) group.push(one)
    assert.deepEqual(musts(group), [])
    for (const reasons of reasonsFor(group).values()) assert.ok(reasons.length > 0)
  }
})
