/**
 * The framework file: YAML in, a `Framework` or problems with line numbers out, and back to YAML.
 * The schema is documented for its authors in docs/frameworks.md.
 */
import { stringify } from 'yaml'
import { z } from 'zod'
import { type Problem, pathText, readYaml } from '../../lib/yaml-file.ts'
import { type Fault, type Framework, frameworkFaults, limits } from './framework.rules.ts'

const mostProblems = 100
/** The longest file that is read, in characters. */
export const mostCharacters = 500_000

const missingOr = (message: string) => (issue: { input: unknown }) =>
  issue.input === undefined ? 'is missing' : message

const keyOf = (what: string) =>
  z
    .string({ error: missingOr(`must be the ${what}'s key, in letters, digits and hyphens`) })
    .max(80, 'is longer than 80 characters')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'may have only a–z, digits and single hyphens between them')

/** Text as written, trimmed. A control character or half a character pair would be refused by the database. */
export const plainText = (longest: number) =>
  z
    .string({
      error: (issue) => (issue.input === null ? 'has no text' : missingOr('must be text: put it in quotes')(issue)),
    })
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .refine((text) => text.length <= longest, `is longer than ${longest} characters`)
    .refine(
      (text) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text),
      'contains a character that cannot be printed',
    )

const wholeNumber = z.int({ error: missingOr('must be a whole number') })
const listOf = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item, { error: missingOr('must be a list') }).max(most, `has more than ${most} entries`)
const prompts = listOf(plainText(500), 20)
  .nullish()
  .transform((list) => list ?? [])

const scale = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('points'),
      points: listOf(z.strictObject({ value: wholeNumber, label: plainText(60), meaning: plainText(500) }), 20),
    }),
    z.strictObject({ kind: z.literal('open') }),
  ],
  { error: 'needs a kind, which is points or open' },
)

const descriptors = z
  .record(z.string().regex(/^[1-9]\d?$/, 'is not a point of a scale'), plainText(1500), {
    error: 'must give a text for each point, such as “1: …”',
  })
  .nullish()
  .transform((texts): Record<number, string> => texts ?? {})

const statement = z.strictObject({
  key: keyOf('statement'),
  text: plainText(500),
  descriptors,
  look_for: prompts,
  evidence: prompts,
})

const area = z.strictObject({
  key: keyOf('area'),
  title: plainText(120),
  summary: plainText(1500),
  statements: listOf(statement, limits.statements),
})

const keys = (what: string) =>
  listOf(keyOf(what), limits.statements)
    .nullish()
    .transform((list) => list ?? [])

const gate = z.strictObject({
  statement: keyOf('statement'),
  at_least: wholeNumber,
  caps: z.strictObject({ areas: keys('area'), statements: keys('statement'), at: wholeNumber }),
  reason: plainText(500),
})

/** The shape of a framework. Whether it is complete and consistent is for `frameworkFaults` to say. */
export const frameworkShape: z.ZodType<Framework> = z.strictObject({
  key: keyOf('framework'),
  title: plainText(120),
  edition: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), plainText(40)),
  description: plainText(3000),
  scale,
  areas: listOf(area, 200),
  gates: listOf(gate, limits.gates)
    .nullish()
    .transform((list) => list ?? []),
})

/** Reads a framework file. Every problem says on which line it is; none is left for later. */
export function readFramework(yamlText: string): { framework: Framework } | { problems: Problem[] } {
  const read = readYaml(yamlText, { what: 'framework', longest: mostCharacters })
  if ('problems' in read) return { problems: read.problems.slice(0, mostProblems) }
  const { value, lineOf } = read.file
  const place = (fault: Fault): Problem => ({
    line: lineOf(fault.path),
    path: pathText(fault.path),
    message: fault.message,
  })
  const shape = frameworkShape.safeParse(value)
  const faults = shape.success ? frameworkFaults(shape.data) : allFaults(value, shape.error.issues)
  if (shape.success && faults.length === 0) return { framework: shape.data }
  return {
    problems: faults
      .slice(0, mostProblems)
      .map(place)
      .sort((one, other) => one.line - other.line),
  }
}

/** A problem as one sentence: “Line 42: areas[2].statements[0].descriptors has no text for point 3”. */
export function problemText(problem: Problem): string {
  return `Line ${problem.line}: ${problem.path ? `${problem.path} ` : ''}${problem.message}`
}

/** The framework as a file that `readFramework` reads back to the same framework. */
export function writeFramework(framework: Framework): string {
  const { gates, ...rest } = framework
  const isOpen = framework.scale.kind === 'open'
  const areas = framework.areas.map((each) => ({
    ...each,
    statements: each.statements.map(({ key, text, descriptors: texts, look_for, evidence }) => ({
      key,
      text,
      ...(isOpen
        ? {}
        : { descriptors: new Map(Object.entries(texts).map(([point, words]) => [Number(point), words])) }),
      look_for,
      evidence,
    })),
  }))
  return stringify(
    { ...rest, areas, ...(gates.length > 0 ? { gates } : {}) },
    { lineWidth: 0, aliasDuplicateObjects: false },
  )
}

/** Zod reports all unknown names of one object together; the author needs one line for each. */
function faultsOfIssue(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a name that framework files use' }))
  }
  if (path.length === 0)
    return [{ path, message: 'The file is empty, or is a list or a text where a framework should be' }]
  if (issue.code === 'invalid_union')
    return [{ path: path.at(-1) === 'kind' ? path.slice(0, -1) : path, message: issue.message }]
  if (issue.code === 'invalid_key') return [{ path, message: issue.issues[0]?.message ?? issue.message }]
  if (issue.code === 'invalid_type' && issue.input === undefined && issue.message.startsWith('Invalid')) {
    return [{ path, message: issue.expected === 'object' ? 'is missing or is not a group of names' : 'is missing' }]
  }
  return [{ path, message: issue.message }]
}

/**
 * The faults of shape, and beside them those of content that can be told already: an author wants to
 * hear of everything at once. For that the misshapen parts are replaced by stand-ins.
 */
function allFaults(value: unknown, issues: z.core.$ZodIssue[]): Fault[] {
  const faults = issues.flatMap(faultsOfIssue)
  const mended: unknown = structuredClone(value)
  for (const [index, issue] of issues.entries()) if (!mend(mended, issue, index)) return faults
  const shape = frameworkShape.safeParse(mended)
  if (!shape.success) return faults
  const places = faults.map((fault) => pathText(fault.path))
  const others = frameworkFaults(shape.data).filter((fault) => {
    const place = pathText(fault.path)
    return (
      !/stand-in-\d/.test(fault.message) && !places.some((each) => each.startsWith(place) || place.startsWith(each))
    )
  })
  return [...faults, ...others]
}

/** Makes one misshapen part of a file's value acceptable; false when that cannot be guessed. */
function mend(value: unknown, issue: z.core.$ZodIssue, index: number): boolean {
  let owner = value
  const isUnknownName = issue.code === 'unrecognized_keys'
  for (const part of isUnknownName ? issue.path : issue.path.slice(0, -1))
    owner = isObject(owner) ? owner[String(part)] : undefined
  const name = String(issue.path.at(-1))
  if (!isObject(owner)) return false
  if (isUnknownName) for (const key of issue.keys) delete owner[key]
  else if (issue.code === 'invalid_key') delete owner[name]
  else if (issue.code === 'invalid_type' && issue.expected === 'array') owner[name] = []
  else if (issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int')) owner[name] = 1
  else if (issue.code === 'invalid_type' && issue.expected !== 'string') return false
  else owner[name] = `stand-in-${index}`
  return true
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
