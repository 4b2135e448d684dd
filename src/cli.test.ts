import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { urlOf } from '../tests/support/cluster-url.ts'
import { emptyDatabase } from '../tests/support/database.ts'
import { homeOf } from './platform/db/cluster/place.ts'

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))
const reviewModel = readFileSync(new URL('./features/review-models/models/clusters.yaml', import.meta.url), 'utf8')
const framework = readFileSync(new URL('./features/frameworks/examples/three-point.yaml', import.meta.url), 'utf8')
const register =
  'URN,EstablishmentName,LA (code),EstablishmentStatus (name),NumberOfPupils\n900001,Marl Hill,886,Open,210\n900002,Tey,886,Open,95\n'

type Ended = { code: number | null; out: string; err: string }
type Owner = { after(cleanUp: () => void): void }

/** Runs the command as a person would, in a process of its own. */
function run(args: string[], options: { env?: NodeJS.ProcessEnv; input?: string } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { env: { ...cleanEnv(), ...options.env }, stdio: 'pipe' })
  const ended: Ended = { code: null, out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    ended.err += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ ...ended, code }))
  })
}

/** The test's own environment must not decide where a command works. */
function cleanEnv(): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATA_DIR, BASE_URL, DEMO, PORT, MAIL_URL, SESSION_SECRET, NODE_TEST_CONTEXT, ...rest } =
    process.env
  return rest
}

