/** What was typed into a long form and not sent is there again: after a closed tab, a refusal, a second editor. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { look } from '../support/browser-checks.ts'
import { host, hostLead, reviewAt } from '../support/review-world.ts'
import { runningWorld } from '../support/running-world.ts'

const typed = 'Every class keeps one place that is quiet, and pupils know when they may go there.'
const again = /^What you typed here on .* was not sent, so it is in the form again\./

test('a long text that was not sent is not lost', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const review = await reviewAt(ground, 'host-agreed')
  const step = `${review.path}/next-steps/${review.step_ids[0]}`
  const head = await person('the head')
  const senco = await person('the SENCO')
  await becomes(head, hostLead)
  await becomes(senco, host)
  const scene = scenesOf(t)
  const box = (page: Page) => page.getByLabel('What will you do?')
  const isKept = (page: Page) =>
    page.waitForFunction(() =>
      Object.values({ ...localStorage }).some((one) => String(one).includes('one place that is quiet')),
    )
  const notice = (page: Page) => page.getByRole('status').filter({ hasText: again })
  const opens = async (path: string) => {
    const page = await head.context.newPage()
    await page.goto(`${app.url}${path}`)
    return page
  }

  await scene('a tab is closed in the middle of a sentence: it is in the form again, which says so', async () => {
    const first = await opens(step)
    await box(first).fill(typed)
    await isKept(first)
    await first.close()
    const second = await opens(step)
    await notice(second).waitFor()
    assert.equal(await box(second).inputValue(), typed)
    await look(second, 'a next step with what was typed before')
    await second.close()
  })

  await scene('another page with such a form, and another person at the same device, see nothing of it', async () => {
    const other = await opens(`${review.path}/next-steps/new`)
    await box(other).waitFor()
    assert.equal(await box(other).inputValue(), '')
    await becomes(head, host)
    await other.goto(`${app.url}${step}`)
    await box(other).waitFor()
    assert.notEqual(await box(other).inputValue(), typed)
    assert.equal(await notice(other).count(), 0)
    await becomes(head, hostLead)
    await other.close()
  })

  await scene('the head removes it: what is saved stands there, also the next time', async () => {
    const page = await opens(step)
    await notice(page).waitFor()
    await page.getByRole('button', { name: 'Remove what I typed' }).press('Enter')
    assert.notEqual(await box(page).inputValue(), typed)
    assert.ok(await box(page).evaluate((field) => field === document.activeElement))
    await page.reload()
    await box(page).waitFor()
    assert.equal(await notice(page).count(), 0)
    await page.close()
  })

  await scene('a text that was refused and then left is there again', async () => {
    const page = await opens(step)
    await box(page).fill(typed)
    await page.getByLabel('Day').fill('')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor()
    await isKept(page)
    await page.close()
    const later = await opens(step)
    await notice(later).waitFor()
    assert.equal(await box(later).inputValue(), typed)
    await later.close()
  })

  await scene('somebody else saved in between: both texts are shown', async () => {
    await senco.goesTo(step)
    await senco.fills('What will you do?', 'Talk with the pupils first.')
    await senco.presses('Save')
    const page = await opens(step)
    await notice(page).waitFor()
    await page.getByLabel('Day').fill('9')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Talk with the pupils first.').first().waitFor()
    await page.getByText(typed).first().waitFor()
    await page.close()
  })

  await scene('what was sent does not come again', async () => {
    const page = await opens(`${review.path}/next-steps/new`)
    await box(page).fill(typed)
    await page.goBack().catch(() => null)
    await page.goto(`${app.url}${step}/progress`)
    const words = page.getByLabel('What has changed, and what shows it?')
    await words.fill('Two classes have one place that is quiet.')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: /Next steps/ }).waitFor()
    await page.goto(`${app.url}${step}/progress`)
    await words.waitFor()
    assert.equal(await notice(page).count(), 0)
    await page.goto(`${app.url}${review.path}/next-steps/new`)
    await notice(page).waitFor()
    assert.equal(await box(page).inputValue(), typed)
  })

  await scene('signing out leaves nothing on the device', async () => {
    await head.goesTo(step)
    await head.page.getByRole('button', { name: 'Sign out' }).click()
    await head.comesTo(/./)
    const left = await head.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('draft')))
    assert.deepEqual(left, [])
  })
})
