import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { timeZone } from '../../lib/clock.ts'
import { schoolCalendar, schoolDaysBetween } from '../../lib/school-days.ts'
import type { Actor } from '../people/public.ts'
import type { Progress, Waiting } from '../reviews/public.ts'
import { byWhen, reminderMail } from './emails/reminder.ts'
import {
  daysApart,
  isNear,
  lettersFor,
  outlookOf,
  type Person,
  type Sent,
  shownMark,
  type Thing,
  thingsOf,
  thingsOfAll,
} from './reminder.rules.ts'

const today = Temporal.PlainDate.from('2026-11-24')
const day = (text: string) => Temporal.PlainDate.from(text)
const momentOn = (on: Temporal.PlainDate) => on.toZonedDateTime({ timeZone, plainTime: '14:00' }).toInstant()

const write: Waiting = {
  key: 'send-draft',
  stage: 'write-up',
  stage_kind: 'report',
  stage_name: 'Report',
  text: 'Write up the findings and send the draft report to the host',
  whom: 'Ada North or Bo West',
  person_ids: ['ada', 'bo'],
  of: 'others',
  is_of_group: false,
  href: '/north/reviews/r1/write-up',
  due: day('2026-11-20'),
  window: undefined,
}

const review: Progress = {
  id: 'r1',
  programme_id: 'p1',
  programme_name: 'Round one',
  host_school_id: 's1',
  host_school_name: 'Cedar Lane School',
  group_id: 'g1',
  group_name: 'Northdale group',
  stage: 'write-up',
  stage_name: 'Report',
  stage_place: 3,
  over: undefined,
  visit_on: day('2026-11-06'),
  visit_second_on: null,
  programme_ends_on: day('2028-07-31'),
  visitors: 3,
  fewest_visitors: 2,
  invitation_href: '/north/reviews/r1/invitation',
  invited: [],
  waiting: [write],
  last_window: undefined,
  calendar: schoolCalendar([], []),
}

const person = (id: string, change: Partial<Person> = {}): Person => ({
  id,
  name: `${id.charAt(0).toUpperCase()}${id.slice(1)} North`,
  email: `${id}@school.example`,
  has_left: false,
  head_of: [],
  ...change,
})
const people = [person('ada'), person('bo'), person('head', { head_of: ['s1'] })]
const officer = { person_id: 'officer' }
const thing = (change: Partial<Waiting> = {}): Thing => {
  const [one] = thingsOf({ ...review, waiting: [{ ...write, ...change }] }, today)
  assert.ok(one)
  return one
}
const outlook = (one: Thing, sent: readonly Sent[] = [], known = people, who = officer) =>
  outlookOf(one, known, sent, who, today)
const names = (some: readonly Person[]) => some.map(({ id }) => id)

function sentOf(one: Thing, person_id: string, on: Temporal.PlainDate): Sent {
  return {
    group_id: one.review.group_id,
    review_id: one.is_of_group ? null : one.review.id,
    stage: one.stage,
    thing: one.key,
    person_id,
    person_name: person(person_id).name,
    sent_by_name: 'Olu Grant',
    sent_at: momentOn(on),
  }
}

test('nobody is reminded of what the partnership does itself, or of a day that lies ahead', () => {
  const keys = (waiting: Partial<Waiting>[], over?: 'finished') =>
    thingsOf({ ...review, over, waiting: waiting.map((change) => ({ ...write, ...change })) }, today).map(
      ({ key }) => key,
    )
  assert.deepEqual(keys([{ key: 'lead-reviewer', of: 'partnership' }, {}]), ['send-draft'])
  assert.deepEqual(keys([{ key: 'lead-reviewer' }]), [])
  assert.deepEqual(keys([{ key: 'visit', due: day('2026-12-03') }]), [])
  assert.deepEqual(keys([{ key: 'hold-meeting', due: day('2026-11-25') }]), [])
  assert.deepEqual(keys([{ key: 'hold-meeting', due: today }]), ['hold-meeting'])
  assert.deepEqual(keys([{}], 'finished'), [])
})

