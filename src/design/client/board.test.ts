import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addressOf, type Group, nextPlace, type Place, placeInWords, placesFor, scrollStep } from './board-places.ts'

const item = (id: string, stays = false) => ({ id, name: `School ${id}`, stays })
const groups: Group[] = [
  { number: 0, name: 'North 1', isLocked: false, items: [item('a'), item('b')] },
  { number: 2, name: 'North 3', isLocked: true, items: [item('c')] },
  { number: 4, name: 'North 5', isLocked: false, items: [item('d', true), item('e')] },
  { number: 5, name: 'North 6', isLocked: false, items: [] },
]

test('an item goes to other groups that are not locked, or changes places with what does not stay', () => {
  assert.deepEqual(placesFor(groups, 'a'), [{ group: 4 }, { group: 4, swapWith: 'e' }, { group: 5 }])
  assert.deepEqual(
    placesFor(groups, 'elsewhere').map(({ group, swapWith }) => [group, swapWith]),
    [0, 4, 5].map((group) => [group, undefined]),
    'what is in no group cannot be swapped',
  )
})

test('arrow keys lead across the groups and through the places of one', () => {
  const places = placesFor(groups, 'a')
  const press = (...keys: string[]) =>
    keys.reduce<Place | undefined>((now, key) => nextPlace(places, now, key), undefined)
  assert.deepEqual(press('ArrowRight'), { group: 4 })
  assert.deepEqual(press('ArrowLeft'), { group: 5 })
  assert.deepEqual(press('ArrowRight', 'ArrowRight'), { group: 5 })
  assert.deepEqual(press('ArrowRight', 'ArrowRight', 'ArrowRight'), { group: 5 }, 'the last is the last')
  assert.deepEqual(press('ArrowDown', 'ArrowDown'), { group: 4, swapWith: 'e' })
  assert.deepEqual(press('ArrowDown', 'ArrowDown', 'ArrowUp'), { group: 4 })
  assert.deepEqual(press('ArrowDown', 'ArrowDown', 'ArrowRight'), { group: 5 })
  assert.deepEqual(press('End', 'Home'), { group: 4 })
  assert.equal(nextPlace([], undefined, 'ArrowRight'), undefined)
})

test('every place can be reached with arrow keys, and no key leads elsewhere', () => {
  const board = fc.array(fc.record({ isLocked: fc.boolean(), stays: fc.array(fc.boolean(), { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(board, (drawn) => {
      const some = drawn.map(({ isLocked, stays }, number) => ({
        number,
        name: `Group ${number}`,
        isLocked,
        items: stays.map((stay, at) => item(`${number}-${at}`, stay)),
      }))
      const id = some.flatMap(({ items }) => items)[0]?.id ?? 'none'
      const places = placesFor(some, id)
      const keyOf = ({ group, swapWith }: Place) => `${group} ${swapWith ?? ''}`
      const reached = new Map<string, Place>()
      const waiting: (Place | undefined)[] = [undefined]
      while (waiting.length > 0) {
        const now = waiting.pop()
        for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', 'Home', 'End']) {
          const next = nextPlace(places, now, key)
          if (next && !reached.has(keyOf(next))) {
            reached.set(keyOf(next), next)
            waiting.push(next)
          }
        }
      }
      assert.deepEqual([...reached.keys()].sort(), places.map(keyOf).sort())
    }),
  )
})

test('a place is named, and has an address that leads back to the board', () => {
  assert.equal(placeInWords(groups, { group: 4 }), 'Move to North 5')
  assert.equal(placeInWords(groups, { group: 4, swapWith: 'e' }), 'Swap with School e in North 5')
  assert.equal(
    addressOf('/v/move', 'board?district=North+East', 'a', { group: 4, swapWith: 'e' }),
    '/v/move?school=a&to=4&with=e&back=board%3Fdistrict%3DNorth%2BEast',
  )
  assert.equal(addressOf('/v/move', '', 'a', { group: 0 }), '/v/move?school=a&to=0')
})

test('the page scrolls only near its edges, faster the nearer', () => {
  assert.equal(scrollStep(400, 800), 0)
  assert.ok(scrollStep(10, 800) < scrollStep(50, 800) && scrollStep(50, 800) < 0)
  assert.ok(scrollStep(790, 800) > scrollStep(750, 800) && scrollStep(750, 800) > 0)
  assert.equal(scrollStep(-500, 800), scrollStep(0, 800))
})
