/** What pages of texts that save themselves share: what could not be saved is kept, and colleagues at work are named. */
import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { RawValues } from '../../../platform/web/form.ts'
import { heldSubmission, keepSubmission } from '../../../platform/web/held.ts'
import { type Html, nothing } from '../../../platform/web/html.ts'
import type { Reply } from '../../../platform/web/page.ts'
import { othersInWords, type Writer } from '../visit/writer.queries.ts'

export const keptQuery = z.object({ beside: z.uuid().optional().catch(undefined) })

type Kept = { actor: { account_id: string }; asOwner: <T>(work: (owner: Db) => Promise<T>) => Promise<T> }

/** Keeps what this person's page sent by itself while somebody else saved first, and says where both texts are shown. */
export async function keptBeside(c: Kept, here: string, body: RawValues) {
  const kept = { accountId: c.actor.account_id, path: `${here}?beside=yes`, body }
  const id = await c.asOwner((owner) => keepSubmission(owner, kept))
  return { saved: false, conflict: `${here}?beside=${id}` }
}

/** What was kept so, when the reader asks for it and it still reads as the form does. */
export async function keptValues<Shape extends z.ZodType>(
  c: Kept & { query: { beside?: string | undefined } },
  fields: Shape,
): Promise<{ raw: RawValues; value: z.output<Shape> } | undefined> {
  const id = c.query.beside
  if (!id) return undefined
  const kept = await c.asOwner((owner) => heldSubmission(owner, id, c.actor.account_id))
  const value = fields.safeParse(kept?.body)
  return kept && value.success ? { raw: kept.body, value: value.data } : undefined
}

/** The page of both texts, when it was asked for: nothing was refused. */
export const shownAsked = (both: Reply): Reply => (both.kind === 'view' ? { ...both, status: 200 } : both)

/** Who else has the text open, above it. */
export function othersWriting(others: readonly Writer[]): Html {
  const text = othersInWords(others)
  return text === '' ? nothing : insetText({ text })
}
