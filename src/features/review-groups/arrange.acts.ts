/** Changes all groups of a programme at once: every rule asked first, then everything or nothing. */

import { recordAll } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { sendMails } from '../../platform/mail/outbox.ts'
import type { Refusal } from '../../platform/web/form.ts'
import type { Actor } from '../people/public.ts'
import { modelFor } from '../review-models/public.ts'
import { allGroups, insertGroups, markAll, setAllMembers } from './arrange.queries.ts'
import { type GroupPlan, planGroups, type WantedGroup } from './arrange.rules.ts'
import { groupPublishedMails } from './emails/group-published.ts'
import type { At } from './group.acts.ts'
import { candidatesFor, holdProgramme } from './group.queries.ts'
import { type CandidateSchool, reasonsFor } from './group.rules.ts'
import { headsOf, leadersOfGroups } from './group-people.queries.ts'

type Told = {
  /** A first sentence for the emails of a group, such as who joins it. */
  opening?: (group: { name: string; school_ids: readonly string[] }) => string
}
type Programme = { id: string; name: string; model_key: string }
type Outcome = { made: number; changed: number; ended: number; mails: number }

/**
 * Makes the groups of a programme the wanted ones and publishes them: present groups are changed, new ones made, and those
 * that lose all their schools end. The heads and leaders of groups that are new, changed or now published get an email.
 */
export async function arrangeGroups(
  db: Db,
  actor: Actor,
  programme: Programme,
  wanted: readonly WantedGroup[],
  at: At & Told,
): Promise<Outcome | { refused: Refusal[] }> {
  await holdProgramme(db, actor, programme.id)
  const candidates = await candidatesFor(db, actor, programme.id)
  const planned = planGroups(
    (await modelFor(db, actor, programme.model_key)).group,
    await allGroups(db, actor, programme.id),
    candidates,
    wanted,
  )
  if ('refused' in planned) return planned
  const { plan } = planned
  const names = plan.made.map((group) => group.name)
  const made = (await insertGroups(db, actor, programme.id, names, at.now)).map((id, index) => ({
    id,
    name: plan.made[index]?.name ?? '',
    school_ids: plan.made[index]?.school_ids ?? [],
  }))
  const touched = [...made, ...plan.changed, ...plan.published]
  await writeMembers(db, actor, [...made, ...plan.changed], candidates)
  const waiting = plan.changed.filter((group) => !group.is_published)
  const published = [...waiting, ...plan.published].map((group) => group.id)
  const ended = plan.ended.map((group) => group.id)
  if (published.length + ended.length > 0) await markAll(db, actor, { published, ended }, at.now)
  await writeRecord(db, actor, made, plan)
  const mails = await tell(db, actor, programme, touched, candidates, at)
  return { made: made.length, changed: plan.changed.length, ended: ended.length, mails }
}

type Touched = { id: string; name: string; school_ids: readonly string[] }

const membersIn = (group: Touched, candidates: readonly CandidateSchool[]) =>
  candidates.filter((school) => group.school_ids.includes(school.id))

async function writeMembers(
  db: Db,
  actor: Actor,
  groups: readonly Touched[],
  candidates: readonly CandidateSchool[],
): Promise<void> {
  if (groups.length === 0) return
  const members = groups.flatMap((group) => {
    const schools = membersIn(group, candidates)
    const reasons = reasonsFor(schools)
    return schools.map(({ id }) => ({ group_id: group.id, school_id: id, reason: (reasons.get(id) ?? []).join('; ') }))
  })
  await setAllMembers(db, actor, members)
}

async function writeRecord(db: Db, actor: Actor, made: readonly Touched[], plan: GroupPlan): Promise<void> {
  const entry = (action: string) => (group: { id: string; school_ids?: readonly string[] }) => ({
    action,
    subject_kind: 'review-group',
    subject_id: group.id,
    ...(group.school_ids ? { detail: { schools: group.school_ids.length } } : {}),
  })
  const ended = plan.ended.map(({ id }) => ({ id }))
  const entries = [
    ...made.map(entry('group:make')),
    ...plan.changed.map(entry('group:change')),
    ...[...made, ...plan.changed.filter((group) => !group.is_published), ...plan.published].map(entry('group:publish')),
    ...ended.map(entry('group:disband')),
  ]
  if (entries.length > 0) await recordAll(db, actor, entries)
}

async function tell(
  db: Db,
  actor: Actor,
  programme: Programme,
  groups: readonly Touched[],
  candidates: readonly CandidateSchool[],
  at: At & Told,
): Promise<number> {
  if (groups.length === 0) return 0
  const leaders = await leadersOfGroups(
    db,
    actor,
    groups.map(({ id }) => id),
  )
  const heads = await headsOf(
    db,
    actor,
    groups.flatMap(({ school_ids }) => school_ids),
  )
  const model = await modelFor(db, actor, programme.model_key)
  const mails = groups.flatMap((group) =>
    groupPublishedMails(
      actor,
      { id: group.id, name: group.name, programme_name: programme.name, model },
      {
        members: membersIn(group, candidates),
        leaders: leaders.filter((leader) => leader.group_id === group.id),
        heads: heads.filter((head) => group.school_ids.includes(head.school_id)),
      },
      { baseUrl: at.baseUrl, opening: at.opening?.(group) ?? '' },
    ),
  )
  await sendMails(db, mails)
  return mails.length
}
