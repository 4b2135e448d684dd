/**
 * What the visit notebook weighs when it is first opened, and how soon it can be written in after a cold start without
 * a connection, with the processor of the page slowed four times. Run: node bench/notebook.ts [TIMES]
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium } from 'playwright-core'
import { homeOf } from '../src/platform/db/cluster/place.ts'
import { endApp, freePort, startApp } from './support/ground.ts'
import { percentile } from './support/table.ts'
import { kindsOfPages, stepInto } from './support/visitor.ts'

const times = Number(process.argv[2] ?? 10)
const home = '/wealdshire'
const budget = { bytes: 120_000, coldStart: 2000 }
const slowed = 4

const dataDir = mkdtempSync(join(tmpdir(), 'schoolfellow-notebook-'))
// The database's account must be able to get in where this runs as root.
chmodSync(dataDir, 0o755)
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const app = await startApp({ dataDir }, await freePort(), { demonstration: true })
const profile = mkdtempSync(join(tmpdir(), 'schoolfellow-profile-'))
try {
  const visitor = await stepInto(app.url, 'senco')
  const notes = (await kindsOfPages(visitor, home)).get(`${home}/reviews/:id/notes`)
  if (!notes) throw new Error('The demonstration has no visit whose notes this person may write')
  const path = notes.replace(/\/notes$/, '/notebook')
  const [name = '', ...value] = visitor.cookie.split('=')
  let context = await launch()
  await context.addCookies([{ name, value: value.join('='), url: app.url }])
  const bytes = await firstLoad(context, app.url + path)
  await context.close()
  await endApp(app, 'SIGTERM')
  const starts: number[] = []
  for (let time = 0; time < times; time += 1) {
    // A browser that has just been started, and a server that is not there.
    context = await launch()
    starts.push(await coldStart(context, app.url + path))
    await context.close()
  }
  const slowest = percentile(starts, 1)
  const kilobytes = (bytes / 1000).toFixed(1)
  console.log(`First load: ${kilobytes} kB over the line, with scripts, styles and fonts (budget 120 kB).`)
  console.log(
    `Cold start without a connection, processor slowed ${slowed} times: median ${percentile(starts, 0.5).toFixed(0)} ms, slowest of ${times} ${slowest.toFixed(0)} ms (budget ${budget.coldStart} ms).`,
  )
  if (bytes > budget.bytes || slowest > budget.coldStart) process.exitCode = 1
} finally {
  await endApp(app, 'SIGTERM')
  for (const folder of [homeOf(dataDir), dataDir, profile]) rmSync(folder, { recursive: true, force: true })
}

function launch(): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    viewport: { width: 390, height: 844 },
  })
}

/** What the page itself brings over the line until it is kept on the device, in bytes. Its worker asks for the page once more, and finds the rest in the cache. */
async function firstLoad(context: BrowserContext, url: string): Promise<number> {
  const page = context.pages()[0] ?? (await context.newPage())
  let total = 0
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  devtools.on('Network.loadingFinished', (event) => {
    total += event.encodedDataLength
  })
  await page.goto(url)
  await page.locator('[data-notebook-offline="ready"]').waitFor({ state: 'attached' })
  return total
}

/** Milliseconds from asking for the page until its box can be written in. */
async function coldStart(context: BrowserContext, url: string): Promise<number> {
  const page = context.pages()[0] ?? (await context.newPage())
  const devtools = await context.newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed })
  const before = performance.now()
  await page.goto(url)
  await page.getByLabel('What did you see or hear?').waitFor()
  return performance.now() - before
}