test('an invitation is repeated only when it is five school days old', () => {
  const invited = (since: string) =>
    thingsOf({ ...review, waiting: [], invited: [{ person_id: 'ada', name: 'Ada North', since: day(since) }] }, today)
  assert.deepEqual(invited('2026-11-18'), [])
  const [one] = invited('2026-11-17')
  assert.equal(one?.href, '/north/reviews/r1/invitation')
  assert.deepEqual(one?.person_ids, ['ada'])
})

test('a meeting of the group is one thing for all its reviews', () => {
  const meet = { ...write, key: 'book-meeting' as const, stage: 'launch', is_of_group: true }
  const all = ['r1', 'r2', 'r3'].map((id) => ({ ...review, id, waiting: [meet, write] }))
  assert.deepEqual(
    thingsOfAll(all, today).map(({ id }) => id),
    ['g1.launch.book-meeting', 'r1.write-up.send-draft', 'r2.write-up.send-draft', 'r3.write-up.send-draft'],
  )
  const [group, own] = thingsOfAll(all, today)
  assert.ok(group && own)
  const sent = [sentOf(group, 'ada', today)]
  assert.deepEqual(names(outlook(group, sent).people), ['bo'])
  assert.deepEqual(names(outlook(own, sent).people), ['ada', 'bo'])
})

test('who cannot be reached is said, with why', () => {
  const gone = [person('ada', { has_left: true }), person('bo', { email: '' })]
  assert.deepEqual(outlook(thing(), [], gone).unreached, [
    'Ada North has left the partnership.',
    'No email address is known of Bo North.',
  ])
  assert.deepEqual(outlook(thing({ person_ids: [], whom: 'the lead reviewer' })).unreached, [
    'The lead reviewer is not named yet.',
  ])
  const host = { person_ids: [], of: 'host' as const, whom: 'Cedar Lane School' }
  assert.deepEqual(names(outlook(thing(host)).people), ['head'])
  assert.deepEqual(outlook(thing(host), [], []).unreached, ['No headteacher of Cedar Lane School is known.'])
  const own = outlook(thing(), [], people, { person_id: 'bo' })
  assert.deepEqual([names(own.people), own.unreached], [['ada'], ['It waits for you yourself.']])
})

test('who was reminded lately is said, with by whom and from when again', () => {
  const one = thing()
  const { people: now, recent } = outlook(one, [sentOf(one, 'ada', day('2026-11-19'))])
  assert.deepEqual(names(now), ['bo'])
  assert.equal(JSON.stringify(recent), '[{"name":"Ada North","on":"2026-11-19","by":"Olu Grant","again":"2026-11-26"}]')
})

test('every person gets one letter, and nothing but what was asked of them', () => {
  const one = thing()
  const two = { ...thing({ key: 'team-agree', person_ids: ['bo'] }), review: { ...review, id: 'r2' } }
  const letters = lettersFor([outlook(one), outlook(two)])
  assert.deepEqual(
    letters.map((letter) => [letter.person.id, letter.things.map(({ thing: { key } }) => key)]),
    [
      ['ada', ['send-draft']],
      ['bo', ['send-draft', 'team-agree']],
    ],
  )
  const onlyBo = lettersFor([outlook(one)], (_, { id }) => id === 'bo')
  assert.deepEqual(
    onlyBo.map((letter) => letter.person.id),
    ['bo'],
  )
})

test('a mark is of one thing, person and day', () => {
  const marks = [thing(), thing({ due: undefined }), thing({ key: 'team-agree' })].flatMap((one) =>
    people.map((who) => shownMark(one, who)),
  )
  assert.equal(new Set(marks).size, 9)
  assert.ok(marks.every((mark) => !mark.includes(' ')))
})

test('what has time is not chosen beforehand', () => {
  assert.equal(isNear(thing(), today), true)
  assert.equal(isNear(thing({ due: undefined }), today), true)
  assert.equal(isNear(thing({ due: day('2026-12-08') }), today), true)
  assert.equal(isNear(thing({ due: day('2026-12-09') }), today), false)
  const window = { opens: day('2027-02-01'), closes: day('2027-03-01') }
  assert.equal(isNear(thing({ window }), today), false)
})

