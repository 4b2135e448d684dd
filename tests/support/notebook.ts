/** What people do with the visit notebook at a browser, and what it says. */
import type { Page } from 'playwright-core'
import sharp from 'sharp'

type State = 'Sent' | 'Not sent yet' | 'Not taken'

/** Waits until the line above the notes says this. */
export const says = (page: Page, words: string | RegExp) =>
  page.locator('[data-notebook-state]').filter({ hasText: words }).waitFor()

/** A note of the list, by its words. */
export const noteSaying = (page: Page, text: string) =>
  page.locator('[data-notebook-list] li').filter({ has: page.getByText(text, { exact: true }) })

export const listed = (page: Page, text: string, state: State) =>
  noteSaying(page, text)
    .filter({ has: page.getByText(state, { exact: true }) })
    .waitFor()

/** Waits until the notebook opens without a connection from now on. */
export const ready = (page: Page) => page.locator('[data-notebook-offline="ready"]').waitFor({ state: 'attached' })

export async function writes(page: Page, text: string): Promise<void> {
  await page.getByLabel('What did you see or hear?').fill(text)
  await page.getByRole('button', { name: 'Keep the note' }).click()
}

/** What browsers tell a page when the connection is back. */
export const sendsNow = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online')))

/** A photograph as a camera makes it; every `shade` is another picture. */
export function photograph(shade = 0): Promise<Buffer> {
  const background = { r: 51, g: 102, b: 40 + shade }
  return sharp({ create: { width: 2400, height: 1800, channels: 3, background } })
    .withExif({ IFD0: { Model: 'Secret camera' } })
    .jpeg()
    .toBuffer()
}

/** Adds a photograph to a note, up to the button that keeps it. */
export async function choosesPhotograph(page: Page, note: string, shows: string, shade = 0): Promise<void> {
  await page.getByRole('button', { name: `Add a photograph to the note “${note.slice(0, 40)}”`, exact: true }).click()
  await page.getByLabel('What does it show?').fill(shows)
  const buffer = await photograph(shade)
  await page
    .getByLabel('Take or choose the photograph')
    .setInputFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer })
  await page.getByAltText('The photograph that you chose').waitFor()
}

export async function addsPhotograph(page: Page, note: string, shows: string, shade = 0): Promise<void> {
  await choosesPhotograph(page, note, shows, shade)
  await page.getByRole('button', { name: 'Keep the photograph' }).click()
  await page.getByRole('heading', { name: 'Add a photograph' }).waitFor({ state: 'hidden' })
}

/** Gives the device little room before anything is kept on it; gives what makes room again. Browsers look up the room there is only now and then. */
export async function hasLittleRoom(page: Page, origin: string, bytes: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes })
  return async () => void (await devtools.send('Storage.overrideQuotaForOrigin', { origin }))
}

/** Fills what room is left with something else, in pieces of every size, until the browser refuses a single byte. */
export const fillsUp = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('something else', 1)
      request.onupgradeneeded = () => request.result.createObjectStore('pieces', { autoIncrement: true })
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const fits = (bytes: number) =>
      new Promise<boolean>((resolve) => {
        const transaction = database.transaction('pieces', 'readwrite')
        transaction.oncomplete = () => resolve(true)
        transaction.onabort = () => resolve(false)
        // Zeros would be stored as next to nothing.
        transaction.objectStore('pieces').add(crypto.getRandomValues(new Uint8Array(bytes)))
      })
    let kept = 0
    for (const size of [64_000, 8000, 1000, 100, 1]) while (kept < 500 && (await fits(size))) kept += 1
    database.close()
    return kept
  })
