/** What stands for the placeholders of a document or an email. What is not known yet is said, in brackets. */
import { dayOf } from '../../../lib/clock.ts'
import type { SchoolCalendar } from '../../../lib/school-days.ts'
import { dayAndDate, longDate, sentenceList, timeOfDay } from '../../../lib/words.ts'
import type { ReviewModel, Stage, Values } from '../../review-models/public.ts'
import type { NextFacts } from '../next-thing.rules.ts'
import { windowFor } from '../timing.rules.ts'
import { namedDays } from '../visit-days.rules.ts'
import { dueDay, meetingToCome } from './letters.rules.ts'

type Member = { name: string; part: string; state: string; school_name: string | null }

/** What texts tell of a review, or of a group as far as that goes. */
export type Setting = {
  model: ReviewModel
  facts: NextFacts
  partnership_name: string
  programme_name: string
  group_name: string
  group_schools: readonly { name: string }[]
  review?: {
    host_school_name: string
    visit_starts: string
    visit_ends: string
    members: readonly Member[]
    /** Undefined where the reader may not read them. */
    questions: readonly string[] | undefined
  }
}

const notOfOneReview = '(different for each school)'

/** What stands for each placeholder in a text of that stage. */
export function valuesFor(setting: Setting, stage: Stage, calendar: SchoolCalendar): Values {
  return {
    programme: setting.programme_name,
    partnership: setting.partnership_name,
    group: setting.group_name,
    'group schools': sentenceList(setting.group_schools.map(({ name }) => name)),
    ...ofReview(setting),
    ...ofStage(setting, stage, calendar),
  }
}

function ofReview({ review, facts }: Setting) {
  const on = (...parts: string[]) =>
    review?.members.filter(({ part, state }) => parts.includes(part) && state === 'on-team') ?? []
  const named = (members: readonly Member[], missing: string) =>
    members.length === 0 ? missing : sentenceList(members.map(nameAndSchool))
  if (!review)
    return {
      'host school': notOfOneReview,
      'host lead': notOfOneReview,
      'lead reviewer': notOfOneReview,
      visitors: notOfOneReview,
      'visit day': notOfOneReview,
      'visit times': notOfOneReview,
      'enquiry questions': notOfOneReview,
    }
  const time = (text: string) => timeOfDay(Temporal.PlainTime.from(text))
  return {
    'host school': review.host_school_name,
    'host lead': sentenceList(on('host-lead').map(({ name }) => name)) || '(the host lead is not named yet)',
    'lead reviewer': named(on('lead-reviewer'), '(the lead reviewer is not named yet)'),
    visitors: named(on('lead-reviewer', 'reviewer', 'ile'), '(the visitors are not named yet)'),
    'visit day': facts.visit_on ? namedDays(facts) : '(the day is not set yet)',
    'visit times': facts.visit_on
      ? `${time(review.visit_starts)} to ${time(review.visit_ends)}`
      : '(the day is not set yet)',
    'enquiry questions': questionsIn(review.questions),
  }
}

function questionsIn(questions: readonly string[] | undefined): string {
  if (!questions) return '(the host and the team read the enquiry questions)'
  return questions.length === 0 ? '(no enquiry questions yet)' : questions.join('\n')
}

const nameAndSchool = ({ name, school_name }: Member) => (school_name ? `${name} (${school_name})` : name)

function ofStage({ model, facts }: Setting, stage: Stage, calendar: SchoolCalendar) {
  const due = dueDay(model, stage, facts, calendar)
  const meeting = meetingToCome(facts, stage)
  const window = windowFor(model, stage.key, facts, calendar)
  return {
    'due day': due ? dayAndDate(due) : '(depends on the day of the visit, which is not set yet)',
    'meeting day': meeting
      ? `${dayAndDate(dayOf(meeting.starts_at))} at ${timeOfDay(meeting.starts_at)}`
      : '(the meeting has no day yet)',
    window: window
      ? `${longDate(window.opens)} to ${longDate(window.closes)}`
      : '(depends on a day that is not set yet)',
  }
}
