/** Why there is no calendar, in words: the fewest schools, dates and rules that stand against each other. */
import { longDate, sentenceList } from '../words.ts'
import { lowerBound } from './bound.ts'
import { exactPlan } from './exact.ts'
import { instanceOf } from './instance.ts'
import { type SchedulingProblem, stepNames } from './problem.ts'
import { visitRules } from './rules.ts'

/** `sources` says each date and rule that is needed for the clash: without any one of them there would be a calendar. */
export type Clash = { reason: string; schools: string[]; sources: string[]; about?: About[] }

/** What each of `sources` is about, for whoever wants to lead somebody there. */
export type About = {
  kind: 'closed-days' | 'blocked-person' | 'blocked-school' | 'school-dates' | 'fixed-date' | 'rule'
  id?: string
}

/** The problem with only some of its schools. */
export function onlySchools(problem: SchedulingProblem, ids: ReadonlySet<string>): SchedulingProblem {
  const groups = problem.groups
    .map((group) => ({ ...group, schools: group.schools.filter((id) => ids.has(id)) }))
    .filter(({ schools }) => schools.length > 0)
  const kept = new Set(groups.map(({ id }) => id))
  const people = problem.people
    ?.map((person) => ({
      ...person,
      groups: person.groups?.filter((id) => kept.has(id)) ?? [],
      schools: person.schools?.filter((id) => ids.has(id)) ?? [],
    }))
    .filter((person) => person.groups.length + person.schools.length > 0)
  return {
    ...problem,
    groups,
    ...(problem.schools ? { schools: problem.schools.filter(({ id }) => ids.has(id)) } : {}),
    ...(people ? { people } : {}),
    ...(problem.calendar ? { calendar: problem.calendar.filter(({ school }) => ids.has(school)) } : {}),
    ...(problem.slipped ? { slipped: problem.slipped.filter((id) => ids.has(id)) } : {}),
  }
}

type Source = { words: string; about: About; without: (problem: SchedulingProblem) => SchedulingProblem }

/** How long each question "could it be without this?" may take, in seconds; what takes longer counts as "yes". */
const secondsEach = 4

/** Whole weeks often prove in a moment what single days take seconds for. */
const secondsForWeeks = 0.5

async function isImpossible(problem: SchedulingProblem): Promise<boolean> {
  const instance = instanceOf(problem)
  if (instance.schools.some(({ visitDays }) => visitDays.length === 0)) return true
  if ((await lowerBound(instance, secondsForWeeks)).isInfeasible) return true
  return (await exactPlan(instance, secondsEach)) === 'none'
}

/** Names the clash of a set of schools that have no calendar together; undefined where that could not be proved. */
export async function nameClash(problem: SchedulingProblem, ids: readonly string[]): Promise<Clash | undefined> {
  let schools = [...ids]
  if (!(await isImpossible(onlySchools(problem, new Set(schools))))) return undefined
  for (const id of ids) {
    const fewer = schools.filter((other) => other !== id)
    if (fewer.length > 0 && (await isImpossible(onlySchools(problem, new Set(fewer))))) schools = fewer
  }
  const small = onlySchools(problem, new Set(schools))
  const needed: Source[] = []
  let left = small
  const sources = sourcesOf(small)
  for (const source of sources) {
    const without = source.without(left)
    if (await isImpossible(without)) left = without
    else needed.push(source)
  }
  return {
    schools,
    sources: needed.map(({ words }) => words),
    about: needed.map(({ about }) => about),
    reason: reasonOf(small, schools, needed),
  }
}

function reasonOf({ from, to }: SchedulingProblem, schools: readonly string[], needed: readonly Source[]): string {
  const who =
    schools.length === 1
      ? `${schools[0]} cannot be visited`
      : `${sentenceList(schools)} cannot ${schools.length === 2 ? 'both' : 'all'} be visited`
  const between = `on school days from ${inWords(from)} to ${inWords(to)}`
  const words = needed.map((source) => source.words)
  const shown = words.length > 10 ? [...words.slice(0, 9), `${words.length - 9} more`] : words
  if (shown.length === 0) return `${who} ${between}: there are too few of them.`
  return `${who} ${between}. ${shown.length === 1 ? 'What stands against it' : 'These stand against each other'}: ${sentenceList(shown)}.`
}

const inWords = (day: string) => longDate(Temporal.PlainDate.from(day))

function rangeWords({ from, to, reason }: { from: string; to: string; reason?: string | undefined }): string {
  return `${from === to ? inWords(from) : `${inWords(from)} to ${inWords(to)}`}${reason ? ` (${reason})` : ''}`
}

/** Everything that could be left out, what a person can change most easily last, so that it is what remains. */
function sourcesOf(problem: SchedulingProblem): Source[] {
  return [...windowSources(problem), ...weekSources(problem), ...dateSources(problem)]
}

