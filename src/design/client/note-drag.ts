/**
 * Lets a note be dragged onto a finding: what is dropped is what ticking the note, choosing the finding and pressing the
 * button sends; other ticked notes go along. What was put in is shown where one is, without going back to the top.
 */
export function startNoteDrag(scope: ParentNode): void {
  const root = scope.querySelector<HTMLElement>('[data-sort-notes]')
  const form = root?.closest('form')
  if (!root || !form) return
  makeDraggable(root, form)
  form.addEventListener('submit', (event) => {
    const chosen = new FormData(form)
    const stays = chosen.has('note_ids') && chosen.has('finding') && chosen.get('finding') !== 'new'
    // A new finding is written on its own page, and what is missing is said by the page itself.
    if (!stays) return
    event.preventDefault()
    void putIn(form, chosen)
  })
}

/** Sends the form and puts the answer's own form in its place; where there is none the answer's page is opened. */
async function putIn(form: HTMLFormElement, chosen: FormData): Promise<void> {
  const body = new URLSearchParams([...chosen].map(([name, value]) => [name, String(value)]))
  const hadFocus = form.contains(document.activeElement)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin' })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const next = page.querySelector('[data-sort-notes]')?.closest('form')
    if (!answer.redirected || !next) throw new Error('the answer is another page')
    form.replaceWith(next)
    const said = document.querySelector('[data-sorted]')
    if (said) said.textContent = page.querySelector('.govuk-notification-banner__heading')?.textContent?.trim() ?? ''
    startNoteDrag(document)
    if (hadFocus) next.querySelector<HTMLElement>('button[type="submit"]')?.focus({ preventScroll: true })
  } catch {
    // The form's own way shows what is wrong. It has been taken once at the most: its token sees to that.
    form.submit()
  }
}

function makeDraggable(root: HTMLElement, form: HTMLFormElement): void {
  let dragged: HTMLElement | undefined
  for (const note of root.querySelectorAll<HTMLElement>('[data-note]')) {
    note.draggable = true
    note.addEventListener('dragstart', (event) => {
      dragged = note
      event.dataTransfer?.setData('text/plain', note.id)
      note.classList.add('app-sort__note--dragged')
    })
    note.addEventListener('dragend', () => {
      dragged = undefined
      note.classList.remove('app-sort__note--dragged')
    })
  }
  for (const target of root.querySelectorAll<HTMLElement>('.govuk-radios__item')) {
    const mark = (isOver: boolean) => target.classList.toggle('app-sort__target--over', isOver)
    target.addEventListener('dragover', (event) => {
      if (!dragged) return
      event.preventDefault()
      mark(true)
    })
    target.addEventListener('dragleave', () => mark(false))
    target.addEventListener('drop', (event) => {
      mark(false)
      const tick = dragged?.querySelector<HTMLInputElement>('input[type="checkbox"]')
      const choice = target.querySelector<HTMLInputElement>('input[type="radio"]')
      if (!tick || !choice) return
      event.preventDefault()
      tick.checked = true
      choice.checked = true
      form.requestSubmit()
    })
  }
}
