// Written by `node src/platform/db/generate-tables.ts` from the migrations. Do not edit.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export type AcceptedSubmissionTable = {
  once: string
  account_id: string
  path: string
  redirect_to: Generated<string>
  flash: Generated<string>
  accepted_at: Generated<Temporal.Instant>
}

export type AccountTable = {
  id: Generated<string>
  email: string
  created_at: Generated<Temporal.Instant>
  last_signed_in_at: Temporal.Instant | null
}

export type AgendaSetAsideTable = {
  partnership_id: string
  review_id: string
  statement_key: string
  reason: string
  aside: Generated<boolean>
  version: Generated<number>
  updated_by: string
  updated_at: Temporal.Instant
}

export type AgreedJudgementTable = {
  partnership_id: string
  evaluation_id: string
  statement_key: string
  point: number | null
  answer: Generated<string>
  reason: Generated<string>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
}

export type ArrangementTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  number: number
  made_from_id: string | null
  origin: string
  summary: string
  label: Generated<string>
  names_version: Generated<number>
  groups: unknown
  locked_groups: Generated<number[]>
  locked_school_ids: Generated<string[]>
  settings: unknown
  score: unknown
  bound: number | null
  violations: Generated<unknown>
  seconds: number | null
  seed: number | null
  stopped_early: Generated<boolean>
  created_by: string
  created_at: Generated<Temporal.Instant>
}

export type AuditChainTable = {
  chain: string
  number: number
  hash: Buffer
}

export type AuditEntryTable = {
  id: Generated<string>
  partnership_id: Generated<string | null>
  chain: GeneratedAlways<string | null>
  number: number | null
  at: Generated<Temporal.Instant>
  person_id: Generated<string | null>
  action: string
  subject_kind: string
  subject_id: string
  school_id: string | null
  detail: Generated<unknown>
  previous_hash: Buffer | null
  hash: Buffer | null
}

export type BlockedDateTable = {
  id: Generated<string>
  partnership_id: string
  person_id: string | null
  school_id: string | null
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  reason: string | null
  created_by: string
  created_at: Temporal.Instant
}

export type CalendarFeedTable = {
  id: Generated<string>
  partnership_id: string
  person_id: string
  token_hash: Buffer
  created_at: Generated<Temporal.Instant>
  ended_at: Temporal.Instant | null
}

export type ClosedDayTable = {
  id: Generated<string>
  partnership_id: string
  school_id: string | null
  closed_on: Temporal.PlainDate
  reason: string
}

export type DeadLetterTable = {
  id: string
  partnership_id: string | null
  person_id: string | null
  name: string
  data: unknown
  error: string
  attempts: number
  failed_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  settled_as: string | null
}

export type EffortAdditionTable = {
  partnership_id: string
  id: string
  version: number
  person_id: string
  school_id: string | null
  done_on: Temporal.PlainDate
  half_days: number
  what: string
  taken_out: Generated<boolean>
  written_by: string
  written_at: Temporal.Instant
}

export type EffortCorrectionTable = {
  partnership_id: string
  person_id: string
  review_id: string | null
  group_id: string | null
  stage: string
  version: number
  half_days: number | null
  reason: string
  school_id: string | null
  worked_out: number
  done_on: Temporal.PlainDate
  kind: string
  stage_name: string
  programme_id: string
  written_by: string
  written_at: Temporal.Instant
}

export type EnquiryQuestionTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  position: number
  text: string
  drawn_from: Generated<unknown>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
}

export type EvidenceTable = {
  id: Generated<string>
  partnership_id: string
  evaluation_id: string
  statement_key: string
  kind: string
  title: string
  url: Generated<string>
  note: Generated<string>
  file_id: string | null
  added_by: string
  added_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
}

