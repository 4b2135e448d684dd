import type { Html } from '../../platform/web/html.ts'
import type { ErrorSummaryParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** All that is wrong with a form, at the top of the page, each linked to its answer. */
export const errorSummary: (params: ErrorSummaryParams) => Html = govukTemplate('error-summary')
