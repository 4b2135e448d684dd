/** The made-up partnership of the whole-review journey: its schools and people, brought in as a real one would begin. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { addFirstLead, createPartnership } from '../../src/features/partnerships/partnership.queries.ts'
import { invitePerson, type Role } from '../../src/features/people/public.ts'
import { importSchools } from '../../src/features/schools/import.command.ts'
import { searchSchools } from '../../src/features/schools/public.ts'
import type { Person } from '../support/browser.ts'
import type { RunningApp } from '../support/running-app.ts'

export const partnership = { key: 'rother-vale', name: 'Rother Vale Schools' }

export const schools = {
  millbrook: 'Millbrook Primary School',
  oakHill: 'Oak Hill Community School',
  harbour: 'Harbour View Academy',
  saltmarsh: 'Saltmarsh Primary Academy',
  wilfrid: 'St Wilfrid’s Church of England Primary School',
  fenwick: 'Fenwick Grove School',
}

const tideway = 'Tideway Learning Trust'
const register = [
  [schools.millbrook, 'Primary', '', 51.02, 0.61],
  [schools.oakHill, 'Secondary', '', 51.05, 0.66],
  [schools.harbour, 'Secondary', tideway, 50.98, 0.7],
  [schools.saltmarsh, 'Primary', tideway, 50.96, 0.73],
  [schools.wilfrid, 'Primary', '', 51.04, 0.57],
  [schools.fenwick, 'All-through', '', 51.0, 0.64],
] as const

/** Brings the schools in from a file in the headings of the official register. */
async function bringInSchools(app: RunningApp): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'schoolfellow-register-'))
  const rows = register.map(([name, phase, trust, latitude, longitude], index) => ({
    URN: 900_101 + index,
    'LA (code)': '997',
    'LA (name)': 'Rother Vale',
    EstablishmentName: name,
    'TypeOfEstablishment (name)': trust === '' ? 'Community school' : 'Academy converter',
    'EstablishmentStatus (name)': 'Open',
    'PhaseOfEducation (name)': phase,
    'Trusts (name)': trust,
    'DistrictAdministrative (name)': 'Rother',
    Postcode: 'RV1 1AA',
    NumberOfPupils: 240 + index * 60,
    Latitude: latitude,
    Longitude: longitude,
  }))
  const file = join(folder, 'register.csv')
  writeFileSync(file, stringify(rows, { header: true }))
  const outcome = await importSchools(app.database, app.clock, { file, partnership: partnership.key }, () => {})
  rmSync(folder, { recursive: true })
  if (!outcome.ok) throw new Error(outcome.refusal)
}

/** Begins the partnership: its schools, and a lead with whom everything else starts. */
export async function beginPartnership(app: RunningApp, lead: { name: string; email: string }): Promise<void> {
  await app.database.asOwner(async (db) => {
    const id = await createPartnership(db, {
      ...partnership,
      local_authority_codes: ['997'],
      contact_name: 'The inclusion team',
      contact_email: 'inclusion@rothervale.gov.uk',
    })
    await addFirstLead(db, id, lead)
  })
  await bringInSchools(app)
}

/** Invites somebody, as the lead has shown it in the browser for another. */
export async function invites(
  lead: Person,
  app: RunningApp,
  who: { name: string; email: string },
  role: Role,
  school?: string,
): Promise<void> {
  await lead.does(async (db, actor) => {
    const place = school ? (await searchSchools(db, actor, { q: school }, { limit: 1 })).schools[0]?.id : undefined
    const wanted = { ...who, role, school_id: place, message: '' }
    const outcome = await invitePerson(db, actor, wanted, { now: app.clock.now(), ...app.services })
    if ('refusal' in outcome) throw new Error(outcome.refusal.message)
  })
}
