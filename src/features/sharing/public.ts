/** All that other features may use of sharing: what a school owns, frozen, shown by name, until a date. */
export { mayShare, revokeShare, shareMail, shareSnapshot, subjectName, takeSnapshot } from './sharing.ts'
export {
  activeShareCounts,
  contentOfShare,
  dayOf,
  latestShareFrom,
  type Opening,
  openingsOf,
  type OpenedShare,
  openShare,
  readersOf,
  type Share,
  shareFor,
  type SharedWithMe,
  sharedWithMySchools,
  sharesOf,
  type Subject,
  type SubjectKind,
} from './share.queries.ts'
export { longestShare, type Recipient, shareStatus, type WantedShare, whyCannotShare, whyNotUntil } from './share.rules.ts'
