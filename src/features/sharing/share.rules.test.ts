import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  isSharedWith,
  readerInSentence,
  shareStatus,
  whatReadersSee,
  whyCannotRevoke,
  whyCannotShare,
} from './share.rules.ts'

const today = Temporal.PlainDate.from('2026-11-16')
const moment = Temporal.Instant.from('2026-11-10T09:00:00Z')
const days = (count: number) => today.add({ days: count })
const wanted = {
  recipients: [{ kind: 'school' as const, school_id: 'partner' }],
  purpose: 'The peer review in March',
  until_on: days(90),
}

test('a share opens to the end of its last day, and never once it is taken back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -600, max: 600 }), fc.boolean(), (offset, revoked) => {
      const status = shareStatus({ until_on: days(offset), revoked_at: revoked ? moment : null }, today)
      assert.equal(status, revoked ? 'revoked' : offset >= 0 ? 'active' : 'expired')
    }),
  )
})

test('a share lasts until a day in the future, at most 18 months away', () => {
  fc.assert(
    fc.property(fc.integer({ min: -800, max: 800 }), (offset) => {
      const refusal = whyCannotShare({ ...wanted, until_on: days(offset) }, 'own', today)
      const last = today.add({ months: 18 })
      const fits = offset > 0 && Temporal.PlainDate.compare(days(offset), last) <= 0
      assert.equal(refusal?.field, fits ? undefined : 'until')
    }),
  )
})

test('a share needs a reader, a purpose, and is never with the school itself', () => {
  assert.equal(whyCannotShare(wanted, 'own', today), undefined)
  assert.equal(whyCannotShare({ ...wanted, recipients: [] }, 'own', today)?.field, 'with')
  assert.equal(whyCannotShare(wanted, 'partner', today)?.field, 'with')
  assert.equal(whyCannotShare({ ...wanted, purpose: ' ' }, 'own', today)?.field, 'purpose')
  assert.equal(whyCannotShare({ ...wanted, recipients: [{ kind: 'officers' }] }, 'own', today), undefined)
})

test('only an active share can be taken back', () => {
  assert.equal(whyCannotRevoke({ until_on: days(1), revoked_at: null }, today), undefined)
  assert.match(whyCannotRevoke({ until_on: days(1), revoked_at: moment }, today)?.message ?? '', /taken back already/)
  assert.match(whyCannotRevoke({ until_on: days(-1), revoked_at: null }, today)?.message ?? '', /ended already/)
})

test('each kind of reader sees only what is shared with them', () => {
  const reader = { person_id: 'ana', school_ids: ['partner'], isOfficer: false }
  assert.equal(isSharedWith({ with_school_id: 'partner', with_person_id: null }, reader), true)
  assert.equal(isSharedWith({ with_school_id: 'other', with_person_id: null }, { ...reader, isOfficer: true }), false)
  assert.equal(isSharedWith({ with_school_id: null, with_person_id: 'ana' }, reader), true)
  assert.equal(isSharedWith({ with_school_id: null, with_person_id: 'ben' }, { ...reader, isOfficer: true }), false)
  assert.equal(isSharedWith({ with_school_id: null, with_person_id: null }, reader), false)
  assert.equal(isSharedWith({ with_school_id: null, with_person_id: null }, { ...reader, isOfficer: true }), true)
})

test('readers are named inside sentences as people write them', () => {
  const officers = 'The partnership’s lead and officers'
  assert.equal(readerInSentence(officers), 'the partnership’s lead and officers')
  assert.equal(readerInSentence('The Oaks School'), 'The Oaks School')
  assert.equal(whatReadersSee(officers, true), 'This is what the partnership’s lead and officers see.')
  assert.equal(whatReadersSee('The Oaks School', true), 'This is what The Oaks School sees.')
  assert.equal(whatReadersSee('The Oaks School', false), 'This is what The Oaks School saw.')
})
