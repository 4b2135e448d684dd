/** Where the health of a programme is, and what is done from it. */
import { z } from 'zod'
import { healthPath } from '../review-groups/public.ts'

export const programmeParams = z.object({ partnership: z.string(), programme: z.uuid() })

type Place = { key: string }

export const limitsPath = (partnership: Place, programmeId: string) => `${healthPath(partnership, programmeId)}/limits`

const remindPath = (partnership: Place, programmeId: string) => `${healthPath(partnership, programmeId)}/remind`

/** Where a reminder is begun, for some reviews; or, going back, with what was chosen and written. */
export function beginReminder(
  partnership: Place,
  programmeId: string,
  chosen: { reviews?: readonly string[]; things?: readonly string[]; note?: string },
): string {
  return `${remindPath(partnership, programmeId)}?${asked(chosen)}`
}

/** Where the emails are read before they go. */
export function checkReminder(
  partnership: Place,
  programmeId: string,
  chosen: { reviews: readonly string[]; things: readonly string[]; note: string },
): string {
  return `${remindPath(partnership, programmeId)}/check?${asked(chosen)}`
}

function asked({
  reviews = [],
  things = [],
  note = '',
}: {
  reviews?: readonly string[]
  things?: readonly string[]
  note?: string
}) {
  return new URLSearchParams([
    ...reviews.map((id): [string, string] => ['review', id]),
    ...things.map((id): [string, string] => ['thing', id]),
    ...(note === '' ? [] : [['note', note] as [string, string]]),
  ])
}
