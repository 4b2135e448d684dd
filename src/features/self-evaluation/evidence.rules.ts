/** Evidence: what somebody puts beside a statement so that others can see it for themselves. */
import type { Refusal } from '../../platform/web/form.ts'
import { type Moments, stageOf, stopped } from './evaluation.rules.ts'

type Part = { judge: boolean; team: boolean }

/** Why this person cannot add or remove evidence now, if they cannot. `mine` says whether the piece is their own. */
export function whyCannotChangeEvidence(evaluation: Moments, part: Part, mine = true): Refusal | undefined {
  const stage = stageOf(evaluation)
  if (stage === 'agreed') return { message: 'This self-evaluation is agreed and no longer changes' }
  if (stage === 'stopped') return stopped
  if (stage === 'comparing')
    return part.team ? undefined : { message: 'Only those who compare and agree the judgements change its evidence' }
  if (!part.judge) return { message: 'Only colleagues who judge add evidence before the comparison' }
  return mine ? undefined : { message: 'Only the colleague who added this can remove it before the comparison' }
}

export const longestTitle = 200
const longestNote = 5000

export type EvidenceWords = { kind: 'file' | 'link' | 'note'; title: string; url: string; note: string }

/** Why evidence cannot be worded like this, if it cannot. */
export function whyNotEvidence(wanted: EvidenceWords): Refusal | undefined {
  if (wanted.title.trim() === '') return { field: 'title', message: 'Enter a short name for this evidence' }
  if (wanted.title.length > longestTitle)
    return { field: 'title', message: `Use ${longestTitle} characters or fewer for the name` }
  if (wanted.note.length > longestNote)
    return { field: 'note', message: `Use ${longestNote.toLocaleString('en-GB')} characters or fewer` }
  if (wanted.kind === 'link') return whyNotLink(wanted.url)
  if (wanted.kind === 'note' && wanted.note.trim() === '')
    return { field: 'note', message: 'Enter what you saw or know' }
  return undefined
}

/** Only secure addresses, so that a reader at another school is not led over an open line. */
export function whyNotLink(address: string): Refusal | undefined {
  const field = 'url'
  if (address.trim() === '') return { field, message: 'Enter the web address' }
  if (address.length > 2000) return { field, message: 'Use a shorter web address' }
  const url = URL.parse(address.trim())
  if (url?.protocol === 'http:')
    return { field, message: 'Enter an address that starts with https://, so that the page opens safely' }
  if (url?.protocol !== 'https:' || !url.hostname.includes('.'))
    return { field, message: 'Enter a full web address, starting with https://' }
  if (url.username !== '' || url.password !== '')
    return { field, message: 'Take the user name and password out of the address' }
  return undefined
}
