/** The host school shows its agreed report to others: by name, for a purpose, until a day; and sees who opened it. */
import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { summaryList } from '../../../../design/components/summary-list.ts'
import { dayAndTime, longDate, plural, sentenceList } from '../../../../lib/words.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { choices, date, longText } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import {
  mayShare,
  type Opening,
  openingsOf,
  type Recipient,
  readerInSentence,
  readersOf,
  type Share,
  shareMail,
  shareSnapshot,
  shareStatus,
  sharesOf,
  takeSnapshot,
  whyCannotShare,
} from '../../../sharing/public.ts'
import { prose } from '../../document-view.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { reportOf } from '../report.ts'
import { type WriteUp, writeUpFor } from '../summary.queries.ts'
import { writeUpStage } from '../summary.rules.ts'

const subjectOf = (writeUp: WriteUp) => ({ kind: 'review-report', id: writeUp.id }) as const

/** An agreed report, for somebody who decides with whom it is shared. */
async function reportToShare(c: { db: Db; actor: Actor; params: { review: string } }): Promise<WriteUp> {
  const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
  const isTheirs = mayShare(c.actor, 'review-report', writeUp.host_school_id) && writeUpStage(writeUp) === 'agreed'
  return found(isTheirs ? writeUp : undefined)
}

type Choice = { value: string; text: string; hint?: string; recipient: Recipient }

function possibleReaders(writeUp: WriteUp): Choice[] {
  const schools = writeUp.group_schools.filter((school) => school.id !== writeUp.host_school_id)
  return [
    ...schools.map(
      (school): Choice => ({
        value: `school:${school.id}`,
        text: school.name,
        recipient: { kind: 'school', school_id: school.id },
      }),
    ),
    {
      value: 'officers',
      text: 'The partnership’s lead and officers',
      hint: 'They never see it otherwise',
      recipient: { kind: 'officers' },
    },
  ]
}

/** The same reader, marked when they can open a copy already. */
function withPresent(reader: Choice, shares: readonly Share[], today: Temporal.PlainDate): Choice {
  const { recipient } = reader
  const present = shares.find(
    (share) =>
      shareStatus(share, today) === 'active' &&
      (recipient.kind === 'school'
        ? share.with_school_id === recipient.school_id
        : share.with_school_id === null && share.with_person_id === null),
  )
  return present ? { ...reader, hint: `Can open it already, until ${longDate(present.until_on)}` } : reader
}

const query = z.object({
  with: z
    .union([z.array(z.string()), z.string()])
    .optional()
    .catch(undefined),
  purpose: z.string().max(500).optional().catch(undefined),
  until: z.string().optional().catch(undefined),
})

/** With whom the report is shared now, and with whom it should be. */
export const shareReportPage = page(
  { path: '/:partnership/reviews/:review/report/share', allow: 'review:share', params: reviewParams, query },
  async (c) => {
    const writeUp = await reportToShare(c)
    const shares = await sharesOf(c.db, c.actor, subjectOf(writeUp))
    const readers = possibleReaders(writeUp).map((reader) => withPresent(reader, shares, c.today))
    const base = reviewPath(c.partnership, writeUp.id)
    const fields = z.object({
      with: choices(
        'Choose with whom',
        readers.map((reader) => reader.value),
        0,
      ),
      purpose: longText('Enter what they may use it for', { max: 500 }),
      until: date('Enter the last day on which they can open it'),
    })
    const until = dayFrom(c.query.until) ?? c.today.add({ months: 6 })
    const form = c.form(fields, {
      initial: { with: [c.query.with ?? []].flat(), purpose: c.query.purpose ?? '', until },
    })
    if (form.value) {
      const { purpose, until: until_on } = form.value
      const recipients = recipientsOf(readers, form.value.with)
      const refusal = whyCannotShare({ recipients, purpose, until_on }, writeUp.host_school_id, c.today)
      if (!refusal) {
        const chosen = form.value.with.map((value) => ['with', value])
        const asked = new URLSearchParams([...chosen, ['purpose', purpose], ['until', until_on.toString()]])
        return c.redirect(`${base}/report/share/check?${asked}`)
      }
      form.refuse(refusal)
    }
    const openings = Map.groupBy(await openingsOf(c.db, c.actor, subjectOf(writeUp)), (opening) => opening.share_id)
    const item = (share: Share) => shareItem(share, openings.get(share.id) ?? [], `/${c.partnership.key}`, c.today)
    return c.view(
      'Share the report',
      html`<h2 class="govuk-heading-m">Who can open it</h2>
${shares.length === 0 ? emptyState('Nobody outside your school and the visiting team can read the report.') : html`<ul class="app-tasks">${shares.map(item)}</ul>`}
<h2 class="govuk-heading-m">${shares.length === 0 ? 'Share it' : 'Share it with somebody else'}</h2>
<p class="govuk-body">They see the report as it is now, frozen. You can take it back at any time, and you see who opened it.</p>
${form.start({ action: `${base}/report/share` })}
${form.checkboxes('with', { legend: 'With whom?', hint: 'The schools are those of your review group: their headteachers, senior leaders, SENCOs and governors can open it', items: readers.map(({ value, text, hint }) => ({ value, text, ...(hint ? { hint } : {}) })) })}
${form.textarea('purpose', { label: 'What may they use it for?', hint: 'They read this when they open it. For example: to prepare the visit to their own school', rows: 2 })}
${form.date('until', { legend: 'Until when?', hint: 'The last day on which they can open it, at most 18 months from now' })}
${form.end('Check before you share', { cancel: { href: base } })}`,
      { caption: writeUp.host_school_name, back: { href: base, text: 'The review' } },
    )
  },
)

