/** A headteacher with a phone of 320 pixels: home, a judgement, notes in a corridor on the visit day, a report. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOn, justSaved, scenesOf, skip } from '../support/browser.ts'
import { reviewAt } from '../support/review-world.ts'
import { runningWorld } from '../support/running-world.ts'
import { evaluationAt } from '../support/self-evaluations.ts'

const atTen = (day: Temporal.PlainDate) => Temporal.Instant.from(`${day}T10:00:00Z`)

test('a headteacher works on a phone', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const evaluation = await evaluationAt(ground, 'judging')
  const coming = await reviewAt(ground, 'prepared')
  const past = await reviewAt(ground, 'agreed')
  const head = await person('the headteacher', '', { width: 320, height: 640 })
  await becomes(head, 'north:a:headteacher')
  const scene = scenesOf(t)

  /** The page fits, also with the largest text, and everything to press is large enough for a thumb. */
  async function fits(): Promise<void> {
    for (const size of ['normal', 'larger']) {
      await head.page.evaluate((chosen) => {
        document.documentElement.className = document.documentElement.className.replace(
          /app-text-\w+/,
          `app-text-${chosen}`,
        )
      }, size)
      const width = await head.page.evaluate(() => {
        window.scrollTo(1000, 0)
        return Math.max(document.documentElement.scrollWidth, 320 + window.scrollX)
      })
      assert.equal(width, 320, `${head.page.url()} with ${size} text`)
    }
    const small = await head.page.evaluate(() =>
      [...document.querySelectorAll('main button, main [role=button], main input[type=radio]')]
        .filter((one) => one.getClientRects().length > 0 && one.getBoundingClientRect().height < 36)
        .map((one) => one.outerHTML.slice(0, 200)),
    )
    assert.deepEqual(small, [], head.page.url())
  }

  await scene('home lists what waits, and the menu opens', async () => {
    await head.goesTo('/north')
    await head.sees('What you need to do', /^Judge 5 statements/)
    await fits()
    const menu = head.page.getByRole('button', { name: 'Menu' })
    const reviews = head.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' })
    assert.ok(!(await reviews.isVisible()))
    await menu.click()
    assert.equal(await menu.getAttribute('aria-expanded'), 'true')
    await head.opens('Reviews')
    await head.sees('Cedar Lane School')
    await fits()
  })

  await scene('a judgement is made and saved between two lessons', async () => {
    await head.goesTo('/north')
    await head.follows(/^Judge 5 statements/)
    await fits()
    await head.follows('Start judging')
    await head.chooses('3 Secure', 'The duties are met.')
    await head.sees(justSaved)
    await fits()
    await head.presses(/^Save and go to/)
    await head.goesTo(`${evaluation.path}/judge`)
    await head.sees('1 of 3')
  })

  await scene('on the visit day a note is written where it was seen, and kept without wi-fi', async () => {
    app.clock.set(atTen(coming.visit_on))
    await head.goesTo('/north')
    await fits()
    await head.goesTo(`${coming.path}/visit-programme`)
    await fits()
    await head.goesTo(`${coming.path}/notes`)
    await head.sees('Now', 'The day')
    await fits()
    await head.context.setOffline(true)
    await head.fills('What did you see or hear?', 'A pupil in Year 4 explained the task to a friend.')
    await head.sees('You are offline; what you typed is kept on this device')
    await fits()
    await head.context.setOffline(false)
    await head.sees(justSaved)
    await head.chooses('Strength')
    await head.presses('Save the note')
    await head.sees('Note saved', 'A pupil in Year 4 explained the task to a friend.')
    await fits()
  })

  await scene('the report is read on the way home', async () => {
    await head.goesTo(`${past.path}/report`)
    await fits()
    await head.goesTo(past.path)
    await fits()
  })
})
