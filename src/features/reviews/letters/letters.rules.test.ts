import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addSchoolDays, isSchoolDay, schoolCalendar } from '../../../lib/school-days.ts'
import { type ModelEmail, modelWithKey } from '../../review-models/public.ts'
import { isOver, stageIn } from '../review.rules.ts'
import { type Course, groupFacts, lettersAhead, lettersDue, mayUse, type Sent } from './letters.rules.ts'

const calendar = schoolCalendar([], [])
const day = (text: string) => Temporal.PlainDate.from(text)
const moment = (on: Temporal.PlainDate, time = '15:00') => Temporal.Instant.from(`${on}T${time}:00Z`)
const kent = modelWithKey('inclusion-peer-review')
const triads = modelWithKey('inclusion-triads')
const starts = day('2026-09-01')

/** A review of Kent whose visit is on that day, and what is given of it. */
function review(visit_on: Temporal.PlainDate | null, facts: Partial<Course['facts']> = {}): Course {
  return {
    model: kent,
    of: 'review',
    facts: { ...groupFacts([], starts), has_next_steps: false, visit_on, ...facts },
    programme_ends_on: day('2028-07-31'),
    has_ended: false,
  }
}

const keysDue = (course: Course, today: string, sent: readonly Sent[] = []) =>
  lettersDue(course, calendar, sent, day(today)).map(({ email }) => email.key)

test('a reminder goes on its day and, when nobody could send it then, within three school days', () => {
  const course = review(day('2027-03-18'))
  // The self-evaluation is due 15 school days before the visit, and its reminder goes 10 before that.
  const due_on = addSchoolDays(calendar, day('2027-03-18'), -25)
  const after = (days: number) => addSchoolDays(calendar, due_on, days).toString()
  assert.deepEqual(keysDue(course, after(-1)), [])
  for (const days of [0, 1, 2, 3]) assert.deepEqual(keysDue(course, after(days)), ['share-self-evaluation'])
  assert.deepEqual(keysDue(course, after(4)), [])
  assert.deepEqual(keysDue(course, after(1), [{ email_key: 'share-self-evaluation', due_on }]), [])
})

test('nothing goes for what is done, cancelled, finished or without a day', () => {
  const visit_on = day('2027-03-18')
  const on = addSchoolDays(calendar, visit_on, -25).toString()
  assert.deepEqual(keysDue(review(null), on), [])
  assert.deepEqual(keysDue(review(visit_on, { evaluation_share_id: 'share' }), on), [])
  assert.deepEqual(keysDue(review(visit_on, { cancelled_at: moment(starts) }), on), [])
  assert.deepEqual(keysDue(review(visit_on, { closed_at: moment(starts) }), on), [])
  assert.deepEqual(keysDue({ ...review(visit_on), programme_ends_on: day('2027-01-31') }, on), [])
  assert.deepEqual(keysDue({ ...review(visit_on), has_ended: true }, on), [])
})

test('a reminder to choose a day goes only while there is none, and one of the draft until it is sent', () => {
  const visit_on = day('2027-01-14')
  const facts = { evaluation_share_id: 'share', prepared_at: moment(starts) }
  const late = addSchoolDays(calendar, visit_on, 25 - 10).toString()
  assert.deepEqual(keysDue(review(visit_on, facts), late), ['book-follow-up'])
  const meetings = [{ stage: 'follow-up', starts_at: moment(day('2027-03-04')), held_at: null }]
  assert.deepEqual(keysDue(review(visit_on, { ...facts, meetings }), late), [])
  const draft = addSchoolDays(calendar, visit_on, 10 - 4).toString()
  assert.deepEqual(keysDue(review(visit_on, facts), draft), ['draft-report'])
  const sent = { ...facts, sent_to_host_at: moment(visit_on.add({ days: 4 })) }
  assert.deepEqual(keysDue(review(visit_on, sent), draft), [])
  const comment = addSchoolDays(calendar, visit_on.add({ days: 4 }), 5).toString()
  assert.deepEqual(keysDue(review(visit_on, sent), comment), ['comment-on-draft'])
  const agreed = { ...sent, host_agreed_at: moment(visit_on.add({ days: 5 })) }
  assert.deepEqual(keysDue(review(visit_on, agreed), comment), [])
})

test('what asks for something before a day comes too late after it', () => {
  const visit_on = day('2027-03-18')
  const emails: ModelEmail[] = [
    {
      key: 'one',
      stage: 'self-evaluation',
      send: { school_days: 1, before: 'due' },
      to: ['host'],
      subject: 'S',
      text: 'T',
    },
  ]
  const course = { ...review(visit_on), model: { ...kent, emails } }
  const due = addSchoolDays(calendar, visit_on, -15)
  assert.deepEqual(keysDue(course, due.toString()), ['one'])
  assert.deepEqual(keysDue(course, addSchoolDays(calendar, due, 1).toString()), [])
})

