import type { Html } from '../../platform/web/html.ts'
import type { BackLinkParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A link to the page before this one, above the heading. */
export const backLink: (params: BackLinkParams) => Html = govukTemplate('back-link')
