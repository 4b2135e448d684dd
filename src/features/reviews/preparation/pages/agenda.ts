/** The agenda that the pre-review meeting opens with, and its page for paper. */
import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import type { Db } from '../../../../platform/db/connect.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { pathsOf, visitDayInWords, visitLinks } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { stageOfKind } from '../../review.rules.ts'
import { putBackOnAgenda, setAsidesOf, sharedForAgenda } from '../agenda.queries.ts'
import { agendaFrom } from '../agenda.rules.ts'
import { type Visit, visitFor, whyCannotPrepare } from '../visit.queries.ts'
import { dealtWith, drawnFromWords, howFar, openItems, placed } from './agenda-parts.ts'

/** The agenda as it stands: what was shared, the items in order, and what became of each. Two queries. */
export async function agendaOf(db: Db, actor: Actor, visit: Visit, today: Temporal.PlainDate) {
  const shared = await sharedForAgenda(db, actor, visit, today)
  const asides = await setAsidesOf(db, visit.id)
  const { now, before } = shared
  const items = now ? agendaFrom({ now: now.snapshot, before: before?.snapshot }) : []
  return { ...shared, asides, items, all: placed(items, visit.questions, asides) }
}

/** What the programme calls the meeting before the visit. */
const meetingName = (visit: Visit) => stageOfKind(visit.model, 'preparation')?.name ?? 'Pre-review meeting'

const backFields = z.object({ put_back: z.string().max(200) })

export const agenda = page(
  { path: '/:partnership/reviews/:review/agenda', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    const back = c.form(backFields, { name: 'back' })
    if (back.value) {
      const saved = await putBackOnAgenda(c.db, c.actor, visit, back.value.put_back, c.now)
      if (saved.kind === 'saved') return c.redirect(paths.agenda, 'Put back on the agenda')
      if (saved.kind === 'refused') back.refuse(saved.refusal)
    }
    const { now, before, all } = await agendaOf(c.db, c.actor, visit, c.today)
    const refusal = whyCannotPrepare(visit)
    const isFull = visit.questions.length >= visit.day.question_limits.most
    const acts = refusal ? undefined : { questionFrom: paths.questionFrom, setAside: paths.setAside, isFull }
    const links = html`<p class="govuk-body app-actions app-no-print"><a class="govuk-link" href="/${c.partnership.key}/shares/${now?.share_id ?? ''}">Read the self-evaluation</a><a class="govuk-link" href="${paths.agendaPrint}">Page to print for the meeting</a></p>`
    const full = `The review has ${visit.day.question_limits.most} questions, as many as one day can answer. Remove one to make another.`
    return c.view(
      `Agenda: ${meetingName(visit).toLowerCase()}`,
      html`${visitLinks(c, visit, 'prepare')}
${refusal ? insetText({ text: `${refusal.message}.` }) : nothing}
<p class="govuk-body">${drawnFromWords(now, before, visit.host_school_name)}</p>
${now ? html`<p class="govuk-body"><strong>${howFar(all)}</strong></p>${links}` : nothing}
${acts && isFull ? insetText({ text: full }) : nothing}
${openItems(all, acts, false)}
${dealtWith(all, refusal ? undefined : back, acts)}
${now ? html`<p class="govuk-body app-no-print">${button({ text: 'Go on to the questions', href: `${paths.prepare}#questions`, classes: 'govuk-button--secondary' })}</p>` : nothing}`,
      { caption: visit.host_school_name, back: { href: paths.prepare, text: 'Prepare the visit' } },
    )
  },
)

/** The agenda on paper: everything open, nothing to press. */
export const agendaPrint = page(
  { path: '/:partnership/reviews/:review/agenda/print', allow: 'review:see', params: reviewParams },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const { now, before, all } = await agendaOf(c.db, c.actor, visit, c.today)
    return c.view(
      `${meetingName(visit)}: ${visit.host_school_name}`,
      html`<div class="app-on-paper"><p class="govuk-body">Visit: ${visitDayInWords(visit)}. ${drawnFromWords(now, before, visit.host_school_name)}</p>
${now ? html`<p class="govuk-body"><strong>${howFar(all)}</strong></p>` : nothing}
${openItems(all, undefined, true)}${dealtWith(all, undefined, undefined)}</div>
<p class="govuk-body app-no-print">Print this page from your browser: Ctrl and P, or Command and P on a Mac.</p>`,
      { back: { href: pathsOf(c, visit.id).agenda, text: 'Agenda' } },
    )
  },
)
