/**
 * How good the groups are and how long they take, on generated and (where they are at hand) real and published instances.
 * Run: node bench/grouping.ts [--quick] [--data FOLDER] [--published FOLDER]
 * `--data` holds schools/gias_mainstream_open_*.csv.gz and schools/england_open_schools_merged.csv.gz; `--published` holds
 * instances of capacitated clustering or maximally diverse grouping as text files, with best known values in best.json.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Formed, formGroupsInWorker } from '../src/lib/grouping/in-worker.ts'
import { type GroupingProblem, groupingProblem } from '../src/lib/grouping/problem.ts'
import {
  byNearest,
  generatedSchools,
  mainstreamSchools,
  publishedInstance,
  sampleOf,
} from './support/grouping-instances.ts'
import { printTable } from './support/table.ts'

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    data: { type: 'string', default: '../shared/data' },
    published: { type: 'string' },
  },
})

type Case = { name: string; problem: GroupingProblem; seconds: number; seeds: number; boundSeconds: number }

const sizes = { sizes: { min: 4, target: 6, max: 6 } }
const problemOf = (schools: GroupingProblem['schools'], groups: GroupingProblem['groups'] = sizes) =>
  groupingProblem.parse({ schools, groups, rules: { separateTrusts: true } })
const kentSchools = mainstreamSchools(values.data, '886')

function cases(): Case[] {
  const list: Case[] = [
    { name: '12 generated', problem: problemOf(generatedSchools(12, 1)), seconds: 2, seeds: 3, boundSeconds: 0 },
    { name: '24 generated', problem: problemOf(generatedSchools(24, 2)), seconds: 2, seeds: 3, boundSeconds: 0 },
    {
      name: '136 generated',
      problem: problemOf(generatedSchools(136, 3)),
      seconds: 3,
      seeds: values.quick ? 3 : 10,
      boundSeconds: 60,
    },
  ]
  const kent = kentSchools
  if (!kent) {
    process.stdout.write(`No register in ${values.data}: real schools are left out.\n`)
    return list
  }
  const every = Math.floor(kent.length / 136)
  list.push(
    {
      name: '136 of Kent',
      problem: problemOf(kent.filter((_, index) => index % every === 0).slice(0, 136)),
      seconds: 3,
      seeds: values.quick ? 3 : 10,
      boundSeconds: 60,
    },
    {
      name: `${kent.length} of Kent`,
      problem: problemOf(kent),
      seconds: 10,
      seeds: values.quick ? 1 : 3,
      boundSeconds: 0,
    },
  )
  const england = values.quick ? undefined : mainstreamSchools(values.data)
  if (england)
    list.push({
      name: `${england.length} of England`,
      problem: problemOf(england),
      seconds: 60,
      seeds: 1,
      boundSeconds: 0,
    })
  return list
}

async function solve(problem: GroupingProblem, seconds: number, seed: number, boundSeconds: number): Promise<Formed> {
  const result = await formGroupsInWorker(problem, { seconds, seed, boundSeconds }).result
  if ('conflict' in result) throw new Error(result.conflict.reason)
  return result
}

const rows: string[][] = []
for (const { name, problem, seconds, seeds, boundSeconds } of cases()) {
  const results: Formed[] = []
  for (let seed = 1; seed <= seeds; seed++)
    results.push(await solve(problem, seconds, seed, seed === 1 ? boundSeconds : 0))
  const totals = results.map((result) => result.score.total).sort((a, b) => a - b)
  const [best = 0, worst = 0] = [totals[0], totals.at(-1)]
  const bound = results.find((result) => result.bound !== undefined)?.bound
  const near = totals.filter((total) => total <= best * 1.01).length
  rows.push([
    name,
    byNearest(problem).toFixed(0),
    best.toFixed(1),
    worst.toFixed(1),
    `${near} of ${totals.length}`,
    bound === undefined ? '' : bound.toFixed(1),
    bound === undefined ? '' : `${Math.max(0, (best / bound - 1) * 100).toFixed(2)} %`,
    String(results.reduce((sum, result) => sum + result.violations.length, 0)),
    `${seconds} s`,
    `${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  ])
}
printTable(
  ['schools', 'nearest first', 'best', 'worst', 'within 1 %', 'bound', 'gap', 'rules broken', 'limit', 'memory'],
  rows,
)

await proveMany()

/** How quickly the optimum of 24 schools is found and proved, in seconds of processor time, which other work does not lengthen. */
async function proveMany(): Promise<void> {
  const shapes = { '4 of 6': { 6: 4 }, '4 of 5 and 1 of 4': { 5: 4, 4: 1 }, '6 of 4': { 4: 6 } }
  const seeds = Array.from({ length: values.quick ? 3 : 10 }, (_, index) => index + 1)
  const rows: string[][] = []
  for (const [shape, counts] of Object.entries(shapes)) {
    for (const kind of kentSchools ? ['generated', 'of Kent'] : ['generated']) {
      const times: number[] = []
      for (const seed of seeds) {
        const schools = kind === 'of Kent' && kentSchools ? sampleOf(kentSchools, 24, seed) : generatedSchools(24, seed)
        const before = process.cpuUsage()
        const { bound, score } = await solve(problemOf(schools, { counts }), 20, 1, 0)
        const { user, system } = process.cpuUsage(before)
        if (bound !== undefined && bound >= score.total - 1e-6) times.push((user + system) / 1e6)
      }
      times.sort((a, b) => a - b)
      const quick = times.filter((seconds) => seconds <= 2).length
      const [middle = 0, slowest = 0] = [times[times.length >> 1], times.at(-1)]
      rows.push([
        `24 ${kind}`,
        shape,
        `${quick} of ${seeds.length}`,
        `${middle.toFixed(2)} s`,
        `${slowest.toFixed(2)} s`,
      ])
    }
  }
  printTable(['schools', 'groups', 'proved in 2 s', 'half of them by', 'the last by'], rows)
}

if (values.published) {
  const folder = values.published
  const known: unknown = existsSync(join(folder, 'best.json'))
    ? JSON.parse(readFileSync(join(folder, 'best.json'), 'utf8'))
    : {}
  const bestKnown = new Map(Object.entries(known as Record<string, number>))
  const published: string[][] = []
  const gaps: number[] = []
  for (const file of readdirSync(folder)
    .filter((each) => each.endsWith('.txt'))
    .sort()) {
    const result = await solve(publishedInstance(readFileSync(join(folder, file), 'utf8')), 30, 1, 0)
    const best = bestKnown.get(file)
    if (best !== undefined) gaps.push((best - result.score.total) / best)
    published.push([
      file,
      result.score.total.toFixed(2),
      best === undefined ? '' : best.toFixed(2),
      best === undefined ? '' : `${(((best - result.score.total) / best) * 100).toFixed(2)} %`,
      String(result.violations.length),
    ])
  }
  printTable(['published instance', 'found in 30 s', 'best known', 'gap', 'bounds broken'], published)
  if (gaps.length > 0)
    process.stdout.write(`Mean gap ${((gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length) * 100).toFixed(2)} %\n`)
}
