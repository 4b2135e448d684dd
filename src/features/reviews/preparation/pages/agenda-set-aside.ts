/** Setting a judgement on the agenda aside, with the reason. */
import { z } from 'zod'
import { longText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { reviewParams } from '../../paths.ts'
import { setAside } from '../agenda.queries.ts'
import { visitFor, whyCannotPrepare } from '../visit.queries.ts'
import { agendaOf } from './agenda.ts'
import { aboutItem } from './agenda-parts.ts'

const fields = z.object({ reason: longText('Enter why it needs no question', { max: 500 }) })

export const setAsideOnAgenda = page(
  {
    path: '/:partnership/reviews/:review/agenda/:statement/set-aside',
    allow: 'review:see',
    params: reviewParams.extend({ statement: z.string() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    const paths = pathsOf(c, visit.id)
    if (whyCannotPrepare(visit)) return c.forbidden()
    const { items, asides } = await agendaOf(c.db, c.actor, visit, c.today)
    const item = found(items.find((one) => one.statement_key === c.params.statement))
    const before = asides.find((one) => one.statement_key === item.statement_key)
    const form = c.form(fields, { initial: { reason: before?.reason ?? '' }, version: before?.version ?? 0 })
    if (form.value) {
      const wanted = { statement_key: item.statement_key, reason: form.value.reason }
      const saved = await setAside(c.db, c.actor, visit, wanted, form.sentVersion ?? before?.version ?? 0, c.now)
      if (saved.kind === 'saved')
        return c.redirect(paths.agenda, 'Set aside. You can put it back at the end of the agenda')
      if (saved.kind === 'conflict')
        return c.conflict(form, { ...saved, labels: { reason: 'Why it needs no question' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Set a judgement aside',
      html`<h2 class="govuk-heading-s">${item.statement}</h2>${aboutItem(item)}
${form.start()}${form.textarea('reason', { label: 'Why does it need no question?', hint: `${visit.host_school_name} and the visiting team can read this. For example: we talked about it, and the school is working on it already.`, rows: 3, maxLength: 500 })}
${form.end('Set it aside', { cancel: { href: paths.agenda } })}`,
      { caption: visit.host_school_name, back: { href: paths.agenda, text: 'Agenda' } },
    )
  },
)
