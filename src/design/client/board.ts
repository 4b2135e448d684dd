/**
 * Moving things on a board (`[data-board]`) by mouse, touch or keyboard. What a move does is fetched from the page that the
 * plain link leads to, and shown before it is made; the form in it makes the move.
 */
import { startDragging } from './board-drag.ts'
import { isArrow, nextPlace } from './board-places.ts'
import { type Board, boardOf, cardsIn, placeAt } from './board-state.ts'

export function startBoard(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-board]')) enhance(root)
}

function enhance(root: HTMLElement): void {
  const status = document.createElement('p')
  status.className = 'app-board-status'
  status.setAttribute('role', 'status')
  root.after(status)
  const board = boardOf(root, status)
  for (const card of cardsIn(root)) if (card.dataset.stays === undefined) addHandle(board, card)
  root.addEventListener('keydown', (event) => onKey(board, event))
  root.addEventListener('click', (event) => onClick(board, event))
  root.addEventListener('focusout', ({ relatedTarget }) => {
    // A press beside everything takes the focus nowhere; that may choose a place.
    if (board.held()?.byKeys && relatedTarget instanceof Element && !relatedTarget.closest('dialog')) board.putBack()
  })
  startDragging(board)
}

function addHandle(board: Board, card: HTMLElement): void {
  const handle = document.createElement('button')
  handle.type = 'button'
  handle.className = 'app-board__button app-board__pick'
  handle.textContent = 'Pick up'
  const name = document.createElement('span')
  name.className = 'govuk-visually-hidden'
  name.textContent = ` ${card.dataset.name ?? ''}`
  handle.append(name)
  handle.addEventListener('click', () => {
    if (board.held()?.card === card) board.putBack()
    else board.pickUp(card, true)
  })
  card.querySelector('.app-board__acts')?.prepend(handle)
}

function onKey(board: Board, event: KeyboardEvent): void {
  const held = board.held()
  if (!held?.byKeys) return
  if (isArrow(event.key)) board.choose(nextPlace(held.places, held.place, event.key))
  else if (event.key === 'Escape') board.putBack()
  else if ((event.key === 'Enter' || event.key === ' ') && held.place) board.drop()
  else return
  event.preventDefault()
}

/** What is picked up can also be placed by pressing a group or a school. */
function onClick(board: Board, event: MouseEvent): void {
  const held = board.held()
  if (!held?.byKeys || !(event.target instanceof Element) || event.target.closest('a, button')) return
  const place = placeAt(event.target, held)
  if (!place) return
  board.choose(place)
  board.drop()
}
