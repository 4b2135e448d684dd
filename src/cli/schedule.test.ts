import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../../tests/support/folders.ts'
import { type SchedulingProblem, schedulingProblem } from '../lib/scheduling/problem.ts'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
const example = /```json\n(\{[\s\S]*?\n\})\n```/.exec(
  readFileSync(new URL('../../docs/scheduling-visits.md', import.meta.url), 'utf8'),
)?.[1]

type Ended = { code: number | null; out: string; err: string }

function run(args: string[], input = ''): Promise<Ended> {
  const child = spawn(process.execPath, [cli, 'schedule', ...args], { stdio: 'pipe' })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.err += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...ended, code }))
  })
}

test('the example of the documentation is planned, and mended when a visit slips', async (t) => {
  const folder = temporaryFolder(t)
  const [input, output] = [join(folder, 'problem.json'), join(folder, 'calendar.json')]
  writeFileSync(input, example ?? '')
  const ended = await run(['--input', input, '--output', output, '--seconds', '0.4', '--seed', '1'])
  assert.equal(ended.code, 0, ended.err)
  const calendar = JSON.parse(readFileSync(output, 'utf8'))
  const problem: SchedulingProblem = schedulingProblem.parse(JSON.parse(example ?? ''))
  assert.equal(calendar.visits.length, problem.groups.flatMap(({ schools }) => schools).length)
  assert.equal(calendar.seed, 1)
  assert.ok(calendar.bound <= calendar.score.total)
  const slipped = [calendar.visits[1].school]
  const again = await run([], JSON.stringify({ ...problem, calendar: calendar.visits, slipped }))
  assert.equal(again.code, 0, again.err)
  const { moved } = JSON.parse(again.out)
  assert.ok(moved.length > 0 && moved.length <= 5)
  assert.ok(moved.every(({ school }: { school: string }) => slipped.includes(school)))
})

test('a clash and a wrong value are refused with 1, wrong use with 2', async () => {
  const problem = JSON.parse(example ?? '')
  const clash = await run([], JSON.stringify({ ...problem, to: '2027-02-12' }))
  assert.equal(clash.code, 1)
  assert.match(clash.err, /cannot be visited on school days from .* the check-in/)
  const wrong = await run([], JSON.stringify({ ...problem, groups: [{ id: 'Medway', schools: [7] }] }))
  assert.deepEqual([wrong.code, wrong.out], [1, ''])
  assert.match(wrong.err, /groups\[0\]\.schools\[0\]: /)
  assert.equal((await run(['--seconds', 'many'])).code, 2)
  const schema = await run(['--schema'])
  assert.ok(JSON.parse(schema.out).properties.groups)
})
