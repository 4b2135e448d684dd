/** A triad of the test world: the schools c, d and e with a quality assurer, as an officer would have made it. */
import assert from 'node:assert/strict'
import {
  addLeader,
  createGroup,
  createProgramme,
  groupFor,
  joinProgramme,
  publishGroup,
  renameGroup,
} from '../../src/features/review-groups/public.ts'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { arrangeGroupMeeting, toArrange } from '../../src/features/reviews/public.ts'
import type { Ground } from './ground.ts'

const officer = 'north:partnership-officer'
export const assurer = 'north:quality-assurer'
let count = 0

export type TriadWorld = { id: string; path: string; programme: string }

/** A published group of a model that began in November, by default a triad; each call makes a programme of its own. */
export async function triadAt(app: Ground, model_key = 'inclusion-triads', letters = 'cde'): Promise<TriadWorld> {
  count += 1
  const schools = [...letters].map((letter) => app.world.schools[letter] ?? '')
  return app.as(officer, async (db, actor) => {
    const made = await createProgramme(db, actor, {
      name: `Working together ${count}`,
      model_key,
      framework_id: undefined,
      starts_on: Temporal.PlainDate.from('2026-11-02'),
      ends_on: Temporal.PlainDate.from('2027-07-20'),
    })
    assert.ok('id' in made)
    await joinProgramme(db, actor, made.id, schools, app.clock.today())
    const group = await createGroup(db, actor, { programme_id: made.id, name: 'River triad', school_ids: schools })
    assert.ok('id' in group)
    const known = await groupFor(db, actor, group.id)
    assert.ok(known)
    const model = modelWithKey(model_key)
    if (model.group.coach_school) {
      const to = { name: known.name, note: '', coach_school_id: schools[0] ?? null }
      assert.equal(await renameGroup(db, actor, known, to, known.version), 'saved')
    }
    if (model.group.leaders.some(({ part }) => part === 'quality-assurer'))
      await addLeader(db, actor, known, app.world.people.get(assurer)?.id ?? '', 'quality-assurer')
    const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
    assert.equal(await publishGroup(db, actor, group.id, at), undefined)
    return { id: group.id, path: `/north/review-groups/${group.id}`, programme: made.id }
  })
}

/** Gives the launch of a triad its day. */
export async function launchOn(app: Ground, triad: TriadWorld, day: string): Promise<void> {
  const starts_at = Temporal.PlainDate.from(day)
    .toZonedDateTime({ timeZone: 'Europe/London', plainTime: Temporal.PlainTime.from('08:30') })
    .toInstant()
  await app.as(officer, async (db, actor) => {
    const { one, ...around } = await toArrange(db, actor, triad.id, 'launch')
    const wanted = { starts_at, minutes: 180, place: 'Cedar Lane', link: '' }
    const at = { now: app.clock.now(), baseUrl: 'http://localhost' }
    assert.equal(await arrangeGroupMeeting(db, actor, one, wanted, around, at), undefined)
  })
}
