import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { dataFolder, query, serverOf, startApp, until, usedFolder } from '../../../tests/support/cluster-app.ts'
import { isAlive } from './cluster/lock.ts'

const made: { folder?: string } = {}

test('keeps what was stored from one start to the next, and leaves no process behind', async (t) => {
  const folder = await usedFolder(t, made)
  const first = await startApp(folder)
  await query(first.connection, `create table kept as select 'Ashdown Primary' as name`)
  const server = serverOf(folder)
  assert.ok(server)
  await first.stop()
  assert.equal(isAlive(server), false)
  const second = await startApp(folder)
  assert.deepEqual(await query(second.connection, 'select name from kept'), [{ name: 'Ashdown Primary' }])
  await second.stop()
})

test('writes durably, checks its pages, and sorts the same everywhere', async (t) => {
  const app = await startApp(await usedFolder(t, made))
  const [settings] = await query(
    app.connection,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('full_page_writes') as pages, current_setting('data_checksums') as checksums,
            current_setting('listen_addresses') as listening, current_setting('TimeZone') as zone,
            (select pg_encoding_to_char(encoding) || ' ' || datlocale from pg_database where datname = current_database()) as locale`,
  )
  assert.deepEqual(settings, {
    fsync: 'on',
    commit: 'on',
    pages: 'on',
    checksums: 'on',
    listening: process.platform === 'win32' ? '127.0.0.1' : '',
    zone: 'UTC',
    locale: 'UTF8 C.UTF-8',
  })
  await app.stop()
})

test('lets nobody in without the password, and no other account near the socket', async (t) => {
  const app = await startApp(await usedFolder(t, made))
  await assert.rejects(query({ ...app.connection, password: 'guess' }, 'select 1'), /password authentication failed/)
  if (process.platform !== 'win32') assert.equal(statSync(app.connection.host).mode & 0o777, 0o700)
  await app.stop()
})

test('refuses a second app on the same folder, and names the first', async (t) => {
  const folder = await usedFolder(t, made)
  const first = await startApp(folder)
  await assert.rejects(startApp(folder), {
    message: `refused: Another Schoolfellow (process ${first.pid}) already uses the folder ${folder}; stop it or choose another DATA_DIR.`,
  })
  await query(first.connection, 'select 1')
  await first.stop()
})

test('of several apps that start at once on a new folder exactly one gets it', async (t) => {
  const folder = dataFolder(t)
  const starts = await Promise.allSettled([startApp(folder), startApp(folder), startApp(folder)])
  const winners = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const losers = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []))
  assert.equal(winners.length, 1, losers.join('\n'))
  for (const reason of losers) assert.match(reason, /Another Schoolfellow/)
  await winners[0]?.stop()
})

test('a note left by a killed app whose number a stranger has now stops nobody', async (t) => {
  const folder = await usedFolder(t, made)
  writeFileSync(join(folder, 'schoolfellow.pid'), `${process.pid} app\n`)
  writeFileSync(join(folder, 'schoolfellow.lock'), '')
  const app = await startApp(folder)
  await app.stop()
})

test('adopts the database that a killed app left running', async (t) => {
  const folder = await usedFolder(t, made)
  const first = await startApp(folder)
  await query(first.connection, 'create table kept as select 1 as n')
  const server = serverOf(folder)
  await first.kill()
  const second = await startApp(folder)
  assert.equal(serverOf(folder), server)
  assert.deepEqual(await query(second.connection, 'select n from kept'), [{ n: 1 }])
  await second.stop()
})

test('the database of a killed app that does not come back is closed', async (t) => {
  const folder = await usedFolder(t, made)
  const app = await startApp(folder)
  const server = serverOf(folder)
  assert.ok(server)
  await app.kill()
  await until(() => !isAlive(server))
  assert.match(readFileSync(join(folder, 'postgres.log'), 'utf8'), /fast shutdown request/)
  await (await startApp(folder)).stop()
})

test('a database that is killed while in use comes back by itself, with all that was acknowledged', async (t) => {
  const folder = await usedFolder(t, made)
  const app = await startApp(folder)
  await query(app.connection, 'create table kept as select 1 as n')
  const server = serverOf(folder)
  assert.ok(server)
  process.kill(server, 'SIGKILL')
  await until(() =>
    query(app.connection, 'select n from kept').then(
      ([row]) => row?.n === 1,
      () => false,
    ),
  )
  assert.notEqual(serverOf(folder), server)
  assert.match(app.said(), /stopped unexpectedly/)
  await app.stop()
})

test('recovers when app and database are killed together', async (t) => {
  const folder = await usedFolder(t, made)
  const first = await startApp(folder)
  await query(first.connection, 'create table kept as select 1 as n')
  const server = serverOf(folder)
  assert.ok(server)
  process.kill(server, 'SIGKILL')
  await first.kill()
  const started = performance.now()
  const second = await startApp(folder)
  assert.ok(performance.now() - started < 10_000)
  assert.deepEqual(await query(second.connection, 'select n from kept'), [{ n: 1 }])
  await second.stop()
})

test('starts where a stranger has the process number of the database that was killed', async (t) => {
  const folder = await usedFolder(t, made)
  const first = await startApp(folder)
  const server = serverOf(folder)
  assert.ok(server)
  const pidFile = join(folder, 'postgres', 'data', 'postmaster.pid')
  const left = readFileSync(pidFile, 'utf8')
  await first.stop()
  writeFileSync(pidFile, left.replace(/^\d+/, String(process.pid)))
  await (await startApp(folder)).stop()
})

test('an interrupted first start leaves nothing that hinders the next', async (t) => {
  const folder = dataFolder(t)
  const starting = startApp(folder).catch(() => undefined)
  const home = join(folder, 'postgres')
  await until(() => existsSync(home) && readdirSync(home).some((name) => name.startsWith('draft-')))
  process.kill(Number(readFileSync(join(folder, 'schoolfellow.pid'), 'utf8').split(' ')[0]), 'SIGKILL')
  await starting
  assert.equal(existsSync(join(home, 'data')), false)
  const app = await startApp(folder)
  assert.deepEqual(await query(app.connection, 'select 1 as n'), [{ n: 1 }])
  assert.deepEqual(
    readdirSync(home).filter((name) => name.startsWith('draft-')),
    [],
  )
  await app.stop()
})

test('works in a folder whose path is too long for a socket', { skip: process.platform === 'win32' }, async (t) => {
  const folder = join(dataFolder(t), 'a-rather-long-name'.repeat(5), 'another-long-name'.repeat(5))
  mkdirSync(folder, { recursive: true })
  const app = await startApp(folder)
  assert.ok(!app.connection.host.startsWith(folder))
  assert.deepEqual(await query(app.connection, 'select 1 as n'), [{ n: 1 }])
  await app.stop()
  assert.equal(existsSync(app.connection.host), false)
})

test('says what to do where no database comes with the packages', async (t) => {
  const elsewhere = `data:text/javascript,Object.defineProperty(process,'arch',{value:'riscv64'})`
  await assert.rejects(startApp(dataFolder(t), { node: ['--import', elsewhere] }), (error: Error) => {
    assert.match(error.message, /^refused: There is no built-in database for this platform \(\w+ riscv64\)/)
    assert.match(error.message, /DATABASE_URL/)
    assert.equal(error.message.split('\n').length, 1)
    return true
  })
})

test('says what to do with a database of another version', async (t) => {
  const folder = await usedFolder(t, made)
  writeFileSync(join(folder, 'postgres', 'data', 'PG_VERSION'), '16\n')
  await assert.rejects(startApp(folder), /refused: The database in .* was made by PostgreSQL 16/)
})

test('a log that has grown large is put aside', async (t) => {
  const folder = await usedFolder(t, made)
  writeFileSync(join(folder, 'postgres.log'), Buffer.alloc(6_000_000, 'x'))
  await (await startApp(folder)).stop()
  assert.ok(statSync(join(folder, 'postgres.log')).size < 100_000)
  assert.equal(statSync(join(folder, 'postgres.log.1')).size, 6_000_000)
})
