/** What a notebook sends: a batch of notes as JSON, in one field of a form. */
import { z } from 'zod'

const id = z.uuid()
/** Milliseconds since 1970, within what a date can hold. */
const moment = z.number().min(-8e15).max(8e15)
const difference = z.number().min(-1e13).max(1e13)
const line = (max: number) => z.string().max(max).transform(clean)

/** Nothing that a database cannot keep. */
function clean(text: string): string {
  return text.replaceAll('\0', '').replace(/\r\n?/g, '\n').trim()
}

const content = z.object({
  // Longer texts are refused by the rule, one by one, in words.
  text: line(50_000),
  tag: z.enum(['', 'strength', 'question', 'look-again']),
  activity_id: id.nullable(),
  question_id: id.nullable(),
  statement_key: line(100),
  warning_reason: line(300),
})

const note = z.object({
  id,
  edit: id,
  base: z.int().min(0).max(1_000_000),
  content,
  at: moment,
  behind: difference.nullable(),
})

/** The most notes that are sent at once: the rest goes after. */
const mostAtOnce = 20

const batch = z.object({
  /** What the device's clock says as it sends. */
  clock: moment,
  notes: z
    .array(note)
    .max(mostAtOnce)
    .refine((notes) => new Set(notes.map((one) => one.id)).size === notes.length),
  /** Photographs that the person takes back. A page that was kept on a device before there was such a thing says nothing. */
  taken_back: z
    .array(z.object({ id, note: id }))
    .max(mostAtOnce)
    .default([]),
})

/** Reads the field; undefined when it is not what a notebook sends. */
export function batchFrom(text: string): z.output<typeof batch> | undefined {
  try {
    return batch.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
