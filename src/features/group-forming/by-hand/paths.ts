/** Where the pages are on which a version is explained and changed by hand. `version` is the path of a version. */

/** Why a school is where it is. */
export const whyPath = (version: string, schoolId: string) => `${version}/schools/${schoolId}`

/** All groups beside one another, to move schools between them. */
export const boardPath = (version: string) => `${version}/board`

/** Another place for a school: without `to` a choice of groups, with it what the move does; `with` makes it a swap. */
export function movePath(
  version: string,
  move: { school: string; to?: number | undefined; with?: string | undefined; back?: string | undefined },
): string {
  const query = new URLSearchParams({ school: move.school })
  if (move.to !== undefined) query.set('to', String(move.to))
  if (move.with !== undefined) query.set('with', move.with)
  if (move.back !== undefined) query.set('back', move.back)
  return `${version}/move?${query}`
}
