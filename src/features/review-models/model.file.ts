/** A review model as a file: reading it with every mistake told by line, and writing one. */
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { type ReviewModel, reviewModel } from './model.schema.ts'

/** Reads a model from YAML. Throws with every mistake: the file, its line, where in the model, and the reason. */
export function readModel(yaml: string, file = 'model'): ReviewModel {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const [unreadable] = document.errors
  if (unreadable) throw new Error(`${file}:${lines.linePos(unreadable.pos[0]).line}: ${unreadable.message}`)
  const read = reviewModel.safeParse(document.toJS())
  if (read.success) return read.data
  const mistakes = read.error.issues.map(({ path, message }) => {
    const line = lineOf(document, lines, path)
    return `${file}:${line}: ${path.length > 0 ? `${path.join('.')}: ` : ''}${message}`
  })
  throw new Error(mistakes.join('\n'))
}

/** The line of the entry at a path, or of the nearest entry around one that is missing. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
