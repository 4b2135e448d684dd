/** Term dates of a partnership: what a term may be, what is missing, and reading them from a file. */
import { isSchoolDay, schoolCalendar, type Term } from '../../lib/school-days.ts'
import { longDate, plural, shortDate } from '../../lib/words.ts'
import type { Refusal } from '../../platform/web/form.ts'

/** "2026-27", made of two years that follow one another. */
export function isAcademicYear(text: string): boolean {
  const found = /^(\d{4})-(\d{2})$/.exec(text)
  return found !== null && (Number(found[1]) + 1) % 100 === Number(found[2])
}

const longestTermDays = 130

/** Why a term cannot be as entered beside the others; undefined when it can. */
export function whyCannotBeTerm(term: Term, others: readonly Term[]): Refusal | undefined {
  if (!isAcademicYear(term.academic_year))
    return { field: 'academic_year', message: 'Enter the academic year like 2026-27' }
  if (Temporal.PlainDate.compare(term.ends_on, term.starts_on) <= 0)
    return { field: 'ends_on', message: 'The last day must be after the first day' }
  if (term.starts_on.until(term.ends_on).days > longestTermDays)
    return {
      field: 'ends_on',
      message: `A term lasts at most ${longestTermDays} days, weekends included. Check the dates`,
    }
  const first = Number(term.academic_year.slice(0, 4))
  const inYear = (day: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(day, Temporal.PlainDate.from({ year: first, month: 8, day: 1 })) >= 0 &&
    Temporal.PlainDate.compare(day, Temporal.PlainDate.from({ year: first + 1, month: 8, day: 31 })) <= 0
  if (!inYear(term.starts_on))
    return { field: 'starts_on', message: `The first day must be in the academic year ${term.academic_year}` }
  if (!inYear(term.ends_on))
    return { field: 'ends_on', message: `The last day must be in the academic year ${term.academic_year}` }
  if (
    others.some(
      (other) => other.academic_year === term.academic_year && other.name.toLowerCase() === term.name.toLowerCase(),
    )
  ) {
    return { field: 'name', message: `${term.academic_year} has a term of this name already` }
  }
  const overlap = others.find(
    (other) =>
      Temporal.PlainDate.compare(other.starts_on, term.ends_on) <= 0 &&
      Temporal.PlainDate.compare(term.starts_on, other.ends_on) <= 0,
  )
  return (
    overlap && {
      field: 'starts_on',
      message: `${overlap.name} of ${overlap.academic_year} runs from ${longDate(overlap.starts_on)} to ${longDate(overlap.ends_on)}. Terms cannot overlap`,
    }
  )
}

/** Schools in England are open to pupils on about 190 days a year; well below that, a term is missing. */
const fewestDaysOfAYear = 175

export type YearOfTerms = { academic_year: string; terms: Term[]; school_days: number; advice: string | undefined }

/** The terms by year, each with its number of school days and a word when it looks incomplete. */
export function yearsOfTerms(terms: readonly Term[]): YearOfTerms[] {
  const calendar = schoolCalendar(terms, [])
  return [...Map.groupBy(terms, (term) => term.academic_year)].map(([academic_year, inYear]) => {
    let school_days = 0
    for (const term of inYear) {
      for (let day = term.starts_on; Temporal.PlainDate.compare(day, term.ends_on) <= 0; day = day.add({ days: 1 }))
        if (isSchoolDay(calendar, day)) school_days += 1
    }
    const advice =
      school_days < fewestDaysOfAYear
        ? `${plural(school_days, 'school day')} is less than a full year. Is a term missing?`
        : undefined
    return { academic_year, terms: inYear, school_days, advice }
  })
}

/** Why days cannot be closed as entered; undefined when they can. */
export function whyCannotClose(from: Temporal.PlainDate, to: Temporal.PlainDate): Refusal | undefined {
  if (Temporal.PlainDate.compare(to, from) < 0)
    return { field: 'until', message: 'The last day must be the first day or after it' }
  if (from.until(to).days > 60)
    return { field: 'until', message: 'Enter at most 60 days at once. For longer holidays change the terms' }
  return undefined
}

/** The weekdays from one day to another, both included. */
export function weekdaysIn(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = []
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 }))
    if (day.dayOfWeek <= 5) days.push(day)
  return days
}

