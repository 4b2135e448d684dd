import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { actionWords, detailWords, hasActionWords } from './audit.words.ts'

const features = new URL('../', import.meta.url)

/** Every action that a feature records, from its sources. */
function recordedActions(): string[] {
  const files = readdirSync(features, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const lines = files.flatMap((file) => readFileSync(new URL(file, features), 'utf8').split('\n'))
  return lines
    .filter((line) => line.includes('action:'))
    .flatMap((line) => [...line.matchAll(/'([a-z-]+:[a-z-]+)'/g)].map(([, action]) => action ?? ''))
}

test('every action that a feature records is said in words', () => {
  const actions = recordedActions()
  assert.ok(actions.length > 30, 'the sources were found')
  const shared = ['self-evaluation', 'review-report'].flatMap((kind) => [`${kind}:share`, `${kind}:revoke-share`])
  assert.deepEqual(
    [...actions, ...shared].filter((action) => !hasActionWords(action)),
    [],
  )
  assert.equal(actionWords('share:make'), 'Share: make')
})

test('facts are said in words, and ids, keys and what did not happen are left out', () => {
  const id = '7462e95f-1a78-45e3-a640-814935509156'
  const said: [Record<string, unknown>, string][] = [
    [{ person: id, part: 'lead-reviewer' }, 'as lead reviewer'],
    [{ part: 'ile', declared: false }, 'as Inclusion Leader of Education'],
    [{ part: 'reviewer', declared: true }, 'as reviewer, declared an interest'],
    [{ share: id, with: 'officers', until: '2027-11-11' }, 'with the partnership’s officers, until 11 November 2027'],
    [{ visit_on: '2027-01-15', was: null }, 'visit on 15 January 2027'],
    [{ visit_on: '2027-01-15', was: '2027-01-08' }, 'visit on 15 January 2027, before: 8 January 2027'],
    [{ added: 3, changed: 0, closed: 1, reopened: 0 }, 'added: 3, closed: 1'],
    [{ role: 'senco' }, 'as SENCO'],
    [{ role: 'partnership-lead', by: 'command' }, 'as Partnership lead, from the command line'],
    [{ job: 'read-school-register' }, 'read school register'],
    [{ model: 'kent' }, ''],
  ]
  for (const [detail, words] of said) assert.equal(detailWords(detail), words)
})
