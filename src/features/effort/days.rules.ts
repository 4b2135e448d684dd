/** Counting people's time: in half-days, of which a meeting can be a quarter; shown and typed in days. */

/** A half-day at school is three hours. */
const minutesInHalfDay = 180
/** Nobody gives more than a day to one meeting. */
const mostForMeeting = 2
/** The most that one entry can be: twenty days. */
export const mostHalfDays = 40

/** How many half-days a meeting takes: to the nearest quarter, and at least that. */
export function halfDaysOfMeeting(minutes: number): number {
  const quarters = Math.round((minutes / minutesInHalfDay) * 4)
  return Math.min(mostForMeeting, Math.max(1, quarters) / 4)
}

const eighths = ['', '⅛', '¼', '⅜', '½', '⅝', '¾', '⅞']

/** "0", "½", "1¼": half-days as days, in figures. */
export function daysFigure(halfDays: number): string {
  const whole = Math.floor(halfDays / 2)
  const rest = eighths[Math.round((halfDays / 2 - whole) * 8)] ?? ''
  return whole === 0 && rest !== '' ? rest : `${whole}${rest}`
}

/** "½ day", "1 day", "1½ days" */
export function daysText(halfDays: number): string {
  return `${daysFigure(halfDays)} ${halfDays > 0 && halfDays <= 2 ? 'day' : 'days'}`
}

/** What a person reads in the box for days: "1.5". */
export function daysTyped(halfDays: number): string {
  return String(halfDays / 2)
}

const typed = /^(\d{0,3}(?:\.\d+)?)\s*([⅛¼⅜½⅝¾⅞]|[1-7]\/[248])?\s*(?:days?)?$/

/** Half-days from what somebody typed as days: "1", "1.5", "1½", "1 1/2". Undefined when it is no number of eighths. */
export function halfDaysFromDays(text: string): number | undefined {
  const [, number = '', fraction = ''] = typed.exec(text.trim().replace(',', '.')) ?? []
  if (number === '' && fraction === '') return undefined
  const [top, bottom] = fraction.includes('/') ? fraction.split('/').map(Number) : [eighths.indexOf(fraction), 8]
  const days = Number(number) + (fraction === '' || !bottom ? 0 : (top ?? 0) / bottom)
  return Number.isInteger(days * 8) ? days * 2 : undefined
}

/** The academic year of a day, by the year in which it begins: from 1 September to 31 August. */
export function academicYearOf(day: Temporal.PlainDate): number {
  return day.month >= 9 ? day.year : day.year - 1
}

/** "2026 to 2027" */
export function yearText(year: number): string {
  return `${year} to ${year + 1}`
}
