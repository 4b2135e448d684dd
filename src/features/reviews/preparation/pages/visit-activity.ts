/** Adding, changing and removing one activity of the visit day. */
import { z } from 'zod'
import { twoTexts } from '../../../../design/components/two-texts.ts'
import { dayAndDate, dayAndTime } from '../../../../lib/words.ts'
import { choice, optionalChoice, optionalId, optionalText, text, time } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { type Saved, visitFor, whyCannotPrepare } from '../visit.queries.ts'
import {
  activitiesOf,
  addActivity,
  changeActivity,
  type StoredActivity,
  setActivityRemoved,
} from '../visit-programme.queries.ts'
import {
  type Activity,
  type ActivityKind,
  activityKinds,
  dayNumbers,
  type NewActivity,
  type VisitDay,
  whenIn,
} from '../visit-programme.rules.ts'
import { pairInWords, questionNumber } from './visit-programme-parts.ts'

const kinds = Object.keys(activityKinds).filter((key): key is ActivityKind => key in activityKinds)

const fields = z.object({
  title: text('Enter what happens', { max: 150 }),
  kind: choice('Choose the kind of activity', kinds),
  on_day: optionalChoice(['1', '2']),
  starts: time('Enter when it starts'),
  ends: time('Enter when it ends'),
  place: optionalText({ max: 150 }),
  visitor_person_id: optionalId(),
  host_person_id: optionalId(),
  question_id: optionalId(),
})
type Values = z.output<typeof fields>

const activityFrom = (values: Values): NewActivity => ({
  ...values,
  on_day: Number(values.on_day ?? 1),
  visitor_person_id: values.visitor_person_id ?? null,
  host_person_id: values.host_person_id ?? null,
  question_id: values.question_id ?? null,
})

/** Asked for where the visit has two days. */
function whichDay(form: Form<Values>, day: VisitDay): Html {
  const [first, second] = day.days
  if (!first || !second) return nothing
  return form.radios('on_day', {
    legend: 'On which day?',
    items: [first, second].map((on, index) => ({ value: `${index + 1}`, text: dayAndDate(on) })),
    inline: true,
  })
}

function controls(form: Form<Values>, day: VisitDay): Html {
  const people = (list: VisitDay['hosts']) => list.map((one) => ({ value: one.person_id, text: one.name }))
  const questions = day.questions.map((question, index) => ({
    value: question.id,
    text: `${index + 1}. ${question.text}`,
  }))
  return html`${form.input('title', { label: 'What happens?', hint: 'As the staff will read it on the wall, for example: Year 5 lessons seen in pairs' })}
${form.select('kind', { label: 'What kind of activity is it?', items: kinds.map((kind) => ({ value: kind, text: activityKinds[kind] })) })}
${whichDay(form, day)}
<div class="app-side-by-side">${form.time('starts', { label: 'Starts', hint: 'For example, 9:30am' })}${form.time('ends', { label: 'Ends', hint: 'For example, 10:15am' })}</div>
${form.input('place', { label: 'Where? (optional)', width: 20 })}
${form.select('visitor_person_id', { label: 'Visitor (optional)', hint: 'Leave empty for a meeting of the whole visiting team', empty: 'Nobody yet, or the whole team', items: people(day.visitors) })}
${form.select('host_person_id', { label: `Observer from ${day.host_school_name} (optional)`, empty: 'Nobody yet', items: people(day.hosts) })}
${form.select('question_id', { label: 'Which question does it look at? (optional)', empty: 'None of them', items: questions })}`
}

export const newActivity = page(
  { path: '/:partnership/reviews/:review/visit-programme/activities/new', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const form = c.form(fields)
    if (form.value) {
      const saved = await addActivity(c.db, c.actor, visit, activityFrom(form.value), c.now)
      if (saved.kind === 'saved') return c.redirect(paths.programme, `“${form.value.title}” added`)
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view(
      'Add an activity',
      html`${form.start()}${controls(form, visit.day)}${form.end('Add the activity', { cancel: { href: paths.programme } })}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.programme, text: 'Visit programme' },
      },
    )
  },
)

export const editActivity = page(
  {
    path: '/:partnership/reviews/:review/visit-programme/activities/:activity',
    allow: 'review:see',
    params: reviewParams.extend({ activity: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const before = found((await activitiesOf(c.db, visit.id)).find((one) => one.id === c.params.activity))
    const form = c.form(fields, { initial: shown(before, visit.day), version: before.version })
    const remove = c.form(z.object({}), { name: 'remove' })
    let theirs: Html = nothing
    if (form.value) {
      const mine: Activity = { id: before.id, ...activityFrom(form.value) }
      const saved = await changeActivity(c.db, c.actor, visit, mine, form.sentVersion, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.programme, `“${mine.title}” saved`)
      if (saved.kind === 'refused') form.refuse(saved.refusal)
      else {
        theirs = bothVersions(saved, before, mine, visit.day)
        form.conflict = { ...saved, labels: {} }
      }
    }
    if (remove.value) {
      const saved = await setActivityRemoved(c.db, c.actor, visit, before.id, true, c.now)
      if (saved.kind === 'saved')
        return c.redirect(paths.programme, `“${before.title}” removed. You can put it back below the programme`)
      if (saved.kind === 'refused') remove.refuse(saved.refusal)
    }
    const inConflict = form.conflict !== undefined
    return c.view(
      inConflict ? 'Someone else changed this' : 'Change an activity',
      html`${theirs}${form.start()}${controls(form, visit.day)}${form.end(inConflict ? 'Save what is in the form' : 'Save the activity', { cancel: { href: paths.programme } })}
${inConflict ? nothing : html`<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">${remove.start()}<p class="govuk-body">Notes that were made at this activity stay.</p>${remove.end('Remove the activity', { tone: 'secondary' })}`}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.programme, text: 'Visit programme' },
        ...(inConflict ? { status: 409 } : {}),
      },
    )
  },
)

/** The stored activity in the form. People and questions that are gone read as not chosen. */
function shown(activity: StoredActivity, day: VisitDay) {
  const present = (id: string | null, list: readonly { person_id: string }[]) =>
    list.some((one) => one.person_id === id) ? id : ''
  return {
    ...activity,
    on_day: dayNumbers(day).includes(activity.on_day) ? `${activity.on_day}` : '',
    visitor_person_id: present(activity.visitor_person_id, day.visitors),
    host_person_id: present(activity.host_person_id, day.hosts),
    question_id: day.questions.some((question) => question.id === activity.question_id) ? activity.question_id : '',
  }
}

function inWords(activity: NewActivity, day: VisitDay): string {
  const whole: Activity = { id: '', ...activity }
  return [
    activity.title,
    activityKinds[activity.kind],
    whenIn(activity),
    activity.place,
    pairInWords(whole, day),
    questionNumber(whole, day),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** An activity is small: both versions are shown whole, and the form below holds what this person typed. */
function bothVersions(
  saved: Extract<Saved, { kind: 'conflict' }>,
  theirs: Activity,
  mine: Activity,
  day: VisitDay,
): Html {
  return html`<p class="govuk-body">${saved.by} saved a change after you opened this page. Nothing is lost: both are below. The form has what you typed. Change it if need be, then save.</p>
${twoTexts({
  first: { heading: `What ${saved.by} saved`, by: dayAndTime(saved.at), text: inWords(theirs, day) },
  second: { heading: 'What you typed', by: 'Not saved yet', text: inWords(mine, day) },
})}`
}
