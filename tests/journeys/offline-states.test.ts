/** The notebook in every state that it can be in: no barriers, on the smallest phone, and by keyboard alone. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { look } from '../support/browser-checks.ts'
import { focusOf, tabTo } from '../support/keyboard.ts'
import {
  addsPhotograph,
  choosesPhotograph,
  fillsUp,
  hasLittleRoom,
  listed,
  noteSaying,
  photograph,
  ready,
  says,
  sendsNow,
  writes,
} from '../support/notebook.ts'
import { lead, reviewAt, reviewer, secondReviewer } from '../support/review-world.ts'
import { runningWorld } from '../support/running-world.ts'

test('the notebook can be used by everybody, whatever state it is in', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t, Temporal.Now.instant())
  const { person } = await browserOn(t, app)
  const review = await reviewAt(ground, 'prepared')
  const path = `${review.path}/notebook`
  const onPhone = await person('the lead reviewer', '', { width: 390, height: 844 })
  const onTablet = await person('the lead reviewer at a tablet', '', { width: 820, height: 1180 })
  for (const who of [onPhone, onTablet]) await becomes(who, lead)
  const { page } = onPhone
  const { keyboard } = page
  const scene = scenesOf(t)
  const looksAt = (state: string, at: Page = page) => look(at, `the notebook ${state}`, undefined, state)
  const focused = async () => (await focusOf(page)).words
  const sessions = (after: string) =>
    ground.database.asOwner((db) => sql`update session set expires_at = now() + ${after}::interval`.execute(db))
  const comesBack = async (who: Person) => {
    await who.context.setOffline(false)
    await sendsNow(who.page)
    await says(who.page, 'Everything is sent.')
  }

  await scene('empty, it says what will be here', async () => {
    await onPhone.goesTo(path)
    await ready(page)
    await says(page, 'Everything is sent.')
    await onPhone.sees('You have no notes yet.')
    await looksAt('without notes')
  })

  await scene('a whole note is written, changed and left by keyboard alone, and the focus is never lost', async () => {
    await tabTo(page, /^Where are you\?/)
    await keyboard.press('ArrowDown')
    await tabTo(page, /^What did you see or hear\?/)
    await keyboard.type('Timetables stand on every table.')
    await tabTo(page, /^Just a note|^Strength/)
    await keyboard.press('ArrowDown')
    await tabTo(page, /^Question and statement/)
    await keyboard.press('Enter')
    await tabTo(page, /^Question \(optional\)/)
    await keyboard.press('ArrowDown')
    await tabTo(page, /^Keep the note/)
    await keyboard.press('Enter')
    await listed(page, 'Timetables stand on every table.', 'Sent')
    assert.match(await focused(), /^What did you see or hear\?/, 'after keeping and sending one can write on')
    await page.getByRole('status').filter({ hasText: 'Everything is sent.' }).waitFor()

    await tabTo(page, /^Change the note “Timetables/)
    await sendsNow(page)
    await says(page, 'Everything is sent.')
    assert.match(await focused(), /^Change the note/, 'sending moves nobody')
    await keyboard.press('Enter')
    assert.match(await focused(), /^What did you see or hear\?/)
    await tabTo(page, /^Leave it as it was/)
    await keyboard.press('Enter')
    assert.match(await focused(), /^Change the note “Timetables/, 'leaving it goes back to where one came from')
    await keyboard.press('Enter')
    await keyboard.press('End')
    await keyboard.type(' In every room.')
    await tabTo(page, /^Keep the change/)
    await keyboard.press('Enter')
    await listed(page, 'Timetables stand on every table. In every room.', 'Sent')
    assert.match(await focused(), /^What did you see or hear\?/)
    await looksAt('with a note that was sent')
  })

  await scene('a photograph is added and taken back by keyboard alone', async () => {
    const file = { name: 'p.jpg', mimeType: 'image/jpeg', buffer: await photograph() }
    page.once('filechooser', (chooser) => void chooser.setFiles(file))
    await tabTo(page, /^Add a photograph to the note “Timetables/)
    await keyboard.press('Enter')
    assert.equal(await focused(), 'Add a photograph')
    await tabTo(page, /^What does it show\?/)
    await keyboard.type('A timetable with pictures')
    await tabTo(page, /^Take or choose the photograph/)
    await keyboard.press('Enter')
    await page.getByAltText('The photograph that you chose').waitFor()
    await looksAt('while a photograph is chosen')
    await tabTo(page, /^Keep the photograph/)
    await keyboard.press('Enter')
    await onPhone.sees('Photograph, sent: A timetable with pictures')
    await says(page, 'Everything is sent.')
    assert.match(await focused(), /^Add a photograph to the note “Timetables/, 'one goes on from where one was')
    await looksAt('with a photograph that was sent')
    await page.getByRole('button', { name: /^Take back/ }).focus()
    const asked = page.waitForEvent('dialog')
    await Promise.all([keyboard.press('Enter'), asked.then((dialog) => dialog.accept())])
    await page.getByText('Photograph, sent: A timetable with pictures').waitFor({ state: 'detached' })
    await says(page, 'Everything is sent.')
    assert.notEqual((await focusOf(page)).tag, 'body', 'the focus is at the note')
  })

  await scene('without a connection, with notes, a photograph and a deletion that wait', async () => {
    await addsPhotograph(page, 'Timetables stand on every table. In every room.', 'The door of the library', 20)
    await onPhone.sees('Photograph, sent: The door of the library')
    await onPhone.context.setOffline(true)
    await writes(page, 'A very long word in a note: antidisestablishmentarianismantidisestablishmentarianism.')
    await choosesPhotograph(page, 'Timetables stand on every table. In every room.', 'The hall', 40)
    await page.getByRole('button', { name: 'Keep the photograph' }).click()
    await page.getByAltText('The hall').waitFor()
    page.once('dialog', (dialog) => void dialog.accept())
    await page.getByRole('button', { name: /^Take back the photograph “The door/ }).click()
    await onPhone.sees('Photograph, deleted as soon as there is a connection: The door of the library')
    await says(page, /No connection\. Go on writing: 3 things not sent yet/)
    await looksAt('without a connection')
    await page.getByRole('button', { name: 'Send now' }).focus()
    await comesBack(onPhone)
    assert.notEqual((await focusOf(page)).tag, 'body', 'the button goes when all is sent, the focus does not')
  })

  await scene('where the notes are used its photograph stands small, and can be taken back there too', async () => {
    for (const place of ['/findings/notes', '/findings/new', '/notes/all', '/notes']) {
      await onTablet.goesTo(review.path + place)
      await onTablet.page.getByAltText('The hall').waitFor()
      await look(onTablet.page, `${place} with a photograph`, undefined, 'with a photograph')
    }
    await onTablet.follows(/^Take back/)
    await onTablet.isAt('Take back a photograph')
    await onTablet.sees(/Nobody can bring it back/)
    await onTablet.presses('Delete the photograph')
    await onTablet.sees('The photograph is deleted. Your note stays')
    await sendsNow(page)
    await page.getByText('Photograph, sent: The hall').waitFor({ state: 'detached' })
  })

  await scene('with a warning about a pupil’s name, which is dismissed by keyboard', async () => {
    await writes(page, 'Pupil Oliver led the song.')
    await listed(page, 'Pupil Oliver led the song.', 'Sent')
    await looksAt('with a warning about a name')
    await tabTo(page, /^If it names no pupil, say why/)
    await keyboard.type('The name of')
    await tabTo(page, /^It names no pupil/)
    await sendsNow(page)
    await says(page, 'Everything is sent.')
    assert.match(await focused(), /^It names no pupil/)
    await keyboard.press('Shift+Tab')
    await keyboard.press('End')
    await keyboard.type(' the school play')
    await tabTo(page, /^It names no pupil/)
    await keyboard.press('Enter')
    await onPhone.sees('You said that this names no pupil: The name of the school play')
    await says(page, 'Everything is sent.')
    assert.notEqual((await focusOf(page)).tag, 'body', 'the focus is at the note')
    await looksAt('with a warning that was dismissed')
  })

  await scene('with two texts of a note that was changed on two devices', async () => {
    const changes = async (at: Page, text: string) => {
      await at.getByRole('button', { name: /^Change the note “Timetables/ }).click()
      await at.getByLabel('What did you see or hear?').fill(text)
      await at.getByRole('button', { name: 'Keep the change' }).click()
    }
    await onTablet.goesTo(path)
    await ready(onTablet.page)
    await onPhone.context.setOffline(true)
    await changes(page, 'Changed on the phone.')
    await changes(onTablet.page, 'Changed on the tablet.')
    await listed(onTablet.page, 'Changed on the tablet.', 'Sent')
    await comesBack(onPhone)
    for (const text of ['Changed on the phone.', 'Changed on the tablet.'])
      await noteSaying(page, text).getByText('You changed this note in two places, so both texts are kept.').waitFor()
    await looksAt('with two texts of a note')
    await sendsNow(onTablet.page)
    await noteSaying(onTablet.page, 'Changed on the phone.').getByText('so both texts are kept').waitFor()
  })

  await scene('with a text in the box while its note is changed on another device', async () => {
    const box = (at: Page) => at.getByLabel('What did you see or hear?')
    const keep = (at: Page) => at.getByRole('button', { name: 'Keep the change' }).click()
    await writes(page, 'A bell rings for every lesson.')
    await listed(page, 'A bell rings for every lesson.', 'Sent')
    await sendsNow(onTablet.page)
    for (const at of [page, onTablet.page]) await at.getByRole('button', { name: /^Change the note “A bell/ }).click()
    await box(onTablet.page).fill('A bell rings, and pupils cover their ears.')
    await keep(onTablet.page)
    await listed(onTablet.page, 'A bell rings, and pupils cover their ears.', 'Sent')
    await box(page).fill('A bell rings, and nobody minds.')
    await sendsNow(page)
    await listed(page, 'A bell rings, and pupils cover their ears.', 'Sent')
    assert.equal(await box(page).inputValue(), 'A bell rings, and nobody minds.', 'what is typed stays in the box')
    await keep(page)
    for (const text of ['A bell rings, and nobody minds.', 'A bell rings, and pupils cover their ears.'])
      await listed(page, text, 'Sent')
  })

  await scene('signed out, it leads to signing in', async () => {
    await sessions('-1 minute')
    await writes(page, 'After the session ended.')
    await says(page, 'Sign in again; your notes are kept on this device.')
    await page.getByRole('button', { name: 'Sign in' }).focus()
    await sendsNow(page)
    await listed(page, 'After the session ended.', 'Not sent yet')
    assert.equal(await focused(), 'Sign in', 'trying again moves nobody')
    await looksAt('signed out')
    await sessions('1 day')
    await comesBack(onPhone)
  })

  await scene('on a device whose room is used up, really, it keeps what it has and says what to do', async () => {
    const onFull = await person('a reviewer with a full phone', '', { width: 390, height: 844 })
    await becomes(onFull, reviewer)
    const full = onFull.page
    const makesRoom = await hasLittleRoom(full, app.url, 3_000_000)
    await onFull.goesTo(path)
    await ready(full)
    await onFull.context.setOffline(true)
    await writes(full, 'Written while there was room.')
    await listed(full, 'Written while there was room.', 'Not sent yet')
    await fillsUp(full)
    await writes(full, 'Written on a full device.')
    await onFull.sees(/This device is full, so the note could not be kept\. It stays in the box/)
    assert.equal(await full.getByLabel('What did you see or hear?').inputValue(), 'Written on a full device.')
    await choosesPhotograph(full, 'Written while there was room.', 'The corridor')
    await full.getByRole('button', { name: 'Keep the photograph' }).click()
    await onFull.sees(/This device is full, so the photograph could not be kept/)
    await look(full, 'the notebook on a full device', undefined, 'full')
    await full.getByRole('button', { name: 'Leave it out' }).click()
    await full.reload()
    await says(full, /This device is full, so nothing can be sent/)
    assert.equal(await full.getByLabel('What did you see or hear?').inputValue(), 'Written on a full device.')
    await onFull.context.setOffline(false)
    await sendsNow(full)
    await says(full, /This device is full, so nothing can be sent\. What was kept is safe/)
    await listed(full, 'Written while there was room.', 'Not sent yet')
    await look(full, 'the notebook that cannot send because the device is full', undefined, 'full, sending')
    await makesRoom()
    await full.getByRole('button', { name: 'Keep the note' }).click()
    await says(full, 'Everything is sent.')
    for (const text of ['Written while there was room.', 'Written on a full device.']) await listed(full, text, 'Sent')
  })

  await scene(
    'on a device that has no room for the page it says that it does not open without a connection',
    async () => {
      const onTiny = await person('a reviewer with no room at all', '', { width: 390, height: 844 })
      await becomes(onTiny, secondReviewer)
      await hasLittleRoom(onTiny.page, app.url, 60_000)
      await onTiny.goesTo(path)
      await onTiny.sees(/This device cannot open the notebook without a connection\. Leave this page open/)
      await look(onTiny.page, 'the notebook without room for the page', undefined, 'no room for the page')
    },
  )
})
