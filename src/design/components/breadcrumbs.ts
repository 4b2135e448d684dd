import type { Html } from '../../platform/web/html.ts'
import type { BreadcrumbsParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Where this page is, as links to the pages above it. */
export const breadcrumbs: (params: BreadcrumbsParams) => Html = govukTemplate('breadcrumbs')
