import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFrom } from '../random.ts'
import { movesOf, reviewsOf } from './calendar.ts'
import { checkCalendar } from './check.ts'
import { exactPlan } from './exact.ts'
import { instanceOf } from './instance.ts'
import { type Review, type SchedulingProblem, schedulingProblem, stepNames } from './problem.ts'
import { changePrice, earlierDays } from './replan.ts'
import { scheduleVisits } from './schedule.ts'

const plain = (day: string) => Temporal.PlainDate.from(day)

async function planned(problem: SchedulingProblem): Promise<{ reviews: Review[]; isFewest?: boolean }> {
  const found = await scheduleVisits(problem, { moves: 20_000, seed: 1 })
  if ('clash' in found) throw new Error(found.clash.reason)
  return { ...found, reviews: reviewsOf(instanceOf(problem), found.at) }
}

const two = schedulingProblem.parse({
  from: '2026-09-01',
  to: '2027-05-28',
  groups: [
    { id: 'Medway', schools: ['Oak', 'Ash'] },
    { id: 'Swale', schools: ['Elm'] },
  ],
  people: [{ id: 'Rahman', groups: ['Medway', 'Swale'], mostVisitsAWeek: 1 }],
})

test('nothing changes where nothing is wrong', async () => {
  const { reviews } = await planned(two)
  const again = { ...two, calendar: reviews }
  assert.deepEqual(movesOf(again, (await planned(again)).reviews), [])
})

test('a visit that slips takes along only what no longer fits, and a blocked date only what is on it', async () => {
  const { reviews } = await planned(two)
  const oak = reviews.find(({ school }) => school === 'Oak')
  assert.ok(oak?.followUp)
  const blocked = { from: oak.followUp, to: oak.followUp }
  const around = { ...two, schools: [{ id: 'Oak', blocked: [blocked] }], calendar: reviews }
  const { reviews: after, isFewest } = await planned(around)
  assert.deepEqual(
    movesOf(around, after).map(({ school, step }) => [school, step]),
    [['Oak', 'followUp']],
  )
  assert.equal(isFewest, true)
  const slipped = { ...two, calendar: reviews, slipped: ['Oak'] }
  const moves = movesOf(slipped, (await planned(slipped)).reviews)
  assert.ok(moves.some(({ school, step }) => school === 'Oak' && step === 'visit'))
  assert.ok(moves.every(({ school }) => school === 'Oak'))
  assert.deepEqual(checkCalendar(slipped, (await planned(slipped)).reviews).broken, [])
})

test('what has passed stands, and nothing new is planned before today', async () => {
  const { reviews } = await planned(two)
  const [first, second] = reviews
  assert.ok(first?.writeUp && second)
  const today = plain(first.writeUp).add({ days: 1 }).toString()
  const problem = { ...two, calendar: reviews, today, slipped: [second.school] }
  const { reviews: after } = await planned(problem)
  const now = after.find(({ school }) => school === first.school)
  assert.deepEqual([now?.visit, now?.writeUp], [first.visit, first.writeUp])
  assert.deepEqual(checkCalendar(problem, after).broken, [])
})

test('no calendar changes fewer dates', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
      const { reviews } = await planned(two)
      const random = randomFrom(seed)
      const schools = two.groups
        .flatMap((group) => group.schools)
        .map((id) => {
          const dates = stepNames.flatMap((step) => reviews.find(({ school }) => school === id)?.[step] ?? [])
          const blocked = dates
            .filter(() => random() < 0.3)
            .map((day) => ({
              from: day,
              to: plain(day)
                .add({ days: Math.floor(random() * 8) })
                .toString(),
            }))
          return { id, blocked }
        })
      const problem = { ...two, schools, calendar: reviews }
      const found = await planned(problem)
      assert.deepEqual(checkCalendar(problem, found.reviews).broken, [])
      const instance = instanceOf(problem)
      const before = earlierDays(instance)
      const best = await exactPlan(instance, 10, (...place) => Math.min(1, changePrice(before, ...place)))
      assert.ok(best && best !== 'none' && best.isBest)
      const fewest = movesOf(problem, reviewsOf(instance, best.at)).length
      assert.equal(movesOf(problem, found.reviews).length, fewest)
    }),
    { numRuns: 6, seed: 11 },
  )
})
