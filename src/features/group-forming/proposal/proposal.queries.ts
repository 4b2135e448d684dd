/** SQL of proposals and of what schools answer. Officers see every school; others see their own. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import { type Actor, isOfficer, ownSchoolIds } from '../../people/public.ts'
import { type ArrangedGroup, arrangedGroups, arrangementSettings, type FormingSettings } from '../forming.schema.ts'
import type { Answer, Answered, Decision } from './proposal.rules.ts'

export type Proposal = {
  id: string
  programme_id: string
  arrangement_id: string
  arrangement_number: number
  groups: ArrangedGroup[]
  settings: FormingSettings
  message: string
  asked_school_ids: string[]
  objections_until: Temporal.PlainDate
  published_by_name: string
  published_at: Temporal.Instant
  changed_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  confirmed_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  withdrawn_reason: string
  version: number
}

/** The programme's open proposal; without one, the last that there was. */
export async function proposalFor(db: Db, actor: Actor, programmeId: string): Promise<Proposal | undefined> {
  const found = await sql<Omit<Proposal, 'groups' | 'settings'> & { groups: unknown; settings: unknown }>`
    select p.id, p.programme_id, p.arrangement_id, a.number as arrangement_number, a.groups, a.settings, p.message,
           p.asked_school_ids, p.objections_until, person.name as published_by_name, p.published_at, p.changed_at, p.reminded_at,
           p.confirmed_at, p.withdrawn_at, p.withdrawn_reason, p.version
      from group_proposal p
      join arrangement a on a.id = p.arrangement_id
      join person on person.id = p.published_by
     where p.partnership_id = ${actor.partnership.id} and p.programme_id = ${programmeId}
     order by (p.confirmed_at is null and p.withdrawn_at is null) desc, p.published_at desc
     limit 1`.execute(db)
  const [row] = found.rows
  return row && { ...row, groups: arrangedGroups.parse(row.groups), settings: arrangementSettings.parse(row.settings) }
}

export type ProposalSchool = Answered & {
  school_id: string
  school_name: string
  group_name: string
  /** How many headteachers are known, who can be written to. */
  heads: number
  reason: string
  answered_by: string | null
  answered_by_name: string
  answered_at: Temporal.Instant | null
  reply: string
  replied_by_name: string
  replied_at: Temporal.Instant | null
  /** 0 while the school has not answered. */
  version: number
}

/** The schools that a proposal asks, by group and name, with their answers: all for officers, their own for others. */
export async function schoolsOfProposal(
  db: Db,
  actor: Actor,
  proposal: Pick<Proposal, 'id'>,
): Promise<ProposalSchool[]> {
  const own = isOfficer(actor) ? null : ownSchoolIds(actor)
  const found = await sql<ProposalSchool>`
    select s.id as school_id, s.name as school_name, g.value ->> 'name' as group_name,
           (select count(distinct r.person_id) from role_grant r join person h on h.id = r.person_id and h.left_at is null
             where r.school_id = s.id and r.role = 'headteacher' and r.removed_at is null) as heads,
           x.answer, coalesce(x.arrangement_id = p.arrangement_id, false) as is_current, x.decision,
           coalesce(x.reason, '') as reason, x.answered_by, coalesce(by.name, '') as answered_by_name, x.answered_at,
           coalesce(x.reply, '') as reply, coalesce(replier.name, '') as replied_by_name, x.replied_at,
           coalesce(x.version, 0) as version
      from group_proposal p
      join arrangement a on a.id = p.arrangement_id
      cross join jsonb_array_elements(a.groups) with ordinality g (value, place)
      cross join jsonb_array_elements_text(g.value -> 'school_ids') member (id)
      join school s on s.id = member.id::uuid and s.id = any(p.asked_school_ids)
      left join group_proposal_answer x on x.proposal_id = p.id and x.school_id = s.id
      left join person by on by.id = x.answered_by
      left join person replier on replier.id = x.replied_by
     where p.partnership_id = ${actor.partnership.id} and p.id = ${proposal.id}
       and (${own}::uuid[] is null or s.id = any(${own}::uuid[]))
     order by g.place, s.name, s.id`.execute(db)
  return found.rows
}

