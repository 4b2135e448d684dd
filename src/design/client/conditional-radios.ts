/**
 * Shows what belongs to a chosen radio button. govuk-frontend's own script sets `aria-expanded` on the radio
 * button, which that role may not carry, so this small one takes its place.
 */
function show(root: Element): void {
  for (const radio of root.querySelectorAll<HTMLInputElement>('input[type="radio"][data-aria-controls]')) {
    const content = document.getElementById(radio.dataset.ariaControls ?? '')
    content?.classList.toggle('govuk-radios__conditional--hidden', !radio.checked)
  }
}

export function startConditionalRadios(page: Document): void {
  const showAll = () => {
    for (const root of page.querySelectorAll('[data-module="govuk-radios"]')) show(root)
  }
  showAll()
  page.addEventListener('change', (event) => {
    const root = event.target instanceof Element ? event.target.closest('[data-module="govuk-radios"]') : null
    if (root) show(root)
  })
  // Browsers put answers back after the Back button without saying so.
  window.addEventListener('pageshow', showAll)
}
