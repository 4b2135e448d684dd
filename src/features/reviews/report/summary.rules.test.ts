import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Part } from '../part.rules.ts'
import {
  type DraftFacts,
  maySeeReport,
  missingFromDraft,
  type SectionKey,
  sectionKeys,
  type WriteUpFacts,
  whyCannotComment,
  whyCannotReply,
  whyCannotSend,
  whyCannotWrite,
  whyHostCannotAgree,
  writeUpStage,
} from './summary.rules.ts'

const moment = Temporal.Instant.from('2026-11-24T10:00:00Z')
const drafting: WriteUpFacts = { cancelled_at: null, sent_to_host_at: null, host_agreed_at: null, team_agreed_at: null }
const withHost = { ...drafting, sent_to_host_at: moment }
const hostAgreed = { ...withHost, host_agreed_at: moment }
const agreed = { ...hostAgreed, team_agreed_at: moment }
const parts: Part[] = [
  'lead-reviewer',
  'reviewer',
  'ile',
  'host-lead',
  'host',
  'invited',
  'host-school',
  'group',
  'partnership',
]
const stages = [drafting, withHost, hostAgreed, agreed]

const whole: DraftFacts = {
  sections: new Map<SectionKey, string>([
    ['introduction', 'The school'],
    ['overall', 'In short'],
  ]),
  strengths: 2,
  areas: 1,
  visited: true,
}

test('a draft goes to the host only from the lead reviewer, once, and when it is whole', () => {
  assert.equal(whyCannotSend('lead-reviewer', drafting, whole), undefined)
  for (const part of parts.filter((one) => one !== 'lead-reviewer')) assert.ok(whyCannotSend(part, drafting, whole))
  assert.ok(whyCannotSend('lead-reviewer', withHost, whole))
  assert.deepEqual(
    missingFromDraft({ ...whole, sections: new Map(), strengths: 0, areas: 0, visited: false }).length,
    5,
  )
  assert.match(whyCannotSend('lead-reviewer', drafting, { ...whole, areas: 0 })?.message ?? '', /area to develop/)
})

test('what a draft lacks is said with where it is written', () => {
  const empty = { sections: new Map<SectionKey, string>([['overall', ' ']]), strengths: 0, areas: 0, visited: false }
  assert.deepEqual(missingFromDraft(empty), [
    { text: 'The visit has not taken place yet', at: 'visit' },
    { text: 'Write the section “Introduction”', at: 'introduction' },
    { text: 'Write the section “What we found overall”', at: 'overall' },
    { text: 'Add at least one strength', at: 'findings' },
    { text: 'Add at least one area to develop', at: 'findings' },
  ])
  assert.deepEqual(missingFromDraft(whole), [])
  assert.deepEqual(sectionKeys, ['introduction', 'how-we-worked', 'overall', 'thanks'])
})

test('every refusal of a report says why', () => {
  const cancelled = { ...withHost, cancelled_at: moment }
  const open = { replied_at: null }
  const ready = { unanswered: 0, next_steps: 1 }
  const told = [
    [whyCannotWrite('reviewer', cancelled), 'This review was cancelled'],
    [whyCannotWrite('host', drafting), 'The visiting team writes the summary'],
    [whyCannotWrite('reviewer', hostAgreed), 'The host has agreed the report, so its text stands as it is'],
    [whyCannotSend('lead-reviewer', { ...drafting, cancelled_at: moment }, whole), 'This review was cancelled'],
    [whyCannotSend('reviewer', drafting, whole), 'The lead reviewer sends the draft to the host'],
    [whyCannotSend('lead-reviewer', withHost, whole), 'The draft has been sent to the host already'],
    [whyCannotComment('reviewer', withHost), 'The host school comments on the draft'],
    [whyCannotComment('host', drafting), 'The draft has not been sent yet'],
    [whyCannotComment('host', hostAgreed), 'The report has been agreed, so comments are closed'],
    [whyCannotReply('host', withHost, open), 'The visiting team answers the host’s comments'],
    [whyCannotReply('reviewer', withHost, { replied_at: moment }), 'This comment has been answered already'],
    [whyCannotReply('reviewer', agreed, open), 'The report has been agreed, so comments are closed'],
    [
      whyHostCannotAgree('host', withHost, ready),
      'The headteacher, or the colleague who leads for the host, agrees the report',
    ],
    [whyHostCannotAgree('host-lead', drafting, ready), 'The draft has not been sent yet'],
    [whyHostCannotAgree('host-lead', hostAgreed, ready), 'The school has agreed the report already'],
    [
      whyHostCannotAgree('host-lead', withHost, { ...ready, unanswered: 1 }),
      'Wait until the team has answered every comment',
    ],
    [
      whyHostCannotAgree('host-lead', withHost, { ...ready, next_steps: 0 }),
      'Add at least one next step, with its owner and date, before you agree the report',
    ],
  ] as const
  for (const [refusal, message] of told) assert.deepEqual(refusal, { message })
})

test('nobody outside the team and the host ever reads a report that is not agreed, and the partnership never does', () => {
  for (const facts of stages) {
    assert.ok(!maySeeReport('partnership', facts) && !maySeeReport('group', facts) && !maySeeReport('invited', facts))
    if (writeUpStage(facts) !== 'agreed') assert.ok(!maySeeReport('host-school', facts))
  }
  assert.ok(!maySeeReport('host-lead', drafting), 'a host never reads the team’s draft before it is sent')
  assert.ok(maySeeReport('host', withHost) && maySeeReport('host-school', agreed) && maySeeReport('ile', drafting))
})

test('the host comments between the sending and its agreement, and each comment is answered once', () => {
  assert.deepEqual(
    stages.map((facts) => whyCannotComment('host-lead', facts) === undefined),
    [false, true, false, false],
  )
  assert.ok(whyCannotComment('reviewer', withHost))
  assert.equal(whyCannotReply('reviewer', withHost, { replied_at: null }), undefined)
  assert.ok(whyCannotReply('reviewer', withHost, { replied_at: moment }))
  assert.ok(whyCannotReply('ile', withHost, { replied_at: null }), 'the ILE challenges, never leads')
})

test('the host agrees when every comment is answered and a next step stands; the team agrees after the host', () => {
  assert.equal(whyHostCannotAgree('host-lead', withHost, { unanswered: 0, next_steps: 1 }), undefined)
  assert.ok(whyHostCannotAgree('host-lead', withHost, { unanswered: 1, next_steps: 1 }))
  assert.ok(whyHostCannotAgree('host-lead', withHost, { unanswered: 0, next_steps: 0 }))
  assert.ok(whyHostCannotAgree('host', withHost, { unanswered: 0, next_steps: 1 }))
})

test('a text that the host has agreed never changes, whoever asks', () => {
  fc.assert(
    fc.property(fc.constantFrom(...parts), fc.constantFrom(hostAgreed, agreed), (part, facts) => {
      assert.ok(
        whyCannotWrite(part, facts) &&
          whyCannotComment(part, facts) &&
          whyCannotReply(part, facts, { replied_at: null }),
      )
    }),
  )
  assert.equal(whyCannotWrite('reviewer', withHost), undefined, 'in answer to a comment the team still writes')
})
