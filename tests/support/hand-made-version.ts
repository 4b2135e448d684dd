/** A version of a programme's groups with schools in a row, a kilometre from one to the next. For tests. */

import { insertArrangement, type NewArrangement } from '../../src/features/group-forming/arrangement.queries.ts'
import { factsFor } from '../../src/features/group-forming/facts.queries.ts'
import { type FormingSettings, usualSettings } from '../../src/features/group-forming/forming.schema.ts'
import { problemOf } from '../../src/features/group-forming/problem.rules.ts'
import { modelWithKey } from '../../src/features/review-models/public.ts'
import { recount } from '../../src/lib/grouping/recount.ts'
import { moreSchools, programmeToForm } from './forming-programme.ts'
import type { Ground } from './ground.ts'
import type { PersonKey } from './world.ts'

export type HandMade = {
  programme: string
  version: string
  /** The version's path. */
  path: string
  /** School 001 and so on, from west to east. */
  schools: string[]
}

const officer = 'north:partnership-officer'

/** Schools in a row, put into groups in their order; the last group is larger when they do not share out. */
export async function handMadeVersion(
  app: Ground,
  options: { schools?: number; groups?: number; rules?: Partial<FormingSettings['rules']> } = {},
): Promise<HandMade> {
  const programme = await programmeToForm(app, { letters: '' })
  const schools = await moreSchools(app, programme, options.schools ?? 15)
  const many = options.groups ?? 3
  const size = Math.floor(schools.length / many)
  const groups = Array.from({ length: many }, (_, index) =>
    schools.slice(index * size, index === many - 1 ? undefined : (index + 1) * size),
  )
  const version = await versionWith(app, programme, groups, { rules: options.rules ?? {} })
  return { programme, version, path: `/north/programmes/${programme}/forming/versions/${version}`, schools }
}

/** Keeps groups of ids as a version. */
export async function versionWith(
  app: Ground,
  programme: string,
  groups: readonly (readonly string[])[],
  options: { rules?: Partial<FormingSettings['rules']>; who?: PersonKey } & Partial<NewArrangement> = {},
): Promise<string> {
  const { rules, who, ...more } = options
  return app.as(who ?? officer, async (db, actor) => {
    const facts = await factsFor(db, actor, programme)
    const usual = usualSettings(modelWithKey('inclusion-peer-review').group)
    const settings = { ...usual, rules: { ...usual.rules, ...rules } }
    return insertArrangement(db, actor, programme, {
      origin: 'search',
      summary: 'Found by a search',
      groups: groups.map((ids, index) => ({ name: `Row ${index + 1}`, review_group_id: null, school_ids: [...ids] })),
      settings,
      score: recount(problemOf(facts, settings), groups),
      violations: [],
      ...more,
    })
  })
}