export type FindingTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  kind: string
  title: string
  text: Generated<string>
  question_id: string | null
  statement_key: Generated<string>
  challenge: Generated<string>
  challenge_by: string | null
  challenge_at: Temporal.Instant | null
  position: Generated<number>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
  one_source_reason: Generated<string>
  challenge_version: Generated<number>
  challenge_answer: Generated<string>
  challenge_answer_by: string | null
  challenge_answer_at: Temporal.Instant | null
  challenge_answer_version: Generated<number>
}

export type FindingNoteTable = {
  partnership_id: string
  finding_id: string
  note_id: string
}

export type FrameworkTable = {
  id: Generated<string>
  partnership_id: string
  key: string
  title: string
  edition: string
  content: unknown
  adapted_from: string | null
  version: Generated<number>
  part_edits: Generated<unknown>
  created_by: string | null
  created_at: Generated<Temporal.Instant>
  updated_by: string | null
  updated_at: Generated<Temporal.Instant>
  published_at: Temporal.Instant | null
  published_by: string | null
  retired_at: Temporal.Instant | null
  retired_by: string | null
}

export type GroupFormingTable = {
  programme_id: string
  partnership_id: string
  rules: unknown
  aims: unknown
  preferences_until: Temporal.PlainDate | null
  asked_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  preferences_closed_at: Temporal.Instant | null
  rules_version: Generated<number>
  aims_version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
}

export type GroupMeetingTable = {
  id: Generated<string>
  partnership_id: string
  group_id: string
  stage: string
  starts_at: Temporal.Instant
  minutes: number
  place: Generated<string>
  link: Generated<string>
  held_at: Temporal.Instant | null
  record: Generated<unknown>
  sequence: Generated<number>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
}

export type GroupPreferenceTable = {
  partnership_id: string
  programme_id: string
  school_id: string
  strengths: Generated<string[]>
  priorities: Generated<string[]>
  wished_school_ids: Generated<string[]>
  note: Generated<string>
  version: Generated<number>
  given_by: string
  by_officer: Generated<boolean>
  given_at: Temporal.Instant
}

export type GroupProposalTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  arrangement_id: string
  message: Generated<string>
  asked_school_ids: string[]
  objections_until: Temporal.PlainDate
  published_by: string
  published_at: Temporal.Instant
  changed_at: Temporal.Instant | null
  reminded_at: Temporal.Instant | null
  confirmed_by: string | null
  confirmed_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
  withdrawn_reason: Generated<string>
  version: Generated<number>
}

export type GroupProposalAnswerTable = {
  partnership_id: string
  proposal_id: string
  school_id: string
  arrangement_id: string
  answer: string
  reason: Generated<string>
  answered_by: string
  answered_at: Temporal.Instant
  decision: string | null
  reply: Generated<string>
  replied_by: string | null
  replied_at: Temporal.Instant | null
  version: Generated<number>
}

export type GroupSearchTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  from_arrangement_id: string | null
  seconds: number
  seed: number
  job_id: string | null
  started_by: string
  started_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  arrangement_id: string | null
  conflict: unknown
}

export type GroupTravelTimeTable = {
  partnership_id: string
  programme_id: string
  one_school_id: string
  other_school_id: string
  minutes: number
}

export type HeldSubmissionTable = {
  id: Generated<string>
  account_id: string
  path: string
  body: unknown
  held_at: Generated<Temporal.Instant>
  released_at: Temporal.Instant | null
}

export type InvitationTable = {
  id: Generated<string>
  partnership_id: string
  person_id: string
  token_hash: Buffer
  message: Generated<string>
  invited_by: string | null
  invited_at: Generated<Temporal.Instant>
  expires_at: Temporal.Instant
  accepted_at: Temporal.Instant | null
  withdrawn_at: Temporal.Instant | null
}

export type JobProgressTable = {
  id: string
  partnership_id: Generated<string>
  person_id: Generated<string | null>
  name: string
  state: Generated<string>
  done: Generated<number>
  total: number | null
  message: Generated<string>
  result: unknown
  cancel_requested: Generated<boolean>
  created_at: Generated<Temporal.Instant>
  updated_at: Generated<Temporal.Instant>
  finished_at: Temporal.Instant | null
}

