import type { Html } from '../../platform/web/html.ts'
import type { GenericHeaderParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** The head of every page, without the marks of GOV.UK. */
export const genericHeader: (params: GenericHeaderParams) => Html = govukTemplate('generic-header')
