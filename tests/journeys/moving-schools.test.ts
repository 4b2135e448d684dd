/** Schools on the board: swapped with mouse and finger, locked, without a connection, and without scripts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator } from 'playwright-core'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { look } from '../support/browser-checks.ts'
import { handMadeVersion } from '../support/hand-made-version.ts'
import { runningWorld } from '../support/running-world.ts'

const card = ({ page }: Person, school: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: school, exact: true }) })
const group = ({ page }: Person, name: string) => page.getByRole('region', { name, exact: true })
const isIn = async (person: Person, school: string, name: string) =>
  (await group(person, name).getByRole('link', { name: school, exact: true }).count()) === 1

async function middle(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox()
  assert.ok(box)
  return { x: box.x + Math.min(box.width / 2, 60), y: box.y + Math.min(box.height / 2, 14) }
}

/** Drags a card by mouse and lets it go, or leaves it in the air. */
async function drags(person: Person, from: Locator, to: Locator, options: { andHolds?: boolean } = {}): Promise<void> {
  const { mouse } = person.page
  await from.scrollIntoViewIfNeeded()
  const [start, end] = [await middle(from), await middle(to)]
  await mouse.move(start.x, start.y)
  await mouse.down()
  await mouse.move(end.x, end.y, { steps: 10 })
  if (!options.andHolds) await mouse.up()
}

test('schools are moved on the board in every way that there is', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person, browser } = await browserOn(t, app)
  const made = await handMadeVersion(ground)
  const board = `${made.path}/board`
  const officer = await person('the officer', 'north.partnership-officer@example.org')
  const lead = await person('the lead', 'north.partnership-lead@example.org', { javaScript: false })
  await becomes(officer, 'north:partnership-officer')
  await becomes(lead, 'north:partnership-lead')
  const scene = scenesOf(t)
  const dialog = officer.page.getByRole('dialog')
  const status = officer.page.getByRole('status').last()

  await scene('over a school, a swap is said; Escape puts the school back', async () => {
    await officer.goesTo(board)
    await drags(officer, card(officer, 'School 005'), card(officer, 'School 006'), { andHolds: true })
    await status.getByText('Swap with School 006 in Row 2. All in all like').waitFor()
    await officer.page.keyboard.press('Escape')
    await officer.page.mouse.up()
    await status.getByText('School 005 stays where it is.').waitFor()
    assert.ok(await isIn(officer, 'School 005', 'Row 1'))
  })

  await scene('let go over a school, the swap is shown, cancelled, and made', async () => {
    await drags(officer, card(officer, 'School 005'), card(officer, 'School 006'))
    await dialog.getByRole('heading', { name: 'Swap School 005 and School 006' }).waitFor()
    await look(officer.page, 'the effect on the board')
    await dialog.getByRole('link', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'detached' })
    await drags(officer, card(officer, 'School 005'), card(officer, 'School 006'))
    await officer.goes(() => dialog.getByRole('button', { name: 'Make this move' }).click())
    assert.ok((await isIn(officer, 'School 005', 'Row 2')) && (await isIn(officer, 'School 006', 'Row 1')))
  })

  await scene('a school that is picked up is placed by pressing a group', async () => {
    await officer.page.getByRole('button', { name: 'Pick up School 010' }).click()
    await group(officer, 'Row 3').getByRole('heading').click()
    await dialog.getByRole('heading', { name: 'Move School 010 to Row 3' }).waitFor()
    await officer.page.keyboard.press('Escape')
    await status.getByText('School 010 stays where it is.').waitFor()
  })

  await scene('without a connection nothing is changed, and that is said', async () => {
    await officer.context.setOffline(true)
    await drags(officer, card(officer, 'School 010'), card(officer, 'School 011'))
    await status.getByText('there is no connection. Nothing is changed').waitFor()
    await officer.context.setOffline(false)
  })

  await scene('a locked school is not dragged', async () => {
    await officer.goes(() => officer.page.getByRole('button', { name: 'Lock School 010' }).click())
    await officer.sees('School 010 is locked in Row 2.')
    assert.equal(await officer.page.getByRole('button', { name: 'Pick up School 010' }).count(), 0)
    await drags(officer, card(officer, 'School 010'), group(officer, 'Row 3').getByRole('heading'))
    assert.equal(await dialog.count(), 0)
  })

  await scene('a finger drags by the handle, and scrolls the page elsewhere', async () => {
    const context = await browser.newContext({
      ...{ baseURL: app.url, viewport: { width: 320, height: 900 } },
      ...{ hasTouch: true, isMobile: true },
    })
    await context.addCookies(await officer.context.cookies())
    const page = await context.newPage()
    await page.goto(`${board}?groups=0&groups=1`)
    const handle = page.getByRole('button', { name: 'Pick up School 005' })
    await handle.scrollIntoViewIfNeeded()
    await page.evaluate(() => window.scrollBy(0, 200))
    const [start, end] = [await middle(handle), await middle(page.getByRole('region', { name: 'Row 2', exact: true }))]
    const touch = await context.newCDPSession(page)
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points })
    await send('touchStart', [start])
    for (let step = 1; step <= 10; step++)
      await send('touchMove', [{ x: end.x, y: start.y + ((end.y - start.y) * step) / 10 }])
    await send('touchEnd', [])
    await page.getByRole('dialog').getByRole('heading', { name: 'Move School 005 to Row 2' }).waitFor()
    await context.close()
  })

  await scene('without scripts each card has a link; a newer version is said, and gone on from', async () => {
    await lead.goesTo(board)
    await lead.sees(/There is a newer version: .* made version 2 from this one/)
    await lead.follows('Move School 011')
    await lead.follows('Move to Row 2')
    await lead.sees('This makes version 3. No school is told.')
    await lead.presses('Make this move')
    await lead.sees(/This is version 3; version 1 is as it was/)
    assert.ok(await isIn(lead, 'School 011', 'Row 2'))
    assert.ok(await isIn(lead, 'School 005', 'Row 1'), 'the swap is in version 2 only')
  })
})
