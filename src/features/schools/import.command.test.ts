import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { testDatabase } from '../../../tests/support/database.ts'
import { temporaryFolder } from '../../../tests/support/folders.ts'
import { systemClock } from '../../lib/clock.ts'
import { connectDatabase } from '../../platform/db/connect.ts'
import { type ImportSchoolsCommand, importSchools } from './import.command.ts'

const realData = fileURLToPath(new URL('../../../../shared/data/schools/', import.meta.url))

test('importing from the command line', async (t) => {
  const { connection } = await testDatabase(t)
  const database = connectDatabase(connection, { size: 2 })
  t.after(() => database.close())
  const folder = temporaryFolder(t)
  const file = join(folder, 'register.csv')
  const heading = 'URN,EstablishmentName,LA (code),EstablishmentStatus (name),NumberOfPupils\n'
  writeFileSync(
    file,
    `${heading}900001,Marl Hill,886,Open,210\n900002,Tey,886,Open,x\n900003,Anchor,887,Open,\nbad,Bad,886,Open,\n`,
  )
  const run = async (
    command: Omit<ImportSchoolsCommand, 'file' | 'partnership'> & { file?: string; partnership?: string },
  ) => {
    const lines: string[] = []
    const outcome = await importSchools(database, systemClock, { file, partnership: 'kent', ...command }, (line) =>
      lines.push(line),
    )
    return { outcome, text: lines.join('\n'), refusal: outcome.ok ? '' : outcome.refusal }
  }
  const count = async () =>
    (await database.asOwner((db) => sql<{ n: number }>`select count(*) as n from school`.execute(db))).rows[0]?.n

  await t.test('refuses what it cannot do, and says how', async () => {
    assert.match((await run({})).refusal, /no partnership “kent”\. Add --create-partnership/)
    assert.match((await run({ partnership: 'No Such' })).refusal, /cannot be a partnership/)
    assert.match((await run({ file: join(folder, 'none.csv') })).refusal, /none\.csv cannot be read/)
    assert.match((await run({ createPartnership: 'Kent', check: true })).refusal, /to check against/)
    assert.match(
      (await run({ createPartnership: 'Kent' })).refusal,
      /schools of 2 local authorities \(886 Kent, 887 Medway …\).*--local-authority/,
    )
    assert.match(
      (await run({ localAuthorities: ['Bury'] })).refusal,
      /no partnership “kent”/,
      'a refusal leaves nothing behind',
    )
    assert.match((await run({ createPartnership: 'Kent', localAuthorities: ['Bury'] })).refusal, /no schools of “Bury”/)
    assert.equal(await count(), 0)
  })

  await t.test('checks without changing, applies, and again changes nothing', async () => {
    await database.asOwner((db) => sql`insert into partnership (key, name) values ('kent', 'Kent')`.execute(db))
    const look = await run({ localAuthorities: ['886'], check: true })
    assert.match(look.text, /4 rows read, schools of Kent\n +2 {2}New schools: will be added/)
    assert.match(look.text, /row 5, URN “bad” is not a number of five to seven figures/)
    assert.match(look.text, /only a check/)
    assert.equal(await count(), 0)
    assert.match((await run({ localAuthorities: ['Kent'] })).text, /Applied$/)
    assert.equal(await count(), 2)
    const again = await run({})
    assert.match(again.text, /2 schools in your list are the same in the file\.[\s\S]*nothing to apply/)
  })

  await t.test('takes closures and links, and keeps both schools’ histories', async () => {
    const links = join(folder, 'links.csv')
    writeFileSync(file, `${heading}900001,Marl Hill,886,Closed,\n900002,Tey,886,Open,\n`)
    writeFileSync(links, 'URN,LinkURN,LinkType\n900001,900002,Successor - merged\n1,2,Other\n')
    const done = await run({ links })
    assert.match(done.text, /900001 Marl Hill: Status Open → Closed/)
    const kept = await database.asOwner((db) =>
      sql<{ urn: number; linked_urn: number; kind: string }>`
      select s.urn, l.linked_urn, l.kind from school_link l join school s on s.id = l.school_id order by s.urn`.execute(
        db,
      ),
    )
    assert.deepEqual(kept.rows, [
      { urn: 900001, linked_urn: 900002, kind: 'successor' },
      { urn: 900002, linked_urn: 900001, kind: 'predecessor' },
    ])
    assert.match((await run({ links: file })).refusal, /register\.csv: The file of links needs/)
  })

  await t.test(
    'the whole register of England for one authority',
    { skip: existsSync(realData) ? false : 'the folder of real data is not here' },
    async () => {
      const done = await run({
        file: join(realData, 'gias_register_all_2024-06-17.csv.gz'),
        partnership: 'bury',
        createPartnership: 'Bury',
        localAuthorities: ['351'],
      })
      assert.match(done.text, /51,012 rows read, schools of Bury/)
      assert.match(done.text, /closed before you had them/)
      assert.match(
        (await run({ file: join(realData, 'bury_open_schools_merged.csv'), partnership: 'bury', check: true })).text,
        /Changed: will be updated/,
      )
    },
  )
})
