import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Clock } from '../../lib/clock.ts'
import { plural, sentenceList } from '../../lib/words.ts'
import type { Database, Db } from '../../platform/db/connect.ts'
import { createPartnership, partnershipByKey, whyNotKey } from '../partnerships/public.ts'
import type { InPartnership } from '../people/actor.ts'
import { applyImport, linkSchools } from './import.apply.ts'
import { changeCount, type KeptComparison } from './import.comparison.ts'
import { authoritiesOf, importById, keepOutcome, type ReadOutcome, startImport } from './import.queries.ts'
import { readForImport } from './import.read.ts'
import type { SchoolLink } from './import.rules.ts'
import { authorityNames, groupsOf, restOf, shownChanges } from './import.words.ts'
import { readLinks } from './register.links.ts'

/** `schoolfellow import schools FILE --partnership KEY …` */
export type ImportSchoolsCommand = {
  file: string
  partnership: string
  /** Numbers or names of local authorities; without any, those of the partnership, or the only one in the file. */
  localAuthorities?: readonly string[]
  /** The register's list of links between schools, where it is at hand. */
  links?: string
  /** Only look: print the comparison and change nothing. */
  check?: boolean
  /** Make the partnership with this name when there is none with that key. */
  createPartnership?: string
}

export type CommandOutcome = { ok: true } | { ok: false; refusal: string }

/**
 * Imports a register of schools from the command line: prints what it would change, and applies it
 * unless `check` is given. `say` takes one line at a time. Nothing changes when it ends in a refusal.
 */
export async function importSchools(
  database: Database,
  clock: Clock,
  command: ImportSchoolsCommand,
  say: (line: string) => void,
): Promise<CommandOutcome> {
  for (const file of [command.file, ...(command.links ? [command.links] : [])]) {
    if (!(await isThere(file))) return refused(`The file ${file} cannot be read: check its name`)
  }
  const links = command.links ? await readLinks(createReadStream(command.links)) : { links: [] }
  if ('refusal' in links) return refused(`${command.links}: ${links.refusal.message}`)
  const partnership = await partnershipFor(database, command)
  if ('refusal' in partnership) return refused(partnership.refusal)
  const actor: InPartnership = { partnership: { id: partnership.id } }
  const inPartnership = <T>(work: (db: Db) => Promise<T>) => database.inPartnership(partnership.id, undefined, work)
  const outcome = await compareAndApply({ actor, inPartnership, command, links: links.links, clock, say })
  // A refusal changes nothing: a partnership that was made only for these schools goes again.
  if (!outcome.ok && partnership.made) {
    await database.asOwner((db) => db.deleteFrom('partnership').where('id', '=', partnership.id).execute())
  }
  return outcome
}

type Work = {
  actor: InPartnership
  inPartnership: <T>(work: (db: Db) => Promise<T>) => Promise<T>
  command: ImportSchoolsCommand
  links: readonly SchoolLink[]
  clock: Clock
  say: (line: string) => void
}

async function compareAndApply({ actor, inPartnership, command, links, clock, say }: Work): Promise<CommandOutcome> {
  const authorities = command.localAuthorities?.length
    ? command.localAuthorities
    : await inPartnership((db) => authoritiesOf(db, actor))
  const outcome = await readForImport(actor, inPartnership, {
    open: async () => createReadStream(command.file),
    authorities,
    links,
  })
  if ('refusal' in outcome) return refused(outcome.refusal)
  if (!outcome.comparison) {
    const names = outcome.reading.authorities
      .slice(0, 8)
      .map(({ code, name }) => [code, name].filter((part) => part !== null).join(' '))
    return refused(
      `The file has the schools of ${outcome.reading.authorities.length} local authorities (${names.join(', ')} …). Choose yours with --local-authority`,
    )
  }
  const { comparison } = outcome
  const names = sentenceList(authorityNames(outcome.authorities, outcome.reading.authorities))
  const lines = [`${plural(outcome.reading.rows_read, 'row')} read, schools of ${names}`, ...linesOf(comparison)]
  // Said when it is done: whoever stops reading the lines early must not stop the import by that.
  const end = (line: string): CommandOutcome => {
    for (const each of [...lines, line]) say(each)
    return { ok: true }
  }
  if (command.check) return end('Nothing was changed: this was only a check')
  if (changeCount(comparison) === 0) {
    const linked = await inPartnership((db) => linkSchools(db, actor, comparison))
    return end(linked > 0 ? `${plural(linked, 'link')} between schools added` : 'There is nothing to apply')
  }
  const applied = await applyAtOnce({ actor, inPartnership, command, clock }, outcome)
  if (applied) return end('Applied')
  return refused('Schools were changed by somebody else while the file was compared. Run the command again')
}

