import type { Html } from '../../platform/web/html.ts'
import type { DateInputParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A day, month and year in three boxes. */
export const dateInput: (params: DateInputParams) => Html = govukTemplate('date-input')
