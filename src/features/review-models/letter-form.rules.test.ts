import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TypedEmail, withDocument, withEmail, withoutLetter } from './letter-form.rules.ts'
import { modelWithKey } from './shipped.ts'

const kent = modelWithKey('inclusion-peer-review')
const document = {
  name: 'Map',
  stage: 'visit',
  purpose: 'Where what is.',
  for: ['host' as const],
  text: '{host school}',
}
const email: TypedEmail = {
  subject: 'Soon: {visit day}',
  stage: 'visit',
  to: ['reviewer'],
  school_days: 2,
  side: 'before',
  anchor: 'visit',
  text: 'See you.',
}

test('a new letter comes after the others, with a key of its own from its name', () => {
  const made = withDocument(kent, undefined, document)
  assert.ok('model' in made)
  assert.deepEqual(made.model.documents, [...kent.documents, { ...document, key: 'map' }])
  const again = withDocument(made.model, undefined, document)
  assert.ok('key' in again)
  assert.equal(again.key, 'map-2')
  const mail = withEmail(kent, undefined, email)
  assert.ok('model' in mail)
  assert.deepEqual(mail.model.emails.at(-1), {
    key: 'soon',
    subject: email.subject,
    stage: 'visit',
    to: ['reviewer'],
    send: { school_days: 2, before: 'visit' },
    text: 'See you.',
  })
  assert.equal(mail.model.documents, kent.documents)
})

test('a changed letter keeps its key and its place; the others stay', () => {
  const made = withDocument(kent, 'letter-to-families', document)
  assert.ok('model' in made)
  assert.deepEqual(
    made.model.documents.map(({ key }) => key),
    kent.documents.map(({ key }) => key),
  )
  assert.deepEqual(made.model.documents[1], { ...document, key: 'letter-to-families' })
})

test('what is wrong with a letter is said at its field, and of other letters nothing', () => {
  const broken = { ...kent, documents: kent.documents.with(0, { ...document, key: 'note-to-staff', text: '{wrong}' }) }
  assert.ok('model' in withDocument(broken, undefined, document))
  const fields = (made: ReturnType<typeof withDocument>) =>
    'refused' in made ? made.refused.map(({ field }) => field) : []
  assert.deepEqual(fields(withDocument(kent, undefined, { ...document, text: '{wrong} {window}' })), ['text', 'text'])
  assert.deepEqual(fields(withDocument(kent, undefined, { ...document, stage: 'lunch' })), ['stage'])
  assert.deepEqual(fields(withDocument(kent, undefined, { ...document, for: ['facilitator'] })), ['for'])
  assert.deepEqual(fields(withEmail(kent, undefined, { ...email, anchor: 'meeting' })), ['anchor'])
  assert.deepEqual(fields(withEmail(kent, undefined, { ...email, stage: 'write-up', anchor: 'draft' })), ['anchor'])
  assert.deepEqual(
    fields(withEmail(kent, undefined, { ...email, stage: 'write-up', anchor: 'draft', side: 'after' })),
    [],
  )
})

test('a letter goes alone', () => {
  const less = withoutLetter(kent, 'emails', 'draft-report')
  assert.equal(less.emails.length, kent.emails.length - 1)
  assert.ok(!less.emails.some(({ key }) => key === 'draft-report'))
  assert.equal(less.documents, kent.documents)
  assert.equal(withoutLetter(kent, 'documents', 'note-to-staff').documents.length, kent.documents.length - 1)
})
