import type { Html } from '../../platform/web/html.ts'
import type { RadiosParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question with exactly one answer. */
export const radios: (params: RadiosParams) => Html = govukTemplate('radios')
