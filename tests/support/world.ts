import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { type Actor, actorFrom } from '../../src/features/people/actor.ts'
import { isSchoolRole, type Role, roleKeys } from '../../src/features/people/roles.policy.ts'
import type { Database } from '../../src/platform/db/connect.ts'

/** A person of the test world: `PARTNERSHIP:SCHOOL:ROLE` for school roles, `PARTNERSHIP:ROLE` for the others. */
export type PersonKey = string

export type World = {
  /** Two partnerships that must never see one another. */
  partnerships: { north: string; south: string }
  /** Five schools of `north` (a to e; a and b are of one trust) and one of `south` (z), by letter. */
  schools: Record<string, string>
  people: Map<PersonKey, { id: string; accountId: string; cookie: string; name: string }>
  /** The actor that a signed-in person is, for calling queries and a feature's functions directly. */
  actor(key: PersonKey): Promise<Actor>
}

export const testSecret = 'a secret for tests, long enough to be one'

const schoolNames: Record<string, [name: string, phase: string, trust: string]> = {
  a: ['Appleford Primary School', 'Primary', 'Orchard Trust'],
  b: ['Birchwood Academy', 'Secondary', 'Orchard Trust'],
  c: ['Cedar Lane School', 'Primary', ''],
  d: ['Dunmere Community School', 'Secondary', ''],
  e: ['Elmstead Infant School', 'Primary', ''],
  z: ['Zeal Park School', 'Primary', ''],
}

/** Fills an empty database with two partnerships, their schools and one person for each role at each school. */
export async function makeWorld(database: Database): Promise<World> {
  const world: World = {
    partnerships: { north: randomUUID(), south: randomUUID() },
    schools: Object.fromEntries(Object.keys(schoolNames).map((letter) => [letter, randomUUID()])),
    people: new Map(),
    actor: (key) => actorOf(database, world, key),
  }
  const placed = places().map((place) => ({ ...place, ...newcomer(place) }))
  for (const { key, id, accountId, cookie, name } of placed) world.people.set(key, { id, accountId, cookie, name })
  // A statement a table: the world is made anew for every file of page tests.
  await database.asOwner(async (db) => {
    await db.insertInto('partnership').values(partnershipRows(world)).execute()
    await db.insertInto('school').values(schoolRows(world)).execute()
    await db
      .insertInto('account')
      .values(placed.map(({ accountId, email }) => ({ id: accountId, email })))
      .execute()
    await db
      .insertInto('person')
      .values(
        placed.map(({ id, accountId, email, name, partnership }) => ({
          id,
          partnership_id: world.partnerships[partnership],
          account_id: accountId,
          email,
          name,
          job_title: '',
        })),
      )
      .execute()
    await db
      .insertInto('role_grant')
      .values(
        placed.map(({ id, partnership, role, letter }) => ({
          partnership_id: world.partnerships[partnership],
          person_id: id,
          role,
          school_id: letter ? (world.schools[letter] ?? null) : null,
          reason: 'A person of the test world',
        })),
      )
      .execute()
    await db
      .insertInto('session')
      .values(
        placed.map(({ accountId, token }) => ({
          token_hash: hashOf(token),
          account_id: accountId,
          expires_at: sql<Temporal.Instant>`now() + interval '1 year'`,
        })),
      )
      .execute()
  })
  return world
}

function partnershipRows(world: World) {
  return Object.entries(world.partnerships).map(([key, id]) => ({
    id,
    key,
    name: `${key === 'north' ? 'North' : 'South'} Partnership`,
    local_authority_codes: ['999'],
    contact_name: 'The inclusion team',
    contact_email: `team@${key}.example`,
    contact_phone: '01632 960100',
  }))
}

function schoolRows(world: World) {
  return Object.entries(schoolNames).map(([letter, [name, phase, trust]], index) => ({
    id: world.schools[letter] ?? '',
    partnership_id: letter === 'z' ? world.partnerships.south : world.partnerships.north,
    urn: 100_001 + index,
    name,
    phase,
    type: 'Community school',
    trust,
    district: 'Northdale',
    postcode: 'ND1 1AA',
    latitude: 51.2 + (index + 1) / 200,
    longitude: 0.5 + (index + 1) / 150,
    pupils: 320,
  }))
}

type Place = { partnership: 'north' | 'south'; role: Role; letter?: string }

/** Every role of both partnerships; school roles at each of their schools. */
function places(): Place[] {
  const partnerships = ['north', 'south'] as const
  return partnerships.flatMap((partnership) => {
    const letters = Object.keys(schoolNames).filter((letter) => (letter === 'z') === (partnership === 'south'))
    return roleKeys.flatMap((role): Place[] =>
      isSchoolRole(role) ? letters.map((letter) => ({ partnership, role, letter })) : [{ partnership, role }],
    )
  })
}

function newcomer({ partnership, role, letter }: Place) {
  const key: PersonKey = letter ? `${partnership}:${letter}:${role}` : `${partnership}:${role}`
  const token = `token-${key}`
  return {
    key,
    token,
    id: randomUUID(),
    accountId: randomUUID(),
    email: `${key.replaceAll(':', '.')}@example.org`,
    name: `${letter ? `${letter.toUpperCase()}. ` : ''}${role.replaceAll('-', ' ')} of ${partnership}`,
    cookie: `session=${token}`,
  }
}

function hashOf(token: string): Buffer {
  return createHmac('sha256', testSecret).update(token).digest()
}

async function actorOf(database: Database, world: World, key: PersonKey): Promise<Actor> {
  if (!world.people.has(key))
    throw new Error(`nobody is called ${key}: there are ${[...world.people.keys()].join(', ')}`)
  const partnershipKey = key.split(':')[0]
  const actor = await database.asVisitor({ tokenHash: hashOf(`token-${key}`), partnershipKey }, async (_, opened) =>
    actorFrom(opened),
  )
  if (!actor) throw new Error(`${key} cannot sign in`)
  return actor
}
