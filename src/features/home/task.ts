/**
 * One thing for a person to do, on their home page. Features say what waits for someone through
 * `tasksFor(db, actor, today)` in their `public.ts`; the home page puts the tasks in order.
 */
export type Task = {
  /** What to do, starting with a verb: "Judge the 12 statements that are left". */
  title: string
  href: string
  /** The school or review that it is for. */
  about: string
  /** By when; a task without a day is listed after those with one. */
  due: Temporal.PlainDate | undefined
  /** `now` waits for this person; `coming` is a date to know about; `waiting` is on someone else. */
  kind: 'now' | 'coming' | 'waiting'
  /** One line of help, or who is waited for. */
  note?: string
}
