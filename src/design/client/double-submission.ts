/** A second press of a button within this time is taken for an accident. */
const quietMs = 3000

const submittedAt = new WeakMap<HTMLFormElement, number>()

/** Lets a posted form go once; the server is safe against repeats as well. */
export function preventDoubleSubmission(page: Document): void {
  page.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.method !== 'post' || event.defaultPrevented) return
    const before = submittedAt.get(form)
    if (before !== undefined && event.timeStamp - before < quietMs) event.preventDefault()
    else submittedAt.set(form, event.timeStamp)
  })
  // A page that comes back by the Back button starts afresh.
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return
    for (const form of page.forms) submittedAt.delete(form)
  })
}
