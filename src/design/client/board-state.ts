/** What is held on a board, which place is chosen for it, and what it would do there. */
import { showEffect } from './board-effect.ts'
import { addressOf, type Group, type Place, placeInWords, placesFor } from './board-places.ts'

export type Held = {
  card: HTMLElement
  id: string
  name: string
  places: Place[]
  place: Place | undefined
  byKeys: boolean
}

export type Board = {
  root: HTMLElement
  held: () => Held | undefined
  pickUp: (card: HTMLElement, byKeys: boolean) => void
  /** Shows a place as the one that is chosen; none while nothing can be dropped. */
  choose: (place: Place | undefined) => void
  /** Shows what the chosen place does, or puts back what is held. */
  drop: () => void
  putBack: () => void
}

export const cardsIn = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('[data-school]')]

function readGroups(root: HTMLElement): Group[] {
  return [...root.querySelectorAll<HTMLElement>('[data-group]')].map((group) => ({
    number: Number(group.dataset.group),
    name: group.dataset.name ?? '',
    isLocked: group.dataset.locked !== undefined,
    items: cardsIn(group).map(({ dataset }) => ({
      id: dataset.school ?? '',
      name: dataset.name ?? '',
      stays: dataset.stays !== undefined,
    })),
  }))
}

export function boardOf(root: HTMLElement, status: HTMLElement): Board {
  const groups = readGroups(root)
  const { move = '', back = '' } = root.dataset
  const preview = previewer((words) => say(words))
  let held: Held | undefined
  const say = (words: string) => {
    status.textContent = words
  }
  const mark = (place: Place | undefined) => {
    for (const old of root.querySelectorAll('.app-board--chosen')) old.classList.remove('app-board--chosen')
    const group = place && root.querySelector<HTMLElement>(`[data-group="${place.group}"]`)
    const target = place?.swapWith ? group?.querySelector(`[data-school="${place.swapWith}"]`) : group
    target?.classList.add('app-board--chosen')
    if (held?.byKeys) target?.scrollIntoView({ block: 'nearest' })
  }
  const letGo = () => {
    held?.card.classList.remove('app-board--held')
    held = undefined
    preview.stop()
    mark(undefined)
  }
  return {
    root,
    held: () => held,
    pickUp(card, byKeys) {
      letGo()
      const { school: id = '', name = '' } = card.dataset
      const isPlaced = card.closest('[data-group]') !== null
      const places = placesFor(groups, id).filter(({ swapWith }) => isPlaced || swapWith === undefined)
      held = { card, id, name, places, place: undefined, byKeys }
      card.classList.add('app-board--held')
      if (places.length === 0) say(`${name} has no other place among the groups that are shown.`)
      else if (byKeys)
        say(
          `${name} is picked up. Left and right arrow keys choose a group, up and down a school to swap with. Enter shows what the move does, Escape puts it back.`,
        )
    },
    choose(place) {
      if (!held || (place?.group === held.place?.group && place?.swapWith === held.place?.swapWith)) return
      held.place = place
      mark(place)
      if (!place) {
        preview.stop()
        say(`${held.name} is picked up.`)
        return
      }
      const words = `${placeInWords(groups, place)}.`
      say(words)
      preview.start(addressOf(move, back, held.id, place), words)
    },
    drop() {
      if (!held) return
      const { card, id, place, name } = held
      letGo()
      if (!place) return say(`${name} stays where it is.`)
      say('Finding out what this does.')
      const address = addressOf(move, back, id, place)
      showEffect(address, () => {
        say(`${name} stays where it is.`)
        card.querySelector<HTMLElement>('.app-board__pick')?.focus()
      }).then(
        () => say(''),
        () => say('What this does cannot be shown: there is no connection. Nothing is changed.'),
      )
    },
    putBack() {
      if (!held) return
      const { name } = held
      letGo()
      say(`${name} stays where it is.`)
    },
  }
}

/** Fetches a first sight of what a place does, once it has been chosen for a moment. */
function previewer(show: (words: string) => void) {
  const known = new Map<string, string>()
  let timer: number | undefined
  let wanted = ''
  return {
    stop() {
      window.clearTimeout(timer)
      wanted = ''
    },
    start(address: string, words: string) {
      this.stop()
      wanted = address
      timer = window.setTimeout(async () => {
        const effect = known.get(address) ?? (await firstSight(address))
        known.set(address, effect)
        // Something else may be chosen by now.
        if (wanted === address && effect !== '') show(`${words} ${effect}`)
      }, 250)
    },
  }
}

async function firstSight(address: string): Promise<string> {
  try {
    const response = await fetch(address, { headers: { accept: 'application/json' }, credentials: 'same-origin' })
    const json: unknown = response.ok ? await response.json() : undefined
    return typeof json === 'object' && json !== null && 'text' in json ? String(json.text) : ''
  } catch {
    return ''
  }
}

/** The place of what is held that an element on the board stands for. */
export function placeAt(element: Element | null, held: Pick<Held, 'places'>): Place | undefined {
  const group = element?.closest<HTMLElement>('[data-group]')
  if (!group) return undefined
  const other = element?.closest<HTMLElement>('[data-school]')?.dataset.school
  const here = held.places.filter((place) => place.group === Number(group.dataset.group))
  return here.find(({ swapWith }) => swapWith === other) ?? here.find(({ swapWith }) => swapWith === undefined)
}
