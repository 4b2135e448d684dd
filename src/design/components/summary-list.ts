import type { Html } from '../../platform/web/html.ts'
import type { SummaryListParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Questions and their answers, with links to change them. */
export const summaryList: (params: SummaryListParams) => Html = govukTemplate('summary-list')
