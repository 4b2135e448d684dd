import type { Html } from '../../platform/web/html.ts'
import type { InsetTextParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A paragraph set apart from the text around it. */
export const insetText: (params: InsetTextParams) => Html = govukTemplate('inset-text')
