import type { Task } from './task.ts'

export type TaskLists = { now: Task[]; coming: Task[]; waiting: Task[] }

function byDay(one: Task, other: Task): number {
  if (one.due && other.due) return Temporal.PlainDate.compare(one.due, other.due)
  if (one.due) return -1
  return other.due ? 1 : 0
}

/** Puts a person's tasks from every feature into their three lists, each in the order of its days; tasks without a day come last. */
export function inOrder(tasks: readonly Task[]): TaskLists {
  const of = (kind: Task['kind']) => tasks.filter((task) => task.kind === kind).sort(byDay)
  return { now: of('now'), coming: of('coming'), waiting: of('waiting') }
}

/** How a day stands to today, in words: "Overdue since 3 November", "Due today", "Due in 2 days". */
export function dueWords(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
): { text: string; tone: 'problem' | 'attention' | 'neutral' } {
  const days = today.until(due).days
  if (days < 0) return { text: days === -1 ? 'Due yesterday' : `${-days} days late`, tone: 'problem' }
  if (days === 0) return { text: 'Due today', tone: 'attention' }
  if (days === 1) return { text: 'Due tomorrow', tone: 'attention' }
  if (days <= 7) return { text: `Due in ${days} days`, tone: 'attention' }
  return { text: days < 21 ? `Due in ${days} days` : `Due in ${Math.round(days / 7)} weeks`, tone: 'neutral' }
}
