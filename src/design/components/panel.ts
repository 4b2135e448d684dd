import type { Html } from '../../platform/web/html.ts'
import type { PanelParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A large confirmation that something is done. */
export const panel: (params: PanelParams) => Html = govukTemplate('panel')