test('a meeting of the group has its emails from the group alone, whatever becomes of its reviews', () => {
  const group = (meetings: Parameters<typeof groupFacts>[0]): Course => ({
    model: triads,
    of: 'group',
    facts: groupFacts(meetings, starts),
    programme_ends_on: day('2027-07-31'),
    has_ended: false,
  })
  const opens = addSchoolDays(calendar, starts, 0)
  const on = addSchoolDays(calendar, opens, 1).toString()
  assert.deepEqual(keysDue(group([]), on), ['book-launch'])
  const launch = { stage: 'launch', starts_at: moment(day('2026-09-15')), held_at: null }
  assert.deepEqual(keysDue(group([launch]), on), [])
  const first = { stage: 'first-triad', starts_at: moment(day('2026-11-12')), held_at: null }
  const held = { ...launch, held_at: moment(day('2026-09-15')) }
  const ahead = addSchoolDays(calendar, day('2026-11-12'), -5).toString()
  assert.deepEqual(keysDue(group([held, first]), ahead), ['plan-for-first-triad'])
})

test('documents are for those they name: members by their part, heads and SENCOs of the schools that count', () => {
  const head = {
    part: 'group' as const,
    leads_as: [],
    roles: [{ role: 'headteacher', school_id: 'a' }],
    leads_stage: false,
  }
  assert.equal(mayUse({ for: ['headteacher'] }, { ...head, school_ids: ['a', 'b'] }), true)
  assert.equal(mayUse({ for: ['headteacher'] }, { ...head, school_ids: ['b'] }), false)
  assert.equal(mayUse({ for: ['lead-reviewer', 'host'] }, { ...head, school_ids: ['a'] }), false)
  assert.equal(mayUse({ for: ['host'] }, { ...head, part: 'host', school_ids: [] }), true)
  assert.equal(mayUse({ for: ['named-leader'] }, { ...head, school_ids: ['a'] }), false)
  assert.equal(mayUse({ for: ['named-leader'] }, { ...head, leads_stage: true, school_ids: [] }), true)
  assert.equal(mayUse({ for: ['facilitator'] }, { ...head, leads_as: ['facilitator'], school_ids: [] }), true)
})

/** Years of mornings in which the visit is moved about, things are done or not, and the service is down on some. */
const story = fc.record({
  moves: fc.array(fc.record({ after: fc.integer({ min: 1, max: 40 }), days: fc.integer({ min: -30, max: 60 }) }), {
    maxLength: 5,
  }),
  down: fc.array(fc.boolean(), { minLength: 20, maxLength: 60 }),
  done: fc.record({
    shared: fc.integer({ min: 0, max: 200 }),
    prepared: fc.integer({ min: 0, max: 200 }),
    sent: fc.integer({ min: 100, max: 300 }),
    over: fc.integer({ min: 100, max: 400 }),
  }),
  over: fc.constantFrom('closed_at' as const, 'cancelled_at' as const),
})

test('no email goes twice for one day, before its day, more than three school days late, or after it is over', () => {
  fc.assert(
    fc.property(story, ({ moves, down, done, over }) => {
      const sent: Sent[] = []
      let visit_on = addSchoolDays(calendar, starts, 70)
      const moveOn = new Map(moves.map(({ after, days }, index) => [after + 40 * index, days]))
      let ahead = new Set<string>()
      for (let passed = 0; passed < 330; passed++) {
        const today = starts.add({ days: passed })
        const by = moveOn.get(passed)
        if (by) {
          const wanted = visit_on.add({ days: by })
          if (Temporal.PlainDate.compare(wanted, today) > 0) visit_on = addSchoolDays(calendar, wanted, 0)
          ahead = new Set()
        }
        const since = (when: number) => (passed >= when ? moment(starts.add({ days: when })) : null)
        const course = review(visit_on, {
          evaluation_share_id: passed >= done.shared ? 'share' : null,
          prepared_at: since(done.prepared),
          sent_to_host_at: since(done.sent),
          [over]: since(done.over),
        })
        if (down[passed % down.length]) continue
        for (const { email, stage, due_on } of lettersDue(course, calendar, sent, today)) {
          const told = `${email.key} for ${due_on} on ${today}`
          assert.ok(isSchoolDay(calendar, today), told)
          assert.ok(Temporal.PlainDate.compare(due_on, today) <= 0, told)
          assert.ok(Temporal.PlainDate.compare(today, addSchoolDays(calendar, due_on, 3)) <= 0, told)
          assert.ok(passed < done.over, told)
          assert.ok(!isOver(kent, stageIn(kent, stage.key), course.facts, today), told)
          const before = sent.filter(({ email_key }) => email_key === email.key)
          for (const one of before)
            assert.ok(Temporal.PlainDate.compare(addSchoolDays(calendar, one.due_on, 10), due_on) < 0, told)
          assert.ok(!ahead.has(email.key), `${told}: nothing has moved since it went`)
          ahead.add(email.key)
          sent.push({ email_key: email.key, due_on })
        }
        // Run again on the same morning, as after a crash or by a second worker that waited, there is nothing left.
        assert.deepEqual(lettersDue(course, calendar, sent, today), [])
      }
    }),
    { numRuns: 60 },
  )
})

test('what is ahead names every email that can still go, with its day where that is known', () => {
  const ahead = lettersAhead(review(null), calendar, day('2026-10-01'))
  assert.deepEqual(
    ahead.map(({ email }) => email.key),
    kent.emails.map(({ key }) => key),
  )
  assert.ok(ahead.every(({ due_on }) => due_on === undefined))
  const known = lettersAhead(review(day('2027-03-18')), calendar, day('2026-10-01'))
  assert.deepEqual(
    known.filter(({ due_on }) => due_on === undefined).map(({ email }) => email.key),
    ['comment-on-draft', 'follow-up-next-week', 'write-down-check-in'],
  )
})
