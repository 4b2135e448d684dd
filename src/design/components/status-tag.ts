import type { Html } from '../../platform/web/html.ts'
import { tag } from './tag.ts'

/** What a state asks of the reader; the words always say the same as the colour. */
export type StatusTone = 'neutral' | 'info' | 'progress' | 'done' | 'attention' | 'problem'

const classes: Record<StatusTone, string> = {
  neutral: 'govuk-tag--grey',
  info: 'govuk-tag--blue',
  progress: 'govuk-tag--teal',
  done: 'govuk-tag--green',
  attention: 'govuk-tag--yellow',
  problem: 'govuk-tag--red',
}

/** The state of something in words, with a tone to find it by. */
export function statusTag(text: string, tone: StatusTone): Html {
  return tag({ text, classes: classes[tone] })
}
