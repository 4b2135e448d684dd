import type { Html } from '../../platform/web/html.ts'
import type { SelectParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A question with one answer from a long list. */
export const select: (params: SelectParams) => Html = govukTemplate('select')
