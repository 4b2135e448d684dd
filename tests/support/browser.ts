/** People at browsers, in their own words: what they open, choose, fill in, press and see. Never by a class of the markup. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'
import type { Actor } from '../../src/features/people/public.ts'
import type { Db } from '../../src/platform/db/connect.ts'
import { look, watch } from './browser-checks.ts'
import type { RunningApp } from './running-app.ts'

const installed = '/usr/bin/chromium'
const executablePath = process.env.CHROMIUM_PATH || (existsSync(installed) ? installed : undefined)

/** The option of every journey: false where there is a browser, else why it is skipped. */
export const skip = executablePath ? false : 'no Chromium: set CHROMIUM_PATH to run the journeys'

/** What stands beside a form that has saved itself, whatever the time. */
export const justSaved = /^Saved (\d{1,2}(:\d\d)?[ap]m|midday|midnight)/

const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** How long a person waits for anything, in milliseconds. */
const patience = 20_000

type Setting = { javaScript?: boolean; width?: number; height?: number }
/** What people at browsers need of an app. */
type Served = Pick<RunningApp, 'url' | 'mailsTo' | 'as'> & Partial<Pick<RunningApp, 'whenEnding'>>
type Owner = { after(cleanUp: () => Promise<void>): void }

/** A browser on the running app, for any number of people, each with a device of their own. */
export async function browserOn(t: Owner, app: Served) {
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: launchArguments,
    headless: true,
  })
  // The app may end with a complaint, after which nothing else is done: a browser left open would keep the test from ending.
  if (app.whenEnding) app.whenEnding(() => browser.close())
  else t.after(() => browser.close())
  return {
    browser,
    /** A person at a device of their own. `email` is where their mail goes. */
    async person(name: string, email = '', setting: Setting = {}): Promise<Person> {
      const { javaScript = true, width = 1280, height = 900 } = setting
      const context = await browser.newContext({
        baseURL: app.url,
        viewport: { width, height },
        javaScriptEnabled: javaScript,
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
      })
      context.setDefaultTimeout(patience)
      const mirror = javaScript ? undefined : await browser.newPage({ baseURL: app.url, viewport: { width, height } })
      await mirror?.goto('/sign-in')
      return personAt(app, context, await context.newPage(), { name, email }, mirror)
    },
  }
}

export type Person = Awaited<ReturnType<typeof personAt>>
type Stays = { stays: true }

