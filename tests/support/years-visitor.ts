/** A person who uses the pages as a browser would, without one: they open, follow, fill in, press, and see where they are. */
import assert from 'node:assert/strict'
import type { HTMLElement } from 'node-html-parser'
import { type Answer, fold, type TestApp, valuesIn } from './app.ts'
import type { PersonKey } from './world.ts'

/** One thing that a home page lists. */
export type Item = {
  kind: 'now' | 'coming' | 'waiting'
  title: string
  href: string
  about: string
  day: Temporal.PlainDate | undefined
}

type Given = Record<string, string | readonly string[]>

export type Visitor = ReturnType<typeof visitorOf>

/** Somebody at their device. Wherever they are led, the page must open. */
export function visitorOf(app: TestApp, who: PersonKey, name: string) {
  let path = '/north'
  let shown: Answer | undefined
  let sent = 0
  const at = () => `${name} at ${path.replace(/\?.*/, '')}`
  const page = () => {
    assert.ok(shown, `${name} has opened nothing`)
    return shown
  }
  const main = () => page().page.querySelector('main') ?? assert.fail(`${at()} has no main part`)
  const linkTo = (words: string | RegExp) =>
    [...main().querySelectorAll('a'), ...page().page.querySelectorAll('.govuk-back-link')].find(saying(words))
  const buttonOf = (words: string | RegExp) => main().querySelectorAll('button').find(saying(words))

  const visitor = {
    who,
    name,
    /** The text of the page that they are at. */
    text: () => page().text,
    path: () => path,
    async opens(to: string): Promise<void> {
      const answer = await app.get(to.replace(/#.*/, ''), who)
      if (answer.location !== undefined) return visitor.opens(answer.location)
      assert.equal(answer.status, 200, `${at()} cannot open ${to}: ${answer.text.slice(0, 200)}`)
      path = to.replace(/#.*/, '')
      shown = answer
    },
    /** Opens their home page, and gives what it lists. */
    async goesHome(): Promise<Item[]> {
      await visitor.opens('/north')
      return main().querySelectorAll('.app-tasks__item').map(itemOf)
    },
    hasLink: (words: string | RegExp) => linkTo(words) !== undefined,
    hasButton: (words: string | RegExp) => buttonOf(words) !== undefined,
    async follows(words: string | RegExp): Promise<void> {
      const href = linkTo(words)?.getAttribute('href')
      assert.ok(href, `${at()} has no link “${words}”:\n${page().text}`)
      await visitor.opens(href.startsWith('?') ? `${path.replace(/\?.*/, '')}${href}` : href)
    },
    /** Follows a link of the navigation at the top. */
    async turnsTo(words: string): Promise<void> {
      const link = page()
        .page.querySelectorAll('nav a')
        .find((one) => fold(one.text) === words)
      await visitor.opens(link?.getAttribute('href') ?? assert.fail(`${at()} has no “${words}” at the top`))
    },
    /**
     * Fills in the form of a button and presses it. What is not given stays as it stands, and empty questions that are
     * not optional are answered in words, or by the first answer.
     */
    async presses(words: string | RegExp, given: Given = {}): Promise<void> {
      const button = buttonOf(words)
      assert.ok(button, `${at()} has no button “${words}”:\n${page().text}`)
      const form = formOf(main(), button)
      const value = button.getAttribute('name')
      const pressed = value ? { [value]: button.getAttribute('value') ?? '' } : {}
      const fields = { ...answers(form), ...offered(form, given, at()), ...pressed }
      const to = form.getAttribute('action') || path
      sent++
      const answer = await app.post(to.replace(/&amp;/g, '&'), fields, who)
      if (answer.location !== undefined) return visitor.opens(answer.location)
      assert.ok([200, 409, 422].includes(answer.status), `${at()} presses “${words}”: ${answer.status} ${answer.text}`)
      shown = answer
    },
    /** Presses a button that must lead on. */
    async sends(words: string | RegExp, given: Given = {}): Promise<void> {
      const before = page()
      await visitor.presses(words, given)
      assert.ok(shown !== before && page().status === 200, `${at()} presses “${words}”: ${page().errors.join('. ')}`)
    },
    errors: () => page().errors,
    /** How many forms they have sent. */
    sent: () => sent,
    /** The answers that a question offers, as value and label. */
    choices: (field: string) =>
      main()
        .querySelectorAll(`input[name="${field}"]`)
        .map((input) => ({ value: input.getAttribute('value') ?? '', label: labelOf(main(), input) })),
  }
  return visitor
}

const saying = (words: string | RegExp) => (one: HTMLElement) => {
  const said = fold(one.text)
  return typeof words === 'string' ? said === words : words.test(said)
}

function formOf(main: HTMLElement, button: HTMLElement): HTMLElement {
  const named = button.getAttribute('form')
  const form = named ? main.querySelector(`form[id="${named}"]`) : button.closest('form')
  assert.ok(form, 'a button belongs to no form')
  return form
}

function labelOf(main: HTMLElement, input: HTMLElement): string {
  return fold(main.querySelector(`label[for="${input.id}"]`)?.text ?? '')
}

/** Given answers, which must be asked for, and offered where there is a choice. */
function offered(form: HTMLElement, given: Given, at: string): Given {
  for (const [name, value] of Object.entries(given)) {
    const controls = form.querySelectorAll('[name]').filter((one) => one.getAttribute('name') === name)
    assert.ok(
      controls.length > 0,
      `${at} is not asked for ${name} but ${form.querySelectorAll('[name]').map((one) => one.getAttribute('name'))}`,
    )
    const isChoice = ['radio', 'checkbox'].includes(controls[0]?.getAttribute('type') ?? '')
    const values = controls.map((control) => control.getAttribute('value') ?? '')
    for (const one of isChoice ? [value].flat() : []) assert.ok(values.includes(one), `${at} is not offered ${one}`)
  }
  return given
}

/** What the form says by itself, and an answer to every question that must be answered. */
function answers(form: HTMLElement): Record<string, string | string[]> {
  const values = valuesIn(form)
  for (const control of form.querySelectorAll('textarea, input')) {
    const name = control.getAttribute('name') ?? ''
    const type = control.getAttribute('type') ?? 'text'
    if (type === 'radio' && values[name] === undefined) values[name] = control.getAttribute('value') ?? ''
    if ((control.tagName !== 'TEXTAREA' && type !== 'text') || (values[name] ?? '') !== '') continue
    const label = labelOf(form, control)
    if (label !== '' && !isOptional(control, label)) values[name] = `Our answer: ${label.replace('?', '')}.`
  }
  return values
}

function isOptional(control: HTMLElement, label: string): boolean {
  // What belongs to another answer is asked only of those who give it.
  return label.includes('optional') || control.closest('.govuk-radios__conditional') !== null || isPartOfDay(control)
}

const isPartOfDay = (control: HTMLElement) => /-(day|month|year)$/.test(control.getAttribute('name') ?? '')

const months = 'January February March April May June July August September October November December'.split(' ')
const headings: Record<string, Item['kind']> = { 'Coming up': 'coming', 'Waiting for others': 'waiting' }

function itemOf(item: HTMLElement): Item {
  const link = item.querySelector('a')
  const said = (part: string) => fold(item.querySelector(`.app-tasks__${part}`)?.text ?? '')
  return {
    kind: headings[sectionOf(item)] ?? 'now',
    title: fold(link?.text ?? ''),
    href: link?.getAttribute('href') ?? '',
    about: said('about'),
    day: dayIn(said('day')),
  }
}

/** The heading under which an item of a home page stands; nothing for what waits for the person. */
function sectionOf(item: HTMLElement): string {
  let place: HTMLElement | null = item.closest('ul')
  const folded = item.closest('details')
  if (folded) place = folded
  for (let one = place?.previousElementSibling; one; one = one.previousElementSibling)
    if (one.tagName === 'H2') return fold(one.text)
  return ''
}

function dayIn(words: string): Temporal.PlainDate | undefined {
  const [, day, month, year] = /^(\d+) (\w+) (\d{4})$/.exec(words) ?? []
  if (!day || !month || !year) return undefined
  return Temporal.PlainDate.from({ day: Number(day), month: months.indexOf(month) + 1, year: Number(year) })
}

/** The three fields in which a day is asked for. */
export function dayFields(name: string, day: Temporal.PlainDate): Given {
  return {
    [`${name}-day`]: String(day.day),
    [`${name}-month`]: String(day.month),
    [`${name}-year`]: String(day.year),
  }
}
