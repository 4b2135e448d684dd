/** All that other features may use of sharing: what a school owns, frozen, shown by name, until a date. */

export {
  activeShareCounts,
  contentOfShare,
  dayOf,
  latestShareFrom,
  type OpenedShare,
  type Opening,
  openingsOf,
  openShare,
  readersOf,
  type Share,
  type SharedWithMe,
  type Subject,
  type SubjectKind,
  sharedWithMySchools,
  shareFor,
  sharesOf,
} from './share.queries.ts'
export {
  longestShare,
  type Recipient,
  shareStatus,
  type WantedShare,
  whyCannotShare,
  whyNotUntil,
} from './share.rules.ts'
export { mayShare, revokeShare, shareMail, shareSnapshot, subjectName, takeSnapshot } from './sharing.ts'
