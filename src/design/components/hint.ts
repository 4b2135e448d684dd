import type { Html } from '../../platform/web/html.ts'
import type { HintParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A line of help between a question and its answer. */
export const hint: (params: HintParams) => Html = govukTemplate('hint')
