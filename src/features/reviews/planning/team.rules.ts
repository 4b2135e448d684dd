/** Who may join a visit team: size, parts, and conflicts of interest. */

import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import { shareTrust } from '../../review-groups/public.ts'
import type { ReviewModel } from '../../review-models/public.ts'
import {
  isHostPart,
  isOfPartnership,
  type MemberFacts,
  type MemberPart,
  type Part,
  partInWords,
  partMay,
  type ReviewPerson,
  stateOfMember,
} from '../part.rules.ts'

/** A person who may be invited, with every place where they hold a role. */
export type Candidate = {
  id: string
  name: string
  left_at: Temporal.Instant | null
  places: readonly { school_id: string; school_name: string; trust: string; role: string }[]
}

export type TeamReview = {
  host_school_id: string
  host_school_name: string
  host_trust: string
  group_school_ids: readonly string[]
  /** People who support the group from outside as ILE. */
  group_ile_ids: readonly string[]
  members: readonly (MemberFacts & { name: string })[]
}

/** A `bar` cannot be accepted by anybody; a `declared` interest can, with a reason. */
export type Conflict = { weight: 'bar' | 'declared'; reason: string }

/** What a person may declare when they answer an invitation. */
export const interestKinds = {
  'worked-there': 'I worked at this school in the last three years',
  family: 'A member of my family works or learns at this school',
  business: 'I, or somebody close to me, sell something to this school or advise it',
  other: 'Something else that others could think makes me unfair',
} as const
export type InterestKind = keyof typeof interestKinds

const governs = (role: string) => role === 'governor'
const isVisitor = (part: MemberPart) => part === 'lead-reviewer' || part === 'reviewer'

/** Every reason why a person could be thought unfair about the host. */
export function conflictsOf(candidate: Candidate, review: TeamReview, declared = ''): Conflict[] {
  const conflicts: Conflict[] = []
  for (const place of candidate.places) {
    if (place.school_id === review.host_school_id) {
      conflicts.push({
        weight: 'bar',
        reason: `${candidate.name} ${governs(place.role) ? 'is a governor of' : 'works at'} ${review.host_school_name}`,
      })
    } else if (shareTrust(place, { trust: review.host_trust })) {
      const does = governs(place.role) ? 'is a governor of' : 'works at'
      conflicts.push({
        weight: 'bar',
        reason: `${candidate.name} ${does} ${place.school_name}, which is in the same trust as ${review.host_school_name} (${review.host_trust})`,
      })
    }
  }
  const reasons = new Map(conflicts.map((conflict) => [conflict.reason, conflict]))
  if (declared.trim() !== '')
    reasons.set(declared, { weight: 'declared', reason: `${candidate.name} declared: ${declared.trim()}` })
  return [...reasons.values()]
}

/**
 * Why the team cannot be changed in a part by somebody who plays `by`; undefined when it can. The host
 * lead chooses the host's own people and the lead reviewer, who chooses the other visitors; the
 * partnership may choose anybody.
 */
export function whyCannotChangeTeam(
  review: {
    cancelled_at: Temporal.Instant | null
    closed_at: Temporal.Instant | null
    sent_to_host_at: Temporal.Instant | null
  },
  by: Part,
  part: MemberPart,
): Refusal | undefined {
  if (review.cancelled_at) return { message: 'This review was cancelled' }
  if (review.closed_at) return { message: 'This review is finished' }
  if (!partMay(by, 'invite')) return { message: 'The lead reviewer, the host lead and the partnership choose the team' }
  if (isVisitor(part) && review.sent_to_host_at)
    return { message: 'The report has been sent to the host, so the visiting team stays as it is' }
  if (by === 'lead-reviewer' && isHostPart(part)) return { message: 'The host chooses its own people' }
  if (by === 'host-lead' && (part === 'reviewer' || part === 'ile'))
    return { message: 'The lead reviewer chooses the other visitors' }
  return undefined
}

/** Why a person cannot be invited in a part; undefined when they can. */
export function whyCannotInvite(
  model: ReviewModel,
  review: TeamReview,
  candidate: Candidate,
  part: MemberPart,
): Refusal | undefined {
  if (candidate.left_at) return { field: 'person', message: `${candidate.name} has left` }
  const already = review.members.find((member) => member.person_id === candidate.id)
  const state = already && stateOfMember(already)
  if (already && (state === 'on-team' || state === 'invited' || state === 'declared')) {
    return {
      field: 'person',
      message: `${candidate.name} is ${state === 'on-team' ? 'on the team' : 'invited'} already as ${partInWords(already.part)}`,
    }
  }
  const refusal = isHostPart(part)
    ? whyCannotHost(review, candidate, part)
    : whyCannotVisit(model, review, candidate, part)
  return refusal ?? whyPartIsTaken(model, review, part)
}

