/**
 * The `schoolfellow` command. Ends with 0, with 1 when it is refused (the reason on standard error) or with 2 when it was
 * used wrongly. What a command does is in src/cli/, loaded only by that command: reading all the pages takes a second.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander'

// Whoever reads the output may have read enough: `schoolfellow … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const program = new Command('schoolfellow')
  .description('Schools evaluate, review and improve their inclusion of children with SEND, together.')
  .addHelpText(
    'after',
    '\nThe database, the data folder and the rest are set in the environment: see docs/operations.md.',
  )
  .exitOverride()
  .showHelpAfterError('(add --help for what it takes)')

program
  .command('serve')
  .description('serve the pages until it is stopped (npm start builds first, then does this)')
  .option('--empty', 'begin without the demonstration when the database is new')
  .action(async (options: { empty?: boolean }) => {
    const { serve } = await import('./serve.ts')
    await serve({ empty: options.empty ?? false })
  })

program
  .command('migrate')
  .description('bring the database to this version (serve does it by itself when it starts)')
  .action(async () => (await import('./cli/migrate.ts')).migrateNow())

const imports = program.command('import').description('read a file into a partnership')
const whichPartnership = ['--partnership <key>', 'the partnership, by its key in the address, such as kent'] as const

imports
  .command('schools')
  .description('import the register of schools (“Get information about schools”) of the partnership’s area')
  .argument('<file>', 'the register, as CSV or CSV.gz; - reads the standard input')
  .requiredOption(...whichPartnership)
  .option(
    '--local-authority <authority>',
    'the number or name of a local authority whose schools are wanted; repeat it for several',
    (authority: string, others: string[] = []) => [...others, authority],
  )
  .option('--links <file>', 'the register’s list of links between schools')
  .option('--check', 'only say what would change')
  .option('--create-partnership <name>', 'make the partnership with this name when there is none with that key')
  .action(async (file: string, options: import('./cli/import.ts').SchoolOptions) =>
    (await import('./cli/import.ts')).schoolsFrom(file, options),
  )

imports
  .command('framework')
  .description('load a framework file as a draft (its form is described in docs/frameworks.md)')
  .argument('<file>', 'the framework, as YAML; - reads the standard input')
  .requiredOption(...whichPartnership)
  .action(async (file: string, options: { partnership: string }) =>
    (await import('./cli/import.ts')).frameworkFrom(file, options.partnership),
  )

imports
  .command('review-model')
  .description('load a way of reviewing as a draft (its form is described in docs/ways-of-working.md)')
  .argument('<file>', 'the review model, as YAML; - reads the standard input')
  .requiredOption(...whichPartnership)
  .action(async (file: string, options: { partnership: string }) =>
    (await import('./cli/import.ts')).reviewModelFrom(file, options.partnership),
  )

program
  .command('form-groups')
  .description('form review groups from a file (its form is described in docs/forming-groups.md)')
  .option('--input <file>', 'schools, sizes, rules and aims, as JSON; - reads the standard input', '-')
  .option('--output <file>', 'where the groups are written, as JSON; - writes to the standard output', '-')
  .option('--seconds <seconds>', 'how long to search', positive, 30)
  .option('--seed <number>', 'the same number gives the same groups again', wholeNumber, 1)
  .option(
    '--bound-seconds <seconds>',
    'how long to look for a proof of how good the groups are; 0 for none',
    notNegative,
    0,
  )
  .option('--schema', 'only print the JSON Schema of the input')
  .action(async (options: import('./cli/form-groups.ts').FormGroupsOptions) =>
    (await import('./cli/form-groups.ts')).formGroupsFrom(options),
  )

program
  .command('match-leaders')
  .description('give leaders to requests for support from a file (its form is described in docs/matching-leaders.md)')
  .option('--input <file>', 'leaders, requests and weights, as JSON; - reads the standard input', '-')
  .option('--output <file>', 'where the matches are written, as JSON; - writes to the standard output', '-')
  .option('--seconds <seconds>', 'how long to search', positive, 10)
  .option('--schema', 'only print the JSON Schema of the input')
  .action(async (options: import('./cli/match-leaders.ts').MatchLeadersOptions) =>
    (await import('./cli/match-leaders.ts')).matchLeadersFrom(options),
  )

program
  .command('schedule')
  .description('plan the visits of a programme from a file (its form is described in docs/scheduling-visits.md)')
  .option('--input <file>', 'groups, people, dates and rules, as JSON; - reads the standard input', '-')
  .option('--output <file>', 'where the calendar is written, as JSON; - writes to the standard output', '-')
  .option('--seconds <seconds>', 'how long to search', positive, 30)
  .option('--seed <number>', 'the same number gives the same calendar again', wholeNumber, 1)
  .option('--schema', 'only print the JSON Schema of the input')
  .action(async (options: import('./cli/schedule.ts').ScheduleOptions) =>
    (await import('./cli/schedule.ts')).scheduleFrom(options),
  )

program
  .command('add-lead')
  .description('give a partnership a lead, and print a link that signs them in')
  .requiredOption(...whichPartnership)
  .requiredOption('--name <name>', 'the person’s name')
  .requiredOption('--email <address>', 'the address at which they will sign in')
  .action(async (options: { partnership: string; name: string; email: string }) =>
    (await import('./cli/people.ts')).addLead(options),
  )

program
  .command('sign-in-link')
  .description('print a link that signs somebody in, for when no mail arrives')
  .argument('<address>', 'the email address that they sign in with')
  .action(async (email: string) => (await import('./cli/people.ts')).signInLinkFor(email))

program
  .command('audit')
  .description('look after the audit log')
  .command('verify')
  .description('check that no entry was changed, removed or cut off; prints the last entry of each chain and its hash')
  .option('--against <file>', 'also check that what an earlier run printed still holds; - reads the standard input')
  .action(async (options: { against?: string }) => (await import('./cli/audit.ts')).verify(options.against))

program
  .command('seed')
  .description('grow the demonstration partnership in an empty database')
  .action(async () => (await import('./cli/seed.ts')).seed())

/** A figure for an option, or a refusal that commander ends with 2. */
function figure(text: string, isRight: (value: number) => boolean, wanted: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value) || !isRight(value)) throw new InvalidArgumentError(`Give ${wanted}.`)
  return value
}

function positive(text: string): number {
  return figure(text, (value) => value > 0, 'a number above 0')
}

function notNegative(text: string): number {
  return figure(text, (value) => value >= 0, 'a number, 0 or more')
}

function wholeNumber(text: string): number {
  return figure(text, (value) => Number.isInteger(value) && value >= 0, 'a whole number, 0 or more')
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}
