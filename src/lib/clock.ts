/** The only place that asks the machine for the time; everything else is given it. */
export type Clock = { now(): Temporal.Instant; today(): Temporal.PlainDate }

export const timeZone = 'Europe/London'

/** The day that a moment falls on, counted in UK time. */
export function dayOf(moment: Temporal.Instant): Temporal.PlainDate {
  return moment.toZonedDateTimeISO(timeZone).toPlainDate()
}

/** The machine's clock, with days counted in UK time. */
export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  today: () => Temporal.Now.plainDateISO(timeZone),
}

/** A clock that starts at `start` and can be moved, for tests and for growing the demonstration. */
export function movableClock(start: Temporal.Instant): Clock & { set(instant: Temporal.Instant): void } {
  let current = start
  return {
    now: () => current,
    today: () => dayOf(current),
    set: (instant) => {
      current = instant
    },
  }
}