export type JobRequestTable = {
  id: string
  partnership_id: Generated<string | null>
  person_id: Generated<string | null>
  name: string
  data: unknown
  start_after: Temporal.Instant | null
  requested_at: Generated<Temporal.Instant>
}

export type LeaderAnswerTable = {
  partnership_id: string
  programme_id: string
  person_id: string
  days: number
  sectors: string[]
  areas: Generated<string[]>
  from_school_id: string | null
  note: Generated<string>
  version: Generated<number>
  answered_by: string
  answered_at: Temporal.Instant
}

export type LeaderConflictTable = {
  partnership_id: string
  programme_id: string
  person_id: string
  school_id: string
  kind: string
  reason: Generated<string>
}

export type LeaderMatchTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  number: number
  made_from_id: string | null
  wishes: Generated<unknown>
  result: unknown
  created_by: string
  created_at: Temporal.Instant
  adopted_by: string | null
  adopted_at: Temporal.Instant | null
}

export type LocalityTable = {
  id: Generated<string>
  partnership_id: string
  kind: string
  name: string
  version: Generated<number>
}

export type LocalitySchoolTable = {
  partnership_id: string
  locality_id: string
  school_id: string
}

export type NextStepTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  finding_id: string | null
  text: string
  owner_person_id: string | null
  owner_name: Generated<string>
  due_on: Temporal.PlainDate
  success: Generated<string>
  progress: Generated<string>
  progress_note: Generated<string>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
}

export type NotebookReceiptTable = {
  partnership_id: string
  review_id: string
  note_id: string
  edit_id: string
  version: number
  beside_id: string | null
  device_at: Temporal.Instant
  device_behind_ms: number
  received_at: Temporal.Instant
}

export type OutboxMailTable = {
  id: string
  partnership_id: Generated<string | null>
  to_address: string
  to_name: Generated<string>
  subject: string
  text: string
  html: string | null
  attachments: Generated<unknown>
  kind: string
  created_at: Generated<Temporal.Instant>
  attempts: Generated<number>
  next_attempt_at: Generated<Temporal.Instant>
  claimed_until: Temporal.Instant | null
  sent_at: Temporal.Instant | null
  kept_at: Temporal.Instant | null
  failed_at: Temporal.Instant | null
  last_error: string | null
}

export type OwnJudgementTable = {
  partnership_id: string
  evaluation_id: string
  person_id: string
  statement_key: string
  point: number | null
  answer: Generated<string>
  reason: Generated<string>
  version: Generated<number>
  updated_at: Generated<Temporal.Instant>
}

export type PartnershipTable = {
  id: Generated<string>
  key: string
  name: string
  local_authority_codes: Generated<string[]>
  contact_name: Generated<string>
  contact_email: Generated<string>
  contact_phone: Generated<string>
  is_demonstration: Generated<boolean>
  settings: Generated<unknown>
  version: Generated<number>
  created_at: Generated<Temporal.Instant>
}

export type PersonTable = {
  id: Generated<string>
  partnership_id: string
  account_id: string | null
  email: string
  name: string
  job_title: Generated<string>
  phone: Generated<string>
  left_at: Temporal.Instant | null
  demonstration_key: string | null
  version: Generated<number>
  created_at: Generated<Temporal.Instant>
}

export type ProgrammeTable = {
  id: Generated<string>
  partnership_id: string
  name: string
  model_key: string
  framework_id: string | null
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
  version: Generated<number>
  created_by: string | null
  created_at: Generated<Temporal.Instant>
  review_model_id: GeneratedAlways<string | null>
}

export type ProgrammeHealthLimitsTable = {
  partnership_id: string
  programme_id: string
  preparation: number
  team: number
  window_opens: number
  invitation: number
  visit_before_end: number
  version: Generated<number>
  updated_by: string
  updated_at: Temporal.Instant
}

