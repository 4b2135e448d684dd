/** The challenge of the Inclusion Leader of Education to a finding. */
import { z } from 'zod'
import { longText } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { challengeFinding } from '../challenge.queries.ts'
import { findingsOf } from '../finding.queries.ts'

const fields = z.object({ challenge: longText('Enter what the team should look at again, and why', { max: 4000 }) })

export const findingChallenge = page(
  {
    path: '/:partnership/reviews/:review/findings/:finding/challenge',
    allow: 'review:see',
    params: reviewParams.extend({ finding: z.uuid() }),
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (!partMay(visit.part, 'challenge') || isWrittenUp(visit)) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const finding = found((await findingsOf(c.db, visit.id)).find((one) => one.id === c.params.finding))
    const form = c.form(fields, { initial: { challenge: finding.challenge }, version: finding.challenge_version })
    if (form.value) {
      const { challenge } = form.value
      const saved = await challengeFinding(c.db, c.actor, visit, finding.id, challenge, c.now, form.sentVersion)
      if (saved.kind === 'saved') return c.redirect(`${paths.findings}#finding-${finding.id}`, 'Challenge recorded')
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { challenge: 'The challenge' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Challenge a finding',
      html`<h2 class="govuk-heading-m">${finding.title}</h2>
${finding.text === '' ? nothing : html`<p class="govuk-body app-kept-lines">${finding.text}</p>`}
${form.start()}${form.textarea('challenge', { label: 'What should the team look at again, and why?', hint: 'It stands beside the finding with your name. The team decides what to make of it. The finding itself stays the team’s.', rows: 6, maxLength: 4000 })}${form.end('Record the challenge', { cancel: { href: paths.findings } })}`,
      { caption: visit.host_school_name, back: { href: paths.findings, text: 'Findings' } },
    )
  },
)
