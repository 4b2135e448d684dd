import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { DB } from './tables.ts'

/** A connection inside one transaction. Everything that a request does goes through one of these. */
export type Db = Kysely<DB>

/** What `app.begin_request` found out about a request; see db/migrations/0001_foundation.sql. */
export type Opened = {
  session: { id: string; account_id: string } | null
  partnership: Partnership | null
  person: { id: string; name: string; email: string } | null
  roles: { role: string; school_id: string | null }[]
  /** The partnerships that the account belongs to; filled only where the path names no partnership. */
  places: { key: string; name: string; person_id: string }[]
}

export type Partnership = {
  id: string
  key: string
  name: string
  contact_name: string
  contact_email: string
  contact_phone: string
  is_demonstration: boolean
  settings: Record<string, unknown>
}

export type Database = {
  pool: pg.Pool
  /** One transaction of a visitor: as the unprivileged role, inside the partnership that the path names. */
  asVisitor<T>(opening: Opening, work: (db: Db, opened: Opened) => Promise<T>): Promise<T>
  /** One transaction of a job, a command or the demonstration, as the unprivileged role inside one partnership. */
  inPartnership<T>(partnershipId: string, personId: string | undefined, work: (db: Db) => Promise<T>): Promise<T>
  /** One transaction as the owner of the tables, beyond every partnership: signing in, migrating, cleaning up. */
  asOwner<T>(work: (db: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export type Opening = { tokenHash: Buffer | undefined; partnershipKey: string | undefined }

const partnershipKeyPattern = /^[a-z][a-z0-9-]{1,40}$/
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const parsers = new Map<number, (text: string) => unknown>([
  [1082, (text) => Temporal.PlainDate.from(text)],
  [1184, (text) => Temporal.Instant.from(text)],
  [20, Number],
  [1700, Number],
])

/** The driver's own parser turns `date` into local midnight, a day early in summer time. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return parsers.get(oid) ?? pg.types.getTypeParser(oid, format)
  },
}

/** Days and moments can be query parameters: the driver asks objects for `toPostgres`. */
for (const prototype of [Temporal.PlainDate.prototype, Temporal.Instant.prototype, Temporal.PlainTime.prototype]) {
  if (!('toPostgres' in prototype)) {
    Object.defineProperty(prototype, 'toPostgres', {
      value(this: { toString(): string }) {
        return this.toString()
      },
    })
  }
}

/** Opens a pool of connections. `connection` is what `openCluster` gave or `{ connectionString }`. */
export function connectDatabase(connection: pg.PoolConfig, options: { size?: number } = {}): Database {
  const pool = new pg.Pool({
    max: options.size ?? 16,
    idleTimeoutMillis: 30_000,
    // While every connection is taken, a page says so rather than loading for ever.
    connectionTimeoutMillis: 15_000,
    ...connection,
    types,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  // One that breaks while a request holds it fails that request's query; the event besides would end the process, too.
  pool.on('connect', (client) => client.on('error', () => {}))

  async function transaction<T>(openingSql: string, work: (db: Db, rows: pg.QueryResult[]) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      const opened: unknown = await client.query(openingSql)
      const result = await work(over(client), Array.isArray(opened) ? opened : [])
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    pool,
    // Everything that opens a visitor's transaction travels in one message; its parts are checked, not escaped.
    asVisitor(opening, work) {
      const token = opening.tokenHash ? `'\\x${opening.tokenHash.toString('hex')}'::bytea` : 'null'
      const key = opening.partnershipKey
      const partnership = key !== undefined && partnershipKeyPattern.test(key) ? `'${key}'` : 'null'
      return transaction(
        `begin; set local role schoolfellow_app; select app.begin_request(${token}, ${partnership}) as opened`,
        (db, results) => work(db, results[2]?.rows[0].opened),
      )
    },
    inPartnership(partnershipId, personId, work) {
      if (!uuidPattern.test(partnershipId)) throw new Error('inPartnership needs the id of a partnership')
      const person = personId !== undefined && uuidPattern.test(personId) ? personId : ''
      return transaction(
        `begin; set local role schoolfellow_app; select set_config('app.partnership', '${partnershipId}', true), set_config('app.person', '${person}', true)`,
        (db) => work(db),
      )
    },
    asOwner: (work) => transaction('begin', (db) => work(db)),
    close: () => pool.end(),
  }
}

/** Statements are prepared once a connection under a short name; the cap keeps generated texts from filling memory. */
const statementNames = new Map<string, string>()
const mostStatementNames = 2000

function statementName(text: string): string | undefined {
  const known = statementNames.get(text)
  if (known !== undefined) return known
  if (statementNames.size >= mostStatementNames) return undefined
  const name = `s${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** A Kysely whose every query runs on one client, inside the transaction that the client is in. */
function over(client: pg.PoolClient): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const name = statementName(query.sql)
      const result = await client.query({
        ...(name === undefined ? {} : { name }),
        text: query.sql,
        values: [...query.parameters],
      })
      const changes = result.command === 'SELECT' ? undefined : BigInt(result.rowCount ?? 0)
      return { rows: result.rows, ...(changes === undefined ? {} : { numAffectedRows: changes }) }
    },
    // biome-ignore lint/correctness/useYield: streaming is not offered; a large answer is read in pages
    async *streamQuery() {
      throw new Error('a transaction reads its rows in pages, it does not stream them')
    },
  }
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: async () => {
      throw new Error('this is a transaction already')
    },
    commitTransaction: async () => {},
    rollbackTransaction: async () => {},
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

/** Runs `work` so that a failure undoes only what it did, not the whole transaction. */
export async function inSavepoint<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.executeQuery(CompiledQuery.raw('savepoint attempt'))
  try {
    const result = await work()
    await db.executeQuery(CompiledQuery.raw('release savepoint attempt'))
    return result
  } catch (error) {
    await db.executeQuery(CompiledQuery.raw('rollback to savepoint attempt'))
    throw error
  }
}

/**
 * Runs `work` as the owner of the tables inside a request's transaction: one connection and one
 * outcome. A second transaction could wait for ever for a row that the first one has changed, or
 * for a connection while all are taken by requests that do the same.
 */
export async function asOwnerWithin<T>(db: Db, work: (owner: Db) => Promise<T>): Promise<T> {
  await db.executeQuery(CompiledQuery.raw('set local role none'))
  try {
    return await work(db)
  } finally {
    // After a failed statement this fails too, and so does everything else until the rollback.
    await db.executeQuery(CompiledQuery.raw('set local role schoolfellow_app')).catch(() => {})
  }
}
