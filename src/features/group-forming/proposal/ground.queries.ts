/** Everything that is looked at before a version is proposed, read once. */

import type { SchoolCalendar } from '../../../lib/school-days.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { calendarFor, headsOf, type Programme, programmeFor } from '../../review-groups/public.ts'
import { modelFor } from '../../review-models/public.ts'
import { type Arrangement, arrangementFor } from '../arrangement.queries.ts'
import { factsFor, namesOf } from '../facts.queries.ts'
import type { FormingFacts } from '../problem.rules.ts'
import { topicsOf } from '../settings/preference.queries.ts'
import { type Obstacles, obstaclesOf } from './obstacles.rules.ts'
import { withReviewGroups } from './present.rules.ts'
import { type Proposal, proposalFor, publishedGroups } from './proposal.queries.ts'
import { type Affected, affectedSchools, stateOf } from './proposal.rules.ts'

export type Head = Awaited<ReturnType<typeof headsOf>>[number]

export type Ground = {
  programme: Programme
  arrangement: Arrangement
  facts: FormingFacts
  /** The proposal that this version would change. */
  present: Proposal | undefined
  obstacles: Obstacles
  /** The schools that are told: those whose partners would be others than now, or than were proposed before. */
  affected: Affected[]
  heads: Head[]
  /** Schools that would be told and have no head who could be written to. */
  headless: string[]
  calendar: SchoolCalendar
  topic: (key: string) => string
  nameOf: (id: string) => string
}

/** Reads what a version would be proposed with; undefined when there is no such version. */
export async function groundFor(
  db: Db,
  actor: Actor,
  programmeId: string,
  arrangementId: string,
  today: Temporal.PlainDate,
): Promise<Ground | undefined> {
  const programme = await programmeFor(db, actor, programmeId)
  const version = programme && (await arrangementFor(db, actor, programme.id, arrangementId))
  if (!programme || !version) return undefined
  const facts = await factsFor(db, actor, programme.id)
  const arrangement = { ...version, groups: withReviewGroups(version.groups, facts) }
  const last = await proposalFor(db, actor, programme.id)
  const isOpen = last !== undefined && ['open', 'over'].includes(stateOf(last, today))
  const present = isOpen ? last : undefined
  const before = present?.groups ?? (await publishedGroups(db, actor, programme.id))
  const affected = affectedSchools(before, arrangement.groups)
  const ids = affected.map(({ school_id }) => school_id)
  const heads = await headsOf(db, actor, ids)
  const nameOf = await namesOf(db, actor, facts, [...before, ...arrangement.groups])
  return {
    programme,
    arrangement,
    facts,
    present,
    obstacles: obstaclesOf(arrangement, facts, (await modelFor(db, actor, programme.model_key)).group, nameOf),
    affected,
    heads,
    headless: ids.filter((id) => !heads.some((head) => head.school_id === id)).map(nameOf),
    calendar: await calendarFor(db, actor),
    topic: await topicsOf(db, actor, programme),
    nameOf,
  }
}
