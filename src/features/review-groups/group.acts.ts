/** What can be done to a review group: each checks its rules, writes, and says why when it may not. */

import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { type LeaderPart, modelFor } from '../review-models/public.ts'
import { sendGroupPublished } from './emails/group-published.ts'
import {
  candidatesFor,
  type Group,
  groupFor,
  holdProgramme,
  hostsOf,
  insertGroup,
  markDisbanded,
  markPublished,
  membersOf,
  setMembers,
} from './group.queries.ts'
import { type CandidateSchool, type Check, checkGroup, reasonsFor, whyCannotSupport } from './group.rules.ts'
import { addLeaderTo, headsOf, leaderCandidates, leadersOf } from './group-people.queries.ts'
import { programmeFor } from './programme.queries.ts'

/** When something happens and where its links lead. */
export type At = { now: Temporal.Instant; baseUrl: string }

/** The chosen schools with every rule that they break. `group` is the group that is being changed. */
export async function checkChoice(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string },
  schoolIds: readonly string[],
  inside?: { group: string; members: readonly CandidateSchool[] },
): Promise<{ chosen: CandidateSchool[]; checks: Check[] }> {
  const candidates = await candidatesFor(db, actor, programme.id, inside?.group)
  const known = new Map([...(inside?.members ?? []), ...candidates].map((school) => [school.id, school]))
  const chosen = schoolIds.flatMap((id) => known.get(id) ?? [])
  return { chosen, checks: checkGroup((await modelFor(db, actor, programme.model_key)).group, chosen) }
}

/** The checks that refuse a choice, as refusals of the form's schools. */
export function refusalsOf(checks: readonly Check[]): Refusal[] {
  return checks
    .filter((check) => check.level === 'must')
    .map((check) => ({ field: 'school_ids', message: check.reason }))
}

/** Makes a group of schools of a programme by hand; nobody is told until it is published. Answers its id. */
export async function createGroup(
  db: Db,
  actor: Actor,
  group: { programme_id: string; name: string; note?: string; school_ids: readonly string[] },
): Promise<{ id: string } | { refused: Refusal[] }> {
  const programme = await programmeFor(db, actor, group.programme_id)
  if (!programme) return { refused: [{ message: 'There is no such programme' }] }
  await holdProgramme(db, actor, programme.id)
  const { chosen, checks } = await checkChoice(db, actor, programme, group.school_ids)
  const refused = refusalsOf(checks)
  if (refused.length > 0) return { refused }
  const id = await insertGroup(db, actor, { programme_id: programme.id, name: group.name, note: group.note ?? '' })
  if (!id)
    return {
      refused: [{ field: 'name', message: 'Another group of this programme has this name. Choose a different one' }],
    }
  await setMembers(
    db,
    actor,
    id,
    chosen.map((school) => school.id),
    reasonsFor(chosen),
  )
  await record(db, actor, {
    action: 'group:make',
    subject_kind: 'review-group',
    subject_id: id,
    detail: { schools: chosen.length },
  })
  return { id }
}

/** Gives a group other schools. A school that hosts a review there stays. */
export async function changeSchools(
  db: Db,
  actor: Actor,
  group: Group,
  schoolIds: readonly string[],
): Promise<{ refused: Refusal[] } | undefined> {
  await holdProgramme(db, actor, group.programme_id)
  const members = await membersOf(db, actor, group.id)
  const { chosen, checks } = await checkChoice(
    db,
    actor,
    { id: group.programme_id, model_key: group.model_key },
    schoolIds,
    { group: group.id, members },
  )
  const refused = [...refusalsOf(checks), ...(await whyMustStay(db, actor, group, members, schoolIds))]
  if (refused.length > 0) return { refused }
  await setMembers(
    db,
    actor,
    group.id,
    chosen.map((school) => school.id),
    reasonsFor(chosen),
  )
  await record(db, actor, {
    action: 'group:change',
    subject_kind: 'review-group',
    subject_id: group.id,
    detail: { schools: chosen.length },
  })
  return undefined
}

/** The members that cannot be taken out, because they host a review in the group, when only these schools remain. */
export async function whyMustStay(
  db: Db,
  actor: Actor,
  group: Group,
  members: readonly Pick<CandidateSchool, 'id' | 'name'>[],
  schoolIds: readonly string[],
): Promise<Refusal[]> {
  const hosts = await hostsOf(db, actor, group.id)
  return members
    .filter((school) => hosts.includes(school.id) && !schoolIds.includes(school.id))
    .map((school) => ({ field: 'school_ids', message: `${school.name} has a review in this group, so it stays` }))
}

export type MoveEffect = {
  from: { before: CandidateSchool[]; after: CandidateSchool[]; checks: Check[] }
  to: { before: CandidateSchool[]; after: CandidateSchool[]; checks: Check[] }
}

/** What moving a school to another group of the programme would do to both. */
export async function effectOfMove(
  db: Db,
  actor: Actor,
  from: Group,
  to: Group,
  schoolId: string,
): Promise<MoveEffect | undefined> {
  const rules = (await modelFor(db, actor, from.model_key)).group
  const leaving = await membersOf(db, actor, from.id)
  const joining = await membersOf(db, actor, to.id)
  const school = leaving.find((one) => one.id === schoolId)
  if (!school) return undefined
  const left = leaving.filter((one) => one.id !== schoolId)
  const joined = [...joining, school].sort((a, b) => a.name.localeCompare(b.name))
  return {
    from: { before: leaving, after: left, checks: checkGroup(rules, left) },
    to: { before: joining, after: joined, checks: checkGroup(rules, joined) },
  }
}

