import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchLeaders } from '../../lib/matching/match.ts'
import { matchingProblem } from '../../lib/matching/problem.ts'
import { randomFrom } from '../../lib/random.ts'
import type { GroupToLead } from '../review-groups/public.ts'
import type { LeaderPart } from '../review-models/public.ts'
import { daysFor, fundedDays, sectors, whyCannotAnswer } from './answer.rules.ts'
import { type Ground, type MatchLeader, placesOf, problemOf, whyCannotFix, whyNot } from './match.rules.ts'
import { matchResult, type Wish } from './match.schema.ts'
import { changesOf, resultOf } from './match-result.rules.ts'

const id = (text: string) =>
  `00000000-0000-4000-8000-${Buffer.from(text).toString('hex').padStart(12, '0').slice(0, 12)}`
const ile: LeaderPart = 'ile'
const wanted = [{ part: ile, name: 'Inclusion Leader', short_name: 'ILE', number: 1, duty: 'Challenges' }]

function group(name: string, phases: readonly string[], now?: string, trust = ''): GroupToLead {
  return {
    id: id(name),
    name,
    published_at: null,
    members: phases.map((phase, index) => ({
      id: id(`${name}${index}`),
      name: `${name} ${phase}`,
      phase,
      trust: index === 0 ? trust : '',
      status: 'open',
      latitude: 51.2,
      longitude: 0.5 + name.length / 100,
      in_programme: true,
      other_group: null,
    })),
    leaders: now ? [{ person_id: id(now), name: now, part: ile }] : [],
  }
}

function leader(
  name: string,
  said: Partial<NonNullable<MatchLeader['said']>> | undefined,
  places: MatchLeader['places'] = [],
): MatchLeader {
  const usual = { days: 12, sectors: [...sectors], areas: [], latitude: 51.2, longitude: 0.5 }
  return { id: id(name), name, email: '', places, parts: [ile], said: said && { ...usual, ...said } }
}

function ground(groups: readonly GroupToLead[], leaders: readonly MatchLeader[], days = 12): Ground {
  const places = groups.flatMap((one) => placesOf(one, wanted, { days, areas: ['autism'] }))
  return { places, leaders, areaTitles: new Map([['autism', 'Autism']]) }
}

async function matched(made: Ground, wishes: readonly Wish[] = []) {
  const problem = matchingProblem.parse(problemOf(made, wishes))
  return matchResult.parse(resultOf(made, wishes, await matchLeaders(problem, 5), undefined))
}

test('six visits at two days each use a leader’s whole funded minimum of two years', () => {
  assert.deepEqual(daysFor({ before: 1, visit: 2, after: 1 }, 6), { visits: 6, each: 2, days: 12 })
  assert.equal(fundedDays(24), 12)
})

test('an answer names schools of the partnership, each once, and says what “something else” is', () => {
  const conflict = { school_id: 'a', kind: 'other' as const, reason: '' }
  const answer = {
    days: 1,
    sectors: [],
    areas: [],
    from_school_id: 'x',
    note: '',
    conflicts: [conflict, { ...conflict, reason: 'Yes' }],
  }
  assert.deepEqual(
    whyCannotAnswer(answer, new Set(['a'])).map(({ field }) => field),
    ['from_school_id', 'conflicts[0][reason]', 'conflicts[1][school_id]'],
  )
})

test('a leader is kept from a group by a conflict, a phase, days, a ban, or for want of an answer', () => {
  const hill = group('Hill', ['Primary', 'Secondary'], undefined, 'Oak Trust')
  const [place] = placesOf(hill, wanted, { days: 12, areas: [] })
  assert.ok(place)
  const at = (role: string, trust: string) => [{ school_id: id('elsewhere'), school_name: 'Far School', trust, role }]
  const why = (one: MatchLeader, wishes: Wish[] = []) => whyNot(one, place, wishes)
  assert.equal(why(leader('Free', {})), undefined)
  assert.match(why(leader('Kin', {}, at('headteacher', 'Oak Trust'))) ?? '', /same trust as Hill Primary/)
  assert.equal(why(leader('Junior', { sectors: ['primary'] })), 'Junior does not support secondary schools')
  assert.equal(why(leader('Busy', { days: 6 })), 'Busy gives 6 days, and 12 are needed')
  assert.equal(why(leader('Silent', undefined)), 'Silent has not said how many days they can give')
  const ban: Wish = { kind: 'forbid', group_id: hill.id, part: ile, person_id: id('Free') }
  assert.equal(why(leader('Free', {}), [ban]), 'Free was ruled out here')
})

