/** Recording that the pre-review meeting was held. */
import { z } from 'zod'
import { dayOf, timeZone } from '../../../../lib/clock.ts'
import { date, optionalLongText, time } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { recordMeetingHeld } from '../ready.queries.ts'
import { type Visit, visitFor } from '../visit.queries.ts'

const fields = z.object({
  held_on: date('Enter the day of the meeting'),
  at: time('Enter when it started'),
  note: optionalLongText({ max: 4000 }),
})

/** The meeting's own day and time where it was arranged, or nothing to start from. */
function initialOf(visit: Visit, today: Temporal.PlainDate) {
  const moment = visit.meeting?.held_at ?? visit.meeting?.starts_at
  if (!visit.meeting || !moment) return { note: '' }
  const day = dayOf(moment)
  const isToCome = Temporal.PlainDate.compare(day, today) > 0
  return {
    ...(isToCome ? {} : { held_on: day }),
    at: moment.toZonedDateTimeISO(timeZone).toPlainTime(),
    note: visit.meeting.record.note ?? '',
  }
}

/** Says when the pre-review meeting was held and what was agreed. */
export const prepareMeeting = page(
  { path: '/:partnership/reviews/:review/prepare/meeting', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (!partMay(visit.part, 'record-meeting')) return c.forbidden()
    const form = c.form(fields, { initial: initialOf(visit, c.today) })
    if (form.value) {
      const { held_on, at, note } = form.value
      const held_at = held_on.toZonedDateTime({ timeZone, plainTime: at }).toInstant()
      const saved = await recordMeetingHeld(c.db, c.actor, visit, { held_at, note }, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.prepare, 'Meeting recorded')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    return c.view(
      'The pre-review meeting was held',
      html`${form.start()}
${form.date('held_on', { legend: 'When was it held?' })}
${form.time('at', { label: 'When did it start?' })}
${form.textarea('note', { label: 'What did you agree, besides the questions and the programme? (optional)', hint: `${visit.host_school_name} and the visiting team can read this. For example: where to park, what to bring, who greets the team.`, rows: 5 })}
${form.end('Record the meeting', { cancel: { href: paths.prepare } })}`,
      { caption: visit.host_school_name, back: { href: paths.prepare, text: 'Prepare the visit' } },
    )
  },
)
