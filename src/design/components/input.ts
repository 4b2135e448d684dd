import type { Html } from '../../platform/web/html.ts'
import type { InputParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question with an answer of one line. */
export const input: (params: InputParams) => Html = govukTemplate('input')
