/** Who takes part in a stage, and when its emails go, in words. */
import { plural, sentenceList } from '../../lib/words.ts'
import type { Anchor, ModelEmail } from './letters.schema.ts'
import type { ReviewModel, Stage, StageKind } from './model.schema.ts'
import { writerNames } from './model.words.ts'
import { leaderParts, type Participant } from './people.schema.ts'

const inStages: Record<StageKind, readonly Participant[]> = {
  'self-evaluation': ['host-lead', 'host'],
  preparation: ['lead-reviewer', 'reviewer', 'ile', 'host-lead'],
  visit: ['lead-reviewer', 'reviewer', 'ile', 'host-lead', 'host'],
  report: ['lead-reviewer', 'reviewer', 'ile', 'host-lead'],
  meeting: ['lead-reviewer', 'host-lead'],
}

/** Who takes part in a stage, as the model says or as is usual. */
function takesPart(model: ReviewModel, stage: Stage): readonly Participant[] {
  if (stage.takes_part) return stage.takes_part
  const usual: readonly Participant[] =
    stage.of === 'group' ? ['headteacher', 'senco', ...leaderParts] : inStages[stage.kind]
  const named: readonly Participant[] = stage.led_by ? ['named-leader'] : []
  const isThere = (one: Participant) => model.group.leaders.some(({ part }) => part === one)
  return [...usual, ...named].filter((one) => !leaderParts.some((part) => part === one) || isThere(one))
}

/** Somebody of a stage inside a sentence: a head or a SENCO is the host's, or in a meeting of the group each school's. */
function participantName(one: Participant, { of, led_by }: StagePeople): string {
  if (one === 'named-leader') return `the ${led_by?.name.toLowerCase() ?? 'named leader of the step'}`
  const role = one === 'headteacher' ? 'headteacher' : 'SENCO'
  if (one !== 'headteacher' && one !== 'senco') return many[one] ?? writerNames[one]
  return of === 'group' ? `the ${role}s of the group` : `the host’s ${role}`
}

const many: Partial<Record<Participant, string>> = { reviewer: 'the reviewers', host: 'the host’s colleagues' }

type StagePeople = Pick<Stage, 'of' | 'led_by'>

/** "the lead reviewer, the reviewers and the host lead" */
export function peopleInWords(people: readonly Participant[], stage: StagePeople): string {
  return sentenceList(people.map((one) => participantName(one, stage)))
}

/** "Takes part: the lead reviewer and the host lead. About 1 half-day each." */
export function takesPartInWords(model: ReviewModel, stage: Stage): string {
  const each = stage.half_days ? ` About ${plural(stage.half_days, 'half-day')} each.` : ''
  return `Who takes part: ${peopleInWords(takesPart(model, stage), stage)}.${each}`
}

/** "5 school days before the self-evaluation is due" */
export function whenSent({ send }: Pick<ModelEmail, 'send'>, stage: Stage): string {
  const anchor = send.before ?? send.after ?? 'visit'
  const { of, when } = daysInWords[anchor](stage, stage.name.toLowerCase())
  const word = send.before ? 'before' : 'after'
  if (send.school_days === 0) return of ? `on the day of ${of}` : `on the day when ${when}`
  return `${plural(send.school_days, 'school day')} ${word} ${of ?? when}`
}

const daysInWords: Record<Anchor, (stage: Stage, name: string) => { of?: string; when?: string }> = {
  visit: () => ({ of: 'the visit' }),
  due: ({ kind }, name) => ({ when: `the ${workNames[kind] ?? name} is due` }),
  meeting: (_, name) => ({ of: `the ${name}` }),
  opens: (_, name) => ({ when: `the time for the ${name} begins` }),
  closes: (_, name) => ({ when: `the time for the ${name} ends` }),
  draft: () => ({ when: 'the draft went to the host' }),
}

const workNames: Partial<Record<StageKind, string>> = { preparation: 'preparation of the visit', report: 'draft' }
