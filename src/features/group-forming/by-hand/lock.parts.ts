/** Locking groups and schools from any page that shows them. */
import { z } from 'zod'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import type { Actor } from '../../people/public.ts'
import type { Ground } from './hand.queries.ts'
import { changeLock, type Lock } from './lock.queries.ts'
import { groupOf } from './move.rules.ts'

const wording = /^(lock|unlock):(?:school:([0-9a-f-]{36})|group:(\d{1,4}))$/

type Pressed = { lock: Lock; locked: boolean }

/** One press of a lock button; undefined when what was sent is no button of ours. */
export const lockFields = z.object({
  change: z.unknown().transform((said): Pressed | undefined => {
    const [, verb, school, group] = wording.exec(String(said)) ?? []
    const locked = verb === 'lock'
    if (school) return { lock: { kind: 'school', id: school }, locked }
    return group ? { lock: { kind: 'group', number: Number(group) }, locked } : undefined
  }),
})

/** The name of the lock form, the same on every page. */
export const lockFormName = 'lock'

/** Carries out a press of a lock button. Answers what was done, and the id of the card that it is about. */
export async function carryOutLock(
  db: Db,
  actor: Actor,
  { arrangement, nameOf, groupName }: Ground,
  pressed: Pressed | undefined,
): Promise<{ said: string; at: string } | { refused: Refusal }> {
  const refused = { message: 'Choose a school or a group of this version' }
  if (!pressed) return { refused }
  const { lock, locked } = pressed
  const group = lock.kind === 'group' ? lock.number : groupOf(arrangement, lock.id)
  if (group === undefined || !arrangement.groups[group]) return { refused }
  await changeLock(db, actor, arrangement, lock, locked)
  const name = lock.kind === 'group' ? groupName(group) : nameOf(lock.id)
  const at = lock.kind === 'group' ? `group-${group}` : `school-${lock.id}`
  if (!locked) return { said: `${name} is unlocked.`, at }
  return { said: lock.kind === 'group' ? `${name} is locked.` : `${name} is locked in ${groupName(group)}.`, at }
}

/** A small button that locks or unlocks; it belongs to the form with this id, wherever that stands. */
export function lockButton(
  lock: Lock,
  name: string,
  isLocked: boolean,
  formId: string,
  classes = 'app-board__button',
): Html {
  const verb = isLocked ? 'unlock' : 'lock'
  const value = lock.kind === 'school' ? `${verb}:school:${lock.id}` : `${verb}:group:${lock.number}`
  return html`<button type="submit" class="${classes}" form="${formId}" name="change" value="${value}">${isLocked ? 'Unlock' : 'Lock'}<span class="govuk-visually-hidden"> ${name}</span></button>`
}

/** What it means that something is locked. */
export const lockMeaning =
  'A locked school stays in its group, and nobody leaves or joins a locked group, when groups are found again and when you move schools by hand.'
