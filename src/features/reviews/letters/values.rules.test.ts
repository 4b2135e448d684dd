import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schoolCalendar } from '../../../lib/school-days.ts'
import { filled, modelWithKey } from '../../review-models/public.ts'
import { stageIn } from '../review.rules.ts'
import { groupFacts } from './letters.rules.ts'
import { type Setting, valuesFor } from './values.rules.ts'

const calendar = schoolCalendar([], [])
const day = (text: string) => Temporal.PlainDate.from(text)
const kent = modelWithKey('inclusion-peer-review')
const starts = day('2026-09-01')

const member = (name: string, part: string, school_name: string | null, state = 'on-team') => ({
  name,
  part,
  state,
  school_name,
})
const members = [
  member('Priya', 'host-lead', 'Larkfield'),
  member('Clara', 'lead-reviewer', 'Millrace'),
  member('Joseph', 'reviewer', 'Pilgrims Way'),
  member('Asked only', 'reviewer', 'Oakhanger', 'invited'),
  member('Nadia', 'ile', null),
]

function setting(facts: Partial<Setting['facts']> = {}, review: Partial<NonNullable<Setting['review']>> = {}): Setting {
  return {
    model: kent,
    facts: { ...groupFacts([], starts), ...facts },
    partnership_name: 'Wealdshire',
    programme_name: 'Peer review',
    group_name: 'Ashmere East',
    group_schools: [{ name: 'Larkfield' }, { name: 'Millrace' }, { name: 'Oakhanger' }],
    review: {
      host_school_name: 'Larkfield',
      visit_starts: '08:45:00',
      visit_ends: '15:30:00',
      members,
      questions: ['First?', 'Second?'],
      ...review,
    },
  }
}

const say = (text: string, stage: string, one: Setting) =>
  filled(text, valuesFor(one, stageIn(one.model, stage), calendar))

test('names and days of a review stand where a text names them', () => {
  const one = setting({ visit_on: day('2026-12-04') })
  assert.equal(
    say('{programme}, {partnership}: {group} with {group schools}', 'visit', one),
    'Peer review, Wealdshire: Ashmere East with Larkfield, Millrace and Oakhanger',
  )
  assert.equal(say('{host lead} at {host school}', 'visit', one), 'Priya at Larkfield')
  assert.equal(say('{lead reviewer}', 'visit', one), 'Clara (Millrace)')
  assert.equal(say('{visitors}', 'visit', one), 'Clara (Millrace), Joseph (Pilgrims Way) and Nadia')
  assert.equal(say('{visit day}, {visit times}', 'visit', one), 'Friday 4 December 2026, 8:45am to 3:30pm')
  assert.equal(say('{enquiry questions}', 'visit', one), 'First?\nSecond?')
  const two = setting({ visit_on: day('2026-12-03'), visit_second_on: day('2026-12-04') })
  assert.equal(say('{visit day}', 'visit', two), 'Thursday 3 and Friday 4 December 2026')
})

test('each stage has its own day, meeting and window', () => {
  const one = setting({ visit_on: day('2027-01-14') })
  assert.equal(say('{due day}', 'self-evaluation', one), 'Thursday 10 December 2026')
  assert.equal(say('{due day}', 'write-up', one), 'Thursday 28 January 2027')
  assert.match(say('{window}', 'follow-up', one), /^\d+ \w+ 2027 to \d+ \w+ 2027$/)
  const meeting = (on: string, held = false) => ({
    stage: 'follow-up',
    starts_at: Temporal.Instant.from(`${on}T15:45:00Z`),
    held_at: held ? Temporal.Instant.from(`${on}T17:00:00Z`) : null,
  })
  const booked = setting({
    visit_on: day('2027-01-14'),
    meetings: [meeting('2027-02-25', true), meeting('2027-03-04')],
  })
  assert.equal(say('{meeting day}', 'follow-up', booked), 'Thursday 4 March 2027 at 3:45pm')
  const held = setting({ visit_on: day('2027-01-14'), meetings: [meeting('2027-02-25', true)] })
  assert.equal(say('{meeting day}', 'follow-up', held), 'Thursday 25 February 2027 at 3:45pm')
})

test('what is not known yet is said in brackets', () => {
  const one = setting({}, { members: [], questions: [] })
  const text = '{host lead} {lead reviewer} {visitors} {visit day} {visit times} {enquiry questions}'
  assert.equal(
    say(text, 'visit', one),
    '(the host lead is not named yet) (the lead reviewer is not named yet) (the visitors are not named yet) (the day is not set yet) (the day is not set yet) (no enquiry questions yet)',
  )
  assert.equal(say('{due day}', 'write-up', one), '(depends on the day of the visit, which is not set yet)')
  assert.equal(say('{meeting day}', 'follow-up', one), '(the meeting has no day yet)')
  assert.equal(say('{window}', 'follow-up', one), '(depends on a day that is not set yet)')
  assert.equal(
    say('{enquiry questions}', 'visit', setting({}, { questions: undefined })),
    '(the host and the team read the enquiry questions)',
  )
})

test('a meeting of the group knows nothing of one review', () => {
  const { review: _, ...group } = setting()
  assert.equal(
    say('{host school}, {visitors}', 'visit', group),
    '(different for each school), (different for each school)',
  )
  assert.equal(say('{group}', 'visit', group), 'Ashmere East')
})
