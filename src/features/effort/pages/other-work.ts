import { z } from 'zod'
import { dayAndTime, longDate } from '../../../lib/words.ts'
import { date, longText, optionalText } from '../../../platform/web/fields.ts'
import type { Form, Refusal } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { days, daysHint } from '../days.field.ts'
import { academicYearOf, daysText, daysTyped } from '../days.rules.ts'
import { addTime, changeAddition } from '../effort.acts.ts'
import { additionOf } from '../effort.queries.ts'
import { type Addition, whyCannotAdd } from '../effort.rules.ts'
import { personParams, personTimePath } from '../paths.ts'
import { mayCorrect, type TimeSeen, timeSeen } from '../seen.queries.ts'
import { allWork, effectOf } from '../sums.rules.ts'
import { effectNote } from '../time.parts.ts'

const fields = z.object({
  what: longText('Enter what was done', { max: 500 }),
  done_on: date('Enter the day on which it was done'),
  days: days(0.25),
  school: optionalText(),
  checked: optionalText(),
})
type Value = z.output<typeof fields>
type WorkForm = Form<Value>

/** What has to stay as it was for a check to still be true. */
const checkOf = ({ done_on, days: half_days }: Value) => `${done_on} ${half_days}`

/** Adds work that the service cannot see. */
export const addWork = page(
  { path: '/:partnership/time/:person/add', allow: 'effort:see-own', params: personParams },
  async (c) => {
    const seen = found(await timeSeen(c.db, c.actor, c.params.person, c.today))
    if (!seen.isOwn && seen.schools.length === 0) c.notFound()
    const form = c.form(fields, { initial: { done_on: c.today, school: seen.schools[0]?.id ?? '' } })
    const refusal = form.value && whyNot(seen, form.value, undefined, c.today)
    if (refusal) form.refuse(refusal)
    const back = personTimePath(
      c.partnership,
      seen.person.id,
      form.value ? academicYearOf(form.value.done_on) : undefined,
    )
    if (form.value && form.value.checked === checkOf(form.value)) {
      const key = { person_id: seen.person.id, id: form.once }
      const saved = await addTime(c.db, c.actor, key, asAdded(form.value), c.now)
      if (saved.kind === 'missing') c.notFound()
      return c.redirect(back, `${daysText(form.value.days)} added`)
    }
    return c.view('Add other work', workForm(form, seen, undefined, back), {
      caption: seen.isOwn ? 'Your time' : seen.person.name,
      back: { href: back, text: backText(seen) },
    })
  },
)

/** Changes work that somebody added, or takes it out. */
export const changeWork = page(
  {
    path: '/:partnership/time/:person/added/:addition',
    allow: 'effort:see-own',
    params: personParams.extend({ addition: z.uuid() }),
  },
  async (c) => {
    const seen = found(await timeSeen(c.db, c.actor, c.params.person, c.today))
    const last = found(await additionOf(c.db, c.actor, c.params.person, c.params.addition))
    if (!mayCorrect(c.actor, last)) c.notFound()
    const key = { person_id: last.person_id, id: last.id }
    const { version, what, on: done_on } = last
    const initial = { what, done_on, days: daysTyped(last.half_days), school: last.school_id ?? '' }
    const form = c.form(fields, { initial, version })
    const out = c.form(z.object({}), { name: 'take-out', version })
    const refusal = form.value && whyNot(seen, form.value, last, c.today)
    if (refusal) form.refuse(refusal)
    const back = personTimePath(c.partnership, last.person_id, academicYearOf(form.value?.done_on ?? done_on))
    if (form.value && form.value.checked === checkOf(form.value)) {
      const value = { ...asAdded(form.value), taken_out: false, version: form.sentVersion ?? version }
      const saved = await changeAddition(c.db, c.actor, key, value, c.now)
      if (saved.kind === 'saved') return c.redirect(back, 'The work is changed')
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, ...otherOf(saved.theirs, form.value) })
      c.notFound()
    }
    if (out.value) {
      const value = { school_id: last.school_id, done_on, half_days: last.half_days, what }
      const gone = { ...value, taken_out: true, version: out.sentVersion ?? version }
      const saved = await changeAddition(c.db, c.actor, key, gone, c.now)
      if (saved.kind === 'saved') return c.redirect(back, `“${what}” is not counted any more`)
      out.refuse({ message: 'Somebody changed this meanwhile. This is how it stands now' })
    }
    return c.view(
      last.taken_out ? 'This work was taken out' : 'Change other work',
      html`${last.taken_out ? html`<p class="govuk-body">${last.by} took it out on ${dayAndTime(last.written_at)}. Save it to count it again.</p>` : nothing}
      ${workForm(form, seen, last, back)}
      ${last.taken_out ? nothing : html`<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible"><p class="govuk-body">If this was added by mistake, take it out: ${daysText(last.half_days)} less is counted.</p>${out.start()}${out.end('Take it out', { tone: 'secondary' })}`}`,
      { caption: seen.isOwn ? 'Your time' : seen.person.name, back: { href: back, text: backText(seen) } },
    )
  },
)

