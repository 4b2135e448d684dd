/** Somebody who uses no mouse: the skip link, stepping into a role, judging, saving, and an error to put right. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOn, justSaved, scenesOf, skip } from '../support/browser.ts'
import { focusOf, nextStop, tabTo } from '../support/keyboard.ts'
import { runningApp } from '../support/running-app.ts'

test('a deputy who uses no mouse judges', { skip }, async (t) => {
  const app = await runningApp(t, { now: Temporal.Now.instant(), demonstration: true })
  const { person } = await browserOn(t, app)
  const deputy = await person('the deputy')
  const { keyboard } = deputy.page
  const scene = scenesOf(t)

  const tab = () => nextStop(deputy.page)
  const tabsTo = (words: RegExp) => tabTo(deputy.page, words)
  async function entersOn(words: RegExp): Promise<void> {
    await tabsTo(words)
    await deputy.goes(() => keyboard.press('Enter'))
  }
  const focused = async () => (await focusOf(deputy.page)).words

  await scene('the first stop of a page skips to its content', async () => {
    await deputy.goesTo('/demo')
    assert.equal((await tab()).words, 'Skip to main content')
    await keyboard.press('Enter')
    assert.equal(await deputy.page.evaluate(() => document.activeElement?.id), 'main-content')
    assert.equal((await tab()).words, 'the outbox')
  })

  await scene('a role, a task and the first question are reached with Tab and Enter alone', async () => {
    await entersOn(/^Be Tom Okafor$/)
    await deputy.isAt('What you need to do')
    await entersOn(/^Judge 4 statements/)
    await entersOn(/^Start judging/)
    assert.match(deputy.page.url(), /\/judge\/[a-z-]+(#s\d+)?$/)
  })

  await scene('a judgement is chosen with the arrows, saved by itself, and the focus stays', async () => {
    await tabsTo(/^1 /)
    await keyboard.press('Space')
    await keyboard.press('ArrowDown')
    await deputy.sees(justSaved)
    assert.match(await focused(), /^2 /)
    await tabsTo(/^Why do you judge so/)
    await keyboard.type('The quiet room helps, and not every adult uses it.')
    await tabsTo(/^What to look for|^Add evidence/)
    await deputy.sees(justSaved)
  })

  await scene('Tab goes through the whole page, misses nothing and is caught nowhere', async () => {
    const expected = await deputy.page.evaluate(
      () =>
        [...document.querySelectorAll<HTMLElement>('main a[href], main button, main textarea, main summary')].filter(
          (one) => one.checkVisibility() && !one.closest('details:not([open]) > :not(summary)'),
        ).length,
    )
    assert.ok(expected >= 6)
    await deputy.goesTo(new URL(deputy.page.url()).pathname)
    const stops: string[] = []
    for (let presses = 0; presses < 200; presses += 1) {
      const stop = await tab()
      if (stop.tag === 'body') break
      if (await deputy.page.evaluate(() => document.activeElement?.closest('main') !== null)) stops.push(stop.tag)
    }
    assert.equal(stops.filter((tag) => tag !== 'input').length, expected)
  })

  await scene('the ordinary button saves, and the news of it is read out', async () => {
    await deputy.goesTo(new URL(deputy.page.url()).pathname)
    await entersOn(/^Save$/)
    await deputy.sees(justSaved)
    const banner = await deputy.page.evaluate(() => document.activeElement?.getAttribute('role'))
    assert.equal(banner, 'alert')
    assert.match((await tab()).tag, /a|input|button/)
  })

  await scene('a refusal takes the focus, and its link leads to the field', async () => {
    await entersOn(/^Add evidence/)
    await entersOn(/^Add evidence$/)
    await deputy.isRefused(/\w/)
    assert.match(await focused(), /There is a problem/)
    await tab()
    await keyboard.press('Enter')
    assert.match(await deputy.page.evaluate(() => document.activeElement?.tagName ?? ''), /INPUT|TEXTAREA/)
    assert.equal((await focusOf(deputy.page)).trouble, '')
  })
})
