import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refused } from '../failure.ts'
import { note, say } from './at-database.ts'
import { inputText } from './input-file.ts'

const mostShown = 20

/**
 * Reads a problem from a JSON file, or from the standard input for `-`. A wrong file is refused with the path of the wrong value;
 * when there are several the others are noted before.
 */
export async function readProblem<T>(file: string, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(jsonIn(file, await inputText(file)))
  if (parsed.success) return parsed.data
  const [first = '', ...others] = parsed.error.issues.map((issue) => `${pathInWords(issue)}: ${issue.message}`)
  for (const problem of others.slice(0, mostShown)) note(problem)
  throw new Refused(first)
}

function jsonIn(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refused(
      `${file === '-' ? 'The standard input' : file} is not JSON: ${error instanceof Error ? error.message : ''}`,
    )
  }
}

/** "schools[3].x" */
function pathInWords({ path }: z.core.$ZodIssue): string {
  if (path.length === 0) return 'The file'
  const steps = path.map((step, index) => {
    if (typeof step === 'number') return `[${step}]`
    return `${index === 0 ? '' : '.'}${String(step)}`
  })
  return steps.join('')
}

/** Writes a result as JSON into a file, or to the standard output for `-`. */
export async function writeResult(file: string, result: object): Promise<void> {
  const text = JSON.stringify(result, undefined, 2)
  if (file === '-') return say(text)
  try {
    await writeFile(file, `${text}\n`)
  } catch {
    throw new Refused(`The file ${file} cannot be written: check its folder`)
  }
}

/** Prints the JSON Schema of a problem. What depends on several values together is checked on top of it. */
export function printSchema(schema: z.ZodType): void {
  say(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2))
}
