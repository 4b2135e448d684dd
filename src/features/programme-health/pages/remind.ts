import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { sentenceList } from '../../../lib/words.ts'
import { choices, ids, optionalLongText } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { healthPath, programmeFor } from '../../review-groups/public.ts'
import { byWhen } from '../emails/reminder.ts'
import { checkReminder, programmeParams } from '../paths.ts'
import { notSent, thingLine, whyNot } from '../reminder.parts.ts'
import { outlooksFor } from '../reminder.queries.ts'
import { isNear, longestNote, mostThings, type Outlook } from '../reminder.rules.ts'

const chosen = z
  .union([
    z.array(z.string().max(200)),
    z
      .string()
      .max(200)
      .transform((one) => [one]),
  ])
  .catch([])

/** What the address of both pages says: the reviews, the things that were chosen, and the sender's own words. */
export const remindQuery = z.object({
  review: ids('Choose a review', 0).catch([]),
  thing: chosen.default([]),
  note: z.string().max(longestNote).catch('').default(''),
})

type Entered = { things: string[]; note: string }

/** Begins a reminder: what reviews wait for, who would get an email, and the sender's own words. */
export const remindPage = page(
  {
    path: '/:partnership/programmes/:programme/health/remind',
    allow: 'programme:manage',
    params: programmeParams,
    query: remindQuery,
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const health = healthPath(c.partnership, programme.id)
    const { review: reviews, thing, note } = c.query
    const outlooks = await outlooksFor(c.db, c.actor, programme.id, { reviews }, c.today)
    const able = outlooks.filter(({ people }) => people.length > 0)
    const usual = able.filter((one) => isNear(one.thing, c.today))
    const things = thing.length > 0 ? thing : (usual.length > 0 ? usual : able).map((one) => one.thing.id)
    const fields = z.object({
      things: choices(
        'Choose at least one thing',
        able.map((one) => one.thing.id),
      ).refine((all) => all.length <= mostThings, `Choose ${mostThings} or fewer at once`),
      note: optionalLongText({ max: longestNote }),
    })
    const form = c.form(fields, { initial: { things, note } })
    if (form.value) return c.redirect(checkReminder(c.partnership, programme.id, { reviews, ...form.value }))
    const view = { caption: programme.name, back: { href: health, text: 'Health of the programme' } }
    if (able.length === 0 && !form.sent)
      return c.view(
        'Nobody to remind now',
        html`${emptyState(
          reviews.length === 0
            ? 'No review was chosen. Tick the reviews that somebody should be reminded of.'
            : 'Nothing in what you chose waits for somebody who can be reminded now.',
          { href: health, text: 'Choose reviews' },
        )}${notSent(outlooks)}`,
        view,
      )
    return c.view(
      'Send a reminder',
      html`<p class="govuk-body">Each person gets one email with everything that waits for them. You read every email before it is sent.</p>
      ${form.start()}${questions(form, able, c.today)}${form.end('Read the emails', { cancel: { href: health } })}${notSent(outlooks)}`,
      view,
    )
  },
)

function questions(form: Form<Entered>, able: readonly Outlook[], today: Temporal.PlainDate) {
  const ticks =
    able.length === 0
      ? nothing
      : form.checkboxes('things', {
          legend: 'What should people be reminded of?',
          items: able.map((outlook) => ({
            value: outlook.thing.id,
            text: thingLine(outlook),
            hint: [
              `Goes to ${sentenceList(outlook.people.map(({ name }) => name))}.`,
              byWhen(outlook.thing, today),
              ...whyNot(outlook),
            ]
              .filter((text) => text !== '')
              .join(' '),
          })),
        })
  return html`${ticks}${form.textarea('note', {
    label: 'Your own words (optional)',
    hint: 'They stand in each email after what is asked. Everybody whom you remind reads them.',
    rows: 4,
    maxLength: longestNote,
  })}`
}
