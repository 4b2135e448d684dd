import { Refused } from '../failure.ts'
import { importFramework } from '../features/frameworks/public.ts'
import { importModel } from '../features/review-models/public.ts'
import { importSchools } from '../features/schools/import.command.ts'
import { systemClock } from '../lib/clock.ts'
import { plural } from '../lib/words.ts'
import { atDatabase, note, say } from './at-database.ts'
import { inputText, withInputFile } from './input-file.ts'

export type SchoolOptions = {
  partnership: string
  localAuthority?: string[]
  links?: string
  check?: boolean
  createPartnership?: string
}

/** `schoolfellow import schools FILE --partnership KEY` */
export function schoolsFrom(file: string, options: SchoolOptions): Promise<void> {
  const { localAuthority, ...rest } = options
  const command = { ...rest, ...(localAuthority ? { localAuthorities: localAuthority } : {}) }
  return atDatabase({ onlyLooks: false }, async ({ database }) => {
    const outcome = await withInputFile(file, (path) =>
      importSchools(database, systemClock, { ...command, file: path }, say),
    )
    if (!outcome.ok) throw new Refused(outcome.refusal)
  })
}

/** `schoolfellow import framework FILE --partnership KEY` */
export function frameworkFrom(file: string, partnership: string): Promise<void> {
  return atDatabase({ onlyLooks: false }, async ({ database }) => {
    const yamlText = await inputText(file)
    const imported = await importFramework(database, { yamlText, partnership, now: systemClock.now() })
    if ('problems' in imported) return refuse(imported.problems)
    const { title, edition } = imported
    say(`“${title}”, edition ${edition}, is a draft now: look at it and publish it under Frameworks`)
  })
}

/** `schoolfellow import review-model FILE --partnership KEY` */
export function reviewModelFrom(file: string, partnership: string): Promise<void> {
  return atDatabase({ onlyLooks: false }, async ({ database }) => {
    const yamlText = await inputText(file)
    const name = file === '-' ? 'input' : file
    const imported = await importModel(database, { yamlText, file: name, partnership, now: systemClock.now() })
    if ('problems' in imported) return refuse(imported.problems)
    say(
      `“${imported.name}”, edition ${imported.edition}, is a draft now: look at it and publish it under Programmes, Ways of reviewing`,
    )
  })
}

/** Says everything that is wrong with a file that was not loaded. */
function refuse(problems: readonly string[]): never {
  if (problems.length === 1) throw new Refused(problems[0])
  for (const problem of problems) note(problem)
  throw new Refused(`The file was not loaded: it has ${plural(problems.length, 'problem')}`)
}
