/** The form of what a version of a calendar keeps as JSON. */
import { z } from 'zod'

const day = z.iso.date()
export const steps = ['preparation', 'visit', 'writeUp', 'followUp', 'checkIn'] as const
export type VisitStep = (typeof steps)[number]

export const plannedVisit = z.object({
  school: z.string(),
  group: z.string(),
  preparation: day.optional(),
  visit: day,
  writeUp: day.optional(),
  followUp: day.optional(),
  checkIn: day.optional(),
  /** `made` and `arranged` are reviews as they stood when the version was made. */
  state: z.enum(['planned', 'arranged', 'made']),
})
export type PlannedVisit = z.infer<typeof plannedVisit>

export const movedDate = z.object({ school: z.string(), step: z.enum(steps), from: day, to: day })
export type MovedDate = z.infer<typeof movedDate>

const toldDate = z.object({ school: z.string(), step: z.enum(steps), on: day })
export type ToldDate = z.infer<typeof toldDate>

/** A person who was told when a version was adopted, with the dates that were new to them. */
export const toldPerson = z.object({ person: z.string(), dates: z.array(toldDate) })
export type ToldPerson = z.infer<typeof toldPerson>

export const clash = z.object({
  reason: z.string(),
  schools: z.array(z.string()),
  sources: z.array(z.string()),
  about: z.array(z.object({ kind: z.string(), id: z.string().optional() })).optional(),
})
export type Clash = z.infer<typeof clash>

/** A step as people say it. */
export const stepNames: Record<VisitStep, string> = {
  preparation: 'Pre-review meeting',
  visit: 'Visit',
  writeUp: 'Write-up',
  followUp: 'Follow-up',
  checkIn: 'Check-in',
}
