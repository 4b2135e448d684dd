import type { Html } from '../../platform/web/html.ts'
import type { ButtonParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A button that submits a form, or a link that looks like one. */
export const button: (params: ButtonParams) => Html = govukTemplate('button')