/** One row of a file of term dates: `kind` is term, holiday or inset. */
export type TermFileRow = { line: number; cells: Readonly<Record<string, string>> }

export type TermFile = {
  terms: Term[]
  closed: { closed_on: Temporal.PlainDate; reason: string }[]
  /** The authorities that the file names, in its order. */
  authorities: string[]
  problems: { line: number; message: string }[]
  /** Rows that were left out on purpose, and why. */
  left_out: { line: number; message: string }[]
}

/** The columns that a file of term dates must have. Others, such as where a row comes from, are passed over. */
export const neededHeadings = ['academic_year', 'kind', 'label', 'start', 'end'] as const

/** Which of the headings that are needed a file lacks. */
export function missingHeadings(headings: readonly string[]): string[] {
  return neededHeadings.filter((heading) => !headings.includes(heading))
}

/**
 * Reads the rows of a file of term dates for one authority (all rows when the file names none).
 * Terms are checked against one another; holidays become closed weekdays; days that belong to one
 * school are left out, because they close that school only.
 */
export function readTermFile(rows: readonly TermFileRow[], authority: string): TermFile {
  const file: TermFile = { terms: [], closed: [], authorities: [], problems: [], left_out: [] }
  for (const { line, cells } of rows) {
    const named = cells.authority?.trim() ?? ''
    if (named !== '' && !file.authorities.includes(named)) file.authorities.push(named)
    if (named !== '' && authority !== '' && !belongsTo(named, authority)) continue
    readRow(file, line, cells)
  }
  return file
}

/** "Kent" also takes "Kent (one school, …)": a file may have a year from a single school. */
function belongsTo(named: string, authority: string): boolean {
  return named === authority || named.startsWith(`${authority} (`)
}

function readRow(file: TermFile, line: number, cells: Readonly<Record<string, string>>): void {
  const [starts_on, ends_on] = [readDay(cells.start), readDay(cells.end)]
  const [kind, label] = [cells.kind?.trim().toLowerCase() ?? '', cells.label?.trim() ?? '']
  const problem = (message: string) => file.problems.push({ line, message })
  if (!starts_on) return void problem(`"${cells.start ?? ''}" in the column start is not a day like 2026-09-01`)
  if (!ends_on) return void problem(`"${cells.end ?? ''}" in the column end is not a day like 2026-10-16`)
  if (Temporal.PlainDate.compare(ends_on, starts_on) < 0)
    return void problem(`The end, ${shortDate(ends_on)}, is before the start, ${shortDate(starts_on)}`)
  if (kind === 'term') {
    const term = { academic_year: cells.academic_year?.trim() ?? '', name: label, starts_on, ends_on }
    const refused =
      label === '' ? { message: 'The column label has no name for the term' } : whyCannotBeTerm(term, file.terms)
    if (refused) problem(refused.message)
    else file.terms.push(term)
    return
  }
  if (kind === 'inset')
    return void file.left_out.push({
      line,
      message: `${label || 'A closed day'} on ${shortDate(starts_on)} belongs to one school: enter it for that school`,
    })
  if (kind !== 'holiday') return void problem(`"${cells.kind ?? ''}" in the column kind is not term, holiday or inset`)
  if (whyCannotClose(starts_on, ends_on)) return void problem('This holiday is longer than 60 days')
  // A file may mark the first and last day of a year as if they were holidays.
  if (/first day|last day|starts?$|ends?$/i.test(label))
    return void file.left_out.push({ line, message: `${label}, ${shortDate(starts_on)}, is not a holiday` })
  for (const closed_on of weekdaysIn(starts_on, ends_on)) file.closed.push({ closed_on, reason: label || 'Holiday' })
}

function readDay(text: string | undefined): Temporal.PlainDate | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text?.trim() ?? '')
  if (!found) return undefined
  try {
    return Temporal.PlainDate.from(found[0])
  } catch {
    return undefined
  }
}
