/** When a page saves itself and somebody else saved first: keeps what it sent, so that a link leads to both texts. */

import type { RawValues } from '../../../platform/web/form.ts'
import { heldSubmission, keepSubmission } from '../../../platform/web/held.ts'
import type { Reply } from '../../../platform/web/page.ts'
import type { PageContext } from './common.ts'

/** The answer to a page that saved itself too late. `about` tells what it was, where a page saves several things. */
export async function linkToBoth(c: PageContext, here: string, body: RawValues, about = 'yes'): Promise<Reply> {
  const kept = { accountId: c.actor.account_id, path: `${here}?beside=${about}`, body }
  const id = await c.asOwner((owner) => keepSubmission(owner, kept))
  return c.json({ saved: false, conflict: `${here}?beside=${id}` })
}

/** What that page had sent, for the person who follows the link. */
export async function keptBeside(c: PageContext, id: string | undefined): Promise<RawValues | undefined> {
  if (!id || c.method === 'POST') return undefined
  return (await c.asOwner((owner) => heldSubmission(owner, id, c.actor.account_id)))?.body
}
