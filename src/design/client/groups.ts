/**
 * "Add another" for repeated groups of questions. The server always shows one empty group more than are filled,
 * so this only saves a round trip. Names look like `steps[0][title]`, ids like `steps-0-title`.
 */

const mostGroups = 50
const numberedIds = ['id', 'for', 'aria-describedby', 'aria-controls', 'data-aria-controls']

/** `steps[2][title]` → `steps[3][title]`, where `steps` is the list whose id is `listId`. */
export function renamed(name: string, listId: string, from: number, to: number): string {
  for (const bracket of name.matchAll(/\[(\d+)\]/g)) {
    const before = name.slice(0, bracket.index)
    const plain = before.replaceAll('[', '-').replaceAll(']', '')
    const isThisList = plain === listId || listId.endsWith(`-${plain}`)
    if (isThisList && Number(bracket[1]) === from) {
      return `${before}[${to}]${name.slice(bracket.index + bracket[0].length)}`
    }
  }
  return name
}

/** Every id in a list of ids that belongs to one group, moved to another. */
export function renumberedIds(ids: string, listId: string, from: number, to: number): string {
  return ids
    .split(' ')
    .map((id) => {
      const prefix = id.startsWith('conditional-') ? 'conditional-' : ''
      const own = id.slice(prefix.length)
      const start = `${listId}-${from}`
      return own === start || own.startsWith(`${start}-`) ? `${prefix}${listId}-${to}${own.slice(start.length)}` : id
    })
    .join(' ')
}

function renumber(group: Element, listId: string, from: number, to: number): void {
  for (const element of group.querySelectorAll('*')) {
    for (const attribute of numberedIds) {
      const value = element.getAttribute(attribute)
      if (value !== null) element.setAttribute(attribute, renumberedIds(value, listId, from, to))
    }
    const name = element.getAttribute('name')
    if (name !== null) element.setAttribute('name', renamed(name, listId, from, to))
  }
  // "Step 3" becomes "Step 4" where a group numbers itself.
  for (const title of group.querySelectorAll('legend, h2, h3, h4')) {
    if (title.childElementCount === 0)
      title.textContent = title.textContent.replace(new RegExp(`\\b${from + 1}\\b`), String(to + 1))
  }
}

function enhance(list: HTMLElement, afterAdding: (group: Element) => void): void {
  const groups = () => list.querySelectorAll(':scope > [data-group]')
  const last = groups().item(groups().length - 1)
  if (!(last instanceof HTMLElement)) return
  // Kept before any other enhancement touches it.
  const pristine = last.cloneNode(true)
  const from = groups().length - 1
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = list.dataset.addText ?? 'Add another'
  button.addEventListener('click', () => {
    const count = groups().length
    const group = pristine.cloneNode(true)
    if (!(group instanceof HTMLElement)) return
    renumber(group, list.id, from, count)
    button.before(group)
    afterAdding(group)
    group.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select')?.focus()
    button.hidden = count + 1 >= mostGroups
  })
  list.append(button)
}

/** Adds a button to every list of groups. `afterAdding` enhances what a new group brings. */
export function startGroups(page: Document, afterAdding: (group: Element) => void): void {
  for (const list of page.querySelectorAll<HTMLElement>('[data-groups]')) enhance(list, afterAdding)
}
