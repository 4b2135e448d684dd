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
    schools: {},
    people: new Map(),
    actor: (key) => actorOf(database, world, key),
  }
  await database.asOwner(async (db) => {
    for (const [key, id] of Object.entries(world.partnerships)) {
      await sql`insert into partnership (id, key, name, local_authority_codes, contact_name, contact_email, contact_phone)
        values (${id}, ${key}, ${`${key === 'north' ? 'North' : 'South'} Partnership`}, ${['999']}, 'The inclusion team', ${`team@${key}.example`}, '01632 960100')`.execute(
        db,
      )
    }
    let urn = 100_001
    for (const [letter, [name, phase, trust]] of Object.entries(schoolNames)) {
      const id = randomUUID()
      world.schools[letter] = id
      await sql`insert into school (id, partnership_id, urn, name, phase, type, trust, district, postcode, latitude, longitude, pupils)
        values (${id}, ${partnershipOf(world, letter)}, ${urn}, ${name}, ${phase}, 'Community school', ${trust}, 'Northdale', 'ND1 1AA', ${51.2 + (urn % 100) / 200}, ${0.5 + (urn % 100) / 150}, 320)`.execute(
        db,
      )
      urn += 1
    }
    for (const partnership of ['north', 'south'] as const) {
      for (const role of roleKeys) {
        if (!isSchoolRole(role)) await addPerson(db, world, partnership, role)
        else
          for (const letter of Object.keys(schoolNames))
            if ((letter === 'z') === (partnership === 'south')) await addPerson(db, world, partnership, role, letter)
      }
    }
  })
  return world
}

function partnershipOf(world: World, letter: string): string {
  return letter === 'z' ? world.partnerships.south : world.partnerships.north
}

type Owner = Parameters<Parameters<Database['asOwner']>[0]>[0]

async function addPerson(
  db: Owner,
  world: World,
  partnership: 'north' | 'south',
  role: Role,
  letter?: string,
): Promise<void> {
  const key = letter ? `${partnership}:${letter}:${role}` : `${partnership}:${role}`
  const [id, accountId] = [randomUUID(), randomUUID()]
  const email = `${key.replaceAll(':', '.')}@example.org`
  const name = `${letter ? `${letter.toUpperCase()}. ` : ''}${role.replaceAll('-', ' ')} of ${partnership}`
  const token = `token-${key}`
  const hash = createHmac('sha256', testSecret).update(token).digest()
  await sql`insert into account (id, email) values (${accountId}, ${email})`.execute(db)
  await sql`insert into person (id, partnership_id, account_id, email, name, job_title)
    values (${id}, ${world.partnerships[partnership]}, ${accountId}, ${email}, ${name}, '')`.execute(db)
  await sql`insert into role_grant (partnership_id, person_id, role, school_id, reason)
    values (${world.partnerships[partnership]}, ${id}, ${role}, ${letter ? (world.schools[letter] ?? null) : null}, 'A person of the test world')`.execute(
    db,
  )
  await sql`insert into session (token_hash, account_id, expires_at) values (${hash}, ${accountId}, now() + interval '1 year')`.execute(
    db,
  )
  world.people.set(key, { id, accountId, cookie: `session=${token}`, name })
}

async function actorOf(database: Database, world: World, key: PersonKey): Promise<Actor> {
  if (!world.people.has(key))
    throw new Error(`nobody is called ${key}: there are ${[...world.people.keys()].join(', ')}`)
  const partnershipKey = key.split(':')[0]
  const hash = createHmac('sha256', testSecret).update(`token-${key}`).digest()
  const actor = await database.asVisitor({ tokenHash: hash, partnershipKey }, async (_, opened) => actorFrom(opened))
  if (!actor) throw new Error(`${key} cannot sign in`)
  return actor
}
