import type { Html } from '../../platform/web/html.ts'
import type { CharacterCountParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** A text area that says how many characters or words are left. */
export const characterCount: (params: CharacterCountParams) => Html = govukTemplate('character-count')
