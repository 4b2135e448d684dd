import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { table } from '../../../../design/components/table.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { date, optionalId, optionalLongText, optionalText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { versionPath } from '../../versions/paths.ts'
import { type Ground, groundFor } from '../ground.queries.ts'
import { proposalPath } from '../paths.ts'
import { adviceList, emailShown, mustList, whoIsTold } from '../proposal.parts.ts'
import { usualLastDay } from '../proposal.rules.ts'
import { mailFor, propose, type Wanted, whyCannotPropose } from '../propose.acts.ts'
import { reasonsOf } from '../reasons.rules.ts'

const longestMessage = 2000
const fields = z.object({
  objections_until: date('Enter the last day on which schools can answer'),
  message: optionalLongText({ max: longestMessage }),
  preview: optionalId(),
  /** The button that sends; the other one only shows an email. */
  send: optionalText(),
})
type Fields = z.infer<typeof fields>

/** The last look before a version is sent to its schools: what stands against it, until when, who gets which email. */
export const proposePage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/propose',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() }),
  },
  async (c) => {
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const version = { programme_id: c.params.programme, arrangement_id: c.params.arrangement }
    const read = async () =>
      found(await groundFor(c.db, c.actor, version.programme_id, version.arrangement_id, c.today))
    const before = c.method === 'GET' ? await read() : undefined
    const form = c.form(fields, { initial: before ? initialOf(before, c.today) : {} })
    let ground = before
    if (form.value && form.value.send === 'yes') {
      const done = await propose(c.db, c.actor, version, form.value, at)
      if ('id' in done)
        return c.redirect(
          proposalPath(c.partnership, c.params.programme),
          `Proposed. ${plural(done.mails, 'email')} will be sent`,
        )
      ground = done.ground
      for (const refusal of done.refused) form.refuse(refusal)
    }
    const known = ground ?? (await read())
    const isShown = form.value !== undefined && form.value.send === ''
    if (form.value) for (const refusal of whyCannotPropose(known, form.value, c.today)) form.refuse(refusal)
    const { programme, arrangement, present } = known
    const back = versionPath(c.partnership, programme.id, arrangement.id)
    return c.view(
      present ? `Change the proposal to version ${arrangement.number}` : `Propose version ${arrangement.number}`,
      body(known, form, { back, today: c.today, preview: previewOf(known, form, c.partnership, at) }),
      {
        back: { href: back, text: `Version ${arrangement.number}` },
        caption: programme.name,
        ...(isShown && form.errors.length === 0 ? { status: 200 } : {}),
      },
    )
  },
)

const initialOf = ({ calendar, present, heads }: Ground, today: Temporal.PlainDate) => ({
  preview: heads[0]?.school_id ?? '',
  objections_until: usualLastDay(calendar, today, present?.objections_until),
  message: present?.message ?? '',
})

type Shown = { back: string; today: Temporal.PlainDate; preview: Html }

function body(ground: Ground, form: Form<Fields>, { back, today, preview }: Shown): Html {
  const { present, arrangement, obstacles, affected } = ground
  if (present?.arrangement_id === arrangement.id)
    return insetText({ text: 'This version is the one that is proposed to the schools now.' })
  if (affected.length === 0)
    return insetText({
      text: present
        ? `No school’s partners would be different from those of version ${present.arrangement_number}, which is proposed now.`
        : 'The review groups are like this already, so there is nothing to propose.',
    })
  const mend = html`Move schools in <a class="govuk-link" href="${back}">version ${arrangement.number}</a>, or make another version. Then propose that one.`
  if (obstacles.musts.length > 0)
    return html`${mustList(obstacles, mend)}${adviceList(obstacles)}${whatChanges(ground)}`
  return html`<p class="govuk-body">${summary(ground)}</p>${whatChanges(ground)}${adviceList(obstacles)}
    ${form.start()}
    ${form.date('objections_until', { legend: 'What is the last day for schools to answer?', hint: lastDayHint(ground, today) })}
    ${form.textarea('message', { label: 'Message to the schools (optional)', hint: 'It stands in each email and on each school’s page.', rows: 4, maxLength: longestMessage })}
    ${whoIsTold(ground.heads, ground.headless)}
    ${preview}
    ${form.end(ground.heads.length === 0 ? 'Propose the groups' : `Propose and send ${plural(ground.heads.length, 'email')}`, { name: 'send', cancel: { href: back } })}`
}

