import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { optionalLongText } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { healthPath, programmeFor } from '../../review-groups/public.ts'
import { reminderMail } from '../emails/reminder.ts'
import { beginReminder, programmeParams } from '../paths.ts'
import { sendReminders } from '../reminder.acts.ts'
import { letterPreviews, notSent } from '../reminder.parts.ts'
import { outlooksFor } from '../reminder.queries.ts'
import { type Letter, lettersFor, longestNote, shownMark } from '../reminder.rules.ts'
import { remindQuery } from './remind.ts'

const marks = z
  .string()
  .max(100_000)
  .catch('')
  .transform((text) => text.split(' ').filter((mark) => mark !== ''))
const fields = z.object({ shown: marks, note: optionalLongText({ max: longestNote }) })

/** The last step of a reminder: every email as it will be sent, then it is sent. */
export const checkReminderPage = page(
  {
    path: '/:partnership/programmes/:programme/health/remind/check',
    allow: 'programme:manage',
    params: programmeParams,
    query: remindQuery,
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const health = healthPath(c.partnership, programme.id)
    const { thing: things, review: reviews } = c.query
    const form = c.form(fields, { initial: { note: c.query.note } })
    const note = form.value?.note ?? c.query.note
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const sent = form.value && (await sendReminders(c.db, c.actor, programme.id, { things, ...form.value }, at))
    if (sent && 'letters' in sent) return c.redirect(health, sentWords(sent.letters, sent.left_out))
    if (sent) form.refuse(sent.refused)
    const outlooks = sent?.outlooks ?? (await outlooksFor(c.db, c.actor, programme.id, { things }, c.today))
    const letters = lettersFor(outlooks)
    const mails = letters.map((letter) => ({
      name: letter.person.name,
      address: letter.person.email,
      ...reminderMail(c.actor, letter, { note, ...at }),
    }))
    const back = beginReminder(c.partnership, programme.id, { reviews, things, note })
    const view = { caption: programme.name, back: { href: back, text: 'Change what is sent' } }
    if (mails.length === 0)
      return c.view(
        'Nobody to remind now',
        html`${emptyState('What you chose was done meanwhile, or its people were reminded by a colleague.', { href: health, text: 'Health of the programme' })}${notSent(outlooks)}${ownWords(note)}`,
        view,
      )
    const shown = letters.flatMap(({ person, things }) => things.map(({ thing }) => shownMark(thing, person)))
    return c.view(
      mails.length === 1 ? 'Read the email' : `Read the ${mails.length} emails`,
      html`${letterPreviews(mails)}${notSent(outlooks)}
      <p class="govuk-body">What is done before you send it is left out.</p>
      ${form.start()}${form.hidden('shown', shown.join(' '))}${form.hidden('note', note)}${form.end(mails.length === 1 ? 'Send the email' : `Send ${mails.length} emails`, { cancel: { href: health } })}`,
      view,
    )
  },
)

/** Nothing typed is lost, also when there is nobody left to send it to. */
function ownWords(note: string) {
  return note === ''
    ? nothing
    : html`<h2 class="govuk-heading-m">Your own words</h2><p class="govuk-body app-lines">${note}</p>`
}

const mostNamed = 4

function sentWords(letters: readonly Letter[], left_out: number): string {
  const names = letters.map(({ person }) => person.name)
  const named =
    names.length <= mostNamed
      ? names
      : [...names.slice(0, mostNamed - 1), plural(names.length - mostNamed + 1, 'other person', 'others')]
  const are = letters.length === 1 ? 'is' : 'are'
  const left =
    left_out === 0
      ? ''
      : `. ${plural(left_out, 'reminder')} ${left_out === 1 ? 'was' : 'were'} left out: done meanwhile, with another day, or sent by a colleague`
  return `${plural(letters.length, 'email')} ${are} on the way, to ${sentenceList(named)}${left}`
}
