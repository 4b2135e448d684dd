/** Turns `<select data-autocomplete>` into a box to type in, for long lists such as schools. */
import autocomplete from 'accessible-autocomplete'

function enhance(select: HTMLSelectElement): void {
  const { id } = select
  const describedBy = select.getAttribute('aria-describedby')
  autocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: '',
    minLength: 2,
    autoselect: false,
    confirmOnBlur: false,
    displayMenu: 'overlay',
    tNoResults: () => 'No match',
    onConfirm: (chosen) => choose(select, chosen),
  })
  const input = document.getElementById(id)
  if (!(input instanceof HTMLInputElement)) return
  if (describedBy)
    input.setAttribute('aria-describedby', `${describedBy} ${input.getAttribute('aria-describedby') ?? ''}`.trim())
  // What is typed in full counts as chosen; what matches nothing must not leave an earlier choice behind.
  input.addEventListener('blur', () => choose(select, input.value))
}

function choose(select: HTMLSelectElement, chosen: string | undefined): void {
  if (chosen === undefined) return
  const wanted = chosen.trim().toLowerCase()
  const option = [...select.options].find(
    (candidate) => candidate.value !== '' && candidate.text.trim().toLowerCase() === wanted,
  )
  const value = option?.value ?? ''
  if (select.value === value) return
  select.value = value
  select.dispatchEvent(new Event('change', { bubbles: true }))
}

export function startAutocomplete(scope: ParentNode): void {
  for (const select of scope.querySelectorAll<HTMLSelectElement>('select[data-autocomplete]')) enhance(select)
}
