/** Going through a page by keyboard alone. */
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

type Stop = { words: string; tag: string; trouble: string }

/** What has the focus, and whether one can see that it does. */
export async function focusOf(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return { words: '', tag: 'body', trouble: '' }
    const hasLabel =
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement
    const label = hasLabel ? element.labels?.[0] : null
    const words = (label?.textContent ?? element.textContent ?? '').replace(/\s+/g, ' ').trim()
    const box = element.getBoundingClientRect()
    // Radios and checkboxes are drawn beside the input, on their label.
    const drawn = () =>
      [getComputedStyle(element), ...(label ? [getComputedStyle(label, '::before')] : [])]
        .map((style) =>
          [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join(),
        )
        .join()
    const withFocus = drawn()
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20))
    const covered = top !== null && !element.contains(top) && !top.contains(element) && !label?.contains(top)
    element.blur()
    const without = drawn()
    element.focus({ preventScroll: true })
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0
    const trouble = [
      inView ? '' : 'is not in view',
      withFocus === without ? 'looks as without focus' : '',
      covered ? `is covered by ${top.outerHTML.slice(0, 80)}` : '',
    ]
    return { words, tag: element.tagName.toLowerCase(), trouble: trouble.filter((one) => one !== '').join(', ') }
  })
}

/** One press of Tab: what has the focus then must be there to see. */
export async function nextStop(page: Page): Promise<Stop> {
  await page.keyboard.press('Tab')
  const stop = await focusOf(page)
  assert.equal(stop.trouble, '', `${new URL(page.url()).pathname}: <${stop.tag}> “${stop.words}”`)
  return stop
}

/** Goes on with Tab until it is at something with these words. */
export async function tabTo(page: Page, words: RegExp): Promise<void> {
  const passed: string[] = []
  for (let presses = 0; presses < 150; presses += 1) {
    const stop = await nextStop(page)
    if (words.test(stop.words)) return
    passed.push(stop.words.slice(0, 40))
  }
  assert.fail(`${words} is not reached by keyboard: ${passed.join(' | ')}`)
}
