/** Where somebody does what an email of a stage asks: the page itself where they may open it, else the review. */
import type { Stage } from '../../review-models/public.ts'
import { isHostPart, type MemberPart, partMay } from '../part.rules.ts'
import { planMeetingPath, reviewPath } from '../paths.ts'
import type { Review } from '../review.queries.ts'
import { leaderOf } from '../stage-leaders/leader.rules.ts'
import { meetingToCome } from './letters.rules.ts'

/** The path of that page for one person. */
export function linkIn(review: Review, stage: Stage, personId: string, partnership: string): string {
  const here = reviewPath({ key: partnership }, review.id)
  const member = review.members.find(({ person_id, state }) => person_id === personId && state === 'on-team')
  const leads = review.group_leaders.filter(({ person_id }) => person_id === personId).map(({ part }) => part)
  const parts = [...(member ? [member.part] : []), ...leads]
  const isNamed = leaderOf(review.stage_leaders, stage.key)?.person_id === personId
  if (stage.kind === 'meeting') return meetingLink(review, stage, isNamed ? 'named-leader' : parts, here)
  return member ? (workLink(review, stage, member.part, here, partnership) ?? here) : here
}

function workLink(review: Review, stage: Stage, part: MemberPart, here: string, partnership: string) {
  switch (stage.kind) {
    case 'self-evaluation':
      return isHostPart(part) ? `/${partnership}/self-evaluations` : undefined
    case 'preparation':
      return `${here}/prepare`
    case 'visit':
      return `${here}/visit-programme`
    case 'report':
      return partMay(part, 'see-draft') || review.sent_to_host_at ? `${here}/write-up` : undefined
    default:
      return undefined
  }
}

function meetingLink(review: Review, stage: Stage, who: 'named-leader' | readonly string[], here: string): string {
  const isOneOf = (people: readonly string[]) => who === 'named-leader' || who.some((part) => people.includes(part))
  const meeting = meetingToCome(review, stage)
  if (!meeting) return isOneOf(['lead-reviewer', 'host-lead']) ? planMeetingPath(here, stage.key) : here
  return isOneOf(stage.written_by) ? `${here}/meetings/${meeting.id}` : here
}
