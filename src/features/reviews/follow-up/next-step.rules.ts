/** Next steps: what the host school will do about its findings, with an owner, a date and a way to see whether it worked. */

import type { StatusTone } from '../../../design/components/status-tag.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { ReviewModel } from '../../review-models/public.ts'
import { type Part, partMay } from '../part.rules.ts'
import { type WriteUpFacts, writeUpStage } from '../report/summary.rules.ts'

export const progressNames = {
  'not-started': 'Not started',
  'under-way': 'Under way',
  done: 'Done',
  stopped: 'Stopped',
} as const
export type Progress = keyof typeof progressNames
export const progressKeys = Object.keys(progressNames).filter((key): key is Progress => key in progressNames)

const tones: Record<Progress, StatusTone> = {
  'not-started': 'neutral',
  'under-way': 'progress',
  done: 'done',
  stopped: 'neutral',
}

export function progressTone(progress: Progress): StatusTone {
  return tones[progress]
}

/** Why this person cannot add or change next steps now. */
export function whyCannotEditSteps(part: Part, facts: WriteUpFacts & { model: ReviewModel }): Refusal | undefined {
  if (facts.cancelled_at) return { message: 'This review was cancelled' }
  if (!partMay(part, 'edit-next-steps')) return { message: 'The host school decides its next steps' }
  if (writeUpStage(facts) === 'drafting' && !areStepsFirst(facts.model))
    return { message: 'Next steps come after the draft report: the team has not sent it yet' }
  return undefined
}

/** Whether a model asks for next steps before the report: what a school will do then starts from its self-evaluation. */
export function areStepsFirst({ stages }: ReviewModel): boolean {
  const asked = stages.findIndex(({ must_come_out }) => must_come_out.includes('next-steps'))
  const report = stages.findIndex(({ kind }) => kind === 'report')
  return asked >= 0 && (report < 0 || asked < report)
}

export type NewStep = {
  text: string
  owner_person_id: string | undefined
  owner_name: string
  due_on: Temporal.PlainDate
  success: string
}

/** The furthest day a step may be due: a step that takes longer is a plan of its own. */
const furthest = Temporal.Duration.from({ years: 2 })

/** Why a step has nobody to see to it. */
export function whyNobody(step: { owner_person_id: string | undefined; owner_name: string }): Refusal | undefined {
  if (step.owner_person_id || step.owner_name.trim() !== '') return undefined
  // The box for a name is always there; the list of colleagues is not.
  return { field: 'owner_name', message: 'Choose who will see to it, or enter a name' }
}

/** Why a next step cannot be kept as it is. */
export function whyCannotKeepStep(step: NewStep, today: Temporal.PlainDate): Refusal | undefined {
  const nobody = whyNobody(step)
  if (nobody) return nobody
  if (Temporal.PlainDate.compare(step.due_on, today) < 0)
    return { field: 'due_on', message: 'The date must be today or later' }
  if (Temporal.PlainDate.compare(step.due_on, today.add(furthest)) > 0)
    return { field: 'due_on', message: 'Choose a date within two years' }
  return undefined
}

export type StepFacts = { due_on: Temporal.PlainDate; progress: string }

/** A step that is past its day and neither done nor stopped. */
export function isLate(step: StepFacts, today: Temporal.PlainDate): boolean {
  return step.progress !== 'done' && step.progress !== 'stopped' && Temporal.PlainDate.compare(step.due_on, today) < 0
}
