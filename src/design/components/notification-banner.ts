import type { Html } from '../../platform/web/html.ts'
import type { NotificationBannerParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A message about the whole page: what has just happened, or what is new. */
export const notificationBanner: (params: NotificationBannerParams) => Html = govukTemplate('notification-banner')
