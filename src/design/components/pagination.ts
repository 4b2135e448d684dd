import type { Html } from '../../platform/web/html.ts'
import type { PaginationParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Links to the pages before and after this one. */
export const pagination: (params: PaginationParams) => Html = govukTemplate('pagination')
