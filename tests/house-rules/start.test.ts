import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { dataFolder, serverOf } from '../support/cluster-app.ts'
import { urlOf } from '../support/cluster-url.ts'
import { emptyDatabase } from '../support/database.ts'

const script = fileURLToPath(new URL('../../bin/start.mjs', import.meta.url))

type Started = { process: ChildProcess; url: string; said: () => string; ended: Promise<number | null> }
type Owner = { after(cleanUp: () => void): void }

/** Runs `npm start -- --empty` without npm. Throws what it says when it ends before it is ready. */
async function start(t: Owner, env: Record<string, string>): Promise<Started> {
  const child = spawn(process.execPath, [script, '--empty'], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  let said = ''
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text
        const ready = /^Schoolfellow is ready at (http:\S+)$/m.exec(said)
        if (ready?.[1]) resolve(ready[1])
      })
    }
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
  return { process: child, url, said: () => said, ended }
}

async function stop({ process, ended }: Started): Promise<number | null> {
  process.kill('SIGTERM')
  return ended
}

async function assertHealthy(url: string): Promise<void> {
  const answer = await fetch(`${url}/health`)
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /^\{"status":"ok"/)
}

test('starts on a new folder, stops when asked, and does not make again what is there', async (t) => {
  const folder = dataFolder(t)
  const first = await start(t, { DATA_DIR: folder })
  await assertHealthy(first.url)
  assert.equal(await stop(first), 0)
  assert.equal(serverOf(folder), undefined)
  assert.match(first.said(), /Made a new database[\s\S]*Applied 0001_foundation\.sql/)
  // A later start is quick because it has nothing to say but where it is.
  const second = await start(t, { DATA_DIR: folder })
  await assertHealthy(second.url)
  assert.equal(await stop(second), 0)
  assert.doesNotMatch(second.said(), /Made|Applied|Installing|Building|Growing/)
})

test('refuses a data folder in use in one line that says what to do', async (t) => {
  const folder = dataFolder(t)
  const first = await start(t, { DATA_DIR: folder })
  await assert.rejects(start(t, { DATA_DIR: folder }), (error: Error) => {
    assert.match(
      error.message,
      /^ended with 1: Another Schoolfellow \(process \d+\) already uses the folder \S+; stop it/,
    )
    assert.equal(error.message.trimEnd().split('\n').length, 1)
    return true
  })
  await stop(first)
})

test('refuses a wrong setting in one line that names it', async (t) => {
  await assert.rejects(start(t, { DATA_DIR: dataFolder(t), PORT: 'three' }), /^Error: ended with 1: PORT [^\n]+\n$/)
})

test('serves from the database that DATABASE_URL names', async (t) => {
  const { connection } = await emptyDatabase(t)
  const folder = dataFolder(t)
  const app = await start(t, { DATABASE_URL: urlOf(connection), DATA_DIR: folder })
  await assertHealthy(app.url)
  assert.equal(await stop(app), 0)
  assert.equal(serverOf(folder), undefined)
})

test('says in one line when the database at DATABASE_URL does not answer', async (t) => {
  const nobody = { DATABASE_URL: 'postgres://somebody@127.0.0.1:9/none', DATA_DIR: dataFolder(t) }
  await assert.rejects(start(t, nobody), /^Error: ended with 1: DATABASE_URL [^\n]+\n$/)
})
