/** A review model as a file: reading it with every mistake told by line, and writing one. */
import { stringify } from 'yaml'
import type { z } from 'zod'
import { type Path, type Problem, pathText, readYaml } from '../../lib/yaml-file.ts'
import { type ReviewModel, reviewModel } from './model.schema.ts'

/** The longest file that is read, in characters. */
export const mostCharacters = 300_000
const mostMistakes = 100

/** Reads a model from YAML, or gives every mistake in it. */
export function modelIn(yaml: string): { model: ReviewModel } | { mistakes: Problem[] } {
  const text = readYaml(yaml, { what: 'review model', longest: mostCharacters })
  if ('problems' in text) return { mistakes: text.problems.slice(0, mostMistakes) }
  const { value, lineOf } = text.file
  const read = reviewModel.safeParse(value)
  if (read.success) return { model: read.data }
  const mistakes = read.error.issues.slice(0, mostMistakes).flatMap(faultsOf)
  return { mistakes: mistakes.map(({ path, message }) => ({ line: lineOf(path), path: pathText(path), message })) }
}

/** Each unknown name is a mistake of its own, with its own line. */
function faultsOf(issue: z.core.$ZodIssue): { path: Path; message: string }[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a name that review models use' }))
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ path, message: 'is missing' }]
  return [{ path, message: issue.message }]
}

/** Reads a model from YAML. Throws with every mistake: the file, its line, where in the model, and the reason. */
export function readModel(yaml: string, file = 'model'): ReviewModel {
  const read = modelIn(yaml)
  if ('model' in read) return read.model
  throw new Error(mistakesInWords(read.mistakes, file).join('\n'))
}

/** A line for each mistake, as compilers write them: `file:line: path: reason`. */
export function mistakesInWords(mistakes: readonly Problem[], file: string): string[] {
  return mistakes.map(({ line, path, message }) => `${file}:${line}: ${path === '' ? '' : `${path}: `}${message}`)
}

/** A model as YAML that reads as the same model. */
export function fileOfModel(model: ReviewModel): string {
  return `# A review model: how a programme reviews. It can be changed in a text editor and loaded as a new draft.\n${stringify(model, { lineWidth: 110, aliasDuplicateObjects: false })}`
}
