import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { givenNames } from './note-given-names.ts'
import { adviceOnPupils, pupilsIdentifiedIn } from './note-names.rules.ts'

const today = Temporal.PlainDate.from('2026-11-22')
const adults = ['Ruth Adeyemi', 'Dan Osei']
const found = (text: string) => pupilsIdentifiedIn(text, adults, today).map((one) => `${one.looksLike}: ${one.found}`)

test('a given name beside words for a child is noticed', () => {
  for (const [text, name] of [
    ['We spoke with a pupil called Maya about her books.', 'Maya'],
    ['Maya showed us her writing.', 'Maya'],
    ['In Year 4 the adult sat with Oliver all morning.', 'Oliver'],
    ['Staff know Aisha’s mum well.', 'Aisha'],
    ['The boy, Jayden, used a now-and-next board.', 'Jayden'],
    ['A child named Xiuying read to us.', 'Xiuying'],
    ['Calm start to the day. Freddie found his own way to his table.', 'Freddie'],
    ['TA told us: Zainab is a pupil who needs a quiet place.', 'Zainab'],
  ] as const) {
    assert.deepEqual(found(text), [`name: ${name}`], text)
  }
})

test('initials beside words for a child are noticed, usual abbreviations are not', () => {
  assert.deepEqual(found('Pupil KM works outside the room for an hour.'), ['initials: KM'])
  assert.deepEqual(found('J.S. said he likes the reading corner.'), ['initials: J.S.'])
  assert.deepEqual(found('RB in Year 6 has a laptop.'), ['initials: RB'])
  assert.deepEqual(
    found('The SENCO and a TA spoke of pupils with SEND and EHCP reviews; PE is in the hall for KS2 pupils.'),
    [],
  )
})

test('a pupil number and a date of birth are noticed', () => {
  assert.deepEqual(found('Seen in the file: H801200001001.'), ['upn: H801200001001'])
  assert.deepEqual(found('The girl was born on 3 May 2017.'), ['date-of-birth: 3 May 2017'])
  assert.deepEqual(found('DOB 03/05/2017'), ['date-of-birth: 03/05/2017'])
  assert.deepEqual(found('The plan of this pupil says 14.2.2016 at the top.'), ['date-of-birth: 14.2.2016'])
})

test('ordinary notes raise nothing', () => {
  for (const text of [
    'Every classroom had a visual timetable that pupils used by themselves.',
    'Pupils told us on 12/10/2026 that they like the Reading Den.',
    'In Year 3 English the adult stepped back after the first five minutes, and pupils went on.',
    'Mrs Patel greeted each child by the door. Mr James Long led the assembly for pupils.',
    'Ruth and Dan compared notes: pupils in Reception chose for themselves.',
    'Sarah, a teaching assistant, showed how she plans the week.',
    'The policy of 1 September 2019 is still in use.',
    'Teaching assistants ask before they help. Children answered in full sentences.',
    'Governors: two visits since January; parents speak well of the Nurture Base.',
    'Each child has a Pupil Passport; Pupil Premium and Child Protection files were not looked at. The Student Council met.',
    'She said her class had used Widgit since Easter.',
    'Will the new timetable help? May we see it? Pupils hope so.',
    '',
  ]) {
    assert.deepEqual(found(text), [], text)
  }
})

test('every common name is noticed in “a pupil called …”, and each is said once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...givenNames), (name) => {
      const written = name.charAt(0).toUpperCase() + name.slice(1)
      const text = `We met a pupil called ${written}. ${written} showed us his work.`
      assert.deepEqual(
        pupilsIdentifiedIn(text, [], today).map((one) => one.found),
        [written],
      )
    }),
  )
})

test('no text makes the check fail or run away', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => Array.isArray(pupilsIdentifiedIn(text, adults, today))),
  )
  const started = performance.now()
  pupilsIdentifiedIn('A pupil, Maya, said '.repeat(400), [], today)
  pupilsIdentifiedIn('A.'.repeat(4000), [], today)
  pupilsIdentifiedIn('1 1 1 '.repeat(2000), [], today)
  assert.ok(performance.now() - started < 500)
})

test('the advice quotes what was found and says how to write it', () => {
  assert.equal(adviceOnPupils([]), undefined)
  assert.equal(
    adviceOnPupils(pupilsIdentifiedIn('A pupil called Maya, UPN H801200001001.', [], today)),
    'This may identify a pupil: “H801200001001” (it looks like a unique pupil number) and “Maya” (it looks like a name). If so, change it so that nobody could tell who it was, for example “a pupil in Year 4”.',
  )
})
