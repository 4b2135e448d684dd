/**
 * Lets a note be dragged onto a finding: what is dropped is what ticking the note, choosing the finding and pressing the
 * button would send. Other ticked notes go along.
 */
export function startNoteDrag(scope: ParentNode): void {
  const root = scope.querySelector<HTMLElement>('[data-sort-notes]')
  const form = root?.closest('form')
  if (!root || !form) return
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
