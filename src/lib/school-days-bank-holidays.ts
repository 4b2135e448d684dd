/**
 * The bank holidays of England. Those of 2025 to 2028 are the published ones
 * (https://www.gov.uk/bank-holidays, England and Wales, Open Government Licence v3.0); those of other
 * years follow from the Banking and Financial Dealings Act 1971 and custom. A holiday that is
 * proclaimed once, as for a coronation, is entered by a partnership as a closed day until it is added here.
 */

type Holiday = readonly [monthAndDay: string, name: string]

const newYear = "New Year's Day"
const goodFriday = 'Good Friday'
const easterMonday = 'Easter Monday'
const earlyMay = 'Early May bank holiday'
const spring = 'Spring bank holiday'
const summer = 'Summer bank holiday'
const christmas = 'Christmas Day'
const boxing = 'Boxing Day'

const published: Record<number, readonly Holiday[]> = {
  2025: [
    ['01-01', newYear],
    ['04-18', goodFriday],
    ['04-21', easterMonday],
    ['05-05', earlyMay],
    ['05-26', spring],
    ['08-25', summer],
    ['12-25', christmas],
    ['12-26', boxing],
  ],
  2026: [
    ['01-01', newYear],
    ['04-03', goodFriday],
    ['04-06', easterMonday],
    ['05-04', earlyMay],
    ['05-25', spring],
    ['08-31', summer],
    ['12-25', christmas],
    ['12-28', boxing],
  ],
  2027: [
    ['01-01', newYear],
    ['03-26', goodFriday],
    ['03-29', easterMonday],
    ['05-03', earlyMay],
    ['05-31', spring],
    ['08-30', summer],
    ['12-27', christmas],
    ['12-28', boxing],
  ],
  2028: [
    ['01-03', newYear],
    ['04-14', goodFriday],
    ['04-17', easterMonday],
    ['05-01', earlyMay],
    ['05-29', spring],
    ['08-28', summer],
    ['12-25', christmas],
    ['12-26', boxing],
  ],
}

const byYear = new Map<number, ReadonlyMap<string, string>>()

/** The name of the bank holiday on that day, if it is one. */
export function bankHolidayOn(day: Temporal.PlainDate): string | undefined {
  return holidaysOf(day.year).get(day.toString().slice(5))
}

/** The days of a year that are bank holidays. */
export function bankHolidaysOf(year: number): Temporal.PlainDate[] {
  return [...holidaysOf(year).keys()].map((monthAndDay) => Temporal.PlainDate.from(`${year}-${monthAndDay}`))
}

function holidaysOf(year: number): ReadonlyMap<string, string> {
  let known = byYear.get(year)
  if (!known) {
    known = new Map(published[year] ?? bankHolidaysByRule(year))
    byYear.set(year, known)
  }
  return known
}

/** The bank holidays that the law and custom give for a year, with substitutes for those at a weekend. */
export function bankHolidaysByRule(year: number): Holiday[] {
  const easter = easterSunday(year)
  const [christmasOn, boxingOn] = christmasHolidays(year)
  const days: [Temporal.PlainDate, string][] = [
    [orNextMonday(dayIn(year, 1, 1)), newYear],
    [easter.subtract({ days: 2 }), goodFriday],
    [easter.add({ days: 1 }), easterMonday],
    [orNextMonday(dayIn(year, 5, 1), true), earlyMay],
    [lastMonday(year, 5), spring],
    [lastMonday(year, 8), summer],
    [christmasOn, christmas],
    [boxingOn, boxing],
  ]
  return days.map(([day, name]) => [day.toString().slice(5), name])
}

/** 25 and 26 December; one that falls at a weekend moves to the first weekday that is still free. */
function christmasHolidays(year: number): [Temporal.PlainDate, Temporal.PlainDate] {
  const christmasDay = dayIn(year, 12, 25)
  if (christmasDay.dayOfWeek === 5) return [christmasDay, dayIn(year, 12, 28)]
  if (christmasDay.dayOfWeek === 6) return [dayIn(year, 12, 27), dayIn(year, 12, 28)]
  // Boxing Day is the Monday already, so the substitute for Christmas Day is the Tuesday.
  if (christmasDay.dayOfWeek === 7) return [dayIn(year, 12, 27), dayIn(year, 12, 26)]
  return [christmasDay, dayIn(year, 12, 26)]
}

/** Easter Sunday in the Gregorian calendar (the method of Meeus, Jones and Butcher). */
export function easterSunday(year: number): Temporal.PlainDate {
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const golden = year % 19
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const days = epact + weekday - 7 * late + 114
  return dayIn(year, Math.floor(days / 31), (days % 31) + 1)
}

/** The day itself unless it is at a weekend (or, with `always`, unless it is a Monday), then the Monday after. */
function orNextMonday(day: Temporal.PlainDate, always = false): Temporal.PlainDate {
  if (day.dayOfWeek === 1 || (!always && day.dayOfWeek <= 5)) return day
  return day.add({ days: 8 - day.dayOfWeek })
}

/** The last Monday of a month. */
export function lastMonday(year: number, month: number): Temporal.PlainDate {
  const last = dayIn(year, month, 1).add({ months: 1 }).subtract({ days: 1 })
  return last.subtract({ days: last.dayOfWeek - 1 })
}

function dayIn(year: number, month: number, day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year, month, day })
}
