import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moment } from '../../../tests/support/self-evaluation-example.ts'
import { whyCannotChangeEvidence, whyNotEvidence, whyNotLink } from './evidence.rules.ts'

const judging = { compared_at: null, agreed_at: null, stopped_at: null }
const comparing = { compared_at: moment, agreed_at: null, stopped_at: null }
const agreed = { compared_at: moment, agreed_at: moment, stopped_at: null }
const nobody = { judge: false, team: false }
const colleague = { judge: true, team: true }
const lead = { judge: false, team: true }

test('a link is a full https address without a password in it', () => {
  assert.equal(whyNotLink('https://school.example/sen-report'), undefined)
  assert.match(whyNotLink('http://school.example')?.message ?? '', /https/)
  assert.match(whyNotLink('school.example')?.message ?? '', /full web address/)
  assert.match(whyNotLink('javascript:alert(1)')?.message ?? '', /full web address/)
  assert.match(whyNotLink('https://localhost/x')?.message ?? '', /full web address/)
  assert.match(whyNotLink('https://user:secret@school.example')?.message ?? '', /password/)
  assert.match(whyNotLink(' ')?.message ?? '', /Enter the web address/)
})

test('no text that is not an https address ever passes as a link', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ validSchemes: ['http', 'ftp', 'https'] })), (text) => {
      if (whyNotLink(text) === undefined) assert.equal(new URL(text.trim()).protocol, 'https:')
    }),
  )
})

test('evidence has a name, and a note has words', () => {
  const note = { kind: 'note' as const, title: 'Learning walk', url: '', note: 'Seen in Year 4' }
  assert.equal(whyNotEvidence(note), undefined)
  assert.equal(whyNotEvidence({ ...note, title: ' ' })?.field, 'title')
  assert.equal(whyNotEvidence({ ...note, title: 'x'.repeat(201) })?.field, 'title')
  assert.equal(whyNotEvidence({ ...note, note: '' })?.field, 'note')
  assert.equal(whyNotEvidence({ ...note, kind: 'file', note: '' }), undefined)
  assert.equal(whyNotEvidence({ ...note, kind: 'link' })?.field, 'url')
})

test('names, notes and addresses are as long as they may be and no longer, and refusals say so', () => {
  const note = { kind: 'note' as const, title: 'Learning walk', url: '', note: 'Seen in Year 4' }
  const told = (change: object) => whyNotEvidence({ ...note, ...change })
  assert.deepEqual(told({ title: ' ' }), { field: 'title', message: 'Enter a short name for this evidence' })
  assert.equal(told({ title: 'x'.repeat(200) }), undefined)
  assert.deepEqual(told({ title: 'x'.repeat(201) }), {
    field: 'title',
    message: 'Use 200 characters or fewer for the name',
  })
  assert.equal(told({ note: 'x'.repeat(5000) }), undefined)
  assert.deepEqual(told({ note: 'x'.repeat(5001) }), { field: 'note', message: 'Use 5,000 characters or fewer' })
  assert.deepEqual(told({ note: ' ' }), { field: 'note', message: 'Enter what you saw or know' })
  const address = (length: number) => `https://school.example/${'x'.repeat(length - 23)}`
  assert.equal(whyNotLink(address(2000)), undefined)
  assert.deepEqual(whyNotLink(address(2001)), { field: 'url', message: 'Use a shorter web address' })
  assert.equal(whyNotLink(' https://school.example '), undefined)
  assert.match(whyNotLink('http://school.example')?.message ?? '', /starts with https:\/\/, so that/)
  for (const named of ['https://user@school.example', 'https://:secret@school.example'])
    assert.match(whyNotLink(named)?.message ?? '', /user name and password/, named)
})

test('who may not change evidence is told who may', () => {
  const message = (...asked: Parameters<typeof whyCannotChangeEvidence>) => whyCannotChangeEvidence(...asked)?.message
  assert.equal(message(agreed, colleague), 'This self-evaluation is agreed and no longer changes')
  assert.equal(message(comparing, nobody), 'Only those who compare and agree the judgements change its evidence')
  assert.equal(message(judging, lead), 'Only colleagues who judge add evidence before the comparison')
  assert.equal(
    message(judging, colleague, false),
    'Only the colleague who added this can remove it before the comparison',
  )
})

test('evidence changes by its own author while judging, by the team while comparing, and never once agreed', () => {
  assert.equal(whyCannotChangeEvidence(judging, colleague), undefined)
  assert.ok(whyCannotChangeEvidence(judging, colleague, false))
  assert.ok(whyCannotChangeEvidence(judging, lead), 'a leader who does not judge adds nothing before the comparison')
  assert.equal(whyCannotChangeEvidence(comparing, lead, false), undefined)
  assert.ok(whyCannotChangeEvidence(comparing, nobody))
  assert.ok(whyCannotChangeEvidence(agreed, colleague))
})
