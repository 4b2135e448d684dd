import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayAndTime, longDate } from '../../../lib/words.ts'
import { longText, optionalText } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { days, daysHint } from '../days.field.ts'
import { academicYearOf, daysText, daysTyped } from '../days.rules.ts'
import { correctTime, entryToCorrect } from '../effort.acts.ts'
import { historyOf, type Said } from '../effort.queries.ts'
import type { Entry } from '../effort.rules.ts'
import { personParams, personTimePath } from '../paths.ts'
import { allWork, effectOf } from '../sums.rules.ts'
import { effectNote, placeOf } from '../time.parts.ts'

const fields = z.object({
  days: days(0),
  reason: longText('Say in a sentence what was different', { max: 500 }),
  checked: optionalText(),
})

/** Says how long a stage really took: first what that does to the total, then it is saved. */
export const correctTimePage = page(
  {
    path: '/:partnership/time/:person/stages/:occasion/:stage',
    allow: 'effort:see-own',
    params: personParams.extend({ occasion: z.uuid(), stage: z.string().max(100) }),
  },
  async (c) => {
    const key = { person_id: c.params.person, occasion_id: c.params.occasion, stage: c.params.stage }
    const seen = found(await entryToCorrect(c.db, c.actor, key, c.today))
    const { entry, person, isOwn } = seen
    const back = personTimePath(c.partnership, person.id, academicYearOf(entry.on))
    const last = entry.correction?.half_days === null ? undefined : entry.correction
    const version = entry.correction?.version ?? 0
    const initial = { days: daysTyped(entry.half_days), reason: last?.reason ?? '' }
    const form = c.form(fields, { initial, version })
    const undo = c.form(z.object({}), { name: 'take-back', version })
    const at = { now: c.now, today: c.today }
    const whose = isOwn ? 'you' : person.name
    let effect: Html = nothing
    let checked = ''
    if (form.value) {
      const { days: half_days, reason } = form.value
      const said = { half_days, reason, version: form.sentVersion ?? version }
      if (form.value.checked === String(half_days)) {
        const saved = await correctTime(c.db, c.actor, key, said, at)
        if (saved.kind === 'saved') return c.redirect(back, `${entry.stage_name}: ${daysText(half_days)} counted`)
        if (saved.kind === 'conflict') return c.conflict(form, { ...saved, ...otherOf(saved.theirs, half_days) })
        c.notFound()
      }
      effect = effectNote(whose, effectOf(allWork(seen.time), { without: entry, plus: { on: entry.on, half_days } }))
      checked = String(half_days)
    }
    if (undo.value) {
      const said = { half_days: null, reason: '', version: undo.sentVersion ?? version }
      const saved = await correctTime(c.db, c.actor, key, said, at)
      if (saved.kind === 'saved') return c.redirect(back, 'The correction is taken back')
      undo.refuse({
        message: 'Somebody corrected this meanwhile. What they wrote stands below. Take it back if you still want to',
      })
    }
    return c.view(
      `How long did “${entry.stage_name}” take${isOwn ? ' you' : ''}?`,
      html`${effect}${asItStands(entry, isOwn ? '' : person.name)}
      ${form.start()}
      ${form.input('days', { label: 'Time', hint: `${daysHint}. 0 if ${isOwn ? 'you' : 'they'} did not take part.`, width: 5 })}
      ${form.textarea('reason', { label: 'What was different?', hint: readBy(entry, isOwn), rows: 2, maxLength: 500 })}
      ${form.hidden('checked', checked)}
      ${form.end(checked === '' ? 'Check what changes' : 'Save', { cancel: { href: back } })}
      ${last ? html`<hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible"><p class="govuk-body">${takenBack(entry)}</p>${undo.start()}${undo.end('Take the correction back', { tone: 'secondary' })}` : nothing}
      ${earlier(await historyOf(c.db, c.actor, entry))}`,
      { caption: placeOf(entry), back: { href: back, text: isOwn ? 'Your time' : `Time of ${person.name}` } },
    )
  },
)

function asItStands(entry: Entry, name: string): Html {
  const rows = [
    ...(name === '' ? [] : [['Colleague', name] as const]),
    ['Done on', longDate(entry.on)] as const,
    ['Worked out', daysText(entry.worked_out)] as const,
    ...(entry.half_days === entry.worked_out ? [] : [['Counted now', daysText(entry.half_days)] as const]),
  ]
  return summaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })
}

/** Who reads what is written. */
function readBy({ name, school_name }: Entry, isOwn: boolean): string {
  const names = 'No pupils’ names.'
  if (!isOwn) return `${name} can read this; the partnership cannot. ${names}`
  if (!school_name) return `Nobody else can read this. ${names}`
  return `The headteacher of ${school_name} can read this; the partnership cannot. ${names}`
}

function takenBack({ worked_out }: Entry): string {
  return worked_out > 0
    ? `Without the correction, ${daysText(worked_out)} ${worked_out > 2 ? 'are' : 'is'} counted, as worked out. What was written stays in the history.`
    : 'Without the correction nothing is counted here. What was written stays in the history.'
}

/** Everything that was said about it before. */
function earlier(history: readonly Said[]): Html {
  if (history.length === 0) return nothing
  const items = history.map(({ half_days, reason, by, written_at }) => {
    const what = half_days === null ? 'took the correction back' : `${daysText(half_days)}: ${reason}`
    return html`<li>${dayAndTime(written_at)}, ${by}: ${what}</li>`
  })
  return details({
    summaryText: 'What was said before',
    html: html`<ul class="govuk-list govuk-list--bullet">${items}</ul>`,
  })
}

/** What a colleague saved meanwhile, beside what was typed here. */
function otherOf(theirs: Entry, mine: number) {
  const said = theirs.correction
  const time = {
    label: 'Time',
    theirs: daysText(theirs.half_days),
    mine: daysText(mine),
    fields: { days: daysTyped(theirs.half_days) },
  }
  return {
    theirs: { reason: said?.reason ?? '' },
    labels: { reason: 'What was different' },
    choices: theirs.half_days === mine ? [] : [time],
  }
}
