import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dueWords, inOrder } from './home.rules.ts'
import type { Task } from './task.ts'

const today = Temporal.PlainDate.from('2026-11-24')

test('no task is lost or listed twice, and every list runs from the earliest day', () => {
  const task = fc.record({
    title: fc.string(),
    href: fc.constant('/'),
    about: fc.string(),
    due: fc.option(
      fc.integer({ min: -400, max: 400 }).map((days) => today.add({ days })),
      { nil: undefined },
    ),
    kind: fc.constantFrom('now' as const, 'coming' as const, 'waiting' as const),
  })
  fc.assert(
    fc.property(fc.array(task), (tasks: Task[]) => {
      const lists = inOrder(tasks)
      assert.equal(lists.now.length + lists.coming.length + lists.waiting.length, tasks.length)
      for (const list of Object.values(lists)) {
        for (const [index, next] of list.slice(1).entries()) {
          const before = list[index]
          if (next.due && before) assert.ok(before.due && Temporal.PlainDate.compare(before.due, next.due) <= 0)
        }
      }
    }),
  )
})

test('days are said the way people say them', () => {
  const words = (days: number) => dueWords(today.add({ days }), today).text
  assert.deepEqual([-30, -1, 0, 1, 5, 14, 30].map(words), [
    '30 days late',
    'Due yesterday',
    'Due today',
    'Due tomorrow',
    'Due in 5 days',
    'Due in 14 days',
    'Due in 4 weeks',
  ])
  assert.deepEqual(
    [-2, -1, 0, 1, 7, 8, 20, 21].map((days) => Object.values(dueWords(today.add({ days }), today)).join(', ')),
    [
      '2 days late, problem',
      'Due yesterday, problem',
      'Due today, attention',
      'Due tomorrow, attention',
      'Due in 7 days, attention',
      'Due in 8 days, neutral',
      'Due in 20 days, neutral',
      'Due in 3 weeks, neutral',
    ],
  )
})
