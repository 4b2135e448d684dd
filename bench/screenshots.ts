/**
 * Takes the pictures in docs/images from a running demonstration.
 * node bench/screenshots.ts http://localhost:3000 [folder]
 */
import { mkdirSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'

const [base = 'http://localhost:3000', folder = 'docs/images'] = process.argv.slice(2)
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/** Each picture: who looks, how they get there from their home page, and how much is shown. */
const pictures: { name: string; person: string; go: (page: Page) => Promise<void>; height: number }[] = [
  { name: 'home', person: 'headteacher', go: async () => {}, height: 900 },
  {
    name: 'judge',
    person: 'senior-leader',
    go: async (page) => {
      await page.locator('main a[href$="/judge"]').first().click()
      await page.locator('main a[href*="/judge/"]').first().click()
    },
    height: 1000,
  },
  {
    name: 'profile',
    person: 'governor',
    go: async (page) => {
      await page.getByRole('link', { name: 'Self-evaluation' }).first().click()
      await page
        .getByRole('link', { name: /^Self-evaluation, / })
        .first()
        .click()
      await page.getByRole('link', { name: 'Profile' }).first().click()
    },
    height: 1050,
  },
  {
    name: 'review',
    person: 'headteacher',
    go: async (page) => {
      await page.getByRole('link', { name: 'Reviews' }).first().click()
      await page.getByRole('link', { name: 'Oakhanger School' }).first().click()
    },
    height: 1500,
  },
  {
    name: 'groups',
    person: 'partnership-officer',
    go: async (page) => {
      await theProgramme(page)
      await page.getByRole('link', { name: /^See how the groups were formed/ }).click()
      await page.getByRole('link', { name: '1', exact: true }).click()
    },
    height: 1450,
  },
  {
    name: 'calendar',
    person: 'partnership-officer',
    go: async (page) => {
      await theProgramme(page)
      await page.getByRole('link', { name: 'Calendar of visits' }).click()
    },
    height: 1500,
  },
]

/** The programme that is half-way. */
async function theProgramme(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Programmes' }).first().click()
  await page
    .getByRole('link', { name: /^Peer review \d{4} to/ })
    .first()
    .click()
}

mkdirSync(folder, { recursive: true })
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]
const browser = await chromium.launch({ executablePath, args })
for (const { name, person, go, height } of pictures) {
  const context = await browser.newContext({ viewport: { width: 1280, height } })
  const page = await context.newPage()
  await page.goto(`${base}/demo`)
  await page.locator(`button[name="person"][value="${person}"]`).click()
  await go(page)
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.screenshot({ path: `${folder}/${name}.png` })
  console.log(`${name}.png: ${await page.title()}`)
  await context.close()
}
await browser.close()