export type ProgrammeSchoolTable = {
  partnership_id: string
  programme_id: string
  school_id: string
  joined_on: Temporal.PlainDate
  left_on: Temporal.PlainDate | null
}

export type ReportAgreementTable = {
  partnership_id: string
  review_id: string
  person_id: string
  said: Generated<string>
  missing: Generated<string>
  said_at: Temporal.Instant | null
  gone_on_reason: Generated<string>
  gone_on_by: string | null
  gone_on_at: Temporal.Instant | null
  version: Generated<number>
}

export type ReviewTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  group_id: string
  host_school_id: string
  evaluation_share_id: string | null
  visit_on: Temporal.PlainDate | null
  visit_starts: ColumnType<string, undefined | string | Temporal.PlainTime, string | Temporal.PlainTime>
  visit_ends: ColumnType<string, undefined | string | Temporal.PlainTime, string | Temporal.PlainTime>
  focus: Generated<string>
  focus_version: Generated<number>
  focus_by: string | null
  focus_at: Temporal.Instant | null
  prepared_at: Temporal.Instant | null
  visited_at: Temporal.Instant | null
  sent_to_host_at: Temporal.Instant | null
  host_agreed_at: Temporal.Instant | null
  host_agreed_by: string | null
  team_agreed_at: Temporal.Instant | null
  team_agreed_by: string | null
  closed_at: Temporal.Instant | null
  cancelled_at: Temporal.Instant | null
  cancel_reason: Generated<string>
  version: Generated<number>
  created_by: string
  created_at: Generated<Temporal.Instant>
  visit_second_on: Temporal.PlainDate | null
}

export type ReviewGroupTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  name: string
  note: Generated<string>
  published_at: Temporal.Instant | null
  disbanded_at: Temporal.Instant | null
  version: Generated<number>
  created_by: string | null
  created_at: Generated<Temporal.Instant>
  coach_school_id: string | null
}

export type ReviewGroupLeaderTable = {
  partnership_id: string
  group_id: string
  person_id: string
  part: string
}

export type ReviewGroupSchoolTable = {
  partnership_id: string
  group_id: string
  school_id: string
  reason: Generated<string>
}

export type ReviewLetterSentTable = {
  id: Generated<string>
  partnership_id: string
  group_id: string
  review_id: string | null
  email_key: string
  due_on: Temporal.PlainDate
  person_ids: string[]
  sent_at: Temporal.Instant
}

export type ReviewMeetingTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  stage: string
  starts_at: Temporal.Instant
  minutes: number
  place: Generated<string>
  link: Generated<string>
  held_at: Temporal.Instant | null
  sequence: Generated<number>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
  record: Generated<unknown>
  number: Generated<number>
}

export type ReviewMemberTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  person_id: string
  part: string
  school_id: string | null
  invited_at: Generated<Temporal.Instant>
  answer: Generated<string>
  answered_at: Temporal.Instant | null
  answer_note: Generated<string>
  declared_conflict: Generated<string>
  conflict_accepted_by: string | null
  conflict_accepted_reason: Generated<string>
  removed_at: Temporal.Instant | null
}

export type ReviewModelTable = {
  id: Generated<string>
  partnership_id: string
  key: string
  name: string
  edition: string
  content: unknown
  adapted_from: string | null
  version: Generated<number>
  part_edits: Generated<unknown>
  created_by: string | null
  created_at: Generated<Temporal.Instant>
  updated_by: string | null
  updated_at: Generated<Temporal.Instant>
  published_at: Temporal.Instant | null
  published_by: string | null
  retired_at: Temporal.Instant | null
  retired_by: string | null
}

export type ReviewNudgeTable = {
  id: Generated<string>
  partnership_id: string
  group_id: string
  review_id: string | null
  stage: string
  thing: string
  person_id: string
  note: Generated<string>
  sent_by: string
  sent_at: Temporal.Instant
}

export type RoleGrantTable = {
  id: Generated<string>
  partnership_id: string
  person_id: string
  role: string
  school_id: string | null
  reason: string
  granted_by: string | null
  granted_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
  removed_by: string | null
  removal_reason: string | null
}

