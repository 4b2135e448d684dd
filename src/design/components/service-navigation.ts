import type { Html } from '../../platform/web/html.ts'
import type { ServiceNavigationParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** The links to the main parts of the service. */
export const serviceNavigation: (params: ServiceNavigationParams) => Html = govukTemplate('service-navigation')