function recipientsOf(readers: readonly Choice[], values: readonly string[]): Recipient[] {
  return readers.filter((reader) => values.includes(reader.value)).map((reader) => reader.recipient)
}

function dayFrom(text: string | undefined): Temporal.PlainDate | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}

function shareItem(share: Share, openings: readonly Opening[], base: string, today: Temporal.PlainDate): Html {
  const status = shareStatus(share, today)
  const opened =
    openings.length === 0
      ? html`<p class="app-tasks__note">Not opened yet</p>`
      : html`<p class="app-tasks__note">Opened by ${sentenceList(openings.map((opening) => `${opening.name} (${dayAndTime(opening.opened_at)})`))}</p>`
  const takeBack =
    status === 'active'
      ? html`<a class="govuk-link" href="${base}/shares/${share.id}/revoke">Take back<span class="govuk-visually-hidden"> from ${readerInSentence(share.with_name)}</span></a>`
      : nothing
  const tags = {
    active: statusTag('Open', 'done'),
    revoked: statusTag('Taken back', 'neutral'),
    expired: statusTag('Ended', 'neutral'),
  }
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${share.with_name}</strong><p class="app-tasks__about app-kept-lines">${share.purpose}</p>${opened}<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/shares/${share.id}">See what they see<span class="govuk-visually-hidden">: ${share.with_name}</span></a> ${takeBack}</p></div><div class="app-tasks__when"><p class="app-tasks__day">Until ${longDate(share.until_on)}</p>${tags[status]}</div></li>`
}

/** Who will see what until when, and what the email says. Nothing has happened yet. */
export const checkReportSharePage = page(
  { path: '/:partnership/reviews/:review/report/share/check', allow: 'review:share', params: reviewParams, query },
  async (c) => {
    const writeUp = await reportToShare(c)
    const base = `${reviewPath(c.partnership, writeUp.id)}/report/share`
    const change = `${base}${c.path.includes('?') ? c.path.slice(c.path.indexOf('?')) : ''}`
    const readers = possibleReaders(writeUp)
    const values = [c.query.with ?? []].flat()
    const wanted = {
      recipients: recipientsOf(readers, values),
      purpose: c.query.purpose ?? '',
      until_on: dayFrom(c.query.until) ?? c.today,
    }
    if (whyCannotShare(wanted, writeUp.host_school_id, c.today)) return c.redirect(change)
    const form = c.form(z.object({}))
    if (form.value) {
      const subject = subjectOf(writeUp)
      const frozen = { school_id: writeUp.host_school_id, subject, content: reportOf(writeUp) }
      const snapshot = await takeSnapshot(c.db, c.actor, frozen, c.now)
      const shared = await shareSnapshot(c.db, c.actor, snapshot, wanted, c.services, c.now)
      if (!shared.refusal) return c.redirect(base, 'The report is shared')
      form.refuse(shared.refusal)
    }
    const told = (await readersOf(c.db, wanted.recipients)).flat()
    const names = readers.filter((reader) => values.includes(reader.value)).map((reader) => reader.text)
    return c.view(
      'Check before you share',
      html`${summaryList({
        rows: [
          changeable('With', html`${sentenceList(names)}`, change),
          changeable('For', prose(wanted.purpose), change),
          changeable('Until', html`The end of ${longDate(wanted.until_on)}`, change),
        ],
      })}
<h2 class="govuk-heading-m">What they will see</h2>
<p class="govuk-body">The whole report as it is now: its text, ${plural(writeUp.findings.length, 'finding')} with where each comes from, the team, and your ${plural(writeUp.steps.length, 'next step')} with owners and dates. They see no notes, no comments and nothing about how the next steps are going.</p>
<h2 class="govuk-heading-m">Who is told</h2>
${told.length === 0 ? html`<p class="govuk-body">Nobody there has an account yet, so nobody is told. Whoever joins until then can open it.</p>` : html`<p class="govuk-body">${sentenceList(told.map((reader) => reader.name))} ${told.length === 1 ? 'gets' : 'get'} an email with a link and nothing of the report.</p>${mailPreview(writeUp, wanted, told[0], c.actor)}`}
${insetText({ text: 'You can take it back at any time; it then closes at once. Nobody can unsee what they have read, or give back what they have downloaded.' })}
${form.start({ action: c.path })}${form.end('Share it now', { cancel: { href: base } })}`,
      { caption: writeUp.host_school_name, back: { href: change } },
    )
  },
)

function changeable(key: string, value: Html, href: string) {
  return {
    key: { text: key },
    value: { html: value },
    actions: { items: [{ href, text: 'Change', visuallyHiddenText: key.toLowerCase() }] },
  }
}

function mailPreview(
  writeUp: WriteUp,
  wanted: { purpose: string; until_on: Temporal.PlainDate },
  reader: { name: string; with_name: string } | undefined,
  actor: Actor,
): Html {
  if (!reader) return nothing
  const about = { school_name: writeUp.host_school_name, subject_kind: 'review-report' as const, ...wanted }
  const mail = shareMail(about, reader, actor, '(the link)')
  return details({
    summaryText: 'What the email says',
    html: html`<p class="govuk-body"><strong>${mail.subject}</strong></p><p class="govuk-body app-kept-lines">${mail.text}</p>`,
  })
}
