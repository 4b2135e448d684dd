/** What must hold of every page that a journey visits, whoever looks at it. */
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import axe from 'axe-core'
import type { ConsoleMessage, Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
/** As wide as the smallest phone, and as a page of 1280 enlarged to 400%. */
const narrow = 320

/** A folder that gets a picture of every page in both widths, for people who want to look. */
const pictures = process.env.JOURNEY_PICTURES

/** Leaves the looks out, while somebody is writing a journey. */
const hurried = process.env.JOURNEY_LOOK === '0'

/** Pages that this run has looked at already, by address pattern and state. */
const seen = new Set<string>()

/** An address with what differs from record to record taken out. */
function pattern(url: string): string {
  return new URL(url).pathname
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '…')
    .replace(/\/[\w-]{43}(?=$|\/|\.)/g, '/…')
    .replace(/\/(judgements|agree|areas|judge)\/[a-z-]+$/, '/$1/…')
}

/**
 * Looks at a page the first time that it comes in this state: barriers, and whether it fits a phone. axe needs scripts:
 * where the page runs none, it looks at a copy in `mirror`, a page of the same site that does. What differs from other
 * states of the page in neither headings nor forms is told apart by a name.
 */
export async function look(page: Page, about: string, mirror?: Page, named = ''): Promise<void> {
  if (hurried) return
  const state = await page.evaluate(() => ({
    headings: [...document.querySelectorAll('main h2')]
      .filter((heading) => !heading.closest('li'))
      .map((heading) => heading.textContent?.trim() ?? ''),
    refused: document.querySelector('.govuk-error-summary') !== null,
    forms: document.querySelectorAll('form').length,
  }))
  const key = JSON.stringify([pattern(page.url()), state.headings, state.refused, Math.min(state.forms, 4), named])
  if (seen.has(key)) return
  seen.add(key)
  await mirror?.setContent((await page.content()).replace(/<script[^>]*><\/script>/g, ''))
  const violations = await violationsOf(mirror ?? page)
  const barriers = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join('\n')}`,
  )
  assert.equal(barriers.join('\n'), '', `${about}: axe finds barriers`)
  await fits(page, about)
}

/** What axe finds. Our pages have no frames, and of what is as it should be nothing needs to be told. */
async function violationsOf(page: Page): Promise<axe.Result[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async (tags) => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await run({ runOnly: tags, resultTypes: ['violations'], preload: false })
    return violations
  }, standards)
}

async function fits(page: Page, about: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 }
  await keepPicture(page, before.width)
  await page.setViewportSize({ width: narrow, height: 700 })
  const tooWide = await page.evaluate((width) => {
    if (document.documentElement.scrollWidth <= width) return []
    const reach = (element: Element) => Math.round(element.getBoundingClientRect().right)
    return [...document.querySelectorAll('body *')]
      .filter((element) => reach(element) > width)
      .slice(0, 5)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.className}"> to ${reach(element)}`)
  }, narrow)
  await keepPicture(page, narrow)
  await page.setViewportSize(before)
  assert.deepEqual(tooWide, [], `${about}: wider than ${narrow} pixels`)
}

async function keepPicture(page: Page, width: number): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  const name = `${String(seen.size).padStart(3, '0')}${pattern(page.url()).replaceAll('/', '_').slice(0, 80)}-${width}.png`
  await page.screenshot({ path: join(pictures, name), fullPage: true })
}

/** Notes what a page must never do: errors of scripts, breaches of the content policy, requests elsewhere, failed answers. */
export function watch(page: Page, home: string, troubles: string[]): void {
  const { host } = new URL(home)
  const at = () => pattern(page.url())
  page.on('pageerror', (error) => troubles.push(`a script fails on ${at()}: ${error.message}`))
  page.on('console', (message) => {
    if (isTrouble(message)) troubles.push(`the console of ${at()} says: ${message.text()}`)
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'data:' && url.host !== host) troubles.push(`${at()} asks another host: ${url.host}`)
  })
  page.on('response', (response) => {
    const status = response.status()
    const expected = [401, 409, 410, 422].includes(status) && response.request().method() === 'POST'
    if (status >= 400 && !expected)
      troubles.push(`${response.request().method()} ${pattern(response.url())} answers ${status}`)
  })
}

/** Browsers also report answers of 400 and above here; those are judged by their status. */
function isTrouble(message: ConsoleMessage): boolean {
  return ['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')
}
