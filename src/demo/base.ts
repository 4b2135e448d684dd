/** The ground of a demonstration partnership: its schools, people, terms, framework, programme and groups. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { shipDefaultFramework } from '../features/frameworks/public.ts'
import type { Services } from '../features/page.ts'
import { createPartnership, type NewPartnership } from '../features/partnerships/public.ts'
import { calendarFor, createProgramme, joinProgramme, putTerms } from '../features/review-groups/public.ts'
import { importSchools } from '../features/schools/import.command.ts'
import { addToLocality, makeLocality } from '../features/schools/public.ts'
import { movableClock } from '../lib/clock.ts'
import { academicYearStart, schoolCalendar, usualTerms } from '../lib/school-days.ts'
import type { Database } from '../platform/db/connect.ts'
import { markGrowing } from './half-grown.ts'
import type { DemoPerson } from './people.ts'
import type { DemoSchool } from './schools.ts'
import { as, at, type DemoWorld, done, schoolCalled, settle } from './world.ts'

type Ground = {
  database: Database
  services: Services
  today: Temporal.PlainDate
  partnership: NewPartnership
  /** The local authority of its schools, as a register names it. */
  authority: { code: string; name: string }
  schools: readonly DemoSchool[]
  people: readonly DemoPerson[]
}

/** Makes a partnership with its schools, read from a register as a real one would be, and its people. */
export async function layGround({
  database,
  services,
  today,
  partnership,
  authority,
  schools,
  people,
}: Ground): Promise<DemoWorld> {
  const id = await database.asOwner(async (db) => {
    const made = await createPartnership(db, {
      ...partnership,
      local_authority_codes: [authority.code],
      is_demonstration: true,
    })
    await markGrowing(db, made)
    return made
  })
  const world: DemoWorld = {
    database,
    services,
    today,
    partnership: {
      id,
      key: partnership.key,
      name: partnership.name,
      contact_name: partnership.contact_name ?? '',
      contact_email: partnership.contact_email ?? '',
      contact_phone: partnership.contact_phone ?? '',
      is_demonstration: true,
      settings: {},
    },
    calendar: schoolCalendar([], []),
    schools: new Map(),
    people: new Map(),
  }
  await bringInSchools(world, schools, authority)
  await settle(world, people)
  await setTerms(world)
  return world
}

async function bringInSchools(
  world: DemoWorld,
  schools: readonly DemoSchool[],
  authority: Ground['authority'],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schoolfellow-demonstration-'))
  try {
    const file = join(folder, 'register.csv')
    await writeFile(
      file,
      stringify(
        schools.map((school) => registerRow(school, authority)),
        { header: true },
      ),
    )
    const clock = movableClock(at(world.today.subtract({ months: 14 })))
    const outcome = await importSchools(world.database, clock, { file, partnership: world.partnership.key }, () => {})
    if (!outcome.ok) throw new Error(outcome.refusal)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const stored = await world.database.inPartnership(world.partnership.id, undefined, (db) =>
    db.selectFrom('school').select(['id', 'name']).execute(),
  )
  for (const { id, name } of stored) world.schools.set(name, id)
}

/** A row in the headings of the official register. */
function registerRow(school: DemoSchool, authority: Ground['authority']): Record<string, string | number> {
  return {
    URN: school.urn,
    'LA (code)': authority.code,
    'LA (name)': authority.name,
    EstablishmentName: school.name,
    'TypeOfEstablishment (name)': school.type,
    'EstablishmentStatus (name)': 'Open',
    'PhaseOfEducation (name)': school.phase,
    'Trusts (name)': school.trust,
    'DistrictAdministrative (name)': school.district,
    'AdministrativeWard (name)': school.ward,
    Postcode: school.postcode,
    NumberOfPupils: school.pupils,
    Latitude: school.latitude,
    Longitude: school.longitude,
    'TypeOfResourcedProvision (name)': school.sen_unit
      ? 'SEN unit'
      : school.resourced_provision
        ? 'Resourced provision'
        : 'Not applicable',
  }
}

/** The usual terms of the years around today, entered by an officer. */
async function setTerms(world: DemoWorld): Promise<void> {
  const start = academicYearStart(world.today)
  const lead = [...world.people.values()].find((person) =>
    person.roles.some((held) => held.role === 'partnership-lead'),
  )
  if (!lead) throw new Error('a demonstration partnership needs a lead')
  await as(world, lead.name, async (db, actor) => {
    await putTerms(db, actor, [start - 1, start, start + 1].flatMap(usualTerms))
    world.calendar = await calendarFor(db, actor)
  })
}

/** Puts every school into the locality of its district. */
export async function setLocalities(world: DemoWorld, officer: string, schools: readonly DemoSchool[]): Promise<void> {
  await as(world, officer, async (db, actor) => {
    for (const [district, members] of Map.groupBy(schools, (school) => school.district)) {
      const id = await makeLocality(db, actor, { kind: 'District', name: district })
      if (id)
        await addToLocality(
          db,
          actor,
          id,
          members.map((school) => schoolCalled(world, school.name)),
        )
    }
  })
}

/** Publishes the framework that ships with the product; gives its id. */
export async function publishTheFramework(world: DemoWorld, lead: string, day: Temporal.PlainDate): Promise<string> {
  return as(world, lead, async (db, actor) => shipDefaultFramework(db, actor, at(day)))
}

export type DemoGroup = { name: string; schools: readonly string[]; leader: string }

/** Starts the programme with its schools. Answers its id. */
export async function startProgramme(
  world: DemoWorld,
  officer: string,
  programme: { name: string; framework_id: string; starts_on: Temporal.PlainDate; ends_on: Temporal.PlainDate },
  schools: readonly string[],
): Promise<string> {
  return as(world, officer, async (db, actor) => {
    const { id } = done(
      await createProgramme(db, actor, { ...programme, model_key: 'inclusion-peer-review' }),
      'the programme',
    )
    const ids = schools.map((name) => schoolCalled(world, name))
    await joinProgramme(db, actor, id, ids, programme.starts_on)
    return id
  })
}