export type SchemaMigrationTable = {
  name: string
  sha256: string
  applied_at: Generated<Temporal.Instant>
}

export type SchoolTable = {
  id: Generated<string>
  partnership_id: string
  urn: number
  name: string
  phase: Generated<string>
  type: Generated<string>
  trust: Generated<string>
  local_authority_code: Generated<string>
  local_authority_name: Generated<string>
  district: Generated<string>
  ward: Generated<string>
  postcode: Generated<string>
  easting: number | null
  northing: number | null
  latitude: number | null
  longitude: number | null
  pupils: number | null
  sen_support: number | null
  ehc_plans: number | null
  sen_unit: Generated<boolean>
  resourced_provision: Generated<boolean>
  age_low: number | null
  age_high: number | null
  gender: Generated<string>
  website: Generated<string>
  status: Generated<string>
  opened_on: Temporal.PlainDate | null
  closed_on: Temporal.PlainDate | null
  version: Generated<number>
  created_at: Generated<Temporal.Instant>
  updated_at: Generated<Temporal.Instant>
}

export type SchoolImportTable = {
  id: Generated<string>
  partnership_id: string
  file_id: string | null
  file_name: string
  authorities: Generated<string[]>
  job_id: string | null
  reading: unknown
  comparison: unknown
  compared_with: Generated<string>
  refusal: Generated<string>
  started_by: string | null
  started_at: Generated<Temporal.Instant>
  compared_at: Temporal.Instant | null
  applied_at: Temporal.Instant | null
  applied_by: string | null
  cancelled_at: Temporal.Instant | null
}

export type SchoolLinkTable = {
  partnership_id: string
  school_id: string
  linked_urn: number
  kind: string
  linked_on: Temporal.PlainDate | null
}

export type SelfEvaluationTable = {
  id: Generated<string>
  partnership_id: string
  school_id: string
  framework_id: string
  title: string
  judge_by: Temporal.PlainDate | null
  started_by: string
  started_at: Generated<Temporal.Instant>
  compared_at: Temporal.Instant | null
  compared_by: string | null
  compare_reason: Generated<string>
  agreed_at: Temporal.Instant | null
  agreed_by: string | null
  version: Generated<number>
  stopped_at: Temporal.Instant | null
  stopped_by: string | null
  stop_reason: Generated<string>
}

export type SelfEvaluationColleagueTable = {
  partnership_id: string
  evaluation_id: string
  person_id: string
  invited_by: string
  invited_at: Generated<Temporal.Instant>
  finished_at: Temporal.Instant | null
  removed_at: Temporal.Instant | null
}

export type SelfEvaluationHighlightTable = {
  id: Generated<string>
  partnership_id: string
  evaluation_id: string
  statement_key: string
  kind: string
  position: Generated<number>
  comment: Generated<string>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
}

export type SentActivityTable = {
  partnership_id: string
  review_id: string
  activity_id: string
  person_id: string
  visit_on: Temporal.PlainDate
  starts: ColumnType<string, string | Temporal.PlainTime, string | Temporal.PlainTime>
  ends: ColumnType<string, string | Temporal.PlainTime, string | Temporal.PlainTime>
  title: string
  place: string
  about: string
  sequence: Generated<number>
  withdrawn: Generated<boolean>
  sent_by: string
  sent_at: Temporal.Instant
}

export type SessionTable = {
  id: Generated<string>
  token_hash: Buffer
  account_id: string
  method: Generated<string>
  user_agent: Generated<string>
  created_at: Generated<Temporal.Instant>
  last_seen_at: Generated<Temporal.Instant>
  expires_at: Temporal.Instant
  ended_at: Temporal.Instant | null
}

export type ShareTable = {
  id: Generated<string>
  partnership_id: string
  snapshot_id: string
  with_school_id: string | null
  with_person_id: string | null
  purpose: string
  until_on: Temporal.PlainDate
  shared_by: string
  shared_at: Generated<Temporal.Instant>
  revoked_at: Temporal.Instant | null
  revoked_by: string | null
}

