/**
 * The framework file: YAML in, a `Framework` or problems with line numbers out, and back to YAML.
 * The schema is documented for its authors in docs/frameworks.md.
 */
import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
  visit,
} from 'yaml'
import { z } from 'zod'
import { type Fault, type Framework, frameworkFaults, limits } from './framework.rules.ts'

export type Problem = { line: number; path: string; message: string }

const tooDeep = 'is nested too deeply to be a framework'

/** The parser takes seconds over many thousand open brackets; a framework has a few hundred. */
const hasTooManyBrackets = (yamlText: string) => yamlText.split(/[[{]/, 5001).length > 5000

/** The slips that people make most, by the parser's code for them. */
const syntaxAdvice: Record<string, string> = {
  TAB_AS_INDENT: 'is indented with a tab: use spaces',
  MULTIPLE_DOCS: 'begins a second document: a file holds one framework',
  BLOCK_AS_IMPLICIT_KEY:
    'cannot be read: a text with a colon and a space in it needs quotes around it, and names must line up',
  RESOURCE_EXHAUSTION: tooDeep,
  MULTILINE_IMPLICIT_KEY: 'cannot be read: a name here needs a colon and a space after it',
}

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
  if (yamlText.length > mostCharacters)
    return { problems: [{ line: 1, path: '', message: 'The file is longer than 500,000 characters' }] }
  if (hasTooManyBrackets(yamlText)) return { problems: [{ line: 1, path: '', message: tooDeep }] }
  const lines = new LineCounter()
  // The parser's own search for repeated names takes time with the square of their number; ours does not.
  const doc = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const place = (fault: Fault): Problem => ({
    line: lineOf(doc, lines, fault.path),
    path: pathText(fault.path),
    message: fault.message,
  })
  const yamlProblems = syntaxProblems(doc, lines)
  if (yamlProblems.length > 0) return { problems: yamlProblems.slice(0, mostProblems) }
  const value: unknown = doc.toJS()
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

/** What YAML itself refuses, and what it would let pass silently: aliases, and one key given twice as 1 and "1". */
function syntaxProblems(doc: Document.Parsed, lines: LineCounter): Problem[] {
  const at = (offset: number | undefined, message: string): Problem => ({
    line: lines.linePos(offset ?? 0).line || 1,
    path: '',
    message,
  })
  const problems = [...doc.errors, ...doc.warnings].map((error) =>
    at(error.pos[0], syntaxAdvice[error.code] ?? `is not valid YAML: ${error.message}`),
  )
  // One slip makes the parser complain several times about the same line.
  if (problems.length > 0) return problems.filter((problem, index) => problem.line !== problems[index - 1]?.line)
  visit(doc, {
    Alias: (_, node) =>
      void problems.push(
        at(node.range?.[0], 'uses an alias (*), which framework files do not allow: write the text out'),
      ),
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : undefined
        const offset = isScalar(key) || isCollection(key) ? key.range?.[0] : map.range?.[0]
        if (name === undefined) problems.push(at(offset, 'has a list or a group where a name should be'))
        else if (name === '__proto__')
          problems.push(at(offset, 'uses the name __proto__, which framework files do not'))
        else if (seen.has(name)) problems.push(at(offset, `gives “${name}” twice`))
        else seen.add(name)
      }
    },
  })
  return problems
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

/** The line of the deepest part of the path that the file has; for a name, the line of the name itself. */
function lineOf(doc: Document.Parsed, lines: LineCounter, path: Fault['path']): number {
  let node: unknown = doc.contents
  let offset = doc.contents?.range?.[0] ?? 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(part),
      )
      if (!pair || !isScalar(pair.key)) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isCollection(node) && typeof part === 'number') {
      node = node.items[part]
      if (isScalar(node) || isCollection(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return lines.linePos(offset).line || 1
}

function pathText(path: Fault['path']): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}
