import type { Html } from '../../platform/web/html.ts'
import type { FieldsetParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A group of questions under one legend. */
export const fieldset: (params: FieldsetParams) => Html = govukTemplate('fieldset')
