import type { Html } from '../../platform/web/html.ts'
import type { TabsParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Several views of one thing, one at a time. */
export const tabs: (params: TabsParams) => Html = govukTemplate('tabs')
