/**
 * `node src/platform/db/generate-tables.ts` writes `tables.ts`, the types of every table for Kysely, from a database
 * that has just been migrated.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'
import { z } from 'zod'
import { inScratchDatabase } from './scratch.ts'

const file = fileURLToPath(new URL('tables.ts', import.meta.url))

/** What the driver gives for each type of column; see the parsers in connect.ts. */
const typescriptTypes: Record<string, string> = {
  bool: 'boolean',
  bytea: 'Buffer',
  citext: 'string',
  date: 'Temporal.PlainDate',
  float4: 'number',
  float8: 'number',
  inet: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  json: 'unknown',
  jsonb: 'unknown',
  numeric: 'number',
  regclass: 'string',
  text: 'string',
  time: 'ColumnType<string, string | Temporal.PlainTime, string | Temporal.PlainTime>',
  timestamptz: 'Temporal.Instant',
  tsvector: 'string',
  uuid: 'string',
  varchar: 'string',
  xid8: 'string',
}

/** The driver reads arrays of these only; an array of days would arrive as text. */
const arrayElements = new Set(['bool', 'citext', 'float4', 'float8', 'int2', 'int4', 'text', 'uuid', 'varchar'])

const columns = z.array(
  z.object({
    table: z.string(),
    name: z.string(),
    type: z.string(),
    element: z.string().nullable(),
    not_null: z.boolean(),
    has_default: z.boolean(),
    always: z.boolean(),
  }),
)
type Column = z.infer<typeof columns>[number]

const columnsSql = `
  select case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as table,
         a.attname as name, coalesce(base.typname, t.typname) as type, e.typname as element,
         a.attnotnull or t.typnotnull as not_null,
         a.atthasdef or a.attidentity <> '' as has_default,
         a.attidentity = 'a' or a.attgenerated <> '' as always
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type base on base.oid = t.typbasetype
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
   where c.relkind in ('r', 'p', 'v', 'm') and not c.relispartition and n.nspname in ('public', 'app')
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
   order by n.nspname <> 'public', c.relname, a.attnum`

/** The text of `tables.ts` for the schema of a migrated database. */
export async function tablesText(client: Client): Promise<string> {
  const { rows } = await client.query(columnsSql)
  const tables = Map.groupBy(columns.parse(rows), (column) => column.table)
  const names = [...tables.keys()]
  const types = names.map((name) => tableType(name, tables.get(name) ?? []))
  const helpers = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => types.join('').includes(`${name}<`))
  return [
    '// Written by `node src/platform/db/generate-tables.ts` from the migrations. Do not edit.',
    ...(helpers.length > 0 ? [`import type { ${helpers.join(', ')} } from 'kysely'`] : []),
    '',
    ...types,
    'export type DB = {',
    ...names.map((name) => `  ${key(name)}: ${typeName(name)}`),
    '}',
    '',
  ].join('\n')
}

function tableType(table: string, all: Column[]): string {
  const lines = all.map((column) => `  ${key(column.name)}: ${columnType(column)}`)
  return [`export type ${typeName(table)} = {`, ...lines, '}', ''].join('\n')
}

function columnType(column: Column): string {
  const plain = plainType(column)
  const type = column.not_null || plain === 'unknown' ? plain : `${plain} | null`
  if (column.always) return `GeneratedAlways<${type}>`
  if (!column.has_default) return type
  // Kysely's `Generated` does not look inside a `ColumnType`.
  return plain.startsWith('ColumnType<') ? type.replace(', ', ', undefined | ') : `Generated<${type}>`
}

function plainType({ table, name, type, element }: Column): string {
  const found = typescriptTypes[element ?? type]
  if (!found || (element && !arrayElements.has(element))) {
    throw new Error(`${table}.${name} is of type ${type}: say in generate-tables.ts which TypeScript type that is`)
  }
  return element ? `${found}[]` : found
}

const key = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `'${name}'`)

const typeName = (table: string) =>
  `${table.replaceAll(/(?:^|[._])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Table`

if (import.meta.main) {
  const text = await inScratchDatabase(tablesText)
  writeFileSync(file, text)
  console.log(`Wrote ${file}`)
}