function summary({ present, arrangement, affected }: Ground): string {
  const count = arrangement.groups.filter(({ school_ids }) => school_ids.length > 0).length
  const schools = arrangement.groups.reduce((sum, group) => sum + group.school_ids.length, 0)
  const all = `${plural(count, 'group')} of ${plural(schools, 'school')}`
  const next =
    'Each school sees its own group, with the reasons for it, and can say that it is content or objects. No review group changes before you confirm.'
  if (present)
    return `Version ${present.arrangement_number} is proposed to the schools now. This version replaces it: ${plural(affected.length, 'school')} would have other partners than proposed before. Only ${affected.length === 1 ? 'it is' : 'they are'} told, and asked again.${affected.length < schools ? ' What other schools answered stays.' : ''}`
  return affected.length === schools
    ? `${all}. ${next}`
    : `${all}. Only ${plural(affected.length, 'school')} would have other partners than now, and only ${affected.length === 1 ? 'it is' : 'they are'} asked. ${next}`
}

/** The schools for whom something is different from before, with their partners before and after. */
function whatChanges({ affected, nameOf, arrangement }: Ground): Html {
  if (affected.every(({ before }) => before === undefined)) return nothing
  const groupOf = (id: string) => arrangement.groups.find(({ school_ids }) => school_ids.includes(id))?.name ?? ''
  const names = (ids: readonly string[]) => sentenceList(ids.map(nameOf)) || 'None'
  return scrollable(
    table({
      caption: `${plural(affected.length, 'school')} with other partners`,
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Group' }, { text: 'New partners' }, { text: 'No longer partners' }],
      rows: affected.map(({ school_id, before, after }) => [
        { text: nameOf(school_id) },
        { text: groupOf(school_id) },
        { text: names(after.filter((id) => !before?.includes(id))) },
        { text: names((before ?? []).filter((id) => !after.includes(id))) },
      ]),
    }),
    'Schools with other partners',
  )
}

function lastDayHint({ calendar, present }: Ground, today: Temporal.PlainDate): string {
  const usual = usualLastDay(calendar, today, present?.objections_until)
  const example = `${usual.day} ${usual.month} ${usual.year}`
  return present
    ? `For example, ${example}. Schools whose partners change have at least five school days.`
    : `For example, ${example}, ten school days from today.`
}

/** The email for the chosen school, or the first, with what is typed so far. */
function previewOf(
  ground: Ground,
  form: Form<Fields>,
  partnership: { key: string },
  at: { today: Temporal.PlainDate; baseUrl: string },
): Html {
  const { heads, arrangement, facts, topic, present, calendar } = ground
  const chosen = typeof form.raw.preview === 'string' ? form.raw.preview : ''
  const head = heads.find(({ school_id }) => school_id === chosen) ?? heads[0]
  if (!head) return nothing
  const wanted: Wanted = {
    objections_until: form.value?.objections_until ?? usualLastDay(calendar, at.today, present?.objections_until),
    message: typeof form.raw.message === 'string' ? form.raw.message : '',
  }
  const mail = mailFor(
    partnership,
    ground,
    head,
    reasonsOf(arrangement, facts, topic, [head.school_id]),
    wanted,
    at.baseUrl,
  )
  const schools = [...new Map(heads.map(({ school_id, school_name }) => [school_id, school_name]))]
  const choose =
    schools.length < 2
      ? nothing
      : html`${form.select('preview', { label: 'Show the email to', items: schools.map(([value, text]) => ({ value, text })), searchable: true })}`
  return html`<h2 class="govuk-heading-m">What the email says</h2>${mail ? emailShown(head, mail) : nothing}${choose}
    ${button({ text: 'Show this email', classes: 'govuk-button--secondary' })}`
}