/** Publishes a proposal; undefined when the programme has an open one already. */
export async function insertProposal(
  db: Db,
  actor: Actor,
  added: {
    programme_id: string
    arrangement_id: string
    message: string
    asked_school_ids: string[]
    objections_until: Temporal.PlainDate
  },
  now: Temporal.Instant,
): Promise<string | undefined> {
  const row = await db
    .insertInto('group_proposal')
    .values({ ...added, partnership_id: actor.partnership.id, published_by: actor.person_id, published_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

type Changes = {
  arrangement_id?: string
  message?: string
  asked_school_ids?: string[]
  objections_until?: Temporal.PlainDate
  changed_at?: Temporal.Instant
  reminded_at?: Temporal.Instant
  confirmed_at?: Temporal.Instant
  confirmed_by?: string
  withdrawn_at?: Temporal.Instant
  withdrawn_reason?: string
}

/** Changes an open proposal if nobody else did since `version`; answers whether it did. */
export async function changeProposal(
  db: Db,
  actor: Actor,
  proposal: Pick<Proposal, 'id' | 'version'>,
  changes: Changes,
): Promise<boolean> {
  const saved = await db
    .updateTable('group_proposal')
    .set({ ...changes, version: proposal.version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('id', '=', proposal.id)
    .where('version', '=', proposal.version)
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** Answers of schools for which nothing changed hold for the new version as well. */
export async function keepAnswers(
  db: Db,
  actor: Actor,
  proposal: Pick<Proposal, 'id' | 'arrangement_id'>,
  arrangementId: string,
  exceptSchools: readonly string[],
): Promise<void> {
  await sql`
    update group_proposal_answer set arrangement_id = ${arrangementId}
     where partnership_id = ${actor.partnership.id} and proposal_id = ${proposal.id}
       and arrangement_id = ${proposal.arrangement_id} and school_id <> all(${exceptSchools}::uuid[])`.execute(db)
}

/** Keeps a school's answer if nobody else answered for it since `version`, 0 for nothing yet; answers whether it did. */
export async function putAnswer(
  db: Db,
  actor: Actor,
  place: { proposal_id: string; arrangement_id: string; school_id: string },
  said: { answer: Answer; reason: string },
  version: number,
  now: Temporal.Instant,
): Promise<boolean> {
  // What was decided about an earlier objection does not hold for what is said now.
  const values = {
    arrangement_id: place.arrangement_id,
    ...said,
    answered_by: actor.person_id,
    answered_at: now,
    decision: null,
    reply: '',
    replied_by: null,
    replied_at: null,
  }
  const saved = await db
    .insertInto('group_proposal_answer')
    .values({ partnership_id: actor.partnership.id, ...place, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['proposal_id', 'school_id'])
        .doUpdateSet({ ...values, version: version + 1 })
        .where('group_proposal_answer.version', '=', version),
    )
    .executeTakeFirst()
  return (saved.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Keeps what the officers decided about an objection, if the school has not answered anew since. */
export async function putDecision(
  db: Db,
  actor: Actor,
  objection: { proposal_id: string; school_id: string; version: number },
  decided: { decision: Decision; reply: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const saved = await db
    .updateTable('group_proposal_answer')
    .set({ ...decided, replied_by: actor.person_id, replied_at: now, version: objection.version + 1 })
    .where('partnership_id', '=', actor.partnership.id)
    .where('proposal_id', '=', objection.proposal_id)
    .where('school_id', '=', objection.school_id)
    .where('version', '=', objection.version)
    .executeTakeFirst()
  return saved.numUpdatedRows > 0n
}

/** The published groups of a programme that go on: what its schools know. */
export async function publishedGroups(db: Db, actor: Actor, programmeId: string): Promise<ArrangedGroup[]> {
  const found = await sql<ArrangedGroup>`
    select g.name, g.id as review_group_id,
           array(select m.school_id from review_group_school m where m.group_id = g.id order by m.school_id) as school_ids
      from review_group g
     where g.partnership_id = ${actor.partnership.id} and g.programme_id = ${programmeId}
       and g.published_at is not null and g.disbanded_at is null
     order by g.name, g.id`.execute(db)
  return found.rows
}
