import type { Html } from '../../platform/web/html.ts'
import type { LabelParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** The words of a question with one answer. */
export const label: (params: LabelParams) => Html = govukTemplate('label')
