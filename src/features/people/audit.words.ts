import { longDate } from '../../lib/words.ts'
import { roleKeys, roleName } from './roles.policy.ts'

/** What was done, for each action that the features record. */
const known: Record<string, string> = {
  'effort:add-for': 'Added time that a colleague gave, for them',
  'effort:correct-for': 'Corrected the time that a colleague gave, for them',
  'framework:bring-back': 'Brought a framework back',
  'framework:publish': 'Published a framework',
  'framework:retire': 'Retired a framework',
  'group-forming:aims': 'Changed what groups aim at',
  'group-forming:find': 'Found groups of schools',
  'group-forming:rules': 'Changed the rules that groups keep',
  'group-forming:travel-times': 'Changed the travel times between schools',
  'group-preference:ask': 'Asked schools what they bring and look for',
  'group-preference:change-day': 'Changed the day by which schools answer',
  'group-preference:close': 'Stopped taking answers of schools',
  'group-preference:give': 'Said what a school brings and looks for',
  'group-preference:remind': 'Reminded schools to say what they bring and look for',
  'group-proposal:answer': 'Answered for a school about its proposed group',
  'group-proposal:change': 'Changed the groups that are proposed to schools',
  'group-proposal:confirm': 'Confirmed the groups that were proposed',
  'group-proposal:decide': 'Decided what a school objected to',
  'group-proposal:extend': 'Gave schools more time to answer',
  'group-proposal:publish': 'Proposed groups to schools',
  'group-proposal:withdraw': 'Withdrew the groups that were proposed',
  'group:add-leader': 'Gave a review group somebody to help it',
  'group:change': 'Changed the schools of a review group',
  'group:disband': 'Ended a review group',
  'group:make': 'Made a review group',
  'group:move-school': 'Moved a school to another review group',
  'group:remind': 'Reminded people of a meeting of a review group',
  'group:remove-leader': 'Took somebody off who supported a review group',
  'group:publish': 'Published a review group',
  'job:dismiss': 'Let failed work go',
  'job:retry': 'Tried failed work again',
  'leader-match:adopt': 'Adopted who supports the review groups',
  'partnership:change': 'Changed the partnership’s details',
  'person:change': 'Changed somebody’s details',
  'person:invite': 'Invited somebody to the partnership',
  'person:leave': 'Ended a place in the partnership',
  'person:withdraw-invitation': 'Took back an invitation',
  'programme:change-limits': 'Changed when the reviews of a programme are worth a look',
  'programme:start': 'Started a programme',
  'review-report:revoke-share': 'Stopped sharing a review report',
  'review-report:share': 'Shared a review report',
  'review-model:bring-back': 'Brought a way of reviewing back',
  'review-model:publish': 'Published a way of reviewing',
  'review-model:retire': 'Retired a way of reviewing',
  'review:accept': 'Agreed to join a review team',
  'review:accept-interest': 'Accepted an interest that a team member declared',
  'review:agree-as-host': 'Agreed a review report for the school',
  'review:agree-as-team': 'Agreed a review report for the team',
  'review:reopen-report': 'Opened the text of a review report again',
  'review:cancel': 'Cancelled a review',
  'review:decline': 'Declined to join a review team',
  'review:invite': 'Invited somebody to a review team',
  'review:remind': 'Reminded people of what a review waits for',
  'review:name-leader': 'Named who leads a meeting of a review',
  'review:end-leader': 'Ended somebody’s leading of a meeting of a review',
  'review:remove-member': 'Took somebody off a review team',
  'review:schedule': 'Set the day of a visit',
  'review:send-draft': 'Sent a draft report to the school',
  'review:start': 'Started a review',
  'role:grant': 'Gave a role',
  'role:remove': 'Removed a role',
  'school:import': 'Imported a register of schools',
  'self-evaluation:agree': 'Agreed a self-evaluation',
  'self-evaluation:compare': 'Compared the judgements of a self-evaluation',
  'self-evaluation:invite': 'Invited somebody to judge',
  'self-evaluation:leave-out': 'Left somebody out of a self-evaluation',
  'self-evaluation:revoke-share': 'Stopped sharing a self-evaluation',
  'self-evaluation:share': 'Shared a self-evaluation',
  'self-evaluation:start': 'Started a self-evaluation',
  'self-evaluation:stop': 'Stopped a self-evaluation',
  'self-evaluation:take-up': 'Took up a stopped self-evaluation again',
  'session:begin': 'Signed in',
  'visit-calendar:adopt': 'Adopted a calendar of visits',
  'visit-calendar:change': 'Changed a calendar of visits',
  'visit-photograph:take-back': 'Took back a photograph of a visit',
}

/** What was done, in words; an action that has none gives its key made readable ("Share: make"). */
export function actionWords(action: string): string {
  const words = known[action] ?? action.replaceAll('-', ' ').replaceAll(':', ': ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether there are words for an action. */
export function hasActionWords(action: string): boolean {
  return action in known
}

const receivers: Record<string, string> = {
  school: 'with a school',
  person: 'with one person',
  officers: 'with the partnership’s officers',
}

/** How one fact that is kept with an entry reads; undefined for one that tells a reader nothing. */
function factWords(name: string, value: string | number | boolean): string | undefined {
  if (typeof value === 'boolean') return name === 'declared' && value ? 'declared an interest' : undefined
  if (typeof value === 'number') return value === 0 ? undefined : `${name.replaceAll('_', ' ')}: ${value}`
  if (name === 'with') return receivers[value] ?? `with ${value}`
  if (name === 'by') return value === 'command' ? 'from the command line' : undefined
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(Temporal.PlainDate.from(value)) : undefined
  if (name === 'visit_on') return `visit on ${date ?? value}`
  if (name === 'was') return `before: ${date ?? value}`
  if (date) return `${name.replaceAll('_', ' ')} ${date}`
  const role = roleKeys.find((key) => key === value)
  if (name === 'role' || name === 'part') return `as ${role ? roleName(role) : value.replaceAll('-', ' ')}`
  return name === 'job' ? value.replaceAll('-', ' ') : undefined
}

/** The facts kept with an entry, on one line. Ids and keys say nothing to a reader and are left out. */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .flatMap(([name, value]) => {
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return (isPlain ? factWords(name, value) : undefined) ?? []
    })
    .join(', ')
}
