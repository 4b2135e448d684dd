/** Grows the demonstration: two fictional partnerships, by calling the features as people would have used them up to today. */
import { sql } from 'kysely'
import type { Services } from '../features/page.ts'
import type { Database } from '../platform/db/connect.ts'
import { layGround, publishTheFramework, setLocalities, startProgramme } from './base.ts'
import { tellCalderfell } from './calderfell.ts'
import { planVisits } from './calendar.ts'
import { formTheGroups } from './forming.ts'
import { demoGroups } from './groups.ts'
import { markGrown } from './half-grown.ts'
import { tellLeaders } from './leaders.ts'
import { sendReminders } from './letters.ts'
import { leadingPeople, mainSchool, otherLeaders, otherLeadingPeople, otherMainSchool, staffOf } from './people.ts'
import { demoSchools, otherSchools } from './schools.ts'
import { beginSecondRound } from './second-round.ts'
import { tellTime } from './time.ts'
import { makeOwnWays } from './ways.ts'
import { storyOf, tellWealdshire } from './wealdshire.ts'

export type Growing = { database: Database; services: Services; today: Temporal.PlainDate }

/** Grows both partnerships as they would be today. */
export async function growDemonstration(growing: Growing): Promise<void> {
  await growWealdshire(growing)
  await growCalderfell(growing)
  await keepMailOfTheLeading(growing.database)
  await growing.database.asOwner(markGrown)
}

/** A year of mail to two hundred people would bury the few that a visitor looks for, so the rest has been cleared away. */
async function keepMailOfTheLeading(database: Database): Promise<void> {
  const addresses = [...leadingPeople, ...otherLeadingPeople].map(({ email }) => email)
  await database.asOwner((db) => sql`delete from outbox_mail where to_address <> all(${addresses}::text[])`.execute(db))
}

async function growWealdshire({ database, services, today }: Growing): Promise<void> {
  const staff = demoSchools.flatMap((school, index) =>
    school.name === mainSchool ? [] : staffOf(school.name, index, 'example'),
  )
  const world = await layGround({
    database,
    services,
    today,
    partnership: {
      key: 'wealdshire',
      name: 'Wealdshire Inclusion Partnership',
      contact_name: 'The inclusion team',
      contact_email: 'inclusion@wealdshire.example',
      contact_phone: '01632 960 150',
    },
    authority: { code: '999', name: 'Wealdshire' },
    schools: demoSchools,
    people: [...leadingPeople, ...otherLeaders, ...staff],
  })
  const begins = today.subtract({ months: 13 }).with({ day: 1 })
  await setLocalities(world, 'Marcus Obi', demoSchools)
  const framework_id = await publishTheFramework(world, 'Helen Ashdown', begins.subtract({ days: 30 }))
  const programme = {
    name: `Peer review ${begins.year} to ${begins.year + 2}`,
    framework_id,
    starts_on: begins,
    ends_on: begins.add({ years: 2 }),
  }
  const schools = demoGroups.flatMap((group) => group.schools)
  const programmeId = await startProgramme(world, 'Marcus Obi', programme, schools)
  const groups = await formTheGroups(world, programmeId, demoGroups, storyOf)
  await tellWealdshire(world, framework_id, groups)
  await tellTime(world)
  await tellLeaders(world, [...groups.values()][0] ?? '')
  await planVisits(world, programme.name, [...groups.values()].at(-1) ?? '')
  await beginSecondRound(world, framework_id)
  await makeOwnWays(world)
  await sendReminders(world)
}

/** Grows the second partnership alone. */
export async function growCalderfell({ database, services, today }: Growing): Promise<void> {
  const staff = otherSchools.flatMap((school, index) =>
    school.name === otherMainSchool ? [] : staffOf(school.name, index + 40, 'calderfell.example'),
  )
  const world = await layGround({
    database,
    services,
    today,
    partnership: {
      key: 'calderfell',
      name: 'Calderfell Schools Together',
      contact_name: 'The inclusion team',
      contact_email: 'inclusion@calderfell.example',
      contact_phone: '01632 960 250',
    },
    authority: { code: '998', name: 'Calderfell' },
    schools: otherSchools,
    people: [...otherLeadingPeople, ...staff],
  })
  await setLocalities(world, 'Wendy Crossley', otherSchools)
  const framework_id = await publishTheFramework(world, 'Graham Tait', today.subtract({ months: 14 }))
  await tellCalderfell(world, framework_id)
  await sendReminders(world)
}
