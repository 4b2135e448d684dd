/** A programme of the second partnership with one published group, and the meetings of that group. */
import {
  addLeader,
  createGroup,
  createProgramme,
  groupFor,
  joinProgramme,
  publishGroup,
  renameGroup,
} from '../features/review-groups/public.ts'
import type { LeaderPart } from '../features/review-models/public.ts'
import { arrangeGroupMeeting, recordGroupMeeting, toArrange } from '../features/reviews/public.ts'
import { as, at, type DemoWorld, done, personCalled, schoolCalled } from './world.ts'

export const officer = 'Wendy Crossley'

type Beginning = {
  name: string
  model_key: string
  framework_id: string
  starts_on: Temporal.PlainDate
  schools: readonly string[]
  group: string
  leader: [name: string, part: LeaderPart]
  coach?: string
}

/** Starts a programme with one published group; gives the group's id. */
export async function beginProgramme(world: DemoWorld, beginning: Beginning): Promise<string> {
  const { name, model_key, framework_id, starts_on, schools } = beginning
  const dates = { starts_on, ends_on: starts_on.add({ years: 1 }) }
  const then = { now: at(starts_on), baseUrl: world.services.baseUrl }
  const school_ids = schools.map((school) => schoolCalled(world, school))
  return as(world, officer, async (db, actor) => {
    const made = done(await createProgramme(db, actor, { name, model_key, framework_id, ...dates }), name)
    await joinProgramme(db, actor, made.id, school_ids, starts_on)
    const group = done(
      await createGroup(db, actor, { programme_id: made.id, name: beginning.group, school_ids }),
      beginning.group,
    )
    const [leader, part] = beginning.leader
    const known = await groupFor(db, actor, group.id)
    if (!known) throw new Error(`${beginning.group} is not there`)
    if (beginning.coach) {
      const to = { name: beginning.group, note: '', coach_school_id: schoolCalled(world, beginning.coach) }
      await renameGroup(db, actor, known, to, known.version)
    }
    done(await addLeader(db, actor, known, personCalled(world, leader).person_id, part), leader)
    done(await publishGroup(db, actor, group.id, then), beginning.group)
    return group.id
  })
}

export type GroupMeeting = {
  stage: string
  on: Temporal.PlainDate
  starts: string
  minutes: number
  place: string
  /** Who arranges it, and when. */
  by: string
  told: Temporal.PlainDate
  /** What came of it, and who wrote that down; without it the meeting is to come. */
  record?: { by: string; text: Readonly<Record<string, string>> | undefined }
}

/** Arranges a meeting of a group, and writes down what came of it when it was held. */
export async function meets(world: DemoWorld, group: string, meeting: GroupMeeting): Promise<void> {
  const { stage, on, starts, minutes, place, record } = meeting
  await as(world, meeting.by, async (db, actor) => {
    const wanted = { starts_at: at(on, starts), minutes, place, link: '' }
    const { one, ...around } = await toArrange(db, actor, group, stage)
    const then = { now: at(meeting.told), baseUrl: world.services.baseUrl }
    done(await arrangeGroupMeeting(db, actor, one, wanted, around, then), stage)
  })
  if (!record) return
  const written = at(on, starts).add({ minutes: minutes + 40 })
  await as(world, record.by, async (db, actor) => {
    const { one } = await toArrange(db, actor, group, stage)
    done(await recordGroupMeeting(db, actor, one, record.text ?? {}, undefined, written), stage)
  })
}
