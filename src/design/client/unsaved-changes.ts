/** Forms with `data-unsaved-guard` ask before the page is left with changes that nobody has saved. */
export function guardUnsavedChanges(page: Document): void {
  const changed = new Set<HTMLFormElement>()
  const guarded = (target: EventTarget | null) =>
    target instanceof Element ? target.closest<HTMLFormElement>('form[data-unsaved-guard]') : null

  page.addEventListener('input', (event) => {
    const form = guarded(event.target)
    if (form) changed.add(form)
  })
  page.addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement) changed.delete(event.target)
  })
  window.addEventListener('beforeunload', (event) => {
    if (changed.size > 0) event.preventDefault()
  })
}
