import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../tests/support/database.ts'
import { testSecret } from '../../tests/support/world.ts'
import { reviewsOfGroup, stageOf } from '../features/reviews/public.ts'
import { connectDatabase } from '../platform/db/connect.ts'
import { localFiles } from '../platform/files/local.ts'
import { growCalderfell } from './grow.ts'

/** Days on which counting school days goes wrong most easily. */
const days = ['2028-02-29', '2026-09-01', '2027-07-31']

for (const text of days)
  test(`on ${text} the second partnership stands in the middle, with every stage somewhere`, async (t) => {
    const { connection } = await testDatabase(t)
    const database = connectDatabase({ ...connection }, { size: 4 })
    const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-demo-'))
    t.after(async () => {
      await database.close()
      rmSync(folder, { recursive: true })
    })
    const today = Temporal.PlainDate.from(text)
    const services = {
      baseUrl: 'http://localhost',
      secret: testSecret,
      files: localFiles(folder),
      demonstration: true,
      sendsMail: true,
    }
    await growCalderfell({ database, services, today })
    const { partnership, groups, officer } = await database.asOwner(async (db) => ({
      partnership: await db.selectFrom('partnership').selectAll().executeTakeFirstOrThrow(),
      groups: await db.selectFrom('review_group').select(['id', 'name']).orderBy('name').execute(),
      officer: await db
        .selectFrom('person')
        .select('id')
        .where('name', '=', 'Wendy Crossley')
        .executeTakeFirstOrThrow(),
    }))
    const roles = [{ role: 'partnership-officer' as const, school_id: null }]
    const actor = { person_id: officer.id, partnership: { ...partnership, settings: {} }, roles }
    const standing = await database.inPartnership(partnership.id, officer.id, async (db) => {
      const found: [string, string[]][] = []
      for (const { id, name } of groups) {
        const reviews = await reviewsOfGroup(db, actor, id)
        found.push([name, reviews.map((review) => stageOf(review.model, review, today)).sort()])
      }
      return found
    })
    assert.deepEqual(standing, [
      ['Calder cluster', ['impact', 'self-evaluation', 'self-evaluation']],
      ['Moorend triad', ['closed', 'closed', 'closed']],
      ['Rushdale triad', ['second-triad', 'second-triad', 'summary']],
      ['Thornbeck triad', ['self-evaluation', 'self-evaluation', 'self-evaluation']],
    ])
    const later = await database.asOwner((db) =>
      sql<{ late: string }>`select count(*) as late from (
        select held_at as at from review_meeting union all select held_at from group_meeting union all select prepared_at from review
        union all select team_agreed_at from review union all select written_at from visit_note) told
        where told.at > ${today.add({ days: 1 })}::date`.execute(db),
    )
    assert.equal(Number(later.rows[0]?.late), 0, 'nothing has happened that is still to come')
  })
