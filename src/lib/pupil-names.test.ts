import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { givenNames } from './given-names.ts'
import { adviceOnPupils, pupilsIdentifiedIn } from './pupil-names.ts'

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

test('a name at the start of a sentence, after a colon or in quotes is one only when it is a common one', () => {
  for (const text of [
    'Oliver and his mum came.',
    'We heard: Oliver and his mum came.',
    'He said “Oliver is a pupil here”.',
    'First line about a plan.\nOliver and his mum came.',
    'A plan was shown!  Oliver and his mum came.',
    'Was it calm? Oliver and his mum came.',
    'Mum spoke (Oliver was there).',
  ])
    assert.deepEqual(found(text), ['name: Oliver'], text)
  for (const text of ['Tables and his chair.', 'We heard: Tables and his chair.', 'He said “Tables are here”.'])
    assert.deepEqual(found(text), [], text)
})

test('a name is one beside words for a child, not far from them, and not when an adult bears it', () => {
  const words = (count: number) => 'word '.repeat(count)
  for (const text of [
    'In Y4 we saw Oliver.',
    'We saw Oliver in Year 6.',
    'In Yr 4 we saw Oliver.',
    'In year 12 we saw Oliver.',
    'In yr6 we saw Oliver.',
    'In Reception we saw Oliver.',
    'In nursery we saw Oliver.',
    `Somebody met Oliver ${words(7)}pupil.`,
    `The pupil ${words(5)}Oliver.`,
    'The teacher, a girl, Oliver and others.',
  ])
    assert.deepEqual(found(text), ['name: Oliver'], text)
  for (const text of [
    'In year groups we saw Oliver.',
    'Yearly we saw Oliver.',
    'In y123 we saw Oliver.',
    `Somebody met Oliver ${words(8)}pupil.`,
    `The pupil ${words(6)}Oliver.`,
    'She met Mr Oliver.',
    'She met Mrs. Long Oliver.',
    'He met Dr Oliver.',
    'Oliver, a teacher, met him.',
    'Oliver the new teacher met him.',
    'The teacher Oliver met him.',
    'He said oliver.',
    'He met OLIVER.',
    'He met Year Kent Easter.',
  ])
    assert.deepEqual(found(text), [], text)
  assert.deepEqual(found('The boy Xaviero met us.'), ['name: Xaviero'])
  assert.deepEqual(found('Her brother Xaviero met us.'), ['name: Xaviero'])
  assert.deepEqual(found('The cowboy Xaviero met us.'), [])
  assert.deepEqual(found('The boyish Xaviero met us.'), [])
  assert.deepEqual(pupilsIdentifiedIn('Pupils met Maya  Long.', ['Ana', 'MAYA  Long'], today), [])
})

test('initials are those of a pupil only where a pupil is spoken of', () => {
  for (const [text, initials] of [
    ['A girl KM’s book was open.', 'KM'],
    ['The learner named K.M. read.', 'K.M.'],
    ['In Year 4 K.M.R. read.', 'K.M.R.'],
    ['A pupil, RB, was calm: RB said he reads.', 'RB'],
    ['RB needs a quiet place in Year 6.', 'RB'],
    ['A child called B was there.', 'B'],
  ] as const)
    assert.deepEqual(found(text), [`initials: ${initials}`], text)
  for (const text of [
    'RB said so.',
    'K.M. was there.',
    'RB reads in Year 6.',
    'In Year 6 B is there.',
    'A pupil ABCD read.',
    'A pupil A read.',
    'The child I met.',
    'Pupils use the OT room in Year 6.',
    'A pupil Rb2 read.',
  ])
    assert.deepEqual(found(text), [], text)
})

test('a date is a birthday of a child of three to nineteen, or beside the word', () => {
  for (const text of [
    'This pupil: 3 May 2023',
    'This pupil: 3rd May, 2007',
    'This pupil: 03-05-17',
    'His birthday, 1 June 1999',
    'Date of birth 1/2/95',
    'D.O.B: 21st sept 2015',
    'This child: 12 December 2015',
    'This girl: 9 july 15',
  ])
    assert.equal(found(text).filter((one) => one.startsWith('date-of-birth')).length, 1, text)
  for (const text of [
    'This pupil: 3 May 2024',
    'This pupil: 3 May 2006',
    'The room: 3 May 2017',
    'This pupil: 123 May 2017',
    'This pupil: 3 May 201',
    'This pupil: 3 May 20175',
  ])
    assert.deepEqual(found(text), [], text)
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
  const advice = (text: string) => adviceOnPupils(pupilsIdentifiedIn(text, [], today)) ?? ''
  assert.match(advice('Pupil KM read.'), /“KM” \(it looks like a pupil’s initials\)/)
  assert.match(advice('Born 3 May 2017'), /“3 May 2017” \(it looks like a date of birth\)/)
  assert.equal(found('Pupil KM read. Pupil KM wrote. UPN h801200001001 and H801200001001.').length, 2)
  assert.equal(
    adviceOnPupils(pupilsIdentifiedIn('A pupil called Maya, UPN H801200001001.', [], today)),
    'This may identify a pupil: “H801200001001” (it looks like a unique pupil number) and “Maya” (it looks like a name). If so, change it so that nobody could tell who it was, for example “a pupil in Year 4”.',
  )
})
