/**
 * How good visit calendars are and how long they take, on generated programmes.
 * Run: node bench/scheduling.ts [--quick]
 */
import { parseArgs } from 'node:util'
import { checkCalendar } from '../src/lib/scheduling/check.ts'
import { type Scheduled, scheduleInWorker } from '../src/lib/scheduling/in-worker.ts'
import type { SchedulingProblem } from '../src/lib/scheduling/problem.ts'
import { generatedProgramme } from './support/scheduling-instances.ts'
import { printTable } from './support/table.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })

type Timed = Scheduled & { firstAt: number; allAt: number }

async function plan(problem: SchedulingProblem, seconds: number, seed = 1): Promise<Timed> {
  const started = performance.now()
  const since = () => (performance.now() - started) / 1000
  let firstAt: number | undefined
  const work = scheduleInWorker(problem, {
    seconds,
    seed,
    onBetter: () => {
      firstAt ??= since()
    },
  })
  const result = await work.result
  if ('clash' in result) throw new Error(result.clash.reason)
  return { ...result, firstAt: firstAt ?? since(), allAt: since() }
}

const seconds = (value: number) => `${value.toFixed(2)} s`
const programmes = [
  { name: '4 groups, 24 schools', problem: generatedProgramme(4, 24, 1) },
  { name: '23 groups, 136 schools', problem: generatedProgramme(23, 136, 1) },
  { name: '23 groups, 136 schools, others', problem: generatedProgramme(23, 136, 2) },
  ...(values.quick ? [] : [{ name: '100 groups, 600 schools', problem: generatedProgramme(100, 600, 1) }]),
]

const rows: string[][] = []
for (const { name, problem } of programmes)
  for (const limit of values.quick ? [5] : [5, 60]) {
    const calendar = await plan(problem, limit)
    rows.push([
      name,
      seconds(limit),
      seconds(calendar.firstAt),
      seconds(calendar.allAt),
      calendar.score.total.toFixed(0),
      (calendar.bound ?? 0).toFixed(0),
      `${((calendar.gap ?? 1) * 100).toFixed(1)} %`,
      String(calendar.score.secondVisits),
      String(calendar.score.busiestWeekHalfDays),
      String(checkCalendar(problem, calendar.visits).broken.length),
    ])
  }
printTable(
  [
    'programme',
    'limit',
    'first calendar',
    'ended',
    'score',
    'bound',
    'gap',
    'second visits',
    'busiest week',
    'rules broken',
  ],
  rows,
)

const problem = generatedProgramme(23, 136, 1)
const { visits } = await plan(problem, 5)
const slips: string[][] = []
for (const place of [10, 40, 70, 100, 130]) {
  const slipped = visits[place]
  if (!slipped) continue
  const changed = { ...problem, calendar: visits, slipped: [slipped.school], today: slipped.visit }
  const mended = await plan(changed, 5)
  slips.push([
    `${slipped.school} on ${slipped.visit}`,
    seconds(mended.allAt),
    (mended.moved ?? []).map(({ school, step }) => `${school} ${step}`).join(', '),
    mended.fewestMoved ? 'yes' : 'no',
    String(checkCalendar(changed, mended.visits).broken.length),
  ])
}
printTable(['visit that slips', 'ended', 'dates moved', 'proved fewest', 'rules broken'], slips)
