/** Sharing: what a school owns is shown to someone by name, for a purpose, until a date, and can be taken back. */
import type { Refusal } from '../../platform/web/form.ts'

export type ShareDates = { until_on: Temporal.PlainDate; revoked_at: Temporal.Instant | null }

export type ShareStatus = 'active' | 'expired' | 'revoked'

/** The one place that says whether a share still opens: to the end of its last day, unless it was taken back. */
export function shareStatus(share: ShareDates, today: Temporal.PlainDate): ShareStatus {
  if (share.revoked_at) return 'revoked'
  return Temporal.PlainDate.compare(today, share.until_on) > 0 ? 'expired' : 'active'
}

/** How long a share may last. */
export const longestShare = Temporal.Duration.from({ months: 18 })

/** With whom: a school, one person who supports the review group, or the partnership's lead and officers. */
export type Recipient =
  | { kind: 'school'; school_id: string }
  | { kind: 'person'; person_id: string }
  | { kind: 'officers' }

export type WantedShare = { recipients: readonly Recipient[]; purpose: string; until_on: Temporal.PlainDate }

/** Why a school cannot share like this, if it cannot. */
export function whyCannotShare(
  wanted: WantedShare,
  ownSchoolId: string,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (wanted.recipients.length === 0)
    return { field: 'with', message: 'Choose at least one school or person to share with' }
  if (wanted.recipients.some((each) => each.kind === 'school' && each.school_id === ownSchoolId)) {
    return { field: 'with', message: 'Your own school sees it already. Choose somebody else' }
  }
  if (wanted.purpose.trim() === '') return { field: 'purpose', message: 'Enter what they may use it for' }
  return whyNotUntil(wanted.until_on, today)
}

/** Why a share cannot last until this day, if it cannot. */
export function whyNotUntil(until: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | undefined {
  if (Temporal.PlainDate.compare(until, today) <= 0)
    return { field: 'until', message: 'The last day must be in the future' }
  if (Temporal.PlainDate.compare(until, today.add(longestShare)) > 0) {
    return {
      field: 'until',
      message: `The last day must be within ${longestShare.months} months. You can share again later`,
    }
  }
  return undefined
}

/** Why a share cannot be taken back, if it cannot. */
export function whyCannotRevoke(share: ShareDates, today: Temporal.PlainDate): Refusal | undefined {
  const status = shareStatus(share, today)
  if (status === 'active') return undefined
  return { message: status === 'revoked' ? 'This share has been taken back already' : 'This share has ended already' }
}

/** Whether this reader is among those with whom it was shared. School readers hold a role there that may see self-evaluations. */
export function isSharedWith(
  share: { with_school_id: string | null; with_person_id: string | null },
  reader: { person_id: string; school_ids: readonly string[]; isOfficer: boolean },
): boolean {
  if (share.with_school_id !== null) return reader.school_ids.includes(share.with_school_id)
  if (share.with_person_id !== null) return share.with_person_id === reader.person_id
  return reader.isOfficer
}

const isOfficers = (name: string) => name.startsWith('The partnership')

/** With whom something is shared, inside a sentence. */
export function readerInSentence(name: string): string {
  return isOfficers(name) ? `t${name.slice(1)}` : name
}

/** Says to the school that shares what its readers see, or saw while they could. */
export function whatReadersSee(name: string, canSee: boolean): string {
  return `This is what ${readerInSentence(name)} ${canSee ? (isOfficers(name) ? 'see' : 'sees') : 'saw'}.`
}
