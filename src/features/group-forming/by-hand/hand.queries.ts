/** Everything that a change by hand is looked at with, read once. */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Saying } from '../../../lib/grouping/in-words.ts'
import type { GroupingProblem } from '../../../lib/grouping/problem.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { type Programme, programmeFor } from '../../review-groups/public.ts'
import { type Arrangement, arrangementFor } from '../arrangement.queries.ts'
import { factsFor, namesOf } from '../facts.queries.ts'
import type { FormingSettings } from '../forming.schema.ts'
import { type FormingFacts, openSchools, problemOf } from '../problem.rules.ts'
import { topicsOf } from '../settings/preference.queries.ts'
import { settingsFor } from '../settings.queries.ts'
import { travelUnit } from '../travel.rules.ts'

/** The newest version of a programme, when it is not the one that is looked at. */
export type Newer = { id: string; number: number; created_by_name: string; made_from_number: number | null }

export type Ground = {
  programme: Programme
  arrangement: Arrangement
  facts: FormingFacts
  /** Undefined when no school of the programme is open any more. */
  problem: GroupingProblem | undefined
  newer: Newer | undefined
  /** The programme's rules or aims are others now than those that the version was made with. */
  is_dated: boolean
  nameOf: (id: string) => string
  groupName: (index: number) => string
  saying: Saying & { unit: 'km' | 'minutes'; topic: (key: string) => string }
}

/** A version of which at least one school is still open, so that places can be weighed. */
export type Explained = Ground & { problem: GroupingProblem }

/** What all versions of a programme are looked at with. */
type Shared = Pick<Ground, 'programme' | 'facts' | 'saying'> & { settings: FormingSettings }

/** Reads a version with what it was made of; undefined when there is no such version. */
export async function groundFor(
  db: Db,
  actor: Actor,
  programmeId: string,
  arrangementId: string,
): Promise<Ground | undefined> {
  const programme = await programmeFor(db, actor, programmeId)
  const arrangement = programme && (await arrangementFor(db, actor, programme.id, arrangementId))
  return programme && arrangement && groundOf(db, actor, await sharedFor(db, actor, programme), arrangement)
}

/** Reads two versions of a programme with what they were made of; undefined when one is not there. */
export async function groundsFor(
  db: Db,
  actor: Actor,
  programme: Programme,
  ids: readonly [string, string],
): Promise<[Ground, Ground] | undefined> {
  const one = await arrangementFor(db, actor, programme.id, ids[0])
  const other = await arrangementFor(db, actor, programme.id, ids[1])
  if (!one || !other) return undefined
  const shared = await sharedFor(db, actor, programme)
  return [await groundOf(db, actor, shared, one), await groundOf(db, actor, shared, other)]
}

async function sharedFor(db: Db, actor: Actor, programme: Programme): Promise<Shared> {
  const facts = await factsFor(db, actor, programme.id)
  const { rules, aims } = await settingsFor(db, actor, programme)
  const saying = {
    unit: travelUnit(facts),
    topic: await topicsOf(db, actor, programme),
    phase: (key: string) => key,
  }
  return { programme, facts, saying, settings: { rules, aims } }
}

async function groundOf(
  db: Db,
  actor: Actor,
  { settings, ...shared }: Shared,
  arrangement: Arrangement,
): Promise<Ground> {
  const { facts } = shared
  return {
    ...shared,
    arrangement,
    problem: openSchools(facts).length === 0 ? undefined : problemOf(facts, arrangement.settings),
    newer: await newerThan(db, actor, arrangement),
    is_dated: !isDeepStrictEqual(settings, arrangement.settings),
    nameOf: await namesOf(db, actor, facts, arrangement.groups),
    groupName: (index) => arrangement.groups[index]?.name ?? 'A new group',
  }
}

async function newerThan(
  db: Db,
  actor: Actor,
  { programme_id, number }: Pick<Arrangement, 'programme_id' | 'number'>,
): Promise<Newer | undefined> {
  return db
    .selectFrom('arrangement')
    .innerJoin('person', 'person.id', 'arrangement.created_by')
    .leftJoin('arrangement as earlier', 'earlier.id', 'arrangement.made_from_id')
    .select([
      'arrangement.id',
      'arrangement.number',
      'person.name as created_by_name',
      'earlier.number as made_from_number',
    ])
    .where('arrangement.partnership_id', '=', actor.partnership.id)
    .where('arrangement.programme_id', '=', programme_id)
    .where('arrangement.number', '>', number)
    .orderBy('arrangement.number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Makes others who add versions to this programme, or change the locks of this one, wait until this request ends. */
export async function holdVersion(db: Db, actor: Actor, programmeId: string, arrangementId: string): Promise<void> {
  await sql`
    select 1 from programme p join arrangement a on a.programme_id = p.id
     where p.partnership_id = ${actor.partnership.id} and p.id = ${programmeId} and a.id = ${arrangementId}
       for update`.execute(db)
}
