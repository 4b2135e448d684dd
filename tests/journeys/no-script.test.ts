/** Everything that matters works with JavaScript off: signing in, judging, two tabs, a session that ends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { browserOn, justSaved, type Person, scenesOf, skip } from '../support/browser.ts'
import { runningWorld } from '../support/running-world.ts'
import { evaluationAt } from '../support/self-evaluations.ts'

const email = 'north.a.senior-leader@example.org'
const duty = 'The duties are met.'
const noScript = { javaScript: false }

test('a deputy judges on a school computer that runs no scripts', { skip }, async (t) => {
  const { app, ground } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const evaluation = await evaluationAt(ground, 'judging')
  const area = `${evaluation.path}/judge/leadership`
  const deputy = await person('the deputy', email, noScript)
  const secondTab = await person('the deputy, in a second tab', email, noScript)
  const reason = (who: Person) => who.page.getByRole('group', { name: duty }).locator('xpath=../..').getByLabel(/^Why/)
  /** Mail to the addresses of the test world stays in the outbox, where this finds the newest link to sign in. */
  async function newestLink(): Promise<string> {
    const { rows } = await ground.database.asOwner((db) =>
      sql<{ text: string }>`select text from outbox_mail where to_address = ${email} and kind = 'sign-in'
        order by created_at desc limit 1`.execute(db),
    )
    return /http\S+\/sign-in\/link\/\S+/.exec(rows[0]?.text ?? '')?.[0] ?? ''
  }
  const scene = scenesOf(t)

  await scene('the link of the e-mail is opened by the mail scanner first, and still signs in, once', async () => {
    await deputy.goesTo(`${evaluation.path}/judge`)
    await deputy.isAt('Sign in')
    await deputy.presses('Send me a link')
    await deputy.isRefused('Enter your email address')
    await deputy.fills('Your email address', email)
    await deputy.presses('Send me a link')
    await deputy.isAt('Check your email')
    const link = await newestLink()
    for (const method of ['HEAD', 'GET', 'GET']) assert.equal((await fetch(link, { method })).status, 200)
    await deputy.goesTo(await newestLink())
    await deputy.sees(email)
    await deputy.presses('Sign in')
    await deputy.sees('You are signed in', 'Start judging')
    assert.equal((await fetch(link)).status, 410)
    await secondTab.context.addCookies(await deputy.context.cookies())
  })

  await scene('the Save button keeps a judgement, pressed twice or once', async () => {
    await deputy.follows('Start judging')
    await secondTab.goesTo(area)
    await deputy.chooses('3 Secure', duty)
    await reason(deputy).fill('Every plan has been read this year.')
    await deputy.page.getByRole('button', { name: 'Save', exact: true }).dblclick()
    await deputy.page.getByText(justSaved).waitFor()
    await deputy.goesTo(area)
    assert.ok(await deputy.page.getByRole('group', { name: duty }).getByLabel('3 Secure').isChecked())
    assert.equal(await reason(deputy).inputValue(), 'Every plan has been read this year.')
  })

  await scene('a tab that was opened before shows both texts, and nothing is overwritten silently', async () => {
    await secondTab.chooses('2 Developing', duty)
    await reason(secondTab).fill('Two plans are out of date.')
    await secondTab.presses('Save')
    await secondTab.isAt('You changed this on another device')
    await secondTab.sees('Every plan has been read this year.', 'Two plans are out of date.')
    await secondTab.chooses('What was saved before')
    await secondTab.presses('Save my choice')
    assert.equal(await reason(secondTab).inputValue(), 'Every plan has been read this year.')
    await deputy.goesTo(area)
    await secondTab.chooses('2 Developing', duty)
    await secondTab.presses('Save')
    await reason(deputy).fill('One plan is out of date.')
    await deputy.presses('Save')
    await deputy.chooses('What I typed here')
    await deputy.presses('Save my choice')
    assert.equal(await reason(deputy).inputValue(), 'One plan is out of date.')
  })

  await scene('what is sent after the session has ended is given back after signing in again', async () => {
    await reason(deputy).fill('We wrote the last plan anew\non Friday.')
    await ground.database.asOwner((db) => sql`update session set expires_at = now() - interval '1 minute'`.execute(db))
    await deputy.presses('Save')
    await deputy.isAt('Sign in')
    await deputy.fills('Your email address', email)
    await deputy.presses('Send me a link')
    await deputy.goesTo(await newestLink())
    await deputy.presses('Sign in')
    await deputy.isAt('You were signed out before this was saved')
    await deputy.sees(/We wrote the last plan anew\s+on Friday\./)
    await deputy.presses('Save what you typed')
    await deputy.isAt('Leadership')
    assert.equal(await reason(deputy).inputValue(), 'We wrote the last plan anew\non Friday.')
  })
})
