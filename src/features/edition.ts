/** What is kept in editions, such as frameworks and review models: drafted, published, retired. */
import { type StatusTone, statusTag } from '../design/components/status-tag.ts'
import type { Html } from '../platform/web/html.ts'

export type EditionState = 'draft' | 'published' | 'retired'

/** Where an edition stands in its life. */
export function stateOf(edition: { published_at: unknown; retired_at: unknown }): EditionState {
  if (edition.retired_at) return 'retired'
  return edition.published_at ? 'published' : 'draft'
}

const states: Record<EditionState, [text: string, tone: StatusTone]> = {
  draft: ['Draft', 'info'],
  published: ['Published', 'done'],
  retired: ['Retired', 'neutral'],
}

export function stateTag(state: EditionState): Html {
  return statusTag(...states[state])
}