test('who has not answered keeps the group they have and gets no other', async () => {
  const made = ground([group('Hill', ['Primary'], 'Silent'), group('Dale', ['Primary'])], [leader('Silent', undefined)])
  const { places, loads } = await matched(made)
  assert.deepEqual(
    places.map((place) => place.leader?.name),
    ['Silent', undefined],
  )
  assert.deepEqual(places[1]?.why_empty, [
    'No leader has 12 days left for a group of primary schools',
    'Silent has not said how many days they can give',
  ])
  assert.deepEqual(
    loads.map(({ days, of }) => [days, of]),
    [[12, 12]],
  )
})

test('a match says what changes, what leaders know, and whose days are used elsewhere', async () => {
  const made = ground(
    [group('Hill', ['Primary'], 'Old'), group('Dale', ['Primary'])],
    [leader('Old', { days: 0 }), leader('New', { areas: ['autism'] })],
  )
  const result = await matched(made)
  const filled = result.places.filter((place) => place.leader)
  assert.equal(filled.length, 1)
  assert.deepEqual(filled[0]?.leader?.known, ['Autism'])
  const empty = result.places.find((place) => !place.leader)
  assert.match(empty?.why_empty.join() ?? '', /New has 0 days left beside (Hill|Dale)/)
  assert.ok(changesOf(result).some(({ from }) => from === id('Old')))
})

test('a fixed pair holds, even beyond what the leader offered, but never against a conflict of interest', async () => {
  const groups = [group('Hill', ['Primary'], 'A'), group('Dale', ['Primary'], 'B', 'Oak Trust')]
  const oak = [{ school_id: id('elsewhere'), school_name: 'Far School', trust: 'Oak Trust', role: 'governor' }]
  const made = ground(groups, [leader('A', {}), leader('B', { days: 6 }), leader('Kin', {}, oak)])
  const fix = (where: string, who: string): Wish => ({
    kind: 'fix',
    group_id: id(where),
    part: ile,
    person_id: id(who),
  })
  const { places, loads } = await matched(made, [fix('Hill', 'B')])
  assert.deepEqual(
    places.map((place) => place.leader?.name),
    ['B', 'A'],
  )
  assert.deepEqual(places[0]?.leader?.reasons, ['fixed by an officer, although B gives 6 days, and 12 are needed'])
  assert.deepEqual(
    loads.map(({ days, of }) => [days, of]),
    [
      [12, 12],
      [12, 6],
      [0, 12],
    ],
  )
  assert.equal(whyCannotFix(made, fix('Hill', 'B'), []), undefined)
  assert.match(whyCannotFix(made, fix('Dale', 'Kin'), []) ?? '', /same trust as Dale Primary/)
  assert.match(whyCannotFix(made, fix('Hill', 'Nobody'), []) ?? '', /no longer there/)
})

test('no match ever gives a leader more days than they have or a group that they may not have', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const random = randomFrom(seed)
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
      const leaders = ['A', 'B', 'C', 'D'].map((name) =>
        leader(
          name,
          random() < 0.2 ? undefined : { days: pick([0, 6, 12, 24]), sectors: pick([[...sectors], ['primary']]) },
        ),
      )
      const groups = ['G1', 'G22', 'G333', 'G4444'].map((name) =>
        group(name, pick([['Primary'], ['Primary', 'Secondary']]), pick(['A', 'B', 'C', undefined])),
      )
      const made = ground(groups, leaders, pick([6, 12]))
      const wishes: Wish[] = [{ kind: 'forbid', group_id: pick(groups).id, part: ile, person_id: pick(leaders).id }]
      const { places, loads } = await matched(made, wishes)
      for (const { days, of } of loads) assert.ok(days <= of)
      for (const [index, place] of places.entries()) {
        const of = made.places[index]
        const who = leaders.find(({ id: one }) => one === place.leader?.person_id)
        if (of && who) assert.equal(whyNot(who, of, wishes), undefined)
        assert.equal(place.leader === null, place.why_empty.length > 0)
      }
    }),
    { numRuns: 30 },
  )
})