function dateSources(problem: SchedulingProblem): Source[] {
  const sources: Source[] = []
  for (const range of problem.closed ?? [])
    sources.push({
      words: `the closed days ${rangeWords(range)}`,
      about: { kind: 'closed-days' },
      without: (each) => ({ ...each, closed: each.closed?.filter((other) => other !== range) ?? [] }),
    })
  for (const list of ['people', 'schools'] as const)
    for (const { id, blocked } of problem[list] ?? [])
      for (const range of blocked ?? [])
        sources.push({
          words: `the blocked dates of ${id}, ${rangeWords(range)}`,
          about: { kind: list === 'people' ? 'blocked-person' : 'blocked-school', id },
          without: (each) => ({
            ...each,
            [list]: each[list]?.map((other) =>
              other.id === id ? { ...other, blocked: other.blocked?.filter((one) => one !== range) } : other,
            ),
          }),
        })
  const ofSchool = (
    words: string,
    id: string,
    change: (school: School) => School,
    kind: About['kind'] = 'school-dates',
  ) =>
    sources.push({
      words,
      about: { kind, id },
      without: (each) => ({
        ...each,
        schools: each.schools?.map((other) => (other.id === id ? change(other) : other)) ?? [],
      }),
    })
  for (const { id, earliest, latest, fixed } of problem.schools ?? []) {
    if (earliest) ofSchool(`the earliest day for ${id}, ${inWords(earliest)}`, id, ({ earliest: _, ...rest }) => rest)
    if (latest) ofSchool(`the latest day for ${id}, ${inWords(latest)}`, id, ({ latest: _, ...rest }) => rest)
    for (const step of stepNames) {
      const day = fixed?.[step]
      if (day)
        ofSchool(
          `the fixed ${stepWords[step]} of ${id} on ${inWords(day)}`,
          id,
          (school) => ({ ...school, fixed: { ...school.fixed, [step]: undefined } }),
          'fixed-date',
        )
    }
  }
  return sources
}

type School = NonNullable<SchedulingProblem['schools']>[number]

/** The steps as people say them. */
export const stepWords = {
  preparation: 'preparation',
  visit: 'visit',
  writeUp: 'write-up',
  followUp: 'follow-up',
  checkIn: 'check-in',
} as const

function windowSources(problem: SchedulingProblem): Source[] {
  const { followUp, checkIn, preparation, writeUp } = visitRules(problem)
  const without = (change: NonNullable<SchedulingProblem['rules']>) => (each: SchedulingProblem) => ({
    ...each,
    rules: { ...each.rules, ...change },
  })
  const sources: Source[] = []
  const about: About = { kind: 'rule' }
  const weeks = ({ weeks: { from, to }, countedIn }: NonNullable<typeof followUp>) =>
    `${from} to ${to} ${countedIn === 'school-weeks' ? 'school weeks' : 'weeks'}`
  if (preparation)
    sources.push({ words: 'the preparation before a visit', about, without: without({ preparation: null }) })
  if (writeUp) sources.push({ words: 'the write-up after a visit', about, without: without({ writeUp: null }) })
  if (checkIn)
    sources.push({
      words: `the check-in ${weeks(checkIn)} after the ${checkIn.after}`,
      about,
      without: without({ checkIn: null }),
    })
  if (followUp && checkIn?.after !== 'follow-up')
    sources.push({
      words: `the follow-up ${weeks(followUp)} after the visit`,
      about,
      without: without({ followUp: null }),
    })
  return sources
}

/** More visits than any week has. */
const any = 1000

function weekSources(problem: SchedulingProblem): Source[] {
  const { mostVisitsAWeek, oneVisitAHalfTerm } = visitRules(problem)
  const sources: Source[] = []
  if (oneVisitAHalfTerm === 'required')
    sources.push({
      words: 'one visit of a group in a half-term at the most',
      about: { kind: 'rule' },
      without: (each) => ({ ...each, rules: { ...each.rules, oneVisitAHalfTerm: 'wished' } }),
    })
  const most = (words: string, change: { group?: number; person?: number }) =>
    sources.push({
      words,
      about: { kind: 'rule' },
      without: (each) => ({
        ...each,
        rules: { ...each.rules, mostVisitsAWeek: { ...each.rules?.mostVisitsAWeek, ...change } },
        ...('person' in change && each.people
          ? { people: each.people.map(({ mostVisitsAWeek: _, ...person }) => person) }
          : {}),
      }),
    })
  const visits = (count: number) => `${count} ${count === 1 ? 'visit' : 'visits'}`
  most(`${visits(mostVisitsAWeek.group)} of a group a week at the most`, { group: any })
  most(`the most visits of a person a week`, { person: any })
  return sources
}
