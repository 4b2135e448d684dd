/** Which part a person plays in a review, and what each part may do. One table, used by every page. */

/** A person, as far as their part in a review depends on it. */
export type ReviewPerson = { id: string; roles: readonly { role: string; school_id: string | null }[] }

export type MemberPart = 'lead-reviewer' | 'reviewer' | 'ile' | 'host-lead' | 'host'

/**
 * The five parts of a team; `invited`, who has not answered or whose declared interest waits for a
 * decision; `host-school`, the host's other staff and governors; `group`, the staff and leaders of the
 * group's schools; `partnership`, its lead and officers.
 */
export type Part = MemberPart | 'invited' | 'host-school' | 'group' | 'partnership'

export type MemberFacts = {
  person_id: string
  part: MemberPart
  answer: 'waiting' | 'accepted' | 'declined'
  declared_conflict: string
  conflict_accepted_by: string | null
  removed_at: Temporal.Instant | null
}

export type MemberState = 'removed' | 'declined' | 'invited' | 'declared' | 'on-team'

/** Where a member stands: an accepted invitation with a declared interest waits for a decision. */
export function stateOfMember(member: MemberFacts): MemberState {
  if (member.removed_at) return 'removed'
  if (member.answer === 'declined') return 'declined'
  if (member.answer === 'waiting') return 'invited'
  if (member.declared_conflict !== '' && !member.conflict_accepted_by) return 'declared'
  return 'on-team'
}

export type PartFacts = {
  host_school_id: string
  group_school_ids: readonly string[]
  group_leader_ids: readonly string[]
  members: readonly MemberFacts[]
}

/** The part a person plays in a review; undefined for people whose business it is not. */
export function partOf(review: PartFacts, person: ReviewPerson): Part | undefined {
  const member = review.members.find((one) => one.person_id === person.id)
  const state = member && stateOfMember(member)
  const atHost = person.roles.filter((role) => role.school_id === review.host_school_id)
  // The head answers for the school, on the team or not, and also where a colleague leads for it.
  if (atHost.some((role) => role.role === 'headteacher')) return 'host-lead'
  if (member && state === 'on-team') return member.part
  if (state === 'invited' || state === 'declared') return 'invited'
  if (atHost.length > 0) return 'host-school'
  if (isOfPartnership(person)) return 'partnership'
  const inGroup = person.roles.some(
    (role) => role.school_id !== null && review.group_school_ids.includes(role.school_id),
  )
  return inGroup || review.group_leader_ids.includes(person.id) ? 'group' : undefined
}

/** Whether a person acts for the partnership: its lead and its officers. */
export function isOfPartnership(person: ReviewPerson): boolean {
  return person.roles.some(({ role }) => role === 'partnership-lead' || role === 'partnership-officer')
}

/** What can be done in a review, and which parts may do it. */
const mayDo = {
  /** Its stage, dates, schools and who is on the team. */
  'see-progress': [
    'lead-reviewer',
    'reviewer',
    'ile',
    'host-lead',
    'host',
    'invited',
    'host-school',
    'group',
    'partnership',
  ],
  schedule: ['lead-reviewer', 'host-lead', 'partnership'],
  invite: ['lead-reviewer', 'host-lead', 'partnership'],
  /** Interests that members declared; each member reads their own. */
  'read-interests': ['lead-reviewer', 'partnership'],
  'share-evaluation': ['host-lead', 'host'],
  cancel: ['partnership'],
  /** The focus, the enquiry questions, the programme of the visit and the shared self-evaluation. */
  'see-preparation': ['lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host'],
  prepare: ['lead-reviewer', 'reviewer', 'host-lead'],
  'write-notes': ['lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host'],
  /** Everybody's notes; others see their own. */
  'see-notes': ['lead-reviewer', 'reviewer', 'ile'],
  /** Findings and summary before they are sent to the host. */
  'see-draft': ['lead-reviewer', 'reviewer', 'ile'],
  draft: ['lead-reviewer', 'reviewer'],
  challenge: ['ile'],
  'send-draft': ['lead-reviewer'],
  /** The draft once it is with the host. */
  'see-sent-draft': ['lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host'],
  comment: ['host-lead', 'host'],
  'agree-as-host': ['host-lead'],
  'agree-as-team': ['lead-reviewer'],
  'see-report': ['lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host', 'host-school'],
  'edit-next-steps': ['host-lead', 'host'],
  /** Meetings: when they are, that they were held, and what came of them. */
  'record-meeting': ['lead-reviewer', 'host-lead'],
  /** Whom the host names to lead a meeting, where the model has it so. */
  'name-leaders': ['host-lead', 'lead-reviewer'],
} as const satisfies Record<string, readonly Part[]>

export type ReviewAct = keyof typeof mayDo

/** Whether a part may do something in a review (its stage may still stand against it). */
export function partMay(part: Part, act: ReviewAct): boolean {
  const parts: readonly Part[] = mayDo[act]
  return parts.includes(part)
}

const partNames: Record<MemberPart, string> = {
  'lead-reviewer': 'Lead reviewer',
  reviewer: 'Reviewer',
  ile: 'Inclusion Leader of Education (ILE)',
  'host-lead': 'Host lead',
  host: 'Host colleague',
}

export const memberParts: readonly MemberPart[] = ['host-lead', 'host', 'lead-reviewer', 'reviewer', 'ile']

/** Whether a part is one on the team. */
export function isMemberPart(part: Part): part is MemberPart {
  return memberParts.some((own) => own === part)
}

/** Whether a part is one of the host's own, and not a visitor's. */
export function isHostPart(part: MemberPart): boolean {
  return part === 'host-lead' || part === 'host'
}

/** The part's name on screen. */
export function partName(part: MemberPart): string {
  return partNames[part]
}

/** The part's name inside a sentence: "lead reviewer", "ILE". */
export function partInWords(part: MemberPart): string {
  return part === 'ile' ? 'ILE' : partNames[part].toLowerCase()
}
