/** A programme of ten schools with versions of its groups, for the tests of proposals and of placing. */

import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { insertArrangement } from '../../src/features/group-forming/arrangement.queries.ts'
import { factsFor } from '../../src/features/group-forming/facts.queries.ts'
import { type ArrangedGroup, usualSettings } from '../../src/features/group-forming/forming.schema.ts'
import { findGroupsJob } from '../../src/features/group-forming/jobs.ts'
import { problemOf } from '../../src/features/group-forming/problem.rules.ts'
import { answerProposal, propose } from '../../src/features/group-forming/public.ts'
import { startGroupSearch } from '../../src/features/group-forming/versions/search.acts.ts'
import { createProgramme, joinProgramme } from '../../src/features/review-groups/public.ts'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { recount } from '../../src/lib/grouping/recount.ts'
import type { TestApp } from './app.ts'

const officer = 'north:partnership-officer'
const model = 'inclusion-peer-review'

export type FormingWorld = {
  programme: { id: string; name: string; model_key: string }
  /** By letter: a, c, d and e of the test world, and f to k, which have no head. */
  schools: Record<string, string>
  letterOf(id: string): string
  /** Keeps a version with these groups; answers its id. `of` names the review groups that they change. */
  version(groups: readonly string[], of?: readonly (string | null)[]): Promise<string>
  /** More schools that join the programme now, by new letters. */
  join(letters: string): Promise<void>
  /** A published or waiting group, past every rule; answers its id. */
  reviewGroup(name: string, letters: string, isPublished?: boolean): Promise<string>
}

let count = 0

/** Makes a programme with schools around Northdale, five of them in the east. */
export async function formingWorld(app: TestApp): Promise<FormingWorld> {
  count += 1
  const name = `Programme ${count}`
  const programme = await app.as(officer, (db, actor) =>
    createProgramme(db, actor, {
      name,
      model_key: model,
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from('2028-07-20'),
    }),
  )
  assert.ok('id' in programme)
  const schools: Record<string, string> = {}
  for (const letter of 'acde') schools[letter] = app.world.schools[letter] ?? ''
  await app.database.asOwner((db) =>
    sql`update school set easting = 580000 + (ascii(left(name, 1)) - 64) * 1000, northing = 150000
         where partnership_id = ${app.world.partnerships.north} and urn < 200000`.execute(db),
  )
  const world: FormingWorld = {
    programme: { id: programme.id, name, model_key: model },
    schools,
    letterOf: (id) => Object.entries(schools).find(([, one]) => one === id)?.[0] ?? '?',
    async version(groups, of = []) {
      return app.as(officer, async (db, actor) => {
        const facts = await factsFor(db, actor, programme.id)
        const settings = usualSettings(modelWithKey(model).group)
        const arranged: ArrangedGroup[] = groups.map((letters, index) => ({
          name: `Northdale ${index + 1}`,
          review_group_id: of[index] ?? null,
          school_ids: [...letters].map((letter) => schools[letter] ?? ''),
        }))
        const ids = arranged.map((group) => group.school_ids)
        return insertArrangement(db, actor, programme.id, {
          origin: 'search',
          summary: 'Made for a test',
          groups: arranged,
          settings,
          score: recount(problemOf(facts, settings), ids),
          violations: [],
        })
      })
    },
    async join(letters) {
      const rows = [...letters].map((letter) => ({ letter, place: letter.charCodeAt(0) - 96 }))
      const added = await app.database.asOwner((db) =>
        sql<{ id: string; letter: string }>`
          insert into school (id, partnership_id, urn, name, phase, type, trust, district, postcode, latitude, longitude, easting, northing, pupils)
          select gen_random_uuid(), ${app.world.partnerships.north}, ${200000 + count * 100} + place, upper(letter) || '. newcomer ' || ${String(count)},
                 case when place % 2 = 0 then 'Secondary' else 'Primary' end,
                 'Community school', '', 'Northdale', 'ND1 1AA', 51.2 + place / 200.0, 0.5 + place / 150.0, 580000 + place * 1000, 150000, 200
            from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (letter text, place int)
          returning id, lower(left(name, 1)) as letter`.execute(db),
      )
      for (const { id, letter } of added.rows) schools[letter] = id
      const ids = added.rows.map(({ id }) => id)
      await app.as(officer, (db, actor) => joinProgramme(db, actor, programme.id, ids, app.clock.today()))
    },
    async reviewGroup(groupName, letters, isPublished = true) {
      return app.database.asOwner(async (db) => {
        const { north } = app.world.partnerships
        const made = await sql<{ id: string }>`
          insert into review_group (partnership_id, programme_id, name, published_at)
          values (${north}, ${programme.id}, ${groupName}, ${isPublished ? app.clock.now() : null}) returning id`.execute(
          db,
        )
        const id = made.rows[0]?.id ?? ''
        const ids = [...letters].map((letter) => schools[letter] ?? '')
        await sql`insert into review_group_school (partnership_id, group_id, school_id)
          select ${north}, ${id}, unnest(${ids}::uuid[])`.execute(db)
        return id
      })
    },
  }
  await app.as(officer, (db, actor) =>
    joinProgramme(db, actor, programme.id, Object.values(schools), app.clock.today()),
  )
  await world.join('fghijk')
  return world
}

