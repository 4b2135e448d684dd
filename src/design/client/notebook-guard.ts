/**
 * Runs on every page of a browser that keeps a notebook: nobody meets another's, and nobody signs out with notes that
 * were not sent without being told.
 */
import { clearSent, unsentOf } from './notebook-device.ts'
import { button, count, element } from './notebook-view.ts'

/** The kept pages of everybody else go from this device; of everybody, once somebody has signed out. */
async function forgetPagesOfOthers(person: string | undefined): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith('notebook|') && name.split('|')[1] !== person) await caches.delete(name)
}

/** Where the notebook of a review is, as far as this device knows. */
async function pageOf(review: string): Promise<string> {
  const names = 'caches' in globalThis ? await caches.keys() : []
  return names.map((name) => name.split('|')[2] ?? '').find((page) => page.includes(review)) ?? '/'
}

function isSignOut(target: EventTarget | null): target is HTMLFormElement {
  return target instanceof HTMLFormElement && target.matches('[data-sign-out], [action$="/sign-out"]')
}

async function warn(
  form: HTMLFormElement,
  unsent: Awaited<ReturnType<typeof unsentOf>>,
  leave: () => void,
): Promise<void> {
  document.getElementById('unsent')?.remove()
  const sum = (of: 'notes' | 'photographs' | 'deletions') => unsent.reduce((all, one) => all + one[of], 0)
  const counts: [number, string][] = [
    [sum('notes'), count(sum('notes'), 'note')],
    [sum('photographs'), count(sum('photographs'), 'photograph')],
    [sum('deletions'), `${count(sum('deletions'), 'photograph')} to delete`],
  ]
  const things = counts.filter(([number]) => number > 0).map(([, words]) => words)
  const what = [things.slice(0, -1).join(', '), things.at(-1)].filter((part) => part).join(' and ')
  const heading = element('h2', 'govuk-heading-m', `You have ${what} not sent yet`)
  const words = `Open the notebook with a connection: it sends them, and you can sign out then. If you sign out now, they stay on this device, where nobody else can open them, until you sign in on it again.`
  const link = element('a', 'govuk-button', 'Open the notebook')
  link.href = await pageOf(unsent[0]?.review ?? '')
  link.setAttribute('role', 'button')
  const buttons = element('div', 'govuk-button-group', '', [link, button('Sign out now', 'and keep them here', leave)])
  const box = element('section', 'govuk-inset-text', '', [heading, element('p', 'govuk-body', words), buttons])
  box.id = 'unsent'
  box.tabIndex = -1
  box.setAttribute('role', 'alert')
  ;(document.querySelector('main') ?? form.parentElement)?.prepend(box)
  box.focus()
}

export async function startNotebookGuard(person: string | undefined): Promise<void> {
  let mayLeave = false
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (mayLeave || !person || !isSignOut(form)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const leave = async () => {
        mayLeave = true
        await clearSent(person).catch(() => {})
        form.requestSubmit()
      }
      unsentOf(person).then(
        (unsent) => (unsent.length === 0 ? leave() : warn(form, unsent, () => void leave())),
        () => leave(),
      )
    },
    { capture: true },
  )
  if ('caches' in globalThis && (person || location.pathname === '/signed-out')) await forgetPagesOfOthers(person)
}
