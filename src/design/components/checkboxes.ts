import type { Html } from '../../platform/web/html.ts'
import type { CheckboxesParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question with any number of answers. */
export const checkboxes: (params: CheckboxesParams) => Html = govukTemplate('checkboxes')
