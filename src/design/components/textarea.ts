import type { Html } from '../../platform/web/html.ts'
import type { TextareaParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question with an answer of several lines. */
export const textarea: (params: TextareaParams) => Html = govukTemplate('textarea')
