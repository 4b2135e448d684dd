/** A notebook that comes home with a day's notes, and a server that is killed again and again while it takes them in. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page, Request } from 'playwright-core'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { until } from '../support/cluster-app.ts'
import { addsPhotograph, ready, says, sendsNow, writes } from '../support/notebook.ts'
import { filledFolder, realApp } from '../support/real-app.ts'
import { lead, reviewAt } from '../support/review-world.ts'

const dayOfNotes = Array.from({ length: 50 }, (_, index) => `Note ${String(index + 1).padStart(2, '0')} of the day.`)
const dayOfPhotographs = Array.from({ length: 4 }, (_, index) => `Display ${index + 1}`)

/** Notes go twenty at a time, and photographs one by one when all notes have gone. */
type Moment = { what: RegExp; when: 'request' | 'response'; time: number; database?: boolean }
const moments: [name: string, moment: Moment][] = [
  ['as the first notes leave', { what: /\/sync$/, when: 'request', time: 1 }],
  [
    'when the second batch was answered, and its database with it',
    { what: /\/sync$/, when: 'response', time: 2, database: true },
  ],
  ['as a photograph leaves', { what: /\/photographs$/, when: 'request', time: 2 }],
]

test('a server that is killed in the middle of taking notes in loses none and takes none twice', {
  skip,
}, async (t) => {
  let path = ''
  const dataDir = await filledFolder(t, async (ground) => {
    path = `${(await reviewAt(ground, 'prepared')).path}/notebook`
  })
  const app = await realApp(t, dataDir)
  await app.start()
  const nothing = { mailsTo: async () => [], as: () => Promise.reject(new Error('nobody acts past the browser')) }
  const { person } = await browserOn(t, { url: app.url, ...nothing })
  const onPhone = await person('the lead reviewer', '', { width: 390, height: 844 })
  await onPhone.context.addCookies([{ name: 'session', value: `token-${lead}`, url: app.url }])
  const { page, context } = onPhone
  const scene = scenesOf(t)

  const texts = async () =>
    (await app.query('select text from visit_note where removed_at is null order by text')).map((row) => row.text)
  const photographs = async () =>
    (await app.query('select description from visit_photograph where removed_at is null order by description')).map(
      (row) => row.description,
    )
  /** Kills the app at a moment of what the page sends, and answers when it is dead. */
  const killAt = ({ what, when, time, database = false }: Moment) =>
    new Promise<void>((resolve, reject) => {
      let count = 0
      const seen = (request: Request) => {
        if (request.method() !== 'POST' || !what.test(new URL(request.url()).pathname)) return
        count += 1
        if (count === time) app.kill({ database }).then(resolve, reject)
      }
      if (when === 'request') page.on('request', seen)
      else page.on('response', (response) => seen(response.request()))
    })
  const unsent = (at: Page) => at.getByText('Not sent yet', { exact: true }).count()

  await scene('a day of notes and photographs is kept without a connection', async () => {
    await page.goto(path)
    await ready(page)
    await context.setOffline(true)
    for (const text of dayOfNotes) await writes(page, text)
    const last = dayOfNotes.at(-1) ?? ''
    for (const [index, shows] of dayOfPhotographs.entries()) await addsPhotograph(page, last, shows, index * 20)
    await says(page, `${dayOfNotes.length + dayOfPhotographs.length} things not sent yet`)
  })

  for (const [name, moment] of moments) {
    await scene(`it is killed ${name}`, async () => {
      const dead = killAt(moment)
      if (await page.evaluate(() => navigator.onLine)) await sendsNow(page)
      else await context.setOffline(false)
      await dead
      await says(page, /not sent yet, kept on this device/)
      page.removeAllListeners(moment.when)
      await app.start()
      const [stored, pictures] = [await texts(), await photographs()]
      assert.equal(new Set(stored).size, stored.length, `twice: ${stored.join(', ')}`)
      assert.equal(new Set(pictures).size, pictures.length, `twice: ${pictures.join(', ')}`)
      assert.ok(pictures.length < dayOfPhotographs.length, 'it was killed in the middle')
      if (moment.what.test('/sync')) assert.ok(stored.length < dayOfNotes.length, 'it was killed in the middle')
      // What the device calls sent is there; the other way round an answer may have been lost.
      assert.ok(stored.length >= dayOfNotes.length - (await unsent(page)))
    })
  }

  await scene('when it is there again, everything is there once, and the device says so', async () => {
    await sendsNow(page)
    await says(page, 'Everything is sent.')
    assert.deepEqual(await texts(), dayOfNotes)
    assert.deepEqual(await photographs(), dayOfPhotographs)
    assert.equal(await unsent(page), 0)
    await page.reload()
    await says(page, 'Everything is sent.')
    assert.equal(await page.locator('[data-notebook-list] li').count(), dayOfNotes.length)
    assert.equal(await page.getByText(/^Photograph, sent:/).count(), dayOfPhotographs.length)
    const addresses = await app.query(
      `select '${path.replace('/notebook', '')}/notes/' || note_id || '/photographs/' || id as address from visit_photograph`,
    )
    for (const { address } of addresses) {
      const picture = await context.request.get(address)
      assert.deepEqual([picture.status(), picture.headers()['content-type']], [200, 'image/jpeg'])
      assert.ok((await picture.body()).length > 1000)
    }
  })

  await scene('a photograph that is taken back is gone from the disk too', async () => {
    const [kept] = await app.query(
      `select f.sha256 from visit_photograph h join stored_file f on f.id = h.file_id where h.description = 'Display 1'`,
    )
    const file = join(dataDir, 'files', kept?.sha256.slice(0, 2), kept?.sha256)
    assert.ok(existsSync(file))
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: 'Take back the photograph “Display 1”' }).click()
    await page.getByText('Photograph, sent: Display 1').waitFor({ state: 'detached' })
    await says(page, 'Everything is sent.')
    await until(() => !existsSync(file))
    assert.deepEqual(await photographs(), dayOfPhotographs.slice(1))
    await app.stop()
  })
})
