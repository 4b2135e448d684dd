/** Judgements save themselves: at once, without a connection, on two devices, and never twice. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { browserOn, justSaved, type Person, scenesOf, skip } from '../support/browser.ts'
import { runningWorld } from '../support/running-world.ts'
import { evaluationAt } from '../support/self-evaluations.ts'

const duty = 'The duties are met.'
const vision = 'Leaders set a direction.'

test('judgements save themselves while a deputy works', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const evaluation = await evaluationAt(ground, 'judging')
  const area = `${evaluation.path}/judge/leadership`
  const deputy = await person('the deputy')
  const atHome = await person('the deputy at home')
  for (const who of [deputy, atHome]) await becomes(who, 'north:a:senior-leader')
  const part = (who: Person, statement: string) =>
    who.page.locator('[data-autosave]').filter({ has: who.page.getByRole('group', { name: statement }) })
  const reason = (who: Person, statement: string) => part(who, statement).getByLabel(/^Why/)
  const says = (who: Person, statement: string, words: string | RegExp) =>
    part(who, statement).getByRole('status').filter({ hasText: words }).waitFor()
  const sessionsEnd = (after: string) =>
    ground.database.asOwner((db) => sql`update session set expires_at = now() + ${after}::interval`.execute(db))
  const scene = scenesOf(t)

  await scene('what is chosen before the script has come over a slow line is saved too', async () => {
    await atHome.page.route(/autosave-form/, async (route) => {
      // Not by the mouse: the page is being looked at meanwhile, at other widths, and a click could land beside the answer.
      const answer = atHome.page.getByRole('group', { name: 'Governors ask.' }).getByLabel('2 Developing')
      await answer.evaluate((radio: HTMLInputElement) => radio.click())
      await route.continue()
    })
    await atHome.goesTo(area)
    await says(atHome, 'Governors ask.', justSaved)
  })

  await scene(
    'a choice and a text are saved as they are made, with the time, and are there after a reload',
    async () => {
      await deputy.goesTo(area)
      await deputy.chooses('3 Secure', duty)
      await says(deputy, duty, justSaved)
      await reason(deputy, vision).fill('There is one plan, and everybody knows it.')
      await says(deputy, vision, justSaved)
      await deputy.goesTo(area)
      assert.ok(await part(deputy, duty).getByLabel('3 Secure').isChecked())
      assert.equal(await reason(deputy, vision).inputValue(), 'There is one plan, and everybody knows it.')
    },
  )

  await scene('without a connection it stays on the device, and goes when the connection is back', async () => {
    await deputy.context.setOffline(true)
    await reason(deputy, duty).fill('Checked in the corridor, without wi-fi.')
    await says(deputy, duty, 'You are offline; what you typed is kept on this device')
    await deputy.context.setOffline(false)
    await says(deputy, duty, justSaved)
    await deputy.goesTo(area)
    assert.equal(await reason(deputy, duty).inputValue(), 'Checked in the corridor, without wi-fi.')
  })

  await scene(
    'what is typed after the session has ended is kept on the device, and sent after signing in again',
    async () => {
      await sessionsEnd('-1 minute')
      await reason(deputy, vision).fill('The plan is on every noticeboard.')
      await says(deputy, vision, 'You are signed out; what you typed is kept on this device')
      await deputy.goesTo('/accessibility-statement')
      await sessionsEnd('1 day')
      await deputy.goesTo(area)
      assert.equal(await reason(deputy, vision).inputValue(), 'The plan is on every noticeboard.')
      await says(deputy, vision, justSaved)
    },
  )

  await scene('the other browser, opened before, conflicts and shows both texts', async () => {
    await reason(atHome, vision).fill('Not every teacher knows the plan.')
    await says(atHome, vision, 'This was changed elsewhere')
    await atHome.follows('See both texts and choose')
    await atHome.isAt('You changed this on another device')
    await atHome.sees('The plan is on every noticeboard.', 'Not every teacher knows the plan.')
    await atHome.chooses('What I typed here')
    await atHome.presses('Save my choice')
    assert.equal(await reason(atHome, vision).inputValue(), 'Not every teacher knows the plan.')
    // What the deputy had saved for the other statement meanwhile was untouched at home, and stays.
    assert.equal(await reason(atHome, duty).inputValue(), 'Checked in the corridor, without wi-fi.')
  })

  await scene('a double click on a button does one thing', async () => {
    await deputy.goesTo(area)
    await deputy.follows(/^Add evidence/)
    await deputy.chooses(/^A note/, 'What do you want to add?')
    await deputy.fills('Name of the evidence', 'Minutes of the governors')
    await deputy.fills('What does it show?', 'They ask about the duties every term.')
    await deputy.page.getByRole('button', { name: 'Add evidence' }).dblclick()
    await deputy.sees('Minutes of the governors')
    const rows = await ground.database.asOwner((db) => sql`select 1 from evidence`.execute(db))
    assert.equal(rows.rows.length, 1)
  })
})