const anyDay = fc.integer({ min: 0, max: 300 }).map((days) => day('2026-09-01').add({ days }))

test('nobody is ever reminded twice of one thing within five school days, and never of what is done', () => {
  const step = fc.record({ on: anyDay, waits: fc.subarray(['send-draft', 'team-agree', 'host-agree'] as const) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const sent: (Sent & { on: Temporal.PlainDate })[] = []
      for (const { on, waits } of steps.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on))) {
        const waiting = waits.map((key) => ({ ...write, key }))
        const outlooks = thingsOf({ ...review, waiting }, on).map((one) => outlookOf(one, people, sent, officer, on))
        for (const { person: who, things } of lettersFor(outlooks))
          for (const { thing: one } of things) {
            assert.ok(waits.some((key) => key === one.key))
            const before = sent.filter(({ person_id, thing: key }) => person_id === who.id && key === one.key)
            for (const earlier of before)
              assert.ok(schoolDaysBetween(review.calendar, earlier.on, on) >= daysApart, `${earlier.on} and ${on}`)
            sent.push({ ...sentOf(one, who.id, on), on })
          }
      }
    }),
  )
})

// Only what a mail reads of who sends it.
const sender = {
  name: 'Olu Grant',
  email: 'olu@north.example',
  partnership: { key: 'north', name: 'North', contact_name: '', contact_email: '', contact_phone: '' },
} as Actor

test('an email says what is asked, by when, where, and who can do it too', () => {
  const [letter] = lettersFor([outlook(thing())])
  assert.ok(letter)
  const { subject, text } = reminderMail(sender, letter, { note: 'We can help.', today, baseUrl: 'https://s.example' })
  assert.equal(
    subject,
    'Reminder: Write up the findings and send the draft report to the host (review of Cedar Lane School)',
  )
  assert.equal(
    text,
    `Dear Ada North,

This is a friendly reminder. Peer reviews go on when this is done:

Review of Cedar Lane School, Northdale group:
Write up the findings and send the draft report to the host. It was planned by 20 November 2026, and can still be done. Bo North can do it too.
https://s.example/north/reviews/r1/write-up

Olu Grant adds:
We can help.

If it is done by now, thank you: there is nothing more to do. If something stands in the way, or another day suits you better, please tell Olu Grant (olu@north.example).

-- 
North
`,
  )
})

test('by when is said of every kind of thing, and no email blames anybody', () => {
  assert.equal(byWhen(thing({ due: day('2026-12-01') }), today), 'Please do it by 1 December 2026.')
  assert.equal(byWhen(thing({ due: today }), today), 'Please do it by 24 November 2026.')
  assert.equal(byWhen(thing({ due: undefined }), today), 'No day is set for it.')
  assert.equal(byWhen(thing({ key: 'hold-meeting' }), today), 'It was planned for 20 November 2026.')
  const window = { opens: day('2026-11-02'), closes: day('2026-11-23') }
  assert.match(byWhen(thing({ key: 'book-meeting', window }), today), /a later day can still be chosen/)
  const change = fc.record({
    key: fc.constantFrom('share-evaluation', 'prepare', 'host-agree', 'book-meeting', 'hold-meeting', 'visit-date'),
    due: fc.option(anyDay, { nil: undefined }),
    window: fc.constantFrom(undefined, window),
  })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), fc.boolean(), (changes, is_of_group) => {
      const things = changes.map((one) => ({ ...thing(), ...one, is_of_group }))
      const letters = lettersFor(things.map((one) => outlook(one)))
      for (const letter of letters) {
        const { subject, text } = reminderMail(sender, letter, { note: '', today, baseUrl: '' })
        assert.doesNotMatch(`${subject} ${text}`, /fail|fault|overdue|miss|neglect|\blate\b|behind|blame|should|must/i)
        assert.doesNotMatch(text, /undefined|adds:/)
      }
    }),
  )
})