/** Keeps the import and applies it in one transaction; false when another import was faster. */
async function applyAtOnce(
  { actor, inPartnership, command, clock }: Pick<Work, 'actor' | 'inPartnership' | 'command' | 'clock'>,
  outcome: Exclude<ReadOutcome, { refusal: string }>,
): Promise<boolean> {
  const file = { file_id: null, file_name: basename(command.file), authorities: outcome.authorities }
  try {
    await inPartnership(async (db) => {
      const id = await startImport(db, actor, file, clock.now())
      await keepOutcome(db, actor, id, null, outcome, clock.now())
      const one = await importById(db, actor, id)
      const result = one ? await applyImport(db, actor, one, clock.now()) : 'over'
      if (result !== 'applied') throw new StaleComparison()
    })
    return true
  } catch (error) {
    if (error instanceof StaleComparison) return false
    throw error
  }
}

/** Undoes the transaction when another import was faster. */
class StaleComparison extends Error {}

async function partnershipFor(
  database: Database,
  command: ImportSchoolsCommand,
): Promise<{ id: string; made: boolean } | { refusal: string }> {
  const { partnership: key, createPartnership: name } = command
  const wrong = whyNotKey(key)
  if (wrong) return { refusal: `“${key}” cannot be a partnership. ${wrong.message}` }
  return database.asOwner(async (db) => {
    const known = await partnershipByKey(db, key)
    if (known) return { id: known.id, made: false }
    if (name === undefined)
      return { refusal: `There is no partnership “${key}”. Add --create-partnership "Its name" to make it` }
    if (command.check)
      return { refusal: `There is no partnership “${key}” to check against. Leave out --check to make it` }
    return { id: await createPartnership(db, { key, name: name.trim() || key }), made: true }
  })
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function refused(refusal: string): CommandOutcome {
  return { ok: false, refusal }
}

const mostLines = 20

/** The comparison as lines of text: counts, then the schools and problems of each group. */
function linesOf(comparison: KeptComparison): string[] {
  const listed = (heading: string, lines: string[]) =>
    lines.length === 0
      ? []
      : [
          '',
          `${heading}:`,
          ...lines.slice(0, mostLines).map((line) => `  ${line}`),
          ...(lines.length > mostLines ? [`  and ${lines.length - mostLines} more`] : []),
        ]
  const changes = (schools: KeptComparison['changed']) =>
    schools.map(
      ({ urn, name, changes: list }) =>
        `${urn} ${name}: ${shownChanges(list)
          .map(({ label, from, to }) => `${label} ${from} → ${to}`)
          .join('; ')}`,
    )
  return [
    ...groupsOf(comparison).map(
      ({ heading, count, consequence }) =>
        `${String(count).padStart(7)}  ${heading}${count > 0 ? `: ${consequence}` : ''}`,
    ),
    ...restOf(comparison),
    ...listed(
      'New schools',
      comparison.added.map(({ urn, name }) => `${urn} ${name}`),
    ),
    ...listed('Changed', changes(comparison.changed)),
    ...listed('Closed', changes(comparison.closed)),
    ...listed('Open again', changes(comparison.reopened)),
    ...listed(
      'In your list, not in the file',
      comparison.missing.map(({ urn, name }) => `${urn} ${name}`),
    ),
    ...listed(
      'Could not be read',
      comparison.unreadable.map(({ row, column, value, reason }) =>
        column === '' ? `row ${row}: ${reason}` : `row ${row}, ${column} “${value}” ${reason}`,
      ),
    ),
    '',
  ]
}
