/** What must hold of a programme on every day of its life, and what must have come out of it in the end. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Review } from '../../src/features/reviews/public.ts'
import { windowFor } from '../../src/features/reviews/timing.rules.ts'
import { dayOf } from '../../src/lib/clock.ts'
import type { Year } from './years.ts'
import type { Watch } from './years-lived.ts'

/** People who have no part in the programme: of another school of the partnership, and of another partnership. */
const strangers = ['north:b:headteacher', 'north:d:senco', 'south:z:headteacher', 'south:partnership-officer'] as const

/** The pages of a review of which only its people may know. */
const inside = [
  '',
  '/team',
  '/prepare',
  '/visit-programme',
  '/notes',
  '/findings',
  '/write-up',
  '/next-steps',
  '/report',
]

/** Those of which the partnership, which sees stages and dates, must not know either. */
const written = ['/prepare', '/notes', '/findings', '/write-up', '/next-steps', '/report']

/** Watches every day: no review goes back, homes lead on, and nobody else sees anything. Gives what each review went through. */
export function watching(year: Year): Watch & { seen: Map<string, string[]> } {
  const seen = new Map<string, string[]>()
  const opened = new Set<string>()
  let looks = 0
  return {
    seen,
    async day(reviews) {
      for (const review of reviews) {
        const stage = year.stage(review)
        const before = seen.get(review.id) ?? []
        if (before.at(-1) === stage) continue
        assert.ok(!before.includes(stage), `${review.host_school_name} is at ${stage} again, after ${before}`)
        seen.set(review.id, [...before, stage])
        await isUnseen(year, review, looks++)
      }
    },
    async home(visitor, items) {
      if (!items.some(({ kind }) => kind === 'now'))
        assert.match(visitor.text(), /Nothing waits for you now/, `${visitor.name} is told nothing`)
      // What waits for somebody is opened when they do it.
      for (const { href, title } of items.filter(({ kind }) => kind !== 'now')) {
        const name = `${visitor.who} ${href}`
        if (opened.has(name)) continue
        opened.add(name)
        const { status } = await year.app.get(href.replace(/#.*/, ''), visitor.who)
        assert.ok(
          status === 200 || status === 303,
          `“${title}” leads ${visitor.name} to ${href}, which answers ${status}`,
        )
      }
    },
  }
}

/** A stranger asks for a page of a review, or for their list, and an officer for what is written: others at each stage. */
async function isUnseen(year: Year, review: Review, turn: number): Promise<void> {
  const nth = <T>(list: readonly T[], index: number): T =>
    list[index % list.length] ?? assert.fail('nothing to ask for')
  const [who, page] = [nth(strangers, turn), nth(inside, turn)]
  const answer = await year.app.get(`/north/reviews/${review.id}${page}`, who)
  assert.equal(answer.status, 404, `${who} opens ${page} of a review at ${year.stage(review)}`)
  if (turn % 2 === 0) {
    const { text } = await year.app.get('/north/reviews', strangers[0])
    assert.ok(!text.includes(review.host_school_name), `a stranger is told of the review of ${review.host_school_name}`)
    return
  }
  const part = nth(written, (turn - 1) / 2)
  const { status } = await year.app.get(`/north/reviews/${review.id}${part}`, year.officer.who)
  assert.equal(status, 404, `an officer opens ${part} of a review at ${year.stage(review)}`)
}

/** Every meeting of every review was held, in its window, and everything that its stage asks for was written. */
export async function allIsDone(year: Year): Promise<void> {
  const reviews = await year.reviews()
  assert.equal(reviews.length, year.groups.flatMap(({ schools }) => schools).length)
  for (const review of reviews) {
    assert.ok(review.closed_at, `${review.host_school_name} is at ${year.stage(review)}`)
    assert.ok(review.visit_on && review.prepared_at && review.host_agreed_at && review.team_agreed_at)
    for (const stage of year.model.stages.filter(({ kind }) => kind === 'meeting')) {
      const meeting = review.meetings.find((one) => one.stage === stage.key)
      assert.ok(meeting?.held_at, `${stage.key} was not held`)
      assert.equal(meeting.of, stage.of)
      const window = windowFor(year.model, stage.key, review, year.calendar)
      const on = dayOf(meeting.starts_at)
      assert.ok(window && Temporal.PlainDate.compare(window.opens, on) <= 0, `${stage.key} on ${on} is too early`)
    }
  }
}

/** Each review went through the stages of its model in their order. */
export function nothingWasSkipped(year: Year, seen: ReadonlyMap<string, readonly string[]>): void {
  const stages = year.model.stages.map(({ key }) => key)
  for (const went of seen.values()) {
    const places = went.filter((stage) => stage !== 'closed').map((stage) => stages.indexOf(stage))
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    )
  }
}

/** In the end each school has its report, and nobody else has unless it shares. */
export async function reportsBelongToHosts(year: Year): Promise<void> {
  for (const [index, review] of (await year.reviews()).entries()) {
    const path = `/north/reviews/${review.id}/report`
    const statusFor = async (who: string) => (await year.app.get(path, who)).status
    assert.equal(await statusFor(year.head(review.host_school_id).who), 200)
    assert.equal(await statusFor(year.officer.who), 404)
    assert.equal(await statusFor(strangers[index % strangers.length] ?? ''), 404)
    const elsewhere = year.groups.find(({ id }) => id !== review.group_id)?.schools[0]
    if (elsewhere) assert.equal(await statusFor(year.head(elsewhere).who), 404)
  }
}

export async function countOf(year: Year, table: string): Promise<number | undefined> {
  const found = await year.app.database.asOwner((db) =>
    sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`.execute(db),
  )
  return found.rows[0]?.count
}
