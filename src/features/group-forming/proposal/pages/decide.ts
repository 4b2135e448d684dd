import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayAndTime } from '../../../../lib/words.ts'
import { choice, optionalLongText } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor } from '../../../review-groups/public.ts'
import { whyPath } from '../../by-hand/paths.ts'
import { versionPath } from '../../versions/paths.ts'
import { decideObjection, schoolIn } from '../answer.acts.ts'
import { proposalPath } from '../paths.ts'
import { proposalFor } from '../proposal.queries.ts'

const longestReply = 4000
const fields = z
  .object({
    decision: choice('Choose what you decide', ['stays', 'changed']),
    because: optionalLongText({ max: longestReply }),
    reply: optionalLongText({ max: longestReply }),
  })
  .refine(({ decision, because }) => decision !== 'stays' || because !== '', {
    path: ['because'],
    message: 'Say why the school stays. It gets your words by email',
  })

/** An officer decides about one objection; the school gets the reply. */
export const decideObjectionPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/proposal/schools/:school',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const school = found(await schoolIn(c.db, c.actor, proposal, c.params.school))
    const back = proposalPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'The proposed groups' }, caption: programme.name }
    const title = `The objection of ${school.school_name}`
    if (school.answer !== 'objects' && c.method === 'GET')
      return c.view(title, insetText({ text: 'This school does not object.' }), view)
    const form = c.form(fields, {
      initial: school.decision
        ? { decision: school.decision, [school.decision === 'stays' ? 'because' : 'reply']: school.reply }
        : school.is_current
          ? {}
          : { decision: 'changed' },
      version: school.version,
    })
    if (form.value) {
      const { decision, because, reply } = form.value
      const decided = { decision, reply: decision === 'stays' ? because : reply }
      const objection = { school_id: school.school_id, version: form.sentVersion ?? school.version }
      const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
      const done = await decideObjection(c.db, c.actor, programme, objection, decided, at)
      if ('mails' in done)
        return c.redirect(
          back,
          done.mails > 0
            ? `Decided. ${school.school_name} gets your reply by email`
            : `Decided. No headteacher is known at ${school.school_name}, so tell the school yourself`,
        )
      form.refuse(done.refused)
    }
    const why = whyPath(versionPath(c.partnership, programme.id, proposal.arrangement_id), school.school_id)
    return c.view(
      title,
      html`<h2 class="govuk-heading-m">What the school says about ${school.group_name}</h2>
      <div class="govuk-inset-text"><p class="app-kept-lines">${school.reason}</p><p class="govuk-hint">${school.answered_by_name}${school.answered_at ? `, ${dayAndTime(school.answered_at)}` : ''}</p></div>
      ${school.is_current ? html`<p class="govuk-body"><a class="govuk-link" href="${why}">Why it is there, and where else it could go</a>. To change its group, move it there, then propose the new version. Come back here when you have.</p>` : html`<p class="govuk-body">The school’s group has changed since it objected, and it was asked again.</p>`}
      ${form.start()}
      ${form.radios('decision', {
        legend: 'What do you decide?',
        items: [
          {
            value: 'stays',
            text: 'The school stays in this group, because …',
            conditional: form.textarea('because', {
              label: 'Why does it stay?',
              hint: 'The school’s head gets these words by email, with the objection.',
              rows: 5,
              maxLength: longestReply,
            }),
          },
          {
            value: 'changed',
            text: 'The group was changed',
            hint: 'Only after a changed version was proposed.',
            conditional: form.textarea('reply', {
              label: 'Anything to add? (optional)',
              hint: 'The school’s head gets these words by email, with the objection.',
              rows: 5,
              maxLength: longestReply,
            }),
          },
        ],
      })}
      ${form.end('Decide and send the reply', { cancel: { href: back } })}`,
      view,
    )
  },
)