/**
 * Moves a school to another group. What the other group's rules refuse is refused; the group that
 * loses it may fall short, which stops it from being published until it has another school.
 */
export async function moveSchool(
  db: Db,
  actor: Actor,
  from: Group,
  to: Group,
  schoolId: string,
): Promise<{ refused: Refusal[] } | undefined> {
  await holdProgramme(db, actor, from.programme_id)
  const effect = await effectOfMove(db, actor, from, to, schoolId)
  if (!effect) return { refused: [{ message: 'This school is no longer in the group' }] }
  const stays = await whyMustStay(
    db,
    actor,
    from,
    effect.from.before,
    effect.from.after.map((school) => school.id),
  )
  const refused = [...stays, ...refusalsOf(effect.to.checks)].map(({ message }) => ({ field: 'to', message }))
  if (refused.length > 0) return { refused }
  await setMembers(
    db,
    actor,
    from.id,
    effect.from.after.map((school) => school.id),
    reasonsFor(effect.from.after),
  )
  await setMembers(
    db,
    actor,
    to.id,
    effect.to.after.map((school) => school.id),
    reasonsFor(effect.to.after),
  )
  await record(db, actor, {
    action: 'group:move-school',
    subject_kind: 'review-group',
    subject_id: to.id,
    school_id: schoolId,
    detail: { from: from.id },
  })
  return undefined
}

/** Lets a person support a group from outside, checked for conflicts with its schools. */
export async function addLeader(
  db: Db,
  actor: Actor,
  group: Pick<Group, 'id' | 'model_key'>,
  personId: string,
  part: LeaderPart,
): Promise<{ refused: Refusal } | undefined> {
  const refuse = (message: string) => ({ refused: { field: 'person_id', message } })
  const wanted = (await modelFor(db, actor, group.model_key)).group.leaders.find((leader) => leader.part === part)
  const present = (await leadersOf(db, actor, group.id)).filter((leader) => leader.part === part)
  if (!wanted || present.length >= wanted.number)
    return refuse(
      `The group has its ${wanted?.short_name ?? part} already: ${present.map((leader) => leader.name).join(', ')}`,
    )
  const person = (await leaderCandidates(db, actor, part)).find((candidate) => candidate.id === personId)
  if (!person) return refuse(`Choose a person who is ${wanted.name}`)
  const conflict = whyCannotSupport(person, await membersOf(db, actor, group.id))
  if (conflict) return refuse(conflict)
  await addLeaderTo(db, actor, group.id, person.id, part)
  await record(db, actor, {
    action: 'group:add-leader',
    subject_kind: 'review-group',
    subject_id: group.id,
    detail: { person: personId, part },
  })
  return undefined
}

/** Publishes a group: its schools and leaders see it, and their heads get an email. */
export async function publishGroup(
  db: Db,
  actor: Actor,
  groupId: string,
  at: At,
): Promise<{ refused: Refusal[] } | undefined> {
  const group = await groupFor(db, actor, groupId)
  if (!group || group.disbanded_at) return { refused: [{ message: 'This group has ended' }] }
  if (group.published_at) return { refused: [{ message: 'This group has been published already' }] }
  const members = await membersOf(db, actor, group.id)
  const model = await modelFor(db, actor, group.model_key)
  const refused = checkGroup(model.group, members)
    .filter((check) => check.level === 'must')
    .map((check) => ({ message: check.reason }))
  if (model.group.coach_school && !group.coach_school_id)
    refused.push({ message: 'Choose the coach school of the group first' })
  if (refused.length > 0) return { refused }
  await markPublished(db, actor, group.id, at.now)
  await record(db, actor, { action: 'group:publish', subject_kind: 'review-group', subject_id: group.id })
  await sendGroupPublished(
    db,
    actor,
    { ...group, model },
    {
      members,
      leaders: await leadersOf(db, actor, group.id),
      heads: await headsOf(
        db,
        actor,
        members.map((school) => school.id),
      ),
    },
    at,
  )
  return undefined
}

/** Why a group cannot end; undefined when it can. */
export async function whyCannotEnd(db: Db, actor: Actor, group: Group): Promise<Refusal | undefined> {
  if (group.disbanded_at) return { message: 'This group has ended already' }
  if ((await hostsOf(db, actor, group.id)).length > 0)
    return { message: 'This group has reviews, so it cannot end. Cancel them first' }
  return undefined
}

/** Ends a group that hosts no review, so that its schools can join others. */
export async function disbandGroup(
  db: Db,
  actor: Actor,
  group: Group,
  now: Temporal.Instant,
): Promise<{ refused: Refusal } | undefined> {
  const refused = await whyCannotEnd(db, actor, group)
  if (refused) return { refused }
  await markDisbanded(db, actor, group.id, now)
  await record(db, actor, { action: 'group:disband', subject_kind: 'review-group', subject_id: group.id })
  return undefined
}