function whyCannotHost(review: TeamReview, candidate: Candidate, part: MemberPart): Refusal | undefined {
  const roles = candidate.places.filter((place) => place.school_id === review.host_school_id)
  if (roles.length === 0)
    return {
      field: 'part',
      message: `${candidate.name} does not work at ${review.host_school_name}, so cannot take part as ${partInWords(part)}`,
    }
  if (part === 'host-lead' && roles.every((place) => governs(place.role))) {
    return {
      field: 'part',
      message: `${candidate.name} is a governor; the host lead works at ${review.host_school_name}`,
    }
  }
  return undefined
}

function whyCannotVisit(
  model: ReviewModel,
  review: TeamReview,
  candidate: Candidate,
  part: MemberPart,
): Refusal | undefined {
  const bar = conflictsOf(candidate, review).find((conflict) => conflict.weight === 'bar')
  if (bar) return { field: 'person', message: `${bar.reason}. Choose somebody from another school.` }
  const supports = review.group_ile_ids.includes(candidate.id)
  if (part === 'ile') {
    return supports
      ? undefined
      : { field: 'part', message: `${candidate.name} is not the ILE of this group. Add them to the group first.` }
  }
  if (supports)
    return {
      field: 'part',
      message: `${candidate.name} is the ILE of this group: an ILE challenges and never leads. Invite them as ILE.`,
    }
  const places = candidate.places.filter(
    (place) => review.group_school_ids.includes(place.school_id) && !governs(place.role),
  )
  if (places.length === 0)
    return { field: 'person', message: `${candidate.name} does not work at another school of this group` }
  const leads: readonly string[] = model.team.lead_roles
  if (part === 'lead-reviewer' && !places.some((place) => leads.includes(place.role))) {
    return { field: 'part', message: `${candidate.name} cannot lead this review. ${model.team.who_leads}` }
  }
  return undefined
}

/** The most people there can be in one part; undefined when the model sets no limit. */
function limitOf(model: ReviewModel, part: MemberPart): number | undefined {
  if (part === 'lead-reviewer' || part === 'host-lead') return 1
  if (part === 'ile') return model.group.leaders.find((leader) => leader.part === 'ile')?.number ?? 0
  return undefined
}

/** Why nobody can be invited in a part by somebody who plays `by`; undefined when there is room for another. */
export function whyPartIsClosed(
  model: ReviewModel,
  review: Parameters<typeof whyCannotChangeTeam>[0] & Pick<TeamReview, 'members'>,
  by: Part,
  part: MemberPart,
): Refusal | undefined {
  return whyCannotChangeTeam(review, by, part) ?? whyPartIsTaken(model, review, part)
}

function whyPartIsTaken(
  model: ReviewModel,
  review: Pick<TeamReview, 'members'>,
  part: MemberPart,
): Refusal | undefined {
  const active = review.members.filter((member) => !['removed', 'declined'].includes(stateOfMember(member)))
  const limit = limitOf(model, part)
  const holders = active.filter((member) => member.part === part)
  if (limit !== undefined && holders.length >= limit) {
    return {
      field: 'part',
      message:
        limit === 0
          ? `This programme has no ${partInWords(part)}`
          : `${holders[0]?.name ?? 'Somebody'} is the ${partInWords(part)} already`,
    }
  }
  if (isVisitor(part) && active.filter((member) => isVisitor(member.part)).length >= model.team.most_visitors) {
    return { field: 'part', message: `A team has at most ${plural(model.team.most_visitors, 'visitor')}` }
  }
  return undefined
}

/**
 * Why a person cannot decide about a member's declared interest; undefined when they can. The lead
 * reviewer decides, and the partnership about the lead reviewer. Nobody decides about themselves.
 */
export function whyCannotAcceptInterest(
  decider: { person: ReviewPerson; part: string },
  member: MemberFacts & { name: string },
): Refusal | undefined {
  if (stateOfMember(member) !== 'declared')
    return { message: `${member.name} has not declared an interest that waits for a decision` }
  if (member.person_id === decider.person.id)
    return { message: 'Somebody else must decide about the interest that you declared' }
  const asPartnership = isOfPartnership(decider.person)
  if (member.part === 'lead-reviewer' && !asPartnership)
    return { message: 'The partnership decides about an interest that the lead reviewer declares' }
  if (decider.part !== 'lead-reviewer' && !asPartnership)
    return { message: 'The lead reviewer decides about declared interests' }
  return undefined
}
