import { sql } from 'kysely'
import { record } from '../../platform/audit/audit.ts'
import type { Db } from '../../platform/db/connect.ts'
import { sendMail } from '../../platform/mail/outbox.ts'
import { isReservedAddress } from '../../platform/mail/reserved.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { newToken, tokenHash } from '../../platform/web/session.ts'
import type { Actor } from './actor.ts'
import { invitationMail } from './emails/invitation.ts'
import { endPlace, personByEmail, personById } from './person.queries.ts'
import type { Person } from './person.rules.ts'
import { type RoleChoice, roleWords, whyCannotGive } from './person.rules.ts'
import { addRole, whyNotThatSchool } from './role.queries.ts'
import { invitationDays } from './sign-in.rules.ts'

/** What inviting needs of the service: the time, the secret of tokens, the address for links. */
export type Inviting = { now: Temporal.Instant; secret: string; baseUrl: string }

export type Invitee = RoleChoice & { name: string; email: string; message: string }

/**
 * Why the actor may not invite this person. Somebody who is in the partnership already is not
 * invited twice: they are given a further role, or their invitation is sent again.
 */
export async function whyCannotInvite(
  db: Db,
  actor: Actor,
  invitee: Invitee,
): Promise<{ refusal: Refusal; present?: Person } | undefined> {
  const refusal =
    whyCannotGive(actor, invitee) ??
    whyNotThatAddress(actor, invitee.email) ??
    (await whyNotThatSchool(db, actor, invitee))
  if (refusal) return { refusal }
  const present = await personByEmail(db, actor, invitee.email)
  if (present && !present.left_at) {
    return {
      refusal: {
        field: 'email',
        message: `${present.name} is in the partnership already. Open their page to give them a further role`,
      },
      present,
    }
  }
  return undefined
}

/**
 * In a demonstration everybody reads the mail. With a real address somebody could join there in its owner's name, and
 * would still be signed in as them when a real partnership invites the same address later.
 */
function whyNotThatAddress(actor: Actor, email: string): Refusal | undefined {
  if (!actor.partnership.is_demonstration || isReservedAddress(email)) return undefined
  return {
    field: 'email',
    message: 'In the demonstration use a made-up address that ends in .example, like sam@school.example',
  }
}

/**
 * Invites a person by email: their place, their first role, the invitation and its mail, all in the
 * caller's transaction. Somebody who had left comes back under the same name in the history.
 */
export async function invitePerson(
  db: Db,
  actor: Actor,
  invitee: Invitee,
  inviting: Inviting,
): Promise<{ person_id: string } | { refusal: Refusal; present?: Person }> {
  const blocked = await whyCannotInvite(db, actor, invitee)
  if (blocked) return blocked
  const placed = await sql<{ id: string }>`
    insert into person (partnership_id, email, name) values (${actor.partnership.id}, ${invitee.email}, ${invitee.name})
    on conflict (partnership_id, email) do update set left_at = null, name = excluded.name, version = person.version + 1 where person.left_at is not null
    returning id`.execute(db)
  const personId = placed.rows[0]?.id
  if (!personId) return { refusal: { field: 'email', message: 'Somebody else has just invited this person' } }
  await addRole(db, actor, { ...invitee, person_id: personId, reason: `Invited by ${actor.name}` }, inviting.now)
  await sendInvitation(db, actor, personId, invitee.message, inviting)
  await record(
    db,
    { person: { id: actor.person_id } },
    {
      action: 'person:invite',
      subject_kind: 'person',
      subject_id: personId,
      ...(invitee.school_id ? { school_id: invitee.school_id } : {}),
    },
  )
  return { person_id: personId }
}

/** Makes a fresh invitation for a person, ends the older ones, and writes the mail. */
export async function sendInvitation(
  db: Db,
  actor: Actor,
  personId: string,
  message: string,
  inviting: Inviting,
): Promise<void> {
  const person = await personById(db, actor, personId)
  if (!person) throw new Error('there is no such person to invite')
  const token = newToken()
  await sql`update invitation set withdrawn_at = ${inviting.now}
    where person_id = ${personId} and partnership_id = ${actor.partnership.id} and accepted_at is null and withdrawn_at is null`.execute(
    db,
  )
  await sql`insert into invitation (partnership_id, person_id, token_hash, message, invited_by, invited_at, expires_at)
    values (${actor.partnership.id}, ${personId}, ${tokenHash(inviting.secret, token)}, ${message}, ${actor.person_id}, ${inviting.now}, ${inviting.now.add({ hours: invitationDays * 24 })})`.execute(
    db,
  )
  const mail = invitationMail({
    partnership: actor.partnership,
    name: person.name,
    invitedBy: actor.name,
    roles: person.roles.map(roleWords),
    message,
    link: `${inviting.baseUrl}/join/${token}`,
    now: inviting.now,
  })
  await sendMail(db, { to: { address: person.email, name: person.name }, ...mail, kind: 'invitation' })
}

export type Invitation = {
  id: string
  invited_at: Temporal.Instant
  invited_by: string | null
  message: string
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
}

/** The latest invitation of a person, whatever its state. */
export async function latestInvitation(db: Db, actor: Actor, personId: string): Promise<Invitation | undefined> {
  const found = await sql<Invitation>`
    select i.id, i.invited_at, b.name as invited_by, i.message, i.expires_at, i.accepted_at as used_at, i.withdrawn_at
    from invitation i left join person b on b.id = i.invited_by
    where i.person_id = ${personId} and i.partnership_id = ${actor.partnership.id} order by i.invited_at desc, i.id limit 1`.execute(
    db,
  )
  return found.rows[0]
}

/** Takes an invitation back: its link opens nothing any more, and the person's place ends before it began. */
export async function withdrawInvitation(db: Db, actor: Actor, personId: string, now: Temporal.Instant): Promise<void> {
  await endPlace(db, actor, personId, 'The invitation was withdrawn', now)
  await record(
    db,
    { person: { id: actor.person_id } },
    { action: 'person:withdraw-invitation', subject_kind: 'person', subject_id: personId },
  )
}