export type ShareOpeningTable = {
  id: Generated<string>
  partnership_id: string
  share_id: string
  person_id: string
  opened_at: Generated<Temporal.Instant>
}

export type SignInAttemptTable = {
  id: GeneratedAlways<number>
  address_hash: Buffer
  client_hash: Buffer
  at: Temporal.Instant
}

export type SignInLinkTable = {
  id: Generated<string>
  token_hash: Buffer
  account_id: string
  return_to: Generated<string>
  created_at: Generated<Temporal.Instant>
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
}

export type SnapshotTable = {
  id: Generated<string>
  partnership_id: string
  school_id: string
  subject_kind: string
  subject_id: string
  content: unknown
  taken_by: string
  taken_at: Generated<Temporal.Instant>
}

export type StageLeaderTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  stage: string
  person_id: string
  school_id: string
  named_by: string
  named_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  ended_by: string | null
  end_reason: Generated<string>
}

export type StoredFileTable = {
  id: Generated<string>
  partnership_id: Generated<string>
  school_id: string | null
  name: string
  type: string
  bytes: number
  sha256: string
  uploaded_by: Generated<string | null>
  uploaded_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
  content_deleted_at: Temporal.Instant | null
}

export type SummaryCommentTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  finding_id: string | null
  section: Generated<string>
  text: string
  author_id: string
  written_at: Generated<Temporal.Instant>
  reply: Generated<string>
  replied_by: string | null
  replied_at: Temporal.Instant | null
  outcome: Generated<string>
}

export type SummarySectionTable = {
  partnership_id: string
  review_id: string
  section: string
  text: Generated<string>
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
}

export type TermTable = {
  id: Generated<string>
  partnership_id: string
  academic_year: string
  name: string
  starts_on: Temporal.PlainDate
  ends_on: Temporal.PlainDate
}

export type TextWriterTable = {
  partnership_id: string
  review_id: string
  place: string
  person_id: string
  seen_at: Temporal.Instant
}

export type VisitActivityTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  starts: ColumnType<string, string | Temporal.PlainTime, string | Temporal.PlainTime>
  ends: ColumnType<string, string | Temporal.PlainTime, string | Temporal.PlainTime>
  kind: string
  title: string
  place: Generated<string>
  host_person_id: string | null
  visitor_person_id: string | null
  question_id: string | null
  version: Generated<number>
  updated_by: string
  updated_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
  on_day: Generated<number>
}

export type VisitCalendarTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  number: number
  made_from_id: string | null
  origin: string
  about_school_id: string | null
  visits: unknown
  moved: Generated<unknown>
  fewest_moved: Generated<boolean>
  warnings: Generated<unknown>
  score: number | null
  gap: number | null
  seconds: number | null
  stopped_early: Generated<boolean>
  created_by: string
  created_at: Temporal.Instant
  accepted_at: Temporal.Instant | null
  adopted_by: string | null
  adopted_at: Temporal.Instant | null
  reasons: Generated<unknown>
  told: Generated<unknown>
}

export type VisitNoteTable = {
  id: Generated<string>
  partnership_id: string
  review_id: string
  activity_id: string | null
  question_id: string | null
  statement_key: Generated<string>
  tag: Generated<string>
  text: string
  author_id: string
  written_at: Generated<Temporal.Instant>
  version: Generated<number>
  updated_at: Generated<Temporal.Instant>
  removed_at: Temporal.Instant | null
  warning_reason: Generated<string>
  source: Generated<string>
}

export type VisitPhotographTable = {
  id: string
  partnership_id: string
  review_id: string
  note_id: string
  file_id: string | null
  description: Generated<string>
  added_by: string
  added_at: Temporal.Instant
  removed_at: Temporal.Instant | null
}

