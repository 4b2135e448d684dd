import type { Html } from '../../platform/web/html.ts'
import type { TaskListParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Things to do, each with its state. */
export const taskList: (params: TaskListParams) => Html = govukTemplate('task-list')
