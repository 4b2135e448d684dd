/** The demonstration, as a visitor meets it. */
import { test } from 'node:test'
import { timeZone } from '../../src/lib/clock.ts'
import { browserOn, skip } from '../support/browser.ts'
import { runningApp } from '../support/running-app.ts'

test('demonstration', { skip }, async (t) => {
  const t0 = performance.now()
  const app = await runningApp(t, { now: Temporal.Now.instant(), demonstration: true })
  console.log('grown', performance.now() - t0, timeZone)
  const { person } = await browserOn(t, app)
  for (const key of [
    'headteacher',
    'senior-leader',
    'senco',
    'ile',
    'partnership-officer',
    'facilitator',
    'governor',
    'provider',
    'quality-assurer',
    'partnership-lead',
    'other-headteacher',
    'other-senco',
  ]) {
    const who = await person(key)
    await who.goesTo('/demo')
    const response = await who.context.request.post('/demo/sign-in', { form: { person: key }, maxRedirects: 0 })
    console.log(key, response.status(), response.headers().location)
    await who.goesTo(response.headers().location ?? '')
    console.log(await who.page.locator('header, nav').allInnerTexts())
    console.log(await who.words())
    await who.context.close()
  }
})
