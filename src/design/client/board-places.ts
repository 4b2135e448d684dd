/** Where something on a board may go, and how a place is chosen with the keyboard. */

export type Item = { id: string; name: string; stays: boolean }
export type Group = { number: number; name: string; isLocked: boolean; items: readonly Item[] }

/** A group to join, or one of its items to change places with. */
export type Place = { group: number; swapWith?: string | undefined }

/** All places of an item, group by group: joining first, then each swap. Its own group, locked ones and items that stay are none. */
export function placesFor(groups: readonly Group[], id: string): Place[] {
  const isAnywhere = groups.some(({ items }) => items.some((item) => item.id === id))
  return groups
    .filter(({ isLocked, items }) => !isLocked && !items.some((item) => item.id === id))
    .flatMap(({ number, items }): Place[] => [
      { group: number },
      ...(isAnywhere ? items.filter(({ stays }) => !stays).map((item) => ({ group: number, swapWith: item.id })) : []),
    ])
}

/**
 * The place that a key leads to: right and left to the next and the last group, down and up through the places of a group, Home
 * and End to the first and the last group. The same place again for a key that leads nowhere.
 */
export function nextPlace(places: readonly Place[], now: Place | undefined, key: string): Place | undefined {
  const joining = places.filter(({ swapWith }) => swapWith === undefined)
  if (key === 'Home') return joining[0] ?? now
  if (key === 'End') return joining.at(-1) ?? now
  const isForward = key === 'ArrowRight' || key === 'ArrowDown'
  if (!now) return isForward ? joining[0] : joining.at(-1)
  const isAcross = key === 'ArrowRight' || key === 'ArrowLeft'
  const line = isAcross ? joining : places.filter(({ group }) => group === now.group)
  const at = line.findIndex(({ group, swapWith }) => group === now.group && (isAcross || swapWith === now.swapWith))
  return line[at + (isForward ? 1 : -1)] ?? now
}

/** Whether a key chooses a place. */
export function isArrow(key: string): boolean {
  return ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)
}

/** "Move to Ashford 2", "Swap with Elm School in Ashford 2" */
export function placeInWords(groups: readonly Group[], { group, swapWith }: Place): string {
  const found = groups.find(({ number }) => number === group)
  const name = found?.name ?? ''
  const other = found?.items.find(({ id }) => id === swapWith)
  return other ? `Swap with ${other.name} in ${name}` : `Move to ${name}`
}

/** The page that shows what a move does. `move` is its path, `back` where it leads back to. */
export function addressOf(move: string, back: string, id: string, { group, swapWith }: Place): string {
  const query = new URLSearchParams({ school: id, to: String(group) })
  if (swapWith !== undefined) query.set('with', swapWith)
  if (back !== '') query.set('back', back)
  return `${move}?${query}`
}

/** How fast the page scrolls while something is dragged near its upper or lower edge: pixels a frame, below 0 upwards. */
export function scrollStep(y: number, height: number, edge = 60): number {
  if (y < edge) return -Math.ceil((edge - Math.max(y, 0)) / 6)
  if (y > height - edge) return Math.ceil((Math.min(y, height) - (height - edge)) / 6)
  return 0
}
