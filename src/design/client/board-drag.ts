/** Dragging on a board with a mouse, a pen or a finger. */
import { scrollStep } from './board-places.ts'
import { type Board, placeAt } from './board-state.ts'

/** Less than this is a press, not a drag. */
const startsAt = 6

type Drag = {
  card: HTMLElement
  pointer: number
  x: number
  y: number
  grip: { x: number; y: number }
  ghost?: HTMLElement
}

export function startDragging(board: Board): void {
  let drag: Drag | undefined
  for (const link of board.root.querySelectorAll('a')) link.draggable = false

  const end = () => {
    drag?.ghost?.remove()
    drag = undefined
    document.body.classList.remove('app-board-dragging')
  }
  board.root.addEventListener('pointerdown', (event) => {
    const card = cardToDrag(event)
    if (!card || drag) return
    const box = card.getBoundingClientRect()
    const grip = { x: event.clientX - box.left, y: event.clientY - box.top }
    drag = { card, pointer: event.pointerId, x: event.clientX, y: event.clientY, grip }
  })
  document.addEventListener('pointermove', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return
    const isFar = Math.hypot(event.clientX - drag.x, event.clientY - drag.y) >= startsAt
    if (!drag.ghost) {
      if (!isFar) return
      lift(board, drag)
      keepScrolling(
        () => drag,
        (moved) => follow(board, moved),
      )
    }
    drag.x = event.clientX
    drag.y = event.clientY
    follow(board, drag)
  })
  document.addEventListener('pointerup', (event) => {
    if (!drag || event.pointerId !== drag.pointer) return
    const wasDragged = drag.ghost !== undefined
    end()
    if (!wasDragged) return
    withoutClick()
    board.drop()
  })
  const cancel = () => {
    if (!drag) return
    const wasDragged = drag.ghost !== undefined
    end()
    if (wasDragged) board.putBack()
  }
  document.addEventListener('pointercancel', (event) => {
    if (event.pointerId === drag?.pointer) cancel()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drag?.ghost) cancel()
  })
}

/** A mouse drags a card anywhere but at its buttons; a finger only by its handle, because elsewhere it scrolls the page. */
function cardToDrag(event: PointerEvent): HTMLElement | undefined {
  if (event.button !== 0 || !(event.target instanceof Element)) return undefined
  const handle = event.target.closest('.app-board__pick')
  if (!handle && (event.pointerType === 'touch' || event.target.closest('button'))) return undefined
  const card = event.target.closest<HTMLElement>('[data-school]')
  return card && card.dataset.stays === undefined ? card : undefined
}

function lift(board: Board, drag: Drag): void {
  board.pickUp(drag.card, false)
  const ghost = document.createElement('div')
  ghost.className = 'app-board__ghost'
  ghost.setAttribute('aria-hidden', 'true')
  ghost.textContent = drag.card.dataset.name ?? ''
  ghost.style.width = `${drag.card.offsetWidth}px`
  document.body.append(ghost)
  document.body.classList.add('app-board-dragging')
  drag.ghost = ghost
  // A selection that the press began would be dragged along.
  window.getSelection()?.removeAllRanges()
}

function follow(board: Board, { ghost, x, y, grip }: Drag): void {
  const held = board.held()
  if (!ghost || !held) return
  ghost.style.transform = `translate(${x - grip.x}px, ${y - Math.min(grip.y, 24)}px)`
  const under = document.elementFromPoint(x, y)
  board.choose(board.root.contains(under) ? placeAt(under, held) : undefined)
}

/** Scrolls the page as long as something is dragged near its upper or lower edge. */
function keepScrolling(dragged: () => Drag | undefined, afterwards: (drag: Drag) => void): void {
  const drag = dragged()
  if (!drag?.ghost) return
  const step = scrollStep(drag.y, window.innerHeight)
  if (step !== 0) {
    window.scrollBy(0, step)
    afterwards(drag)
  }
  window.requestAnimationFrame(() => keepScrolling(dragged, afterwards))
}

/** The press that ends a drag is not a press of what lies under it. */
function withoutClick(): void {
  const stop = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  window.addEventListener('click', stop, { capture: true, once: true })
  window.setTimeout(() => window.removeEventListener('click', stop, { capture: true }), 0)
}
