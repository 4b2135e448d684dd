/** A demonstration whose growing was cut short is recognised at the next start, and grown again from nothing. */
import { sql } from 'kysely'
import pg from 'pg'
import type { Db } from '../platform/db/connect.ts'

/** Marks a partnership as growing; the mark goes when the whole demonstration is there. */
export async function markGrowing(owner: Db, partnershipId: string): Promise<void> {
  await sql`update partnership set settings = settings || '{"growing": true}' where id = ${partnershipId}`.execute(
    owner,
  )
}

export async function markGrown(owner: Db): Promise<void> {
  await sql`update partnership set settings = settings - 'growing' where is_demonstration`.execute(owner)
}

/**
 * Empties a database that holds nothing but a half-grown demonstration, and says whether it did. A
 * database with anybody's real work in it is never touched.
 */
export async function clearHalfGrown(connection: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    const found = await client.query<{ growing: string; real: string }>(
      `select count(*) filter (where settings ? 'growing') as growing, count(*) filter (where not is_demonstration) as real from partnership`,
    )
    const { growing = '0', real = '0' } = found.rows[0] ?? {}
    if (growing === '0' || real !== '0') return false
    await client.query(
      'drop schema if exists pgboss cascade; drop schema app cascade; drop schema public cascade; create schema public',
    )
    return true
  } finally {
    await client.end()
  }
}
