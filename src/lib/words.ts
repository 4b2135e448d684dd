/** Dates, times, numbers and lists as people in the United Kingdom write them. */
import { dayOf, timeZone } from './clock.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const monthName = (day: Temporal.PlainDate) => months[day.month - 1] ?? ''

/** "22 November 2026" */
export function longDate(day: Temporal.PlainDate): string {
  return `${day.day} ${monthName(day)} ${day.year}`
}

/** "22 Nov 2026", for tables. */
export function shortDate(day: Temporal.PlainDate): string {
  return `${day.day} ${monthName(day).slice(0, 3)} ${day.year}`
}

/** "Sunday 22 November 2026", for days that people must keep free. */
export function dayAndDate(day: Temporal.PlainDate): string {
  return `${weekdays[day.dayOfWeek - 1] ?? ''} ${longDate(day)}`
}

function clockTime(hour: number, minute: number): string {
  if (minute === 0 && hour === 0) return 'midnight'
  if (minute === 0 && hour === 12) return 'midday'
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes}${hour < 12 ? 'am' : 'pm'}`
}

/** "4:30pm", "9am", "midday": the time in the United Kingdom at that moment. */
export function timeOfDay(moment: Temporal.Instant | Temporal.PlainTime): string {
  const time = moment instanceof Temporal.PlainTime ? moment : moment.toZonedDateTimeISO(timeZone)
  return clockTime(time.hour, time.minute)
}

/** "22 November 2026 at 4:30pm" */
export function dayAndTime(moment: Temporal.Instant): string {
  return `${longDate(dayOf(moment))} at ${timeOfDay(moment)}`
}

const irregular: Record<string, string> = { person: 'people', child: 'children' }

function pluralOf(word: string): string {
  const known = irregular[word]
  if (known) return known
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}

const grouped = new Intl.NumberFormat('en-GB')

/** "1 school", "2 schools", "1,204 schools"; give the plural when it is not the usual one. */
export function plural(count: number, word: string, words = pluralOf(word)): string {
  return `${grouped.format(count)} ${count === 1 ? word : words}`
}

/** "Ashdown", "Ashdown and Bramley", "Ashdown, Bramley and Cobham" */
export function sentenceList(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = items.at(-1)
  if (last === undefined) return ''
  if (items.length === 1) return last
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

/** The first words of a text on one line, with a sign where more follows. */
export function shortened(text: string, longest = 120): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= longest ? line : `${line.slice(0, longest).replace(/\s\S*$/, '')} …`
}
