import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { suggestedAreas, whyCannotGive, whyCannotSay } from './preference.rules.ts'

const areas = ['one', 'two', 'three', 'four', 'five', 'six'].map((key) => ({ key, title: key }))
const moment = (day: number) => Temporal.Instant.from(`2026-11-${String(day).padStart(2, '0')}T10:00:00Z`)

const highlighted = fc.array(
  fc.record({
    kind: fc.constantFrom('strength' as const, 'priority' as const),
    area: fc.constantFrom(...areas.map(({ key }) => key), 'gone'),
  }),
)

test('a suggestion can always be sent as it is: never more than three, never an area twice or one that is gone', () => {
  fc.assert(
    fc.property(highlighted, (list) => {
      const { strengths, priorities } = suggestedAreas(list, areas)
      const said = { strengths, priorities, wished_school_ids: [], note: 'So that it is never empty' }
      assert.deepEqual(whyCannotSay(said, { school_id: 'own', areas, partners: [] }), [])
    }),
  )
})

test('an area with as many strengths as priorities is not suggested', () => {
  const list = [
    { kind: 'strength' as const, area: 'one' },
    { kind: 'priority' as const, area: 'one' },
    { kind: 'strength' as const, area: 'two' },
  ]
  assert.deepEqual(suggestedAreas(list, areas), { strengths: ['two'], priorities: [] })
})

test('a school cannot wish for itself, for a school outside, or for more than three', () => {
  const known = {
    school_id: 'own',
    areas,
    partners: [
      { id: 'own', name: 'Own' },
      { id: 'b', name: 'Birchwood' },
    ],
  }
  const refused = (wished_school_ids: string[]) =>
    whyCannotSay({ strengths: [], priorities: [], wished_school_ids, note: '' }, known).map(({ field }) => field)
  assert.deepEqual(refused(['b']), [])
  assert.deepEqual(refused(['own', 'x', 'b']), ['wish_1', 'wish_2'])
  assert.deepEqual(refused(['b', 'c', 'd', 'e']), ['wish_1'])
})

test('a proposal ends it for everybody until schools are asked again; closing ends it for schools only', () => {
  const asking = { asked_at: moment(1), preferences_closed_at: null, proposed_at: null }
  assert.equal(whyCannotGive(asking, 'school'), undefined)
  assert.ok(whyCannotGive({ ...asking, proposed_at: moment(2) }, 'officer'))
  assert.ok(whyCannotGive({ ...asking, asked_at: null, proposed_at: moment(2) }, 'school'))
  assert.equal(whyCannotGive({ ...asking, asked_at: moment(3), proposed_at: moment(2) }, 'school'), undefined)
  assert.ok(whyCannotGive({ ...asking, preferences_closed_at: moment(2) }, 'school'))
  assert.equal(whyCannotGive({ ...asking, preferences_closed_at: moment(2) }, 'officer'), undefined)
})