async function personAt(
  app: Served,
  context: BrowserContext,
  page: Page,
  who: { name: string; email: string },
  mirror?: Page,
) {
  const troubles: string[] = []
  watch(page, app.url, troubles)
  const about = () => `${who.name} at ${new URL(page.url()).pathname}`

  async function arrive(): Promise<void> {
    assert.deepEqual(troubles.splice(0), [], about())
    await look(page, about(), mirror)
    assert.deepEqual(troubles.splice(0), [], about())
  }
  /** Does what leads to another page, and looks at that page. */
  async function going(act: () => Promise<unknown>): Promise<void> {
    const loaded = page.waitForEvent('load', { timeout: patience })
    loaded.catch(() => {})
    await act()
    await loaded.catch(async () => {
      throw new Error(`nothing loads for ${about()}, who sees:\n${await read(page)}`)
    })
    await arrive()
  }
  const main = () => page.locator('main')
  /** The fields under a question, where several questions have the same answers. */
  const within = (question: string | undefined): Locator =>
    question === undefined ? main() : main().getByRole('group', { name: question }).first()

  const person = {
    ...who,
    page,
    context,
    /** The same person at another device or in another window: nothing is shared but what they know. */
    goesTo: (path: string) => going(() => page.goto(path)),
    /** Does what leads to another page in a way of their own, such as by keyboard. */
    goes: going,
    /** Follows a link of the navigation at the top. */
    opens: (text: string) =>
      going(() =>
        page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: text, exact: true }).click(),
      ),
    /** Follows a link of the page, or one that looks like a button: the first with these words. */
    follows: (text: string | RegExp) => going(() => linkIn(main(), text).click()),
    /** Opens the first of the cards that a page lists its things on. */
    followsFirstCard: () =>
      going(() => main().getByRole('listitem').getByRole('heading').getByRole('link').first().click()),
    /** What is not there, or not for this person, is not found. */
    async cannotOpen(path: string): Promise<void> {
      const response = await context.request.get(path)
      assert.equal(response.status(), 404, `${who.name} opens ${path}`)
    },
    goesBack: () => going(() => page.getByRole('navigation', { name: 'Back' }).getByRole('link').click()),
    async presses(text: string | RegExp, options?: Stays): Promise<void> {
      const button = main()
        .getByRole('button', { name: text, exact: typeof text === 'string' })
        .first()
      await (options?.stays ? button.click() : going(() => button.click()))
    },
    async chooses(answer: string | RegExp, question?: string): Promise<void> {
      await within(question)
        .getByRole('radio', { name: answer, exact: typeof answer === 'string' })
        .first()
        .check()
    },
    async ticks(answer: string | RegExp, question?: string): Promise<void> {
      await within(question).getByRole('checkbox', { name: answer }).first().check()
    },
    async unticks(answer: string | RegExp, question?: string): Promise<void> {
      await within(question).getByRole('checkbox', { name: answer }).first().uncheck()
    },
    async fills(label: string, text: string, question?: string): Promise<void> {
      await within(question).getByLabel(label, { exact: true }).first().fill(text)
    },
    async fillsDay(legend: string, day: Temporal.PlainDate): Promise<void> {
      const group = within(legend)
      await group.getByLabel('Day').fill(String(day.day))
      await group.getByLabel('Month').fill(String(day.month))
      await group.getByLabel('Year').fill(String(day.year))
    },
    async selects(label: string, option: string): Promise<void> {
      await main().getByLabel(label).first().selectOption({ label: option })
    },
    /** Types into a box that offers matches, and takes the first. */
    async looksUp(label: string, text: string): Promise<void> {
      // The plain list becomes a box to type into when the page's script has come.
      await main().getByRole('combobox', { name: label }).and(main().locator('input')).fill(text)
      await main().getByRole('option', { name: text }).first().click()
    },
    async unfolds(text: string | RegExp): Promise<void> {
      await main().locator('summary').filter({ hasText: text }).first().click()
    },
    /** Fails unless every text can be read somewhere on the page. */
    async sees(...texts: (string | RegExp)[]): Promise<void> {
      for (const text of texts) {
        const found = main().getByText(text).filter({ visible: true }).first()
        await found.waitFor({ timeout: patience }).catch(async () => {
          throw new Error(`${about()} does not see “${text}” but:\n${await read(page)}`)
        })
      }
    },
    async doesNotSee(...texts: (string | RegExp)[]): Promise<void> {
      const words = await read(page)
      for (const text of texts)
        assert.ok(
          typeof text === 'string' ? !words.includes(text) : !text.test(words),
          `${about()} sees “${text}”:\n${words}`,
        )
    },
    async isAt(heading: string | RegExp): Promise<void> {
      await page
        .getByRole('heading', { level: 1, name: heading })
        .waitFor({ timeout: patience })
        .catch(async () => {
          throw new Error(`${about()} is not at “${heading}” but:\n${await read(page)}`)
        })
    },
    /** Waits for a page that comes by itself. */
    async comesTo(heading: string | RegExp): Promise<void> {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await arrive()
    },
    async uploads(label: string, file: string): Promise<void> {
      await main().getByLabel(label).setInputFiles(file)
    },
    /** The page came back with this reason in its error summary, and says so in its title. */
    async isRefused(reason: string | RegExp): Promise<void> {
      const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
      // biome-ignore lint/performance/useDomNodeTextContent: what people see, not what is in the markup
      const text = await summary.innerText({ timeout: patience }).catch(() => read(page))
      assert.ok(typeof reason === 'string' ? text.includes(reason) : reason.test(text), `${about()}: ${text}`)
      assert.match(await page.title(), /^Error: /)
    },
    /** Opens the newest mail with a subject and follows its link. */
    async opensMail(subject: string | RegExp): Promise<string> {
      const mails = await app.mailsTo(who.email)
      const mail = mails.find((one) =>
        typeof subject === 'string' ? one.subject === subject : subject.test(one.subject),
      )
      assert.ok(mail, `${who.name} has no mail “${subject}” but ${mails.map((one) => one.subject).join(', ')}`)
      const link = new RegExp(`${app.url}/\\S+`).exec(mail.text)?.[0]
      assert.ok(link, `the mail “${mail.subject}” has no link:\n${mail.text}`)
      await person.goesTo(link)
      return mail.text
    },
    /** Signs in the way everybody does: asks for a link, opens the mail, presses the button. */
    async signsIn(): Promise<void> {
      await person.goesTo('/sign-in')
      await person.fills('Your email address', who.email)
      await person.presses('Send me a link')
      await person.opensMail('Your link to sign in to Schoolfellow')
      await person.presses('Sign in')
    },
    /** Goes home and finds a task there. Its link is followed when asked. */
    async hasTask(title: string | RegExp, options: { follow?: boolean } = {}): Promise<void> {
      await person.opens('Home')
      await person.sees(title)
      if (options.follow) await person.follows(title)
    },
    /** Takes a short cut: does by the features' own functions what has been shown in the browser before. */
    async does<T>(work: (db: Db, actor: Actor) => Promise<T>): Promise<T> {
      const partnership = new URL(page.url()).pathname.split('/')[1] ?? ''
      const session = (await context.cookies()).find((cookie) => cookie.name === 'session')
      assert.ok(session, `${who.name} is not signed in`)
      return app.as(session.value, partnership, work)
    },
    async downloads(link: string | RegExp): Promise<Buffer> {
      const href = await linkIn(main(), link).getAttribute('href')
      const response = await context.request.get(href ?? '')
      assert.equal(response.status(), 200)
      return response.body()
    },
    words: () => read(page),
  }
  return person
}

function linkIn(place: Locator, text: string | RegExp): Locator {
  return place
    .getByRole('link', { name: text })
    .or(place.getByRole('button', { name: text }).and(place.locator('a')))
    .first()
}

/** What can be read on a page, for the message of a failure. */
async function read(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: what people see, not what is in the markup
  return (await page.locator('main').innerText()).replace(/\n{2,}/g, '\n')
}

type Context = {
  test(name: string, options: { skip: string | false }, work: () => Promise<void>): Promise<void>
}

/** The scenes of a journey, in order. After one that fails the others have nothing to stand on, and are skipped. */
export function scenesOf(t: Context): (name: string, work: () => Promise<void>) => Promise<void> {
  let failed = false
  return async (name, work) => {
    await t.test(name, { skip: failed ? 'an earlier scene failed' : false }, async () => {
      try {
        await work()
      } catch (error) {
        failed = true
        throw error
      }
    })
  }
}
