import type { Html } from '../../platform/web/html.ts'
import type { SkipLinkParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** The first link of every page, for those who do not want to hear its header. */
export const skipLink: (params: SkipLinkParams) => Html = govukTemplate('skip-link')
