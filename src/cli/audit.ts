import { sql } from 'kysely'
import { Refused } from '../failure.ts'
import { type AuditVerdict, verifyAudit } from '../platform/audit/audit.ts'
import type { Db } from '../platform/db/connect.ts'
import { atDatabase, say } from './at-database.ts'
import { inputText } from './input-file.ts'

/** `schoolfellow audit verify`; `against` is the file of what an earlier run printed. */
export function verify(against: string | undefined): Promise<void> {
  return atDatabase({ onlyLooks: true }, async ({ database }) => {
    const earlier = against === undefined ? [] : kept(await inputText(against))
    await database.asOwner(async (db) => {
      const names = await chainNames(db)
      const verdict = await verifyAudit(db)
      const { broken } = verdict
      if (broken)
        throw new Refused(
          `The audit log does not hold: entry ${broken.number} of ${names(broken.chain)} ${broken.what}`,
        )
      for (const link of earlier) {
        if (!(await holds(db, link)))
          throw new Refused(
            `The audit log was rewritten: entry ${link.number} of ${names(link.chain)} is not what it was`,
          )
      }
      for (const line of linesOf(verdict, names)) say(line)
    })
  })
}

type Link = { chain: string; number: number; hash: string }

function linesOf({ entries, heads }: AuditVerdict, names: (chain: string) => string): string[] {
  return [
    `# Every link holds: ${entries} entries. Keep these lines somewhere else, to check --against them later.`,
    ...heads.map(({ chain, number, hash }) => `${chain} ${number} ${hash} ${names(chain)}`),
  ]
}

/** The lines that an earlier run printed. */
function kept(text: string): Link[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.map((line) => {
    const found = /^([0-9a-f-]{36}) (\d{1,15}) ([0-9a-f]{64})( |$)/.exec(line)
    if (!found?.[1] || !found[2] || !found[3])
      throw new Refused(`The line “${line.slice(0, 80)}” was not printed by audit verify`)
    return { chain: found[1], number: Number(found[2]), hash: found[3] }
  })
}

async function holds(db: Db, { chain, number, hash }: Link): Promise<boolean> {
  const found =
    await sql`select from audit_entry where chain = ${chain} and number = ${number} and hash = decode(${hash}, 'hex')`.execute(
      db,
    )
  return found.rows.length > 0
}

const serviceChain = '00000000-0000-0000-0000-000000000000'

async function chainNames(db: Db): Promise<(chain: string) => string> {
  const partnerships = await db.selectFrom('partnership').select(['id', 'key']).execute()
  const keys = new Map(partnerships.map(({ id, key }) => [id, key]))
  return (chain) => (chain === serviceChain ? 'the service' : (keys.get(chain) ?? chain))
}
