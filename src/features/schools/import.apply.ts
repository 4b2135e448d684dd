import { sql } from 'kysely'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { InPartnership } from '../people/actor.ts'
import type { KeptComparison, KeptValue } from './import.comparison.ts'
import { type SchoolImport, schoolsFingerprint } from './import.queries.ts'
import { type RegisterField, registerFields } from './import.rules.ts'
import { authorityFrom } from './local-authorities.ts'

/** Where a field of the register is stored, when it is not under its own name. */
const otherColumns: Partial<Record<RegisterField, string>> = {
  la_code: 'local_authority_code',
  la_name: 'local_authority_name',
}
const textFields = new Set<RegisterField>([
  'phase',
  'type',
  'trust',
  'la_code',
  'la_name',
  'district',
  'ward',
  'postcode',
  'gender',
  'website',
])

const columnOf = (field: RegisterField): string => otherColumns[field] ?? field
const columns = registerFields.map(columnOf)
const columnList = sql.join(columns.map((column) => sql.ref(column)))

/** What an added school has where the register says nothing. */
const unknown = {
  phase: '',
  type: '',
  trust: '',
  local_authority_code: '',
  local_authority_name: '',
  district: '',
  ward: '',
  postcode: '',
  gender: '',
  website: '',
  sen_unit: false,
  resourced_provision: false,
  status: 'open',
}

export type Applied = 'applied' | 'stale' | 'over'

/**
 * Applies an import's comparison, all of it or nothing. Imports of one partnership wait for one
 * another here; `stale` when schools have changed since the comparison was made, `over` when the
 * import was applied or cancelled already.
 */
export async function applyImport(
  db: Db,
  actor: InPartnership & { person_id?: string },
  one: Pick<SchoolImport, 'id' | 'authorities' | 'comparison' | 'compared_with'>,
  now: Temporal.Instant,
): Promise<Applied> {
  if (!one.comparison) return 'over'
  await sql`select pg_advisory_xact_lock(hashtext('school-import'), hashtext(${actor.partnership.id}))`.execute(db)
  if ((await schoolsFingerprint(db, actor)) !== one.compared_with) return 'stale'
  const taken = await db
    .updateTable('school_import')
    .set({ applied_at: now, applied_by: actor.person_id ?? null })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', one.id)
    .where('applied_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!taken) return 'over'
  await addSchools(db, actor, one.comparison, now)
  await changeSchools(db, actor, one.comparison, now)
  await linkSchools(db, actor, one.comparison)
  await rememberAuthorities(db, actor, one.authorities)
  const { added, changed, closed, reopened } = one.comparison
  await record(db, actor.person_id ? { person: { id: actor.person_id } } : {}, {
    action: 'school:import',
    subject_kind: 'school-import',
    subject_id: one.id,
    detail: { added: added.length, changed: changed.length, closed: closed.length, reopened: reopened.length },
  })
  return 'applied'
}

/** The values of a change under the names of their columns, with "not known" as the columns write it. */
function patchOf(values: readonly (readonly [RegisterField, KeptValue])[]): Record<string, KeptValue> {
  return Object.fromEntries(
    values.map(([field, value]) => [columnOf(field), value === null && textFields.has(field) ? '' : value]),
  )
}

async function addSchools(
  db: Db,
  actor: InPartnership,
  { added }: KeptComparison,
  now: Temporal.Instant,
): Promise<void> {
  if (added.length === 0) return
  const rows = added.map(({ urn, values }) => {
    const given = registerFields.flatMap((field) => {
      const value = values[field]
      return value === undefined ? [] : [[field, value] as const]
    })
    return { urn, ...unknown, ...patchOf(given) }
  })
  await sql`
    insert into school (partnership_id, urn, created_at, updated_at, ${columnList})
    select ${actor.partnership.id}, r.urn, ${now}, ${now}, ${sql.join(columns.map((column) => sql.ref(`r.${column}`)))}
    from jsonb_populate_recordset(null::school, ${JSON.stringify(rows)}::jsonb) r
    on conflict (partnership_id, urn) do nothing`.execute(db)
}

async function changeSchools(
  db: Db,
  actor: InPartnership,
  comparison: KeptComparison,
  now: Temporal.Instant,
): Promise<void> {
  const all = [...comparison.changed, ...comparison.closed, ...comparison.reopened]
  if (all.length === 0) return
  const patches = all.map(({ urn, changes }) => ({
    urn,
    patch: patchOf(changes.map(({ field, to }) => [field, to] as const)),
  }))
  await sql`
    update school s set version = s.version + 1, updated_at = ${now},
      ${sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`n.${column}`)}`))}
    from (
      select n.* from jsonb_to_recordset(${JSON.stringify(patches)}::jsonb) as p(urn integer, patch jsonb)
      join school o on o.urn = p.urn and o.partnership_id = ${actor.partnership.id}
      cross join lateral jsonb_populate_record(o, p.patch) n
    ) n where s.id = n.id`.execute(db)
}

/** Keeps who came before whom on both schools' pages, as far as the partnership has them. Gives how many are new. */
export async function linkSchools(
  db: Db,
  actor: InPartnership,
  { links }: Pick<KeptComparison, 'links'>,
): Promise<number> {
  if (links.length === 0) return 0
  const pairs = JSON.stringify(links)
  const made = await sql`
    insert into school_link (partnership_id, school_id, linked_urn, kind)
    select s.partnership_id, s.id, l.other, l.kind from (
      select next_urn as own, urn as other, 'predecessor' as kind from jsonb_to_recordset(${pairs}::jsonb) as a(urn integer, next_urn integer)
      union all
      select urn, next_urn, 'successor' from jsonb_to_recordset(${pairs}::jsonb) as b(urn integer, next_urn integer)
    ) l join school s on s.urn = l.own and s.partnership_id = ${actor.partnership.id}
    on conflict do nothing returning linked_urn`.execute(db)
  return made.rows.length
}

/** A partnership that has imported an authority's schools is asked about them the next time without choosing. */
async function rememberAuthorities(db: Db, actor: InPartnership, authorities: readonly string[]): Promise<void> {
  const codes = authorities.map((text) => authorityFrom(text).code ?? text)
  await sql`
    update partnership set local_authority_codes = (
      select array_agg(distinct code order by code) from unnest(local_authority_codes || ${codes}::text[]) code)
    where id = ${actor.partnership.id} and not local_authority_codes @> ${codes}::text[]`.execute(db)
}
