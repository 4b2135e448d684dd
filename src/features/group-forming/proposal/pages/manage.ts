import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { addSchoolDays } from '../../../../lib/school-days.ts'
import { dayAndDate, plural } from '../../../../lib/words.ts'
import { date, longText } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { calendarFor, headsOf, programmeFor } from '../../../review-groups/public.ts'
import { laterDayMail, reminderMail, withdrawnMail } from '../emails/told.ts'
import { extendProposal, remindOfProposal, toRemind, withdrawProposal } from '../manage.acts.ts'
import { proposalPath } from '../paths.ts'
import { emailShown, whoIsTold } from '../proposal.parts.ts'
import { proposalFor, schoolsOfProposal } from '../proposal.queries.ts'
import { stateOf, whyCannotRemind } from '../proposal.rules.ts'

const params = z.object({ partnership: z.string(), programme: z.uuid() })
const closed = insetText({ text: 'There is no open proposal, so there is nothing to change.' })
const isOpen = (proposal: Parameters<typeof stateOf>[0], today: Temporal.PlainDate) =>
  ['open', 'over'].includes(stateOf(proposal, today))

/** Reminds the heads of schools that have not answered, after showing what they get. */
export const remindOfProposalPage = page(
  { path: '/:partnership/programmes/:programme/forming/proposal/remind', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const back = proposalPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'The proposed groups' }, caption: programme.name }
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const form = c.form(z.object({}))
    if (form.value) {
      const done = await remindOfProposal(c.db, c.actor, programme, at)
      if ('mails' in done) return c.redirect(back, `${plural(done.mails, 'reminder')} will be sent`)
      form.refuse(done.refused)
    }
    const title = 'Remind schools of the proposed groups'
    const refusal = whyCannotRemind(proposal, c.now, c.today)
    if (refusal) return c.view(title, insetText({ text: `${refusal.message}.` }), view)
    const { heads, headless } = await toRemind(c.db, c.actor, proposal)
    const [first] = heads
    if (!first)
      return c.view(
        title,
        html`<p class="govuk-body">Nobody is left to remind.</p>${headless.length > 0 ? whoIsTold(heads, headless) : nothing}`,
        view,
      )
    const about = { programme, partnership: c.partnership, baseUrl: at.baseUrl }
    return c.view(
      title,
      html`<p class="govuk-body">The heads of schools that have not answered get an email.</p>${whoIsTold(heads, headless)}
      <h2 class="govuk-heading-m">What the email says</h2>${emailShown(first, reminderMail(first, about, proposal.objections_until))}
      ${form.start()}${form.end(`Send ${plural(heads.length, 'reminder')}`, { cancel: { href: back } })}`,
      view,
    )
  },
)

/** Gives all schools more time to answer, and tells them. */
export const laterDayPage = page(
  { path: '/:partnership/programmes/:programme/forming/proposal/last-day', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const back = proposalPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'The proposed groups' }, caption: programme.name }
    const title = 'Give schools more time to answer'
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const form = c.form(z.object({ objections_until: date('Enter the new last day') }))
    if (form.value) {
      const done = await extendProposal(c.db, c.actor, programme, form.value.objections_until, at)
      if ('mails' in done) return c.redirect(back, `Last day changed. ${plural(done.mails, 'email')} will be sent`)
      form.refuse(done.refused)
    }
    if (!isOpen(proposal, c.today)) return c.view(title, closed, view)
    const heads = await headsOf(c.db, c.actor, proposal.asked_school_ids)
    const present = proposal.objections_until
    const from = Temporal.PlainDate.compare(present, c.today) > 0 ? present : c.today
    const later = addSchoolDays(await calendarFor(c.db, c.actor), from, 5)
    const about = { programme, partnership: c.partnership, baseUrl: at.baseUrl }
    const [first] = heads
    return c.view(
      title,
      html`<p class="govuk-body">The last day ${isPast(present, c.today) ? 'was' : 'is'} ${dayAndDate(present)}. Answers that schools gave stay, and all schools are told of the new day.</p>
      ${form.start()}${form.date('objections_until', { legend: 'What is the new last day?', hint: `For example, ${later.day} ${later.month} ${later.year}, five school days later.` })}
      ${first ? html`<h2 class="govuk-heading-m">What the email says</h2>${emailShown(first, laterDayMail(first, about, later))}<p class="govuk-body">It names the day that you enter.</p>` : nothing}
      ${form.end(`Change the day and send ${plural(heads.length, 'email')}`, { cancel: { href: back } })}`,
      view,
    )
  },
)

const isPast = (day: Temporal.PlainDate, today: Temporal.PlainDate) => Temporal.PlainDate.compare(day, today) < 0

/** Takes a proposal back, with a reason that all schools get. */
export const withdrawProposalPage = page(
  { path: '/:partnership/programmes/:programme/forming/proposal/withdraw', allow: 'programme:manage', params },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const back = proposalPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'The proposed groups' }, caption: programme.name }
    const title = 'Withdraw the proposal'
    const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
    const form = c.form(
      z.object({ reason: longText('Say why you withdraw the proposal. Schools get your words', { max: 2000 }) }),
    )
    if (form.value) {
      const done = await withdrawProposal(c.db, c.actor, programme, form.value.reason, at)
      if ('mails' in done) return c.redirect(back, `Proposal withdrawn. ${plural(done.mails, 'email')} will be sent`)
      form.refuse(done.refused)
    }
    if (!isOpen(proposal, c.today)) return c.view(title, closed, view)
    const heads = await headsOf(c.db, c.actor, proposal.asked_school_ids)
    const answers = (await schoolsOfProposal(c.db, c.actor, proposal)).filter(({ answer }) => answer !== null)
    const about = { programme, partnership: c.partnership, baseUrl: at.baseUrl }
    const [first] = heads
    const said = typeof form.raw.reason === 'string' ? form.raw.reason : ''
    const lost =
      answers.length === 0
        ? ''
        : `${plural(answers.length, 'school has', 'schools have')} answered; a new proposal asks ${answers.length === 1 ? 'it' : 'them'} again. `
    return c.view(
      title,
      html`<p class="govuk-body">Schools can no longer answer, and no review group changes. ${lost}This cannot be undone, but you can propose this or another version again.</p>
      ${form.start()}${form.textarea('reason', { label: 'Why do you withdraw it?', hint: 'All schools that were asked get these words by email.', rows: 5, maxLength: 2000 })}
      ${first ? html`<h2 class="govuk-heading-m">What the email says</h2>${emailShown(first, withdrawnMail(first, about, said === '' ? 'Your reason stands here.' : said))}` : nothing}
      ${form.end(`Withdraw and send ${plural(heads.length, 'email')}`, { tone: 'warning', cancel: { href: back } })}`,
      view,
    )
  },
)