const backText = (seen: TimeSeen) => (seen.isOwn ? 'Your time' : `Time of ${seen.person.name}`)

function asAdded({ what, done_on, days: half_days, school }: Value) {
  return { what, done_on, half_days, school_id: school === '' ? null : school }
}

function whyNot(
  seen: TimeSeen,
  value: Value,
  last: Addition | undefined,
  today: Temporal.PlainDate,
): Refusal | undefined {
  const refusal = whyCannotAdd(value.done_on, today)
  if (refusal) return refusal
  const isKnown = value.school === (last?.school_id ?? '') || seen.schools.some(({ id }) => id === value.school)
  const mayBeNone = value.school === '' && seen.isOwn
  if (isKnown || mayBeNone) return undefined
  const message = 'Choose for which school it was'
  return asksSchool(seen, last) ? { field: 'school', message } : { message }
}

/** The schools that it can have been for; one that the person has left stays with what they did for it. */
function schoolChoices(seen: TimeSeen, last: Addition | undefined) {
  const schools = seen.schools.map(({ id, name }) => ({ value: id, text: name }))
  if (last?.school_id && !schools.some((one) => one.value === last.school_id))
    schools.push({ value: last.school_id, text: last.school_name ?? '' })
  return schools
}

/** Nobody is asked where there is nothing to choose. */
function asksSchool(seen: TimeSeen, last: Addition | undefined): boolean {
  const { length } = schoolChoices(seen, last)
  return length > 1 || (length === 1 && last?.school_id === null)
}

function workForm(
  form: WorkForm,
  seen: TimeSeen,
  last: (Addition & { taken_out: boolean }) | undefined,
  back: string,
): Html {
  const { value } = form
  const checked = value ? checkOf(value) : ''
  const change = value && {
    without: last?.taken_out ? undefined : last,
    plus: { on: value.done_on, half_days: value.days },
  }
  const schools = schoolChoices(seen, last)
  const [only] = schools
  const asks = asksSchool(seen, last)
  return html`${change ? effectNote(seen.isOwn ? 'you' : seen.person.name, effectOf(allWork(seen.time), change)) : nothing}
  ${form.start()}
  ${form.textarea('what', { label: 'What was done?', hint: 'For other schools, and not part of a review here: for example a training day, or help by telephone. No pupils’ names.', rows: 2, maxLength: 500 })}
  ${form.date('done_on', { legend: 'On which day?', hint: 'The first day, if it took several' })}
  ${form.input('days', { label: 'How long did it take?', hint: daysHint, width: 5 })}
  ${asks ? form.select('school', { label: 'For which school was it?', items: schools, ...(seen.isOwn ? { empty: 'For none of them' } : {}) }) : only ? form.hidden('school', only.value) : nothing}
  ${form.hidden('checked', checked)}
  ${form.end(checked === '' ? 'Check what changes' : 'Save', { cancel: { href: back } })}`
}

/** What a colleague saved meanwhile, beside what was typed here. */
function otherOf(theirs: Addition, mine: Value) {
  const { day, month, year } = theirs.on
  const time = {
    label: 'Day and time',
    theirs: `${longDate(theirs.on)}, ${daysText(theirs.half_days)}`,
    mine: `${longDate(mine.done_on)}, ${daysText(mine.days)}`,
    fields: { days: daysTyped(theirs.half_days), done_on: { day, month, year } },
  }
  return {
    theirs: { what: theirs.what },
    labels: { what: 'What was done' },
    choices: time.theirs === time.mine ? [] : [time],
  }
}
