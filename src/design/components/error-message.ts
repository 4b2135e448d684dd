import type { Html } from '../../platform/web/html.ts'
import type { ErrorMessageParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** What is wrong with one answer, beside it. */
export const errorMessage: (params: ErrorMessageParams) => Html = govukTemplate('error-message')