function temporaryFolder(t: Owner): string {
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-cli-'))
  // The database's account must be able to get in where this runs as root.
  chmodSync(folder, 0o755)
  t.after(() => {
    rmSync(homeOf(folder), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

function assertRefused(ended: Ended, reason: RegExp): void {
  assert.equal(ended.code, 1, ended.err)
  assert.match(ended.err, reason)
  assert.equal(ended.err.trimEnd().split('\n').length, 1, 'the reason is one line')
}

test('every command explains itself, and wrong use exits with 2', async () => {
  const commands = [
    [],
    ['serve'],
    ['migrate'],
    ['import'],
    ['import', 'schools'],
    ['import', 'framework'],
    ['import', 'review-model'],
    ['form-groups'],
    ['match-leaders'],
    ['schedule'],
    ['add-lead'],
    ['sign-in-link'],
    ['audit', 'verify'],
    ['seed'],
  ]
  for (const command of commands) {
    const help = await run([...command, '--help'])
    assert.equal(help.code, 0)
    assert.match(help.out, new RegExp(`^Usage: schoolfellow ${command.join(' ')}`))
  }
  for (const wrong of [
    [],
    ['import'],
    ['publish'],
    ['form-groups', '--seed', 'x'],
    ['import', 'schools', 'x.csv'],
    ['migrate', '--fast'],
    ['seed', 'x'],
  ]) {
    const ended = await run(wrong)
    assert.equal(ended.code, 2, `schoolfellow ${wrong.join(' ')}`)
    assert.equal(ended.out, '')
    assert.notEqual(ended.err, '')
  }
})

test('commands on a database given by its address', async (t) => {
  const { connection } = await emptyDatabase(t)
  const folder = temporaryFolder(t)
  const env = { DATABASE_URL: urlOf(connection), DATA_DIR: folder }
  const file = join(folder, 'register.csv')
  writeFileSync(file, register)

  await t.test('a command that only looks changes nothing', async () => {
    assertRefused(await run(['audit', 'verify'], { env }), /not up to date: run schoolfellow migrate first/)
  })

  await t.test('migrates, and again does nothing', async () => {
    const first = await run(['migrate'], { env })
    assert.deepEqual([first.code, first.out], [0, 'The database is up to date\n'])
    assert.match(first.err, /Applied 0001_foundation\.sql/)
    assert.equal((await run(['migrate'], { env })).err, '')
  })

  await t.test('imports schools from a file and from the standard input', async () => {
    assertRefused(await run(['import', 'schools', file, '--partnership', 'kent'], { env }), /no partnership “kent”/)
    const made = await run(['import', 'schools', file, '--partnership', 'kent', '--create-partnership', 'Kent'], {
      env,
    })
    assert.equal(made.code, 0, made.err)
    assert.match(made.out, /2 rows read[\s\S]*Applied\n$/)
    const again = await run(
      ['import', 'schools', '-', '--partnership', 'kent', '--local-authority', '886', '--check'],
      { env, input: register },
    )
    assert.equal(again.code, 0, again.err)
    assert.match(again.out, /2 schools in your list are the same in the file/)
    assertRefused(
      await run(['import', 'schools', 'none.csv', '--partnership', 'kent'], { env }),
      /none\.csv cannot be read/,
    )
  })

  await t.test('loads a framework as a draft, or says what is wrong with it', async () => {
    const loaded = await run(['import', 'framework', '-', '--partnership', 'kent'], { env, input: framework })
    assert.equal(loaded.code, 0, loaded.err)
    assert.match(loaded.out, /is a draft now/)
    assertRefused(
      await run(['import', 'framework', '-', '--partnership', 'kent'], { env, input: framework }),
      /edition/,
    )
    assertRefused(
      await run(['import', 'framework', '-', '--partnership', 'nowhere'], { env, input: framework }),
      /no partnership/,
    )
    const wrong = await run(['import', 'framework', '-', '--partnership', 'kent'], { env, input: 'key: x\nareas: 7\n' })
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /The file was not loaded: it has \d+ problems\n$/)
  })

  await t.test('loads a way of reviewing as a draft, or says what is wrong with it, by file and line', async () => {
    const command = ['import', 'review-model', '-', '--partnership', 'kent']
    const loaded = await run(command, { env, input: reviewModel })
    assert.equal(loaded.code, 0, loaded.err)
    assert.match(loaded.out, /“School clusters”, edition 1, is a draft now/)
    assertRefused(await run(command, { env, input: reviewModel }), /edition “1”/)
    const wrong = await run(command, { env, input: reviewModel.replace('kind: visit', 'kind: lunch') })
    assert.equal(wrong.code, 1)
    assert.match(wrong.err, /input:\d+: stages\[\d\]\.kind: /)
  })

  await t.test('gives a partnership its first lead, who can sign in without mail', async () => {
    const lead = ['add-lead', '--partnership', 'kent', '--name', 'Rosa Marsh', '--email', 'Rosa@Kent.example']
    const added = await run(lead, { env })
    assert.equal(added.code, 0, added.err)
    assert.match(added.out, /Rosa Marsh is a lead of Kent[\s\S]*\/sign-in\/link\/[\w-]{43}\n$/)
    assertRefused(await run(lead, { env }), /rosa@kent\.example is in the partnership already/)
    assertRefused(await run([...lead.with(2, 'nowhere')], { env }), /no partnership “nowhere”/)
    assertRefused(await run([...lead.with(6, 'nobody')], { env }), /not an email address/)
    assert.match(
      (await run(['sign-in-link', 'rosa@kent.example'], { env })).out,
      /^http:\/\/localhost:3000\/sign-in\/link\/[\w-]{43}\n$/,
    )
    assertRefused(await run(['sign-in-link', 'no@kent.example'], { env }), /Nobody in any partnership/)
  })

  await t.test('verifies the audit log, also against what it said before', async () => {
    const verdict = await run(['audit', 'verify'], { env })
    assert.equal(verdict.code, 0, verdict.err)
    assert.match(verdict.out, /^# Every link holds: \d+ entries.*\n[0-9a-f-]{36} \d+ [0-9a-f]{64} kent\n$/)
    const same = await run(['audit', 'verify', '--against', '-'], { env, input: verdict.out })
    assert.equal(same.code, 0, same.err)
    const other = verdict.out.replace(/[0-9a-f]{64}/, '0'.repeat(64))
    assertRefused(
      await run(['audit', 'verify', '--against', '-'], { env, input: other }),
      /was rewritten: entry \d+ of kent/,
    )
    assertRefused(
      await run(['audit', 'verify', '--against', '-'], { env, input: 'no\n' }),
      /not printed by audit verify/,
    )
    await changeHistory(connection)
    assertRefused(await run(['audit', 'verify'], { env }), /entry 1 of kent was changed/)
  })

  await t.test('grows the demonstration only where nothing is', async () => {
    assertRefused(await run(['seed'], { env }), /has a partnership already/)
  })

  await t.test('says in one line what is wrong with its surroundings', async () => {
    assertRefused(
      await run(['migrate'], { env: { DATABASE_URL: 'mysql://x' } }),
      /^DATABASE_URL must be a PostgreSQL address/,
    )
    assertRefused(await run(['migrate'], { env: { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' } }), /does not answer/)
    assertRefused(await run(['serve'], { env: { PORT: 'many' } }), /^PORT must be a number/)
  })
})

async function changeHistory(connection: ConstructorParameters<typeof Client>[0]): Promise<void> {
  const client = new Client(connection)
  await client.connect()
  await client.query(
    `set session_replication_role = replica; update audit_entry set action = 'nothing:done' where number = 1`,
  )
  await client.end()
}

test('commands work beside a running app, and on its folder when it has stopped', async (t) => {
  const folder = temporaryFolder(t)
  const env = { DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }
  const app = spawn(process.execPath, [cli, 'serve', '--empty'], {
    env: { ...cleanEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => app.kill('SIGKILL'))
  let said = ''
  const stopped = new Promise<number | null>((resolve) => app.once('close', resolve))
  app.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await new Promise<void>((resolve, reject) => {
    app.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (/is ready at http/.test(said)) resolve()
    })
    app.once('close', () => reject(new Error(said)))
  })
  const args = ['--partnership', 'kent', '--create-partnership', 'Kent']
  const beside = await run(['import', 'schools', '-', ...args], { env, input: register })
  assert.equal(beside.code, 0, beside.err)
  assert.match(beside.out, /Applied\n$/)
  assert.equal((await run(['migrate'], { env })).out, 'The database is up to date\n')
  assertRefused(await run(['serve'], { env }), /already uses the folder/)
  app.kill('SIGTERM')
  assert.equal(await stopped, 0)
  const alone = await run(['audit', 'verify'], { env })
  assert.equal(alone.code, 0, alone.err)
  assert.match(alone.out, / kent\n$/)
})
