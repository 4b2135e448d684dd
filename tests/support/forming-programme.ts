/** A programme of the test world whose groups are not formed yet. For tests. */
import { sql } from 'kysely'
import { shipDefaultFramework } from '../../src/features/frameworks/public.ts'
import { createProgramme, joinProgramme } from '../../src/features/review-groups/public.ts'
import type { Ground } from './ground.ts'

let count = 0

/** Starts a programme with schools of `north`, by letter, using the shipped framework unless told otherwise. Answers its id. */
export async function programmeToForm(
  app: Ground,
  options: { letters?: string; framework_id?: string | null } = {},
): Promise<string> {
  count += 1
  return app.as('north:partnership-officer', async (db, actor) => {
    const shipped = async () => shipDefaultFramework(db, actor, app.clock.now())
    const framework_id = options.framework_id === undefined ? await shipped() : (options.framework_id ?? undefined)
    const programme = await createProgramme(db, actor, {
      name: `Peer review ${count}`,
      model_key: 'inclusion-peer-review',
      framework_id,
      starts_on: Temporal.PlainDate.from('2026-09-01'),
      ends_on: Temporal.PlainDate.from('2028-07-31'),
    })
    if ('refused' in programme) throw new Error(programme.refused.message)
    const schools = [...(options.letters ?? 'abcde')].map((letter) => app.world.schools[letter] ?? '')
    await joinProgramme(db, actor, programme.id, schools, Temporal.PlainDate.from('2026-09-01'))
    return programme.id
  })
}

/** Adds schools with places on the National Grid to a programme, in a row from west to east. Answers their ids. */
export async function moreSchools(app: Ground, programmeId: string, many: number): Promise<string[]> {
  const added = await app.database.asOwner((db) =>
    sql<{ id: string }>`
      with added as (
        insert into school (partnership_id, urn, name, phase, type, district, postcode, easting, northing, latitude, longitude, pupils)
        select ${app.world.partnerships.north}::uuid, 200000 + ${count * 1000} + n, 'School ' || lpad(n::text, 3, '0'),
               case n % 4 when 0 then 'Secondary' else 'Primary' end, 'Community school', 'District ' || (n % 3), 'ND2 ' || n || 'AA',
               560000 + n * 1000, 170000, 51.3, 0.4 + n / 70.0, 200 + n
          from generate_series(1, ${many}::int) n returning id, name)
      , joined as (
        insert into programme_school (partnership_id, programme_id, school_id, joined_on)
        select ${app.world.partnerships.north}::uuid, ${programmeId}::uuid, id, '2026-09-01' from added)
      select id from added order by name`.execute(db),
  )
  return added.rows.map(({ id }) => id)
}
