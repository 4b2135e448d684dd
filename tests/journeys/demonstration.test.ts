/** The demonstration as a newcomer meets it: everybody can be stepped into, has work waiting, and every link leads somewhere. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { leadingPeople, otherLeadingPeople } from '../../src/demo/people.ts'
import { partnershipsWithProgrammes } from '../../src/features/reviews/letters/letters.queries.ts'
import { lettersToSend } from '../../src/features/reviews/public.ts'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { type RunningApp, runningApp } from '../support/running-app.ts'

const roles = [
  ...['partnership-lead', 'partnership-officer', 'headteacher', 'senior-leader', 'senco'],
  ...['governor', 'ile', 'facilitator', 'quality-assurer', 'provider'],
]
const keys = [...roles, ...roles.map((role) => `other-${role}`)]
const people = [...leadingPeople, ...otherLeadingPeople]
/** Those whose home must show that there is something to do. */
const busy = ['headteacher', 'senior-leader', 'senco', 'ile', 'partnership-officer']

const partnershipOf = (key: string) => (key.startsWith('other-') ? '/calderfell' : '/wealdshire')

/** What a script does that wants to be somebody, as the README tells it. */
async function signInByScript(app: RunningApp, key: string): Promise<Response> {
  return fetch(`${app.url}/demo/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ person: key }),
    redirect: 'manual',
  })
}

async function stepsInto(visitor: Person, key: string): Promise<void> {
  const person = people.find((one) => one.key === key)
  await visitor.goesTo('/demo')
  await visitor.presses(`Be ${person?.name}`)
  await visitor.isAt('What you need to do')
}

/** Where the links of the header and the page lead, on this site. */
async function linksOf(visitor: Person): Promise<string[]> {
  const hrefs = await visitor.page
    .locator('header a[href], main a[href]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return [...new Set(hrefs.map((href) => href.replace(/#.*$/, '')))].filter((href) => href.startsWith('/'))
}

test('a newcomer looks around the demonstration', { skip }, async (t) => {
  const app = await runningApp(t, { now: Temporal.Now.instant(), demonstration: true })
  const { person } = await browserOn(t, app)
  const visitor = await person('a newcomer')
  const links = new Map<string, string[]>()
  const scene = scenesOf(t)

  await scene('the front page leads to the people of the demonstration', async () => {
    await visitor.goesTo('/')
    await visitor.follows('Look around the demonstration')
    await visitor.isAt('Step into a role')
    const buttons = await visitor.page.getByRole('button', { name: /^Be / }).allInnerTexts()
    assert.deepEqual(buttons.map((text) => text.slice(3)).sort(), people.map(({ name }) => name).sort())
  })

  await scene('a script signs in as each of them by their key', async () => {
    for (const key of keys) {
      const answer = await signInByScript(app, key)
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, partnershipOf(key)], key)
      const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
      const home = await fetch(`${app.url}${partnershipOf(key)}`, { headers: { cookie } })
      assert.equal(home.status, 200, key)
      const name = people.find((one) => one.key === key)?.name ?? ''
      assert.ok((await home.text()).includes(name), key)
    }
    assert.equal((await signInByScript(app, 'nobody')).status, 404)
  })

  await scene(
    'of its past nobody is reminded when the service starts, and a few reminders are there to read',
    async () => {
      const today = app.clock.today()
      const partnerships = await app.database.asOwner((db) => partnershipsWithProgrammes(db, today))
      assert.equal(partnerships.length, 2)
      for (const one of partnerships) {
        const waiting = await app.database.inPartnership(one.id, undefined, (db) => lettersToSend(db, one, today))
        assert.deepEqual(waiting, [])
      }
      const outbox = await (await fetch(`${app.url}/demo/outbox`)).text()
      const reminders = outbox.match(/Preparing the visit to|Please choose a day|The visit to .* on /g) ?? []
      assert.ok(reminders.length <= 20, `${reminders.length} reminders`)
    },
  )

  await scene('those who have something to do find it at home', async () => {
    for (const key of busy) {
      await stepsInto(visitor, key)
      await visitor.doesNotSee('Nothing waits for you now')
      const first = visitor.page.getByRole('main').getByRole('listitem').getByRole('link').first()
      await visitor.goes(() => first.click())
    }
  })

  await scene('a head finds the letter to families filled in, and takes it along', async () => {
    await stepsInto(visitor, 'headteacher')
    const { rows } = await app.database.asOwner((db) =>
      sql<{ id: string }>`select r.id from review r join school s on s.id = r.host_school_id
        where s.name = 'Larkfield Primary School' and r.closed_at is null and r.cancelled_at is null`.execute(db),
    )
    await visitor.goesTo(`/wealdshire/reviews/${rows[0]?.id}`)
    await visitor.goes(() => visitor.page.getByRole('link', { name: 'Documents and emails of this review' }).click())
    await visitor.isAt('Documents and emails')
    await visitor.follows('Letter to families')
    await visitor.sees('They do not inspect, test or assess any child.', 'Larkfield Primary School')
    await visitor.doesNotSee(/[{}]/)
    assert.equal((await visitor.downloads('Download it as a Word file')).subarray(0, 2).toString(), 'PK')
    await visitor.goesTo('/wealdshire/review-models/inclusion-peer-review')
    await visitor.unfolds(/Read the text of “Letter to families”/)
    await visitor.sees('On {visit day} we have visitors.')
  })

  await scene('everybody can be stepped into, and every link of their home leads somewhere', async () => {
    for (const key of keys) {
      await stepsInto(visitor, key)
      const found = await linksOf(visitor)
      assert.ok(found.length > 5, `${key}: ${found.join(' ')}`)
      links.set(key, found)
      for (const href of found) {
        const answer = await visitor.context.request.get(href)
        assert.equal(answer.status(), 200, `${key}: ${href}`)
      }
    }
  })

  await scene('display settings work, and stay for the next person at this device', async () => {
    await visitor.page.getByRole('link', { name: 'Display settings' }).click()
    await visitor.isAt('Display settings')
    await visitor.chooses('Larger')
    await visitor.chooses('Wide')
    await visitor.chooses('Dark')
    await visitor.ticks('Show a button that reads the page aloud')
    await visitor.presses('Save display settings')
    await visitor.sees('Your display settings are saved on this device')
    await stepsInto(visitor, 'senco')
    const html = visitor.page.locator('html')
    assert.match((await html.getAttribute('class')) ?? '', /app-text-larger app-spacing-wide/)
    assert.equal(await html.getAttribute('data-theme'), 'dark')
    assert.equal(await visitor.page.getByRole('button', { name: /aloud/i }).count(), 1)
    const background = await visitor.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    assert.ok(
      /\d+/g.exec(background) && Math.max(...(background.match(/\d+/g) ?? []).slice(0, 3).map(Number)) < 80,
      background,
    )
    await visitor.page.getByRole('button', { name: 'Sign out' }).click()
    await visitor.page.waitForURL((url) => !url.pathname.startsWith('/wealdshire'))
    assert.equal(await html.getAttribute('data-theme'), 'dark')
  })

  await scene('people of the other partnership find nothing of the first', async () => {
    const first = [...new Set([...links].flatMap(([key, hrefs]) => (key.startsWith('other-') ? [] : hrefs)))].filter(
      (href) => href.startsWith('/wealdshire'),
    )
    assert.ok(first.length > 30)
    for (const key of keys.filter((one) => one.startsWith('other-'))) {
      const own = links.get(key) ?? []
      assert.deepEqual(
        own.filter((href) => href.startsWith('/wealdshire')),
        [],
        key,
      )
    }
    await stepsInto(visitor, 'other-partnership-lead')
    await visitor.doesNotSee('Wealdshire', 'Larkfield')
    for (const href of first) {
      const answer = await visitor.context.request.get(href)
      assert.equal(answer.status(), 404, href)
      assert.match(await answer.text(), /<h1[^>]*>Page not found/, href)
      // Its own people have a page of that name, or none: nothing of the first shows under it.
      const moved = await visitor.context.request.get(href.replace('/wealdshire', '/calderfell'))
      assert.ok(!/Larkfield|Wealdshire/.test(await moved.text()), `${href} in the other partnership`)
    }
  })
})
