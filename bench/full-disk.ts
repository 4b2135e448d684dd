/**
 * Fills the disk under a running app, looks what people are told and what is kept, makes room again, and looks whether
 * everything works once more without a restart. Linux only, as root: the disk is a small one in memory.
 * Run: node bench/full-disk.ts [MEGABYTES]
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { countLost, countTwice, makeWriters, save } from './support/crash-writers.ts'
import { endApp, freePort, isHealthy, pathsOf, prepareGround, startApp } from './support/ground.ts'
import { printTable } from './support/table.ts'

const megabytes = Number(process.argv[2] ?? 300)
const disk = mkdtempSync(join(tmpdir(), 'schoolfellow-disk-'))
execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', disk])
process.env.TMPDIR = disk
const ballast = join(disk, 'ballast')
const rows: (string | number)[][] = []
let wrong = 0

const ground = await prepareGround()
const app = await startApp(ground, await freePort())
try {
  const writers = makeWriters(ground)
  const saveAll = async () => {
    let kept = 0
    for (const writer of writers) if (await save(app.url, writer)) kept += 1
    return kept
  }
  expect('with room', await look(saveAll), { kept: writers.length, page: 200, upload: 303 })
  fill()
  expect('no room', await look(saveAll), { told: true })
  const [refusedAfter, answer] = await writeUntilRefused()
  console.log(`${refusedAfter} long texts were kept until one was refused with ${answer}`)
  // The longer it lasts, the more is tried: sessions are noted, mails and jobs looked for.
  await sleep(5000)
  expect('no room, 5 s later', await look(saveAll), { told: true })
  rmSync(ballast)
  const began = performance.now()
  while (!(await isHealthy(app.url))) {
    if (app.process.exitCode !== null) throw new Error(`The app has ended:\n${app.said()}`)
    if (performance.now() - began > 60_000) throw new Error('The app does not come back')
    await sleep(50)
  }
  const seconds = (performance.now() - began) / 1000
  const lost = await countLost(ground, writers)
  const twice = await countTwice(app.url, ground, writers)
  expect('room again', await look(saveAll), { kept: writers.length, page: 200, upload: 303 })
  printTable(['', 'saves kept', 'a page', 'an upload', 'what the upload said', '/health'], rows)
  console.log(
    `\nWell again after ${seconds.toFixed(1)} s without a restart; ${lost} acknowledged saves lost, ${twice} kept twice`,
  )
  if (lost + twice + wrong > 0) process.exitCode = 1
} finally {
  await endApp(app, 'SIGTERM')
  ground.remove()
  execFileSync('umount', [disk])
  rmSync(disk, { recursive: true, force: true })
}

type Looked = { kept: number; page: number; upload: number; said: string; health: boolean }

async function look(saveAll: () => Promise<number>): Promise<Looked> {
  const kept = await saveAll()
  const [judge] = ground.judges
  const headers = { cookie: judge?.cookie ?? '' }
  const page = await fetch(app.url + pathsOf(ground).judgeAll, { headers, signal: AbortSignal.timeout(20_000) })
  await page.text()
  const form = new FormData()
  form.append('_form', '')
  form.append('kind', 'file')
  form.append('title', 'A list')
  // More than the last few blocks of a disk that looks full.
  form.append('file', new Blob([`one,two\n${'three,four\n'.repeat(100_000)}`]), 'list.csv')
  const path = `/${ground.partnership}/self-evaluations/${ground.evaluation}/evidence/new?statement=${ground.statements[0]}`
  const upload = await fetch(app.url + path, {
    method: 'POST',
    headers,
    body: form,
    redirect: 'manual',
    signal: AbortSignal.timeout(20_000),
  })
  const said = /<h1[^>]*>([^<]*)/.exec(await upload.text())?.[1]?.trim() ?? ''
  return { kept, page: page.status, upload: upload.status, said, health: await isHealthy(app.url) }
}

/** The database keeps some room for itself; long texts use it up. */
async function writeUntilRefused(): Promise<[kept: number, answer: string]> {
  const [judge] = ground.judges
  const path = pathsOf(ground).judgement(ground.statements[20] ?? '')
  for (let version = 0; version < 4000; version += 1) {
    // Texts that cannot be packed.
    const reason = randomBytes(6000).toString('base64')
    const sent = await fetch(app.url + path, {
      method: 'POST',
      headers: { cookie: judge?.cookie ?? '', accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ point: 2, reason, _version: String(version) }),
      signal: AbortSignal.timeout(20_000),
    }).catch((error: unknown) => error)
    if (!(sent instanceof Response)) return [version, String(sent)]
    const said = await sent.text()
    if (sent.status !== 200) return [version, `${sent.status} ${said.slice(0, 300)}`]
  }
  return [4000, 'nothing: there was still room']
}

/** Notes a row, and whether it is as it should be: `told` asks that nobody is told that something is kept which is not. */
function expect(
  what: string,
  looked: Looked,
  wanted: { kept?: number; page?: number; upload?: number; told?: boolean },
): void {
  rows.push([what, looked.kept, looked.page, looked.upload, looked.said, looked.health ? 'well' : 'not well'])
  const fits = wanted.told
    ? looked.upload === 503
    : looked.kept === wanted.kept && looked.page === wanted.page && looked.upload === wanted.upload
  if (!fits) wrong += 1
}

/** Takes every block that is left. */
function fill(): void {
  const file = openSync(ballast, 'w')
  const piece = Buffer.alloc(64 * 1024)
  try {
    for (;;) writeSync(file, piece)
  } catch {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  const { bavail } = statfsSync(disk)
  console.log(`${bavail} blocks are left`)
}
