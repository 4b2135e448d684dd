import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../cli.ts', import.meta.url))
type Ended = { code: number | null; out: string; err: string }

/** Runs the command with a problem at its standard input; `stopWhen` sees what it says meanwhile and may ask it to stop. */
function run(args: string[], problem: unknown, stopWhen: (err: string) => boolean = () => false): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { stdio: 'pipe' })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.err += text
    if (stopWhen(ended.err)) child.kill('SIGINT')
  })
  child.stdin.end(typeof problem === 'string' ? problem : JSON.stringify(problem))
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })))
}

const schools = Array.from({ length: 60 }, (_, index) => ({
  id: `s${index}`,
  x: (index * 37) % 50,
  y: (index * 23) % 40,
}))
const problem = { schools, groups: { sizes: { min: 4, target: 6, max: 6 } } }

test('groups are formed from a file, the best so far also when the search is stopped', async () => {
  const four = { schools: schools.slice(0, 4), groups: { counts: { 2: 2 } } }
  const proved = await run(['form-groups', '--seconds', '5'], four)
  assert.equal(proved.code, 0, proved.err)
  const answer = JSON.parse(proved.out)
  assert.deepEqual(answer.groups.flat().sort(), ['s0', 's1', 's2', 's3'])
  assert.ok(Math.abs(answer.bound - answer.score.total) < 1e-6)
  const stopped = await run(['form-groups', '--seconds', '600'], problem, (err) => err.includes('found'))
  assert.equal(stopped.code, 0, stopped.err)
  assert.equal(JSON.parse(stopped.out).groups.flat().length, 60)
})

test('what cannot be is refused in one line', async () => {
  const apart = { ...problem, rules: { together: [['s0', 's1']], apart: [['s0', 's1']] } }
  const impossible = await run(['form-groups'], apart)
  assert.equal(impossible.code, 1)
  assert.match(impossible.err, /^No groups can keep these rules: s0 and s1 cannot be kept apart/)
  const wrong = await run(['form-groups'], { ...problem, rules: { coaches: ['nobody'] } })
  assert.equal(wrong.code, 1)
  assert.equal(wrong.err, 'rules.coaches[0]: No school has the id "nobody"\n')
  const noJson = await run(['form-groups'], 'schools')
  assert.match(noJson.err, /is not JSON/)
  assert.equal((await run(['form-groups', '--seconds', 'long'], problem)).code, 2)
})

test('leaders are matched from a file, and the schemas are printed', async () => {
  const matched = await run(['match-leaders'], {
    leaders: [{ id: 'rahman', days: 2 }],
    requests: [
      { id: 'r', school: 'oak', days: 2 },
      { id: 's', school: 'ash', days: 2 },
    ],
  })
  assert.equal(matched.code, 0, matched.err)
  const answer = JSON.parse(matched.out)
  assert.equal(answer.matches.length, 1)
  assert.equal(answer.unfilled.length, 1)
  assert.deepEqual(answer.oneMoreLeader, { filled: 1, days: 2 })
  const wrong = await run(['match-leaders'], { leaders: [], requests: [] })
  assert.equal(wrong.code, 1)
  assert.match(wrong.err, /^requests: /)
  for (const command of ['form-groups', 'match-leaders'])
    assert.equal(JSON.parse((await run([command, '--schema'], '')).out).type, 'object')
})
