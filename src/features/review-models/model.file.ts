/** A review model as a file: reading it with every mistake told by line, and writing one. */
import { type Document, isNode, LineCounter, parseDocument, stringify, visit } from 'yaml'
import { type ReviewModel, reviewModel } from './model.schema.ts'

/** One thing that is wrong: its line in the file, where in the model, and the reason. */
export type Mistake = { line: number; path: string; message: string }

/** Reads a model from YAML, or gives every mistake in it. */
export function modelIn(yaml: string): { model: ReviewModel } | { mistakes: Mistake[] } {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const [unreadable] = document.errors
  if (unreadable)
    return { mistakes: [{ line: lines.linePos(unreadable.pos[0]).line, path: '', message: unreadable.message }] }
  const [pointer] = pointersIn(document)
  if (pointer !== undefined)
    return {
      mistakes: [
        {
          line: lines.linePos(pointer).line,
          path: '',
          message: 'Write it out here: a file cannot point at another part of itself with *',
        },
      ],
    }
  const read = reviewModel.safeParse(document.toJS())
  if (read.success) return { model: read.data }
  const mistakes = read.error.issues.map(({ path, message }) => ({
    line: lineOf(document, lines, path),
    path: path.join('.'),
    message,
  }))
  return { mistakes }
}

/** Reads a model from YAML. Throws with every mistake: the file, its line, where in the model, and the reason. */
export function readModel(yaml: string, file = 'model'): ReviewModel {
  const read = modelIn(yaml)
  if ('model' in read) return read.model
  throw new Error(mistakesInWords(read.mistakes, file).join('\n'))
}

/** A line for each mistake, as compilers write them: `file:line: path: reason`. */
export function mistakesInWords(mistakes: readonly Mistake[], file: string): string[] {
  return mistakes.map(({ line, path, message }) => `${file}:${line}: ${path === '' ? '' : `${path}: `}${message}`)
}

/** Where the file points at other parts of itself: a few such lines can stand for millions, so none are followed. */
function pointersIn(document: Document): number[] {
  const places: number[] = []
  visit(document, { Alias: (_, { range }) => void places.push(range?.[0] ?? 0) })
  return places
}

/** The line of the entry at a path, or of the nearest entry around one that is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** A model as YAML that reads as the same model. */
export function fileOfModel(model: ReviewModel): string {
  return `# A review model: how a programme reviews. It can be changed in a text editor and loaded as a new draft.\n${stringify(model, { lineWidth: 110, aliasDuplicateObjects: false })}`
}
