import type { Db } from '../../platform/db/connect.ts'
import { tasksFor as formingTasks } from '../group-forming/public.ts'
import { tasksFor as leaderTasks } from '../leaders/public.ts'
import { tasksFor as setUpTasks } from '../partnerships/public.ts'
import type { Actor } from '../people/public.ts'
import { tasksFor as reviewTasks } from '../programme-health/public.ts'
import { tasksFor as groupTasks } from '../review-groups/public.ts'
import { tasksFor as importTasks } from '../schools/public.ts'
import { tasksFor as evaluationTasks } from '../self-evaluation/public.ts'
import { tasksFor as plannedVisits } from '../visit-calendar/public.ts'
import type { Task } from './task.ts'

/** The features that make work for people. Each answers with a person's tasks in a few queries. */
export const taskSources: readonly ((db: Db, actor: Actor, today: Temporal.PlainDate) => Promise<Task[]>)[] = [
  evaluationTasks,
  reviewTasks,
  groupTasks,
  formingTasks,
  leaderTasks,
  importTasks,
  setUpTasks,
  plannedVisits,
]