export type VisitPinTable = {
  partnership_id: string
  programme_id: string
  school_id: string
  pinned_by: string
  pinned_at: Temporal.Instant
}

export type VisitSearchTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  seconds: number
  job_id: string | null
  started_by: string
  started_at: Temporal.Instant
  ended_at: Temporal.Instant | null
  calendar_id: string | null
  clash: unknown
}

export type VisitSlipTable = {
  id: Generated<string>
  partnership_id: string
  programme_id: string
  school_id: string
  review_id: string
  moved_from: Temporal.PlainDate
  moved_to: Temporal.PlainDate
  moved_by: string
  moved_at: Temporal.Instant
  told_at: Temporal.Instant | null
}

export type DB = {
  accepted_submission: AcceptedSubmissionTable
  account: AccountTable
  agenda_set_aside: AgendaSetAsideTable
  agreed_judgement: AgreedJudgementTable
  arrangement: ArrangementTable
  audit_chain: AuditChainTable
  audit_entry: AuditEntryTable
  blocked_date: BlockedDateTable
  calendar_feed: CalendarFeedTable
  closed_day: ClosedDayTable
  dead_letter: DeadLetterTable
  effort_addition: EffortAdditionTable
  effort_correction: EffortCorrectionTable
  enquiry_question: EnquiryQuestionTable
  evidence: EvidenceTable
  finding: FindingTable
  finding_note: FindingNoteTable
  framework: FrameworkTable
  group_forming: GroupFormingTable
  group_meeting: GroupMeetingTable
  group_preference: GroupPreferenceTable
  group_proposal: GroupProposalTable
  group_proposal_answer: GroupProposalAnswerTable
  group_search: GroupSearchTable
  group_travel_time: GroupTravelTimeTable
  held_submission: HeldSubmissionTable
  invitation: InvitationTable
  job_progress: JobProgressTable
  job_request: JobRequestTable
  leader_answer: LeaderAnswerTable
  leader_conflict: LeaderConflictTable
  leader_match: LeaderMatchTable
  locality: LocalityTable
  locality_school: LocalitySchoolTable
  next_step: NextStepTable
  notebook_receipt: NotebookReceiptTable
  outbox_mail: OutboxMailTable
  own_judgement: OwnJudgementTable
  partnership: PartnershipTable
  person: PersonTable
  programme: ProgrammeTable
  programme_health_limits: ProgrammeHealthLimitsTable
  programme_school: ProgrammeSchoolTable
  report_agreement: ReportAgreementTable
  review: ReviewTable
  review_group: ReviewGroupTable
  review_group_leader: ReviewGroupLeaderTable
  review_group_school: ReviewGroupSchoolTable
  review_letter_sent: ReviewLetterSentTable
  review_meeting: ReviewMeetingTable
  review_member: ReviewMemberTable
  review_model: ReviewModelTable
  review_nudge: ReviewNudgeTable
  role_grant: RoleGrantTable
  schema_migration: SchemaMigrationTable
  school: SchoolTable
  school_import: SchoolImportTable
  school_link: SchoolLinkTable
  self_evaluation: SelfEvaluationTable
  self_evaluation_colleague: SelfEvaluationColleagueTable
  self_evaluation_highlight: SelfEvaluationHighlightTable
  sent_activity: SentActivityTable
  session: SessionTable
  share: ShareTable
  share_opening: ShareOpeningTable
  sign_in_attempt: SignInAttemptTable
  sign_in_link: SignInLinkTable
  snapshot: SnapshotTable
  stage_leader: StageLeaderTable
  stored_file: StoredFileTable
  summary_comment: SummaryCommentTable
  summary_section: SummarySectionTable
  term: TermTable
  text_writer: TextWriterTable
  visit_activity: VisitActivityTable
  visit_calendar: VisitCalendarTable
  visit_note: VisitNoteTable
  visit_photograph: VisitPhotographTable
  visit_pin: VisitPinTable
  visit_search: VisitSearchTable
  visit_slip: VisitSlipTable
}
