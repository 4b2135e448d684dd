/**
 * How fast a register of schools is read, and in how much memory. Each file is read in a process of
 * its own; the budget is 10 seconds and 300 MB for 50,000 rows. Run: node bench/import.ts
 */
import { spawnSync } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readRegister } from '../src/features/schools/register.ts'

const budget = { seconds: 10, megabytes: 300 }
const realRegister = fileURLToPath(
  new URL('../../shared/data/schools/gias_register_all_2024-06-17.csv.gz', import.meta.url),
)

const used = [
  'URN',
  'LA (code)',
  'LA (name)',
  'EstablishmentName',
  'TypeOfEstablishment (name)',
  'EstablishmentStatus (name)',
  'OpenDate',
  'CloseDate',
  'PhaseOfEducation (name)',
  'StatutoryLowAge',
  'StatutoryHighAge',
  'Gender (name)',
  'NumberOfPupils',
  'Trusts (name)',
  'Postcode',
  'SchoolWebsite',
  'TypeOfResourcedProvision (name)',
  'DistrictAdministrative (name)',
  'AdministrativeWard (name)',
  'Easting',
  'Northing',
]
const columns = 135

/** A register of the official size and width, in Windows-1252, made as it is read. */
async function* syntheticRegister(rows: number) {
  const others = Array.from({ length: columns - used.length }, (_, index) => `Other column ${index + 1} (name)`)
  yield Buffer.from(`${[...used, ...others].join(',')}\r\n`, 'latin1')
  const filler = others
    .map((_, index) => (index % 3 === 0 ? '"Not, applicable"' : index % 3 === 1 ? '' : 'Does not apply'))
    .join(',')
  let text = ''
  for (let row = 0; row < rows; row++) {
    text += `${100_000 + row},${801 + (row % 130)},Authority ${row % 130},"École de St Mary's, No. ${row}",Community school,Open,01-09-1998,,Primary,4,11,Mixed,${row % 900},THE EXAMPLE TRUST,CT1 1ZZ,www.school${row}.example,SEN unit,District ${row % 300},Ward ${row % 3000},${500_000 + row},${150_000 + row},${filler}\r\n`
    if (text.length > 65_536) {
      yield Buffer.from(text, 'latin1')
      text = ''
    }
  }
  yield Buffer.from(text, 'latin1')
}

const files: Record<string, { title: string; open: () => AsyncIterable<Uint8Array>; authorities?: string[] }> = {
  synthetic: { title: `51,012 × ${columns}, Windows-1252, all of it`, open: () => syntheticRegister(51_012) },
  chosen: { title: `51,012 × ${columns}, one authority`, open: () => syntheticRegister(51_012), authorities: ['886'] },
  register: { title: '51,012 × 6, gzip, the real register', open: () => createReadStream(realRegister) },
}

async function measure(name: string) {
  const file = files[name]
  if (!file) throw new Error(`there is no file called ${name}`)
  const began = performance.now()
  const result = await readRegister(file.open(), file.authorities ? { authorities: file.authorities } : {})
  if ('refusal' in result) throw new Error(result.refusal.message)
  const seconds = (performance.now() - began) / 1000
  const { rows, rows_read, problem_count } = result.reading
  return {
    title: file.title,
    rows_read,
    kept: rows.length,
    problems: problem_count,
    seconds,
    megabytes: process.resourceUsage().maxRSS / 1024,
  }
}

const asked = process.argv[2]
if (asked) {
  process.stdout.write(JSON.stringify(await measure(asked)))
} else {
  console.log('| file | rows | kept | problems | seconds | MB at most |\n| --- | ---: | ---: | ---: | ---: | ---: |')
  for (const name of Object.keys(files)) {
    if (name === 'register' && !existsSync(realRegister)) {
      console.log('| the real register | not here, skipped | | | | |')
      continue
    }
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), name], { encoding: 'utf8' })
    if (!stdout) throw new Error(stderr)
    const { title, rows_read, kept, problems, seconds, megabytes } = JSON.parse(stdout)
    console.log(`| ${title} | ${rows_read} | ${kept} | ${problems} | ${seconds.toFixed(2)} | ${megabytes.toFixed(0)} |`)
    if (seconds > budget.seconds || megabytes > budget.megabytes) process.exitCode = 1
  }
  console.log(
    process.exitCode ? '\nOver the budget' : `\nWithin the budget of ${budget.seconds} s and ${budget.megabytes} MB`,
  )
}
