import type { Html } from '../../platform/web/html.ts'
import type { DetailsParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A line that opens to show more. */
export const details: (params: DetailsParams) => Html = govukTemplate('details')
