/** The visit day without a connection: the notebook opens, keeps what is written, and sends it once, whatever happens meanwhile. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { choosesPhotograph, listed, ready, says, sendsNow, writes } from '../support/notebook.ts'
import { lead, reviewAt, reviewer } from '../support/review-world.ts'
import { runningWorld } from '../support/running-world.ts'

const day = 24 * 3600 * 1000

test('a visiting head writes notes all day in a building without a connection', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t, Temporal.Now.instant())
  const { person } = await browserOn(t, app)
  const review = await reviewAt(ground, 'prepared')
  const path = `${review.path}/notebook`
  const onPhone = await person('the lead reviewer', '', { width: 390, height: 844 })
  const onTablet = await person('the lead reviewer at a tablet', '', { width: 820, height: 1180 })
  for (const who of [onPhone, onTablet]) await becomes(who, lead)
  const scene = scenesOf(t)

  /** The stored notes, oldest text first; no text may be there twice. */
  const stored = async () => {
    const { rows } = await ground.database.asOwner((db) =>
      sql<{ text: string; written_at: Temporal.Instant }>`
        select text, written_at from visit_note where review_id = ${review.id} and removed_at is null order by text`.execute(
        db,
      ),
    )
    const texts = rows.map((row) => row.text)
    assert.equal(new Set(texts).size, texts.length, `twice: ${texts.join(', ')}`)
    return rows
  }
  const has = async (...texts: string[]) => {
    const all = (await stored()).map((row) => row.text)
    for (const text of texts) assert.ok(all.includes(text), `${text} is not among ${all.join(', ')}`)
  }
  /** The server dies before its answer leaves: what it stored stays, but the device hears nothing. */
  const dying = async (who: Person, when: 'before' | 'after') => {
    await who.context.route('**/notebook/sync', async (route) => {
      if (when === 'after' && route.request().method() === 'POST') await route.fetch()
      await route.abort('connectionreset')
    })
  }

  await scene('opened once with a connection, it is kept on the device', async () => {
    await onPhone.goesTo(path)
    await ready(onPhone.page)
    await says(onPhone.page, 'Everything is sent.')
  })

  await scene('without a connection it opens from nothing, and keeps notes', async () => {
    await onPhone.page.close()
    await onPhone.context.setOffline(true)
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await page.getByRole('heading', { name: 'Visit notebook' }).waitFor()
    await writes(page, 'Every classroom has a calm corner.')
    await writes(page, 'Pupils know where to go at break.')
    await listed(page, 'Every classroom has a calm corner.', 'Not sent yet')
    await says(page, /2 things not sent yet, kept on this device/)
    await page.reload()
    await listed(page, 'Pupils know where to go at break.', 'Not sent yet')
    assert.equal((await stored()).length, 0)
    const elsewhere = await onPhone.context.newPage()
    await assert.rejects(elsewhere.goto(`${review.path}/notes`), 'no other page is kept')
    await elsewhere.close()
    await onPhone.context.setOffline(false)
    await says(page, 'Everything is sent.')
    await listed(page, 'Every classroom has a calm corner.', 'Sent')
    assert.equal((await stored()).length, 2)
    await page.close()
  })

  await scene('the server dies in the middle of it, before or after storing: each note arrives once', async () => {
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await says(page, 'Everything is sent.')
    for (const when of ['before', 'after'] as const) {
      await dying(onPhone, when)
      await writes(page, `Written when the server died ${when} storing.`)
      await says(page, /No connection/)
      // The device is back on a network, and what it sends at once comes to nothing yet.
      const tooEarly = page.waitForEvent('requestfailed')
      await sendsNow(page)
      await tooEarly
      await onPhone.context.unroute('**/notebook/sync')
      await says(page, 'Everything is sent.')
      await has(`Written when the server died ${when} storing.`)
    }
    await page.close()
  })

  await scene('two tabs send what both keep once', async () => {
    const [one, two] = [await onPhone.context.newPage(), await onPhone.context.newPage()]
    await one.goto(path)
    await two.goto(path)
    await onPhone.context.setOffline(true)
    await writes(one, 'From the first tab.')
    await writes(two, 'From the second tab.')
    await listed(one, 'From the second tab.', 'Not sent yet')
    await onPhone.context.setOffline(false)
    await Promise.all([sendsNow(one), sendsNow(two)])
    await says(one, 'Everything is sent.')
    await listed(two, 'From the first tab.', 'Sent')
    await has('From the first tab.', 'From the second tab.')
    await one.close()
    await two.close()
  })

  await scene('a device without room says so, and keeps the text in the box', async () => {
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await says(page, 'Everything is sent.')
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put
      Object.assign(window, { makeRoom: () => Object.assign(IDBObjectStore.prototype, { put }) })
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('No room', 'QuotaExceededError')
      }
    })
    await writes(page, 'Written on a full device.')
    await page.getByText('This device is full').waitFor()
    assert.equal(await page.getByLabel('What did you see or hear?').inputValue(), 'Written on a full device.')
    await page.evaluate(() => (window as unknown as { makeRoom(): void }).makeRoom())
    await page.getByRole('button', { name: 'Keep the note' }).click()
    await listed(page, 'Written on a full device.', 'Sent')
    await page.close()
  })

  await scene('a clock that is a day ahead puts no note on the wrong day', async () => {
    const page = await onPhone.context.newPage()
    await page.clock.install({ time: Date.now() + day })
    await page.goto(path)
    await writes(page, 'Written by a clock that is a day ahead.')
    await listed(page, 'Written by a clock that is a day ahead.', 'Sent')
    const row = (await stored()).find((one) => one.text.startsWith('Written by a clock'))
    const now = ground.clock.now().epochMilliseconds
    assert.ok(row && Math.abs(row.written_at.epochMilliseconds - now) < day / 4)
    await page.close()
  })

  await scene('a photograph is kept without a connection, and sent after its note', async () => {
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await says(page, 'Everything is sent.')
    await onPhone.context.setOffline(true)
    await writes(page, 'The word wall has pictures.')
    await choosesPhotograph(page, 'The word wall has pictures.', 'Word wall in Year 2')
    await page.getByText('Photograph displays, never people.').waitFor()
    await page.getByRole('button', { name: 'Keep the photograph' }).click()
    await page.getByAltText('Word wall in Year 2').waitFor()
    await page.reload()
    await page.getByAltText('Word wall in Year 2').waitFor()
    await onPhone.context.setOffline(false)
    await says(page, 'Everything is sent.')
    const { rows } = await ground.database.asOwner((db) =>
      sql`select 1 from visit_photograph where review_id = ${review.id}`.execute(db),
    )
    assert.equal(rows.length, 1)
    await page.close()
  })

  await scene('two devices on one review merge, and a note changed on both keeps both texts', async () => {
    const phone = await onPhone.context.newPage()
    await phone.goto(path)
    await onTablet.goesTo(path)
    const tablet = onTablet.page
    await listed(tablet, 'From the first tab.', 'Sent')
    const change = async (page: Page, text: string) => {
      await page.getByRole('button', { name: 'Change the note “From the first tab.”' }).click()
      await page.getByLabel('What did you see or hear?').fill(text)
      await page.getByRole('button', { name: 'Keep the change' }).click()
    }
    await onPhone.context.setOffline(true)
    await change(phone, 'Changed on the phone.')
    await change(tablet, 'Changed on the tablet.')
    await listed(tablet, 'Changed on the tablet.', 'Sent')
    await onPhone.context.setOffline(false)
    await listed(phone, 'Changed on the phone.', 'Sent')
    await listed(phone, 'Changed on the tablet.', 'Sent')
    await sendsNow(tablet)
    await listed(tablet, 'Changed on the phone.', 'Sent')
    await has('Changed on the phone.', 'Changed on the tablet.')
    await phone.close()
  })

  await scene(
    'when the session has ended it says so, keeps what is written, and goes on after signing in again',
    async () => {
      const page = await onPhone.context.newPage()
      await page.goto(path)
      await says(page, 'Everything is sent.')
      const sessions = (after: string) =>
        ground.database.asOwner((db) => sql`update session set expires_at = now() + ${after}::interval`.execute(db))
      await sessions('-1 minute')
      await writes(page, 'After the session ended.')
      await says(page, 'Sign in again; your notes are kept on this device.')
      await listed(page, 'After the session ended.', 'Not sent yet')
      await sessions('1 day')
      await sendsNow(page)
      await says(page, 'Everything is sent.')
      await has('After the session ended.')
      await page.close()
    },
  )

  await scene(
    'a warning about a pupil’s name comes without a connection, and can be dismissed with a reason',
    async () => {
      const page = await onPhone.context.newPage()
      await page.goto(path)
      await says(page, 'Everything is sent.')
      await onPhone.context.setOffline(true)
      await writes(page, 'Pupil Oliver led the song.')
      const note = page.locator('[data-notebook-list] li').filter({ hasText: 'Pupil Oliver led the song.' })
      await note.getByText('This may identify a pupil').waitFor()
      await note.getByRole('button', { name: /^It names no pupil/ }).click()
      await note.getByText('Enter why it names no pupil').waitFor()
      await note.getByRole('textbox').fill('The name of the school play')
      await note.getByRole('button', { name: /^It names no pupil/ }).click()
      await note.getByText('You said that this names no pupil: The name of the school play').waitFor()
      await onPhone.context.setOffline(false)
      await says(page, 'Everything is sent.')
      const { rows } = await ground.database.asOwner((db) =>
        sql<{ warning_reason: string }>`select warning_reason from visit_note where text like 'Pupil Oliver%'`.execute(
          db,
        ),
      )
      assert.deepEqual(rows, [{ warning_reason: 'The name of the school play' }])
      await page.close()
    },
  )

  await scene('somebody else at the same device sends nothing of it and does not open it', async () => {
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await ready(page)
    await becomes(onPhone, reviewer)
    await writes(page, 'Written by the lead, sent by nobody else.')
    await says(page, /Somebody else has signed in here/)
    const other = await onPhone.context.newPage()
    await other.goto(`${review.path}/notes`)
    await other.waitForFunction(async () => (await caches.keys()).length === 0)
    await onPhone.context.setOffline(true)
    await assert.rejects(other.goto(path), 'the page of the lead is not kept any more')
    await onPhone.context.setOffline(false)
    await other.close()
    await becomes(onPhone, lead)
    await sendsNow(page)
    await says(page, 'Everything is sent.')
    await page.close()
  })

  await scene('signing out says what was not sent; when all is sent, it clears the device', async () => {
    const page = await onPhone.context.newPage()
    await page.goto(path)
    await ready(page)
    await dying(onPhone, 'before')
    await writes(page, 'Not sent before signing out.')
    await says(page, /1 thing not sent yet/)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You have 1 note not sent yet' }).waitFor()
    await onPhone.context.unroute('**/notebook/sync')
    await sendsNow(page)
    await says(page, 'Everything is sent.')
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    const left = await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('schoolfellow-notebook')
        request.onsuccess = () => resolve(request.result)
      })
      const names = [...database.objectStoreNames]
      const counts = names.map(
        (name) =>
          new Promise<number>((resolve) => {
            const request = database.transaction(name).objectStore(name).count()
            request.onsuccess = () => resolve(request.result)
          }),
      )
      const rows = (await Promise.all(counts)).reduce((sum, one) => sum + one, 0)
      return { rows, pages: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).length }
    })
    assert.deepEqual(left, { rows: 0, pages: [], workers: 0 })
    await has('Not sent before signing out.', 'Written by the lead, sent by nobody else.')
  })

  await scene('when the notes of the review are closed, a device on which all was sent keeps nothing', async () => {
    await becomes(onTablet, reviewer)
    await onTablet.goesTo(path)
    await ready(onTablet.page)
    await ground.database.asOwner((db) =>
      sql`update review set sent_to_host_at = now() where id = ${review.id}`.execute(db),
    )
    await sendsNow(onTablet.page)
    await says(onTablet.page, /nothing of it is kept on this device any more/)
    await onTablet.page.waitForFunction(async () => (await caches.keys()).length === 0)
  })
})
