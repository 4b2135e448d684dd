/** Shows what a move does in a dialog, from the page that shows it without scripts. */

/** Fetches the page and shows its effect. `whenClosed` is called when the person goes back without making the move. */
export async function showEffect(address: string, whenClosed: () => void): Promise<void> {
  const response = await fetch(address, { headers: { accept: 'text/html' }, credentials: 'same-origin' })
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const effect = page.querySelector('[data-effect]')
  // Signed out meanwhile, or something else that the page itself says best.
  if (!response.ok || !effect) return location.assign(address)
  const title = page.querySelector('h1')
  title?.querySelector('[class^="govuk-caption"]')?.remove()
  const dialog = dialogWith(title?.textContent?.trim() ?? '', document.adoptNode(effect))
  dialog.addEventListener('close', () => {
    dialog.remove()
    whenClosed()
  })
  dialog.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('.govuk-button-group a') : null
    if (!link) return
    event.preventDefault()
    dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  const first = dialog.querySelector<HTMLElement>('input[type="checkbox"], .govuk-button')
  // What the move does is read first, also where the button is further down.
  first?.focus({ preventScroll: true })
}

function dialogWith(title: string, effect: Element): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  dialog.className = 'app-board-effect'
  dialog.setAttribute('aria-labelledby', 'board-effect-title')
  const heading = document.createElement('h2')
  heading.className = 'govuk-heading-m'
  heading.id = 'board-effect-title'
  heading.textContent = title
  const what = effect.querySelector('ul')
  if (what) {
    what.id = 'board-effect-what'
    dialog.setAttribute('aria-describedby', what.id)
  }
  dialog.append(heading, effect)
  return dialog
}
