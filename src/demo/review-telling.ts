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
  host: string
  officer: string
  team: Team
  story: Story
  visit: Temporal.PlainDate
  until: DemoStage
  hours?: readonly [from: string, to: string]
  /** When it was arranged; some weeks before the visit where nothing else is said. */
  begun?: Temporal.PlainDate
  /** What the school does between arranging and preparing. */
  meanwhile?: (reviewId: string) => Promise<void>
  /** How much of the usual time its team takes after the visit. */
  pace?: number
  /** A visitor who has not answered the invitation yet. */
  waitingFor?: string
}

export type Team = {
  lead: Actor
  reviewers: Actor[]
  /** The leader of the group, who challenges findings, where the model has one on the team. */
  leader?: Actor
  /** Who leads for the host. */
  head: Actor
  senco: Actor
  deputy: Actor
}

/** A day so many school days before (negative) or after the visit; a quick team needs only a part of those after it. */
export function dayFrom(world: DemoWorld, { visit, pace = 1 }: ReviewTelling, schoolDays: number): Temporal.PlainDate {
  return addSchoolDays(world.calendar, visit, schoolDays > 0 ? Math.ceil(schoolDays * pace) : schoolDays)
}

/** Notes have ids made where they are written; the demonstration's are kept so that findings can name them. */
const noteIds = new Map<string, string>()
export function noteId(reviewId: string, index: number): string {
  const key = `${reviewId} ${index}`
  const id = noteIds.get(key) ?? randomUUID()
  noteIds.set(key, id)
  return id
}
