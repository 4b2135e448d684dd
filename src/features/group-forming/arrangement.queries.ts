import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../platform/db/connect.ts'
import type { Actor, InPartnership } from '../people/public.ts'
import { holdProgramme } from '../review-groups/public.ts'
import {
  type ArrangedGroup,
  arrangedGroups,
  arrangementScore,
  arrangementSettings,
  type FormingSettings,
} from './forming.schema.ts'

export type ArrangementOrigin = 'search' | 'move' | 'placement' | 'present' | 'objection'

export type Violation = {
  rule: string
  reason: string
  schools: string[]
  group?: number | undefined
  /** The trust or the phase that the rule is about, or whether a group is too small or too large. */
  about?: string | undefined
}

export type Arrangement = {
  id: string
  programme_id: string
  /** Counted from 1 in its programme. */
  number: number
  made_from_id: string | null
  made_from_number: number | null
  origin: ArrangementOrigin
  summary: string
  label: string
  names_version: number
  groups: ArrangedGroup[]
  locked_groups: number[]
  locked_school_ids: string[]
  settings: FormingSettings
  score: z.infer<typeof arrangementScore>
  /** No arrangement that keeps the rules costs less; null where nobody looked or none could be had. */
  bound: number | null
  violations: Violation[]
  seconds: number | null
  seed: number | null
  stopped_early: boolean
  created_by_name: string
  created_at: Temporal.Instant
}

/** Without its groups, for lists. */
export type ArrangementInList = Omit<
  Arrangement,
  'groups' | 'names_version' | 'settings' | 'violations' | 'locked_groups' | 'locked_school_ids'
> & { group_count: number; violation_count: number }

const violations = z.array(
  z.object({
    rule: z.string(),
    reason: z.string(),
    schools: z.array(z.string()),
    group: z.int().optional(),
    about: z.string().optional(),
  }),
)

function arrangements(db: Db, actor: InPartnership) {
  return db
    .selectFrom('arrangement')
    .innerJoin('person', 'person.id', 'arrangement.created_by')
    .leftJoin('arrangement as earlier', 'earlier.id', 'arrangement.made_from_id')
    .select([
      'arrangement.id',
      'arrangement.programme_id',
      'arrangement.number',
      'arrangement.made_from_id',
      'earlier.number as made_from_number',
      sql<ArrangementOrigin>`arrangement.origin`.as('origin'),
      'arrangement.summary',
      'arrangement.label',
      'arrangement.score',
      'arrangement.bound',
      'arrangement.seconds',
      'arrangement.seed',
      'arrangement.stopped_early',
      'person.name as created_by_name',
      'arrangement.created_at',
    ])
    .where('arrangement.partnership_id', '=', actor.partnership.id)
}

/** One version of a programme's groups. */
export async function arrangementFor(
  db: Db,
  actor: InPartnership,
  programmeId: string,
  id: string,
): Promise<Arrangement | undefined> {
  const row = await arrangements(db, actor)
    .select([
      'arrangement.groups',
      'arrangement.names_version',
      'arrangement.settings',
      'arrangement.violations',
      'arrangement.locked_groups',
      'arrangement.locked_school_ids',
    ])
    .where('arrangement.programme_id', '=', programmeId)
    .where('arrangement.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    ...row,
    groups: arrangedGroups.parse(row.groups),
    settings: arrangementSettings.parse(row.settings),
    score: arrangementScore.parse(row.score),
    violations: violations.parse(row.violations),
  }
}

/** The versions of a programme's groups, the newest first. */
export async function arrangementsOf(db: Db, actor: Actor, programmeId: string): Promise<ArrangementInList[]> {
  const rows = await arrangements(db, actor)
    .select([
      sql<number>`jsonb_array_length(arrangement.groups)`.as('group_count'),
      sql<number>`jsonb_array_length(arrangement.violations)`.as('violation_count'),
    ])
    .where('arrangement.programme_id', '=', programmeId)
    .orderBy('arrangement.number', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, score: arrangementScore.parse(row.score) }))
}

export type NewArrangement = Pick<Arrangement, 'origin' | 'summary' | 'groups' | 'settings' | 'score' | 'violations'> &
  Partial<
    Pick<
      Arrangement,
      'made_from_id' | 'bound' | 'seconds' | 'seed' | 'stopped_early' | 'locked_groups' | 'locked_school_ids'
    >
  > & {
    /** When it was made; the moment of the transaction unless told. */
    now?: Temporal.Instant
  }

/** Keeps a new version under the programme's next number. Answers its id. */
export async function insertArrangement(
  db: Db,
  actor: InPartnership & { person_id: string },
  programmeId: string,
  added: NewArrangement,
): Promise<string> {
  // Versions of a programme wait for one another, so that each has a number of its own.
  await holdProgramme(db, actor, programmeId)
  const row = await db
    .insertInto('arrangement')
    .values({
      partnership_id: actor.partnership.id,
      programme_id: programmeId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from arrangement where programme_id = ${programmeId})`,
      made_from_id: added.made_from_id ?? null,
      origin: added.origin,
      summary: added.summary,
      groups: JSON.stringify(arrangedGroups.parse(added.groups)),
      locked_groups: added.locked_groups ?? [],
      locked_school_ids: added.locked_school_ids ?? [],
      settings: JSON.stringify(arrangementSettings.parse(added.settings)),
      score: JSON.stringify(added.score),
      bound: added.bound ?? null,
      violations: JSON.stringify(added.violations),
      seconds: added.seconds ?? null,
      seed: added.seed ?? null,
      stopped_early: added.stopped_early ?? false,
      created_by: actor.person_id,
      ...(added.now ? { created_at: added.now } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Names a version and its groups in their order, unless somebody else did since; answers whether it did. */
export async function nameArrangement(
  db: Db,
  actor: Actor,
  { id, groups }: Pick<Arrangement, 'id' | 'groups'>,
  said: { label: string; names: readonly string[] },
  version: number,
): Promise<boolean> {
  const named = groups.map((group, index) => ({ ...group, name: said.names[index] ?? group.name }))
  const saved = await db
    .updateTable('arrangement')
    .set({ label: said.label, groups: JSON.stringify(arrangedGroups.parse(named)), names_version: version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .where('names_version', '=', version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}
