/** How the notebook shows what it keeps: the list of notes, each with what has become of it, and the line above. */
import type { Entry } from './notebook-queue.ts'
import type { Outcome } from './notebook-sync.ts'

export type Config = {
  owner: string
  person: string
  review: string
  school: string
  page: string
  sync: string
  photographs: string
  manifest: string
  worker: string
  adults: string[]
  closed: string
  activities: {
    id: string
    title: string
    question_id: string | null
    starts: string
    ends: string
    own: boolean
    on: string
  }[]
}

const tags = {
  strength: ['Strength', 'green'],
  question: ['Ask about it', 'blue'],
  'look-again': ['Look again', 'yellow'],
}

/** "3 notes" */
export const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** "10:42am" */
export function timeInWords(at: number): string {
  return clock.format(at).replace(/\s/g, '').replace(':00', '').toLowerCase()
}

/** What the line above the notes says. */
export function stateInWords(about: {
  outcome: Outcome | undefined
  waiting: number
  refused: number
  sentAt: number | undefined
  person: string
}): string {
  const { outcome, waiting, refused } = about
  const kept = waiting > 0 ? `${count(waiting, 'thing')} not sent yet, kept on this device.` : ''
  const cannot = refused > 0 ? `${count(refused, 'note')} could not be taken: see why below.` : ''
  const sent = about.sentAt === undefined ? '' : `Last sent at ${timeInWords(about.sentAt)}.`
  const words = (...parts: string[]) => parts.filter((part) => part !== '').join(' ')
  switch (outcome?.kind) {
    case undefined:
      return words(kept || 'Opening your notes.', cannot)
    case 'done':
      return words(kept || (refused > 0 ? '' : 'Everything is sent.'), cannot, waiting === 0 ? sent : '')
    case 'offline':
      return words('No connection. Go on writing:', kept || 'nothing waits to be sent.', cannot)
    case 'signed-out':
      return words('Sign in again; your notes are kept on this device.', kept, cannot)
    case 'somebody-else':
      return words(
        `Somebody else has signed in here. Sign in as ${about.person}; your notes are kept on this device.`,
        kept,
      )
    case 'not-allowed':
      return words('You are not on the team of this review any more, so nothing can be sent. Copy what you need.', kept)
    case 'full':
      return words(
        'This device is full, so nothing can be sent. What was kept is safe. Make room on it: sending is tried again by itself.',
        kept,
        cannot,
      )
    case 'trouble':
      return words('The service does not answer. It is tried again by itself.', kept, cannot)
  }
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  classes: string,
  text = '',
  inside: readonly Node[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (classes) made.className = classes
  if (text) made.textContent = text
  made.append(...inside)
  return made
}

/**
 * A button of the notebook; `about` says to people who do not see where it stands what it is for. By its `id` the focus
 * finds it again when its note is drawn anew.
 */
export function button(text: string, about: string, press: () => void, id = ''): HTMLButtonElement {
  const made = element('button', 'govuk-button govuk-button--secondary app-notebook-button', text)
  made.type = 'button'
  if (id) made.id = id
  made.append(element('span', 'govuk-visually-hidden', ` ${about}`))
  made.addEventListener('click', press)
  return made
}

const momentOf = (entry: Entry) => entry.at + (entry.behind ?? 0)

function whatBecameOfIt(entry: Entry): [text: string, colour: string] {
  if (entry.state === 'refused') return ['Not taken', 'red']
  if (entry.state === 'sent' && !entry.sending) return ['Sent', 'grey']
  return ['Not sent yet', 'yellow']
}

function factsOf(entry: Entry, config: Config, questions: ReadonlyMap<string, string>): string {
  const at = momentOf(entry)
  const today = new Date().toDateString() === new Date(at).toDateString()
  const activity = config.activities.find((one) => one.id === entry.content.activity_id)
  const question = questions.get(entry.content.question_id ?? '')
  const parts = [timeInWords(at), today ? '' : dayAndClock.format(at), activity?.title ?? '', question ?? '']
  return parts.filter((part) => part !== '').join('. ')
}

/** One note of the list. `extras` stand below it: advice, photographs, buttons. */
export function noteItem(
  entry: Entry,
  config: Config,
  questions: ReadonlyMap<string, string>,
  extras: readonly Node[],
): HTMLLIElement {
  const tag = (text: string, colour: string) => element('strong', `govuk-tag govuk-tag--${colour}`, text)
  const mark = entry.content.tag === '' ? undefined : tags[entry.content.tag]
  const [state, colour] = whatBecameOfIt(entry)
  const facts = element('p', 'app-note__facts', '', [tag(state, colour), ' '].map(toNode))
  if (mark) facts.append(tag(mark[0] ?? '', mark[1] ?? 'grey'), ' ')
  facts.append(factsOf(entry, config, questions))
  const item = element('li', 'app-note', '', [facts, element('p', 'app-note__text', entry.content.text)])
  if (entry.state === 'refused')
    item.append(element('p', 'govuk-error-message', `${entry.reason}. The text is kept on this device.`))
  item.id = `note-${entry.id}`
  // The focus comes here when what had it is gone.
  item.tabIndex = -1
  item.append(...extras)
  return item
}

const toNode = (part: Node | string): Node => (typeof part === 'string' ? document.createTextNode(part) : part)

/** Newest first. */
export const inOrder = (entries: readonly Entry[]) =>
  [...entries].sort((one, other) => momentOf(other) - momentOf(one) || one.id.localeCompare(other.id))
