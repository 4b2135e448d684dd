/** What the scenes of the whole review share: the app, its people and the days. */
import type { Person } from '../support/browser.ts'
import type { RunningApp } from '../support/running-app.ts'

export type Story = {
  app: RunningApp
  scene(name: string, work: () => Promise<void>): Promise<void>
  /** The Monday on which it begins; every other day is counted from it. */
  monday: Temporal.PlainDate
  people: Record<'helen' | 'david' | 'priya' | 'tom' | 'ruth' | 'sam' | 'amina' | 'joan', Person>
  /** Where the self-evaluation is, once it has begun. */
  evaluation: string
  /** Where the review is, once it has begun. */
  review: string
  /** The day of the visit. */
  visitOn: Temporal.PlainDate
}

/** The last part of an address: the id of a record. */
export function idIn(path: string): string {
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(path)?.[0]
  if (!id) throw new Error(`${path} has no id`)
  return id
}

export const pathOf = (person: Person) => new URL(person.page.url()).pathname

/** Fails when a function of a feature refuses what a short cut does. */
export function done<T>(
  outcome: T,
): Exclude<T, { refusal: object } | { refused: object } | { kind: 'refused' | 'conflict' }> {
  const text = JSON.stringify(outcome ?? {})
  if (/"(refusal|refused|message)":|"kind":"(refused|conflict)"/.test(text)) throw new Error(`refused: ${text}`)
  return outcome as Exclude<T, { refusal: object } | { refused: object } | { kind: 'refused' | 'conflict' }>
}
