import { z } from 'zod'
import { Refused } from '../failure.ts'
import { addFirstLead, partnershipByKey } from '../features/partnerships/public.ts'
import { accountFor, linkMinutes, makeSignInLink } from '../features/people/public.ts'
import { systemClock } from '../lib/clock.ts'
import { record } from '../platform/audit/audit.ts'
import type { Db } from '../platform/db/connect.ts'
import { servicesOf } from '../services.ts'
import { type AtDatabase, atDatabase, say } from './at-database.ts'

/** `schoolfellow add-lead`: for a partnership that was made by a command, or whose only lead is out of reach. */
export function addLead(options: { partnership: string; name: string; email: string }): Promise<void> {
  return atDatabase({ onlyLooks: false }, async (at) => {
    const email = address(options.email)
    const name = options.name.trim()
    if (name === '') throw new Refused('Give the name of the person')
    await at.database.asOwner(async (owner) => {
      const partnership = await partnershipByKey(owner, options.partnership)
      if (!partnership) throw new Refused(`There is no partnership “${options.partnership}”`)
      const known = owner.selectFrom('person').select('id').where('partnership_id', '=', partnership.id)
      if (await known.where('email', '=', email).executeTakeFirst())
        throw new Refused(`${email} is in the partnership already: a lead can change their role on their page`)
      const accountId = await addFirstLead(owner, partnership.id, { name, email })
      await record(
        owner,
        { partnership },
        {
          action: 'role:grant',
          subject_kind: 'account',
          subject_id: accountId,
          detail: { role: 'partnership-lead', by: 'command' },
        },
      )
      say(`${name} is a lead of ${partnership.name}. This link signs them in, once, within ${linkMinutes} minutes:`)
      say(await linkFor(owner, at, accountId))
    })
  })
}

/** `schoolfellow sign-in-link EMAIL`: where no mail arrives. */
export function signInLinkFor(text: string): Promise<void> {
  return atDatabase({ onlyLooks: false }, async (at) => {
    const email = address(text)
    await at.database.asOwner(async (owner) => {
      const account = await accountFor(owner, email)
      if (!account) throw new Refused(`Nobody in any partnership has the address ${email}`)
      say(await linkFor(owner, at, account.id))
    })
  })
}

async function linkFor(owner: Db, { config }: AtDatabase, accountId: string): Promise<string> {
  const { secret, baseUrl } = servicesOf(config)
  const token = await makeSignInLink(owner, { secret, accountId, returnTo: '/', now: systemClock.now() })
  return `${baseUrl}/sign-in/link/${token}`
}

function address(text: string): string {
  const email = z.email().safeParse(text.trim().toLowerCase())
  if (!email.success) throw new Refused(`“${text}” is not an email address`)
  return email.data
}
