import type { Html } from '../../platform/web/html.ts'
import type { WarningTextParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A consequence that people must know before they act. */
export const warningText: (params: WarningTextParams) => Html = govukTemplate('warning-text')
