/** What a match is worked out from, and the versions that are kept. For officers. */

import { sql } from 'kysely'
import type { Db } from '../../platform/db/connect.ts'
import { frameworkById } from '../frameworks/public.ts'
import type { Actor } from '../people/public.ts'
import { groupsToLead, holdProgramme, leaderCandidates, type Programme } from '../review-groups/public.ts'
import { modelFor } from '../review-models/public.ts'
import { answersTo } from './answer.queries.ts'
import { daysFor } from './answer.rules.ts'
import { type Ground, type MatchLeader, type Place, placesOf } from './match.rules.ts'
import { type MatchResult, matchResult, type Wish, wishes } from './match.schema.ts'

/** The most areas of the framework that a group is taken to look for help in. */
const mostAreas = 3

/** The groups, leaders and answers of a programme as they stand now. */
export async function groundFor(db: Db, actor: Actor, programme: Programme): Promise<Ground> {
  const model = await modelFor(db, actor, programme.model_key)
  const groups = await groupsToLead(db, actor, programme.id)
  const wanted = await areasWanted(db, actor, programme.id)
  const said = await answersTo(db, actor, programme.id)
  const framework = programme.framework_id ? await frameworkById(db, actor, programme.framework_id) : undefined
  const leaders = new Map<string, MatchLeader>()
  for (const part of new Set(model.group.leaders.map((one) => one.part)))
    for (const person of await leaderCandidates(db, actor, part))
      leaders.set(person.id, {
        ...person,
        parts: [...(leaders.get(person.id)?.parts ?? []), part],
        said: said.get(person.id),
      })
  const places = groups.flatMap((group): Place[] =>
    placesOf(group, model.group.leaders, {
      days: daysFor(model.half_days, group.members.length).days,
      areas: wanted.get(group.id) ?? [],
    }),
  )
  return {
    places,
    leaders: [...leaders.values()].sort((a, b) => a.name.localeCompare(b.name)),
    areaTitles: new Map((framework?.areas ?? []).map(({ key, title }) => [key, title])),
  }
}

/** The areas that most schools of each group named when they said where they look for help. */
async function areasWanted(db: Db, actor: Actor, programmeId: string): Promise<Map<string, string[]>> {
  const found = await sql<{ group_id: string; area: string }>`
    select m.group_id, area from group_preference p
      join review_group g on g.programme_id = p.programme_id and g.disbanded_at is null
      join review_group_school m on m.group_id = g.id and m.school_id = p.school_id
      cross join unnest(p.priorities) area
     where p.partnership_id = ${actor.partnership.id} and p.programme_id = ${programmeId}
     group by m.group_id, area order by m.group_id, count(*) desc, area`.execute(db)
  const wanted = new Map<string, string[]>()
  for (const { group_id, area } of found.rows) {
    const areas = wanted.get(group_id) ?? []
    if (areas.length < mostAreas) wanted.set(group_id, [...areas, area])
  }
  return wanted
}

export type Match = {
  id: string
  programme_id: string
  number: number
  made_from_id: string | null
  wishes: Wish[]
  result: MatchResult
  created_by_name: string
  created_at: Temporal.Instant
  adopted_by_name: string | null
  adopted_at: Temporal.Instant | null
  /** Whether a later version was made. */
  latest: number
}

function matches(db: Db, actor: Actor) {
  return db
    .selectFrom('leader_match as m')
    .innerJoin('person as maker', 'maker.id', 'm.created_by')
    .leftJoin('person as adopter', 'adopter.id', 'm.adopted_by')
    .select([
      'm.id',
      'm.programme_id',
      'm.number',
      'm.made_from_id',
      'm.created_at',
      'm.adopted_at',
      'maker.name as created_by_name',
      'adopter.name as adopted_by_name',
    ])
    .where('m.partnership_id', '=', actor.partnership.id)
}

export type MatchInList = Omit<Match, 'wishes' | 'result' | 'latest'> & { filled: number; places: number }

/** The matches that were worked out for a programme, the newest first. */
export async function matchesOf(db: Db, actor: Actor, programmeId: string): Promise<MatchInList[]> {
  return matches(db, actor)
    .select([
      sql<number>`jsonb_array_length(m.result -> 'places')`.as('places'),
      sql<number>`(select count(*) from jsonb_array_elements(m.result -> 'places') p where p -> 'leader' <> 'null'::jsonb)`.as(
        'filled',
      ),
    ])
    .where('m.programme_id', '=', programmeId)
    .orderBy('m.number', 'desc')
    .limit(20)
    .execute()
}

export async function matchFor(db: Db, actor: Actor, programmeId: string, id: string): Promise<Match | undefined> {
  const row = await matches(db, actor)
    .select([
      'm.wishes',
      'm.result',
      sql<number>`(select max(number) from leader_match l where l.programme_id = m.programme_id)`.as('latest'),
    ])
    .where('m.programme_id', '=', programmeId)
    .where('m.id', '=', id)
    .executeTakeFirst()
  return row && { ...row, wishes: wishes.parse(row.wishes), result: matchResult.parse(row.result) }
}

/** Keeps a match as the next version of its programme. Answers its id. */
export async function insertMatch(
  db: Db,
  actor: Actor,
  match: { programme_id: string; made_from_id: string | null; wishes: readonly Wish[]; result: MatchResult },
  now: Temporal.Instant,
): Promise<string> {
  // Whoever works out another one at the same moment waits, so that each has its own number.
  await holdProgramme(db, actor, match.programme_id)
  const added = await sql<{ id: string }>`
    insert into leader_match (partnership_id, programme_id, number, made_from_id, wishes, result, created_by, created_at)
    select ${actor.partnership.id}, ${match.programme_id}, coalesce(max(number), 0) + 1, ${match.made_from_id},
           ${JSON.stringify(match.wishes)}::jsonb, ${JSON.stringify(match.result)}::jsonb, ${actor.person_id}, ${now}
      from leader_match where partnership_id = ${actor.partnership.id} and programme_id = ${match.programme_id}
    returning id`.execute(db)
  return added.rows[0]?.id ?? ''
}

/** Notes that a match became what holds; false when it was so already. */
export async function markAdopted(db: Db, actor: Actor, id: string, now: Temporal.Instant): Promise<boolean> {
  const marked = await db
    .updateTable('leader_match')
    .set({ adopted_by: actor.person_id, adopted_at: now })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', id)
    .where('adopted_at', 'is', null)
    .executeTakeFirst()
  return marked.numUpdatedRows > 0n
}
