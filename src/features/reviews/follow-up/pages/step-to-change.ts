/** What the pages that change a next step have in common. */
import { z } from 'zod'
import type { Db } from '../../../../platform/db/connect.ts'
import { found } from '../../../../platform/web/page.ts'
import { reviewParams } from '../../paths.ts'
import { type NextStep, nextStepsOf } from '../next-step.queries.ts'
import type { Plan } from '../plan.queries.ts'

export const stepParams = reviewParams.extend({ step: z.uuid() })

/** The step that somebody changes. One that was taken out meanwhile is still found for what they send, so that nothing typed is lost. */
export async function stepToChange(
  db: Db,
  plan: Plan,
  stepId: string,
  sent: boolean,
): Promise<{ step: NextStep; isOut: boolean }> {
  const present = plan.steps.find((one) => one.id === stepId)
  if (present || !sent) return { step: found(present), isOut: false }
  return { step: found((await nextStepsOf(db, plan.id, true)).find((one) => one.id === stepId)), isOut: true }
}

export const takenOut = {
  message:
    'A colleague took this step out while you were writing. Put it back on the page of next steps, or copy what you wrote into a new step',
}
