import type { Html } from '../../platform/web/html.ts'
import type { AccordionParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Sections that open and close, with one button for all of them. */
export const accordion: (params: AccordionParams) => Html = govukTemplate('accordion')
