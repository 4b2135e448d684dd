/** Files that people write in YAML: read safely, with every problem told by its line. */
import { type Document, isCollection, isMap, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml'

/** One thing that is wrong: its line, where in the file, and what it is. */
export type Problem = { line: number; path: string; message: string }

export type Path = readonly (string | number)[]

/** `what` names such a file in messages: "framework". `longest` is in characters. */
export type Kind = { what: string; longest: number }

export type YamlFile = {
  value: unknown
  /** The line of the deepest part of the path that the file has; for a name, the line of the name itself. */
  lineOf(path: Path): number
}

/** The parser takes seconds over many thousand open brackets; a file of ours has a few hundred. */
const hasTooManyBrackets = (yamlText: string) => yamlText.split(/[[{]/, 5001).length > 5000

/** Reads a file, or says what YAML itself refuses. What it means is for the caller to check. */
export function readYaml(yamlText: string, kind: Kind): { file: YamlFile } | { problems: Problem[] } {
  const refuse = (message: string) => ({ problems: [{ line: 1, path: '', message }] })
  if (yamlText.length > kind.longest)
    return refuse(`The file is longer than ${kind.longest.toLocaleString('en-GB')} characters`)
  if (hasTooManyBrackets(yamlText)) return refuse(tooDeep(kind))
  const lines = new LineCounter()
  // The parser's own search for repeated names takes time with the square of their number; ours does not.
  const doc = parseDocument(yamlText, { lineCounter: lines, prettyErrors: false, uniqueKeys: false })
  const problems = syntaxProblems(doc, lines, kind)
  if (problems.length > 0) return { problems }
  return { file: { value: doc.toJS(), lineOf: (path) => lineOf(doc, lines, path) } }
}

const tooDeep = ({ what }: Kind) => `is nested too deeply to be a ${what}`

/** The slips that people make most, by the parser's code for them. */
const syntaxAdvice = (kind: Kind): Record<string, string> => ({
  TAB_AS_INDENT: 'is indented with a tab: use spaces',
  MULTIPLE_DOCS: `begins a second document: a file holds one ${kind.what}`,
  BLOCK_AS_IMPLICIT_KEY:
    'cannot be read: a text with a colon and a space in it needs quotes around it, and names must line up',
  RESOURCE_EXHAUSTION: tooDeep(kind),
  MULTILINE_IMPLICIT_KEY: 'cannot be read: a name here needs a colon and a space after it',
})

/** What YAML itself refuses, and what it would let pass silently: aliases, and one key given twice as 1 and "1". */
function syntaxProblems(doc: Document.Parsed, lines: LineCounter, kind: Kind): Problem[] {
  const at = (offset: number | undefined, message: string): Problem => ({
    line: lines.linePos(offset ?? 0).line || 1,
    path: '',
    message,
  })
  const advice = syntaxAdvice(kind)
  const problems = [...doc.errors, ...doc.warnings].map((error) =>
    at(error.pos[0], advice[error.code] ?? `is not valid YAML: ${error.message}`),
  )
  // One slip makes the parser complain several times about the same line.
  if (problems.length > 0) return problems.filter((problem, index) => problem.line !== problems[index - 1]?.line)
  visit(doc, {
    Alias: (_, node) =>
      void problems.push(
        at(node.range?.[0], `uses an alias (*), which ${kind.what} files do not allow: write the text out`),
      ),
    Map: (_, map) => {
      const seen = new Set<string>()
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : undefined
        const offset = isScalar(key) || isCollection(key) ? key.range?.[0] : map.range?.[0]
        if (name === undefined) problems.push(at(offset, 'has a list or a group where a name should be'))
        else if (name === '__proto__')
          problems.push(at(offset, `uses the name __proto__, which ${kind.what} files do not`))
        else if (seen.has(name)) problems.push(at(offset, `gives “${name}” twice`))
        else seen.add(name)
      }
    },
  })
  return problems
}

function lineOf(doc: Document.Parsed, lines: LineCounter, path: Path): number {
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

/** `areas[0].statements[2].text` */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('')
}
