/** What the story of one review needs: who takes part, when, and how far it has come. */
import { randomUUID } from 'node:crypto'
import type { Actor } from '../features/people/public.ts'
import { addSchoolDays } from '../lib/school-days.ts'
import type { Story } from './texts/story.ts'
import type { DemoWorld } from './world.ts'

/** How far a review has come; each includes all before it. */
export const stages = [
  'arranged',
  'meeting-held',
  'prepared',
  'visited',
  'drafted',
  'sent',
  'commented',
  'agreed',
  'followed-up',
  'finished',
] as const
export type DemoStage = (typeof stages)[number]

export type ReviewTelling = {
  group: string
  leader: string
  host: string
  /** The schools of the visiting team: the head of the first leads, the SENCOs of the others review. */
  visitors: readonly string[]
  story: Story
  visit: Temporal.PlainDate
  until: DemoStage
  /** A visitor who has not answered the invitation yet. */
  waitingFor?: string
}

export type Team = { lead: Actor; reviewers: Actor[]; leader: Actor; head: Actor; senco: Actor; deputy: Actor }

/** A day so many school days before (negative) or after the visit. */
export function dayFrom(world: DemoWorld, telling: ReviewTelling, schoolDays: number): Temporal.PlainDate {
  return addSchoolDays(world.calendar, telling.visit, schoolDays)
}

/** Notes have ids made where they are written; the demonstration's are kept so that findings can name them. */
const noteIds = new Map<string, string>()
export function noteId(reviewId: string, index: number): string {
  const key = `${reviewId} ${index}`
  const id = noteIds.get(key) ?? randomUUID()
  noteIds.set(key, id)
  return id
}