/** What schools said about areas of the shipped framework, by letter. */
export async function prefer(
  app: TestApp,
  world: FormingWorld,
  said: Record<string, { strengths?: string[]; priorities?: string[]; wishes?: string }>,
): Promise<void> {
  await app.database.asOwner(async (db) => {
    for (const [letter, { strengths = [], priorities = [], wishes = '' }] of Object.entries(said)) {
      await db
        .insertInto('group_preference')
        .values({
          partnership_id: app.world.partnerships.north,
          programme_id: world.programme.id,
          school_id: world.schools[letter] ?? '',
          strengths,
          priorities,
          wished_school_ids: [...wishes].map((one) => world.schools[one] ?? ''),
          given_by: app.world.people.get(officer)?.id ?? '',
          given_at: app.clock.now(),
        })
        .execute()
    }
  })
}

/** The emails of a kind, the last of each address first dropped by `forget`. */
export async function mailsOfKind(
  app: TestApp,
  kind: string,
): Promise<{ to: string; subject: string; text: string }[]> {
  const found = await app.database.asOwner((db) =>
    sql<{ to: string; subject: string; text: string }>`
      select to_address as to, subject, text from outbox_mail where kind = ${kind} order by created_at, to_address`.execute(
      db,
    ),
  )
  return found.rows
}

/** Programmes for the access matrix: one whose groups are proposed, one whose can be confirmed, and one where a school waits. */
export async function proposalScenes(app: TestApp): Promise<Record<string, string>[]> {
  const proposed = await proposedWorld(app)
  const school = proposed.schools.c ?? ''
  const place = { programme_id: proposed.programme.id, school_id: school }
  const said = await app.as('north:c:headteacher', (db, actor) =>
    answerProposal(db, actor, place, { answer: 'objects', reason: 'Too far' }, { version: 0 }, at(app)),
  )
  assert.equal(said.kind, 'saved')
  const over = await proposedWorld(app)
  await app.database.asOwner((db) =>
    sql`update group_proposal set objections_until = '2026-11-20' where programme_id = ${over.programme.id}`.execute(
      db,
    ),
  )
  const waiting = await formingWorld(app)
  await waiting.reviewGroup('Upper valley', 'acdef')
  await waiting.reviewGroup('Lower valley', 'ghij')
  const search = { programme_id: proposed.programme.id, from_arrangement_id: null, seconds: 5 }
  const searchId = await app.as(officer, (db, actor) =>
    startGroupSearch(db, actor, search, findGroupsJob, app.clock.now()),
  )
  return [
    {
      ':programme': proposed.programme.id,
      ':school': school,
      'forming/searches/:search': searchId,
      ':arrangement': await proposed.version(['adfgh', 'ceijk']),
    },
    { ':programme': over.programme.id, ':school': school },
    { ':programme': waiting.programme.id },
  ]
}

const at = (app: TestApp) => ({ now: app.clock.now(), today: app.clock.today(), baseUrl: 'http://localhost' })

async function proposedWorld(app: TestApp): Promise<FormingWorld> {
  const world = await formingWorld(app)
  const version = { programme_id: world.programme.id, arrangement_id: await world.version(['acfgh', 'deijk']) }
  const wanted = { objections_until: Temporal.PlainDate.from('2026-12-08'), message: '' }
  const done = await app.as(officer, (db, actor) => propose(db, actor, version, wanted, at(app)))
  assert.ok('id' in done)
  return world
}
