import type { Html } from '../../platform/web/html.ts'
import type { TagParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** The state of something, in a word or two. */
export const tag: (params: TagParams) => Html = govukTemplate('tag')
