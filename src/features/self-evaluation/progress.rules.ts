/** How far a colleague, or the school, has come through a framework. */
import type { Framework } from '../frameworks/public.ts'

export type AreaProgress = { key: string; title: string; judged: number; total: number; next: string | undefined }

export type Progress = {
  areas: AreaProgress[]
  judged: number
  total: number
  /** The first statement without a judgement and its area, where somebody resumes. */
  next: { area: string; statement: string } | undefined
}

/** Progress by area, from the statements that have a judgement. */
export function progressThrough(framework: Framework, judged: ReadonlySet<string>): Progress {
  const areas = framework.areas.map(({ key, title, statements }): AreaProgress => {
    const left = statements.filter((statement) => !judged.has(statement.key))
    return { key, title, judged: statements.length - left.length, total: statements.length, next: left[0]?.key }
  })
  const open = areas.find((area) => area.next !== undefined)
  return {
    areas,
    judged: areas.reduce((sum, area) => sum + area.judged, 0),
    total: areas.reduce((sum, area) => sum + area.total, 0),
    next: open?.next === undefined ? undefined : { area: open.key, statement: open.next },
  }
}

export type PersonProgress = { person_id: string; judged: number; total: number }

/** How many statements each person has judged. Statements that the framework does not have do not count. */
export function progressByPerson(
  framework: Framework,
  people: readonly string[],
  judged: readonly { person_id: string; statement_key: string }[],
): PersonProgress[] {
  const known = new Set(framework.areas.flatMap((area) => area.statements.map((statement) => statement.key)))
  return people.map((person_id) => {
    const own = new Set(
      judged
        .filter((row) => row.person_id === person_id && known.has(row.statement_key))
        .map((row) => row.statement_key),
    )
    return { person_id, judged: own.size, total: known.size }
  })
}

/** A person's state in words, the same wherever it is shown. */
export function progressState(
  progress: { judged: number; total: number },
  finished: boolean,
): 'finished' | 'not started' | 'all judged' | 'under way' {
  if (finished) return 'finished'
  if (progress.judged === 0) return 'not started'
  return progress.judged === progress.total ? 'all judged' : 'under way'
}
