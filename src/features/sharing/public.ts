/** All that other features may use of sharing: what a school owns, frozen, shown by name, until a date. */

export {
  activeShareCounts,
  contentOfShare,
  latestShareFrom,
  latestSharesAmong,
  type Opening,
  openingsOf,
  openShare,
  readersOf,
  type Share,
  type SharedWithMe,
  sharedWithMySchools,
  sharesOf,
} from './share.queries.ts'
export {
  type Recipient,
  readerInSentence,
  shareStatus,
  type WantedShare,
  whatReadersSee,
  whyCannotShare,
} from './share.rules.ts'
export { mayShare, shareMail, shareSnapshot, takeSnapshot } from './sharing.ts'
