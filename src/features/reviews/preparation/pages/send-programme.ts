/** Sending the programme to everyone's calendar: who gets what, before it is sent; and taking it out again. */
import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayAndTime, plural, sentenceList } from '../../../../lib/words.ts'
import { optionalLongText } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf, visitDayInWords } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import {
  type CalendarState,
  changeInWords,
  programmeToSend,
  sendProgramme,
  withdrawProgramme,
} from '../sent-programme.acts.ts'
import { sentOf } from '../sent-programme.queries.ts'
import { inOneLine, signOf } from '../sent-programme.rules.ts'
import { type Visit, visitFor, whyCannotPrepare } from '../visit.queries.ts'

const fields = z.object({ shown: z.string().max(100), message: optionalLongText({ max: 1000 }) })

/** Shows each person's changes, and sends them. */
export const sendProgrammePage = page(
  { path: '/:partnership/reviews/:review/visit-programme/send', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const toSend = await programmeToSend(c.db, visit, c.today)
    const shown = signOf(toSend.changes)
    const form = c.form(fields)
    if (form.value) {
      const at = { now: c.now, baseUrl: c.services.baseUrl }
      const result = await sendProgramme(c.db, c.actor, visit, form.value, at)
      if (!('refused' in result))
        return c.redirect(
          paths.programme,
          `Sent to ${plural(result.people, 'person')}. It reaches their calendars within minutes`,
        )
      form.refuse(result.refused)
    }
    const { refusal, changes } = toSend
    const body = refusal
      ? insetText({ text: `${refusal.message}.` })
      : changes.length === 0
        ? emptyState(
            toSend.sent.some((one) => !one.withdrawn)
              ? 'Everybody’s calendar has the programme as it stands. When it changes, send it again from here.'
              : 'There is nothing to send: nobody of the two teams has an activity yet.',
            { href: paths.programme, text: 'Back to the programme' },
          )
        : html`<p class="govuk-body">Each person gets one email with their own activities of ${visitDayInWords(visit)} for their calendar. Those who subscribed to their calendar address get them there too. The questions stay in Schoolfellow.</p>
${whoGetsWhat(visit, toSend)}
${form.start()}${form.hidden('shown', shown)}${form.textarea('message', { label: 'A word to everyone (optional)', hint: 'For example: where to park, who greets the team.', rows: 3, maxLength: 1000 })}
${form.end(`Send to ${plural(peopleIn(toSend).length, 'person')}`, { cancel: { href: paths.programme } })}`
    return c.view('Send the programme', body, {
      caption: visit.host_school_name,
      back: { href: paths.programme, text: 'Visit programme' },
    })
  },
)

const peopleIn = ({ changes }: CalendarState) => [...new Set(changes.map(({ event }) => event.person_id))]

function whoGetsWhat(visit: Visit, { sent, wanted, changes }: CalendarState): Html {
  const had = (id: string) => sent.some((one) => one.person_id === id && !one.withdrawn)
  const sections = visit.members
    .filter((member) => changes.some(({ event }) => event.person_id === member.person_id))
    .map((member) => {
      const own = changes.filter(({ event }) => event.person_id === member.person_id)
      const stands = wanted.filter((one) => one.person_id === member.person_id)
      const isFirst = !had(member.person_id)
      const items = isFirst ? stands.map((one) => inOneLine(one, visit)) : own.map((one) => changeInWords(one, visit))
      const about = isFirst
        ? plural(own.length, 'activity')
        : `${plural(own.length, 'change')}; ${plural(stands.length, 'activity')} in all`
      return html`<h2 class="govuk-heading-s">${member.name}: ${about}</h2><ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
    })
  const waiting = visit.members.filter((one) => one.state === 'invited').map((one) => one.name)
  const idle = visit.members
    .filter((one) => one.state === 'on-team' && !wanted.some((own) => own.person_id === one.person_id))
    .map((one) => one.name)
  return html`${sections}
${waiting.length > 0 ? html`<p class="govuk-body">${sentenceList(waiting)} ${waiting.length === 1 ? 'has' : 'have'} not answered the invitation and ${waiting.length === 1 ? 'gets' : 'get'} nothing yet. Send again when they are on the team.</p>` : nothing}
${idle.length > 0 ? html`<p class="govuk-body">${sentenceList(idle)} ${idle.length === 1 ? 'has' : 'have'} no activity of their own.</p>` : nothing}`
}

const withdrawFields = z.object({ message: optionalLongText({ max: 1000 }) })

/** Takes the programme out of calendars; it stays here to be changed and sent again. */
export const withdrawProgrammePage = page(
  { path: '/:partnership/reviews/:review/visit-programme/withdraw', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const sent = (await sentOf(c.db, visit.id)).filter((one) => !one.withdrawn)
    const form = c.form(withdrawFields)
    if (form.value) {
      const at = { now: c.now, baseUrl: c.services.baseUrl }
      const result = await withdrawProgramme(c.db, c.actor, visit, form.value.message, at)
      if (!('refused' in result)) return c.redirect(paths.programme, 'Taken out of everybody’s calendar')
      form.refuse(result.refused)
    }
    const names = visit.members.filter((one) => sent.some((own) => own.person_id === one.person_id))
    const body =
      sent.length === 0
        ? emptyState('The programme is in nobody’s calendar.', { href: paths.programme, text: 'Back to the programme' })
        : html`<p class="govuk-body">${sentenceList(names.map((one) => one.name))} ${names.length === 1 ? 'gets' : 'each get'} an email, and their activities leave their calendars. The visit itself stays in them, and the programme stays here to be changed and sent again.</p>
${form.start()}${form.textarea('message', { label: 'Why? (optional)', hint: 'The email says it.', rows: 3, maxLength: 1000 })}
${form.end('Take it out of calendars', { tone: 'warning', cancel: { href: paths.programme } })}`
    return c.view('Take the programme out of calendars', body, {
      caption: visit.host_school_name,
      back: { href: paths.programme, text: 'Visit programme' },
    })
  },
)

/** Whether calendars have the programme, and the way to send it. */
export function calendarLine(toSend: CalendarState, paths: { send: string; withdraw: string }): Html {
  const stands = toSend.sent.filter((one) => !one.withdrawn)
  const [last] = toSend.sent.toSorted((a, b) => Temporal.Instant.compare(b.sent_at, a.sent_at))
  const count = peopleIn(toSend).length
  const link = (text: string) => html`<a class="govuk-link" href="${paths.send}">${text}</a>`
  if (stands.length === 0 || !last)
    return html`<p class="govuk-body">The programme is in nobody’s calendar yet. ${link('See who gets what, and send it')}</p>`
  const state =
    toSend.changes.length === 0
      ? html`Everybody’s calendar has it as it stands.`
      : html`<strong>It has changed since for ${plural(count, 'person')}.</strong> ${link('See the changes, and send them')}`
  return html`<p class="govuk-body">Sent to calendars by ${last.sent_by_name} on ${dayAndTime(last.sent_at)}. ${state} <a class="govuk-link" href="${paths.withdraw}">Take it out of calendars</a></p>`
}
