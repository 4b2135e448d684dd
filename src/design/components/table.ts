import type { Html } from '../../platform/web/html.ts'
import type { TableParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Rows and columns of figures or short texts. */
export const table: (params: TableParams) => Html = govukTemplate('table')
