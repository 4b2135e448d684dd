import type { Html } from '../../platform/web/html.ts'
import type { PhaseBannerParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A line under the header about the state of the whole service. */
export const phaseBanner: (params: PhaseBannerParams) => Html = govukTemplate('phase-banner')
