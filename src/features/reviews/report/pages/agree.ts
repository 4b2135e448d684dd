import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { plural } from '../../../../lib/words.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { agreeAsTeam, waitedFor } from '../agreement.queries.ts'
import { whyTeamCannotAgree } from '../agreement.rules.ts'
import { agreedMail, draftMail, hostAgreedMail } from '../emails/write-up.ts'
import { agreeAsHost, agreementFacts, draftFacts, sendDraft, writeUpFor } from '../summary.queries.ts'
import { whyCannotSend, whyHostCannotAgree, writeUpStage } from '../summary.rules.ts'

const nothingAsked = z.object({})

/** Says what happens when the draft is sent, then sends it. */
export const sendDraftPage = page(
  { path: '/:partnership/reviews/:review/write-up/send', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'send-draft')) c.forbidden()
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const form = c.form(nothingAsked)
    const refusal = form.value
      ? await sendDraft(c.db, c.actor, writeUp.id, c.now, c.today)
      : whyCannotSend(writeUp.part, writeUp, draftFacts(writeUp, c.today))
    if (refusal) return c.redirect(back, { text: refusal.message, tone: 'notice' })
    if (form.value) {
      await draftMail(c.db, writeUp, { link: `${c.services.baseUrl}${back}`, partnership: c.partnership })
      return c.redirect(back, `The draft is with ${writeUp.host_school_name}`)
    }
    const strengths = writeUp.findings.filter((finding) => finding.kind === 'strength').length
    return c.view(
      'Send the draft to the school',
      html`<p class="govuk-body">The draft has ${plural(strengths, 'strength')} and ${plural(writeUp.findings.length - strengths, 'area')} to develop.</p>
<ul class="govuk-list govuk-list--bullet"><li>${writeUp.host_school_name}’s team can read the summary and the findings, and where each comes from. It does not see your notes.</li><li>It can comment on every part. You answer each comment, and can still change the text until the school agrees.</li><li>Findings can no longer be added or taken out, and notes can no longer be written.</li><li>The school gets an email with a link, and nothing of the report in it.</li></ul>
${form.start()}${form.end('Send the draft', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

/** The host, then the lead reviewer when the whole team has, agrees the report. */
export const agreePage = page(
  { path: '/:partnership/reviews/:review/write-up/agree', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    if (!partMay(writeUp.part, 'agree-as-host') && !partMay(writeUp.part, 'agree-as-team')) c.forbidden()
    const asHost = writeUpStage(writeUp) === 'with-host'
    const form = c.form(nothingAsked)
    const refusal = form.value
      ? await (asHost ? agreeAsHost : agreeAsTeam)(c.db, c.actor, writeUp.id, c.now)
      : asHost
        ? whyHostCannotAgree(writeUp.part, writeUp, agreementFacts(writeUp))
        : whyTeamCannotAgree(writeUp.part, writeUp, waitedFor(writeUp, c.actor.person_id))
    if (refusal) return c.redirect(back, { text: refusal.message, tone: 'notice' })
    const mail = { link: `${c.services.baseUrl}${back}`, partnership: c.partnership }
    if (form.value && asHost) {
      await hostAgreedMail(c.db, writeUp, waitedFor(writeUp, ''), mail)
      return c.redirect(back, 'You have agreed the report. The visiting team agrees it next.')
    }
    if (form.value) {
      await agreedMail(c.db, writeUp, mail)
      return c.redirect(back, `The report is agreed and belongs to ${writeUp.host_school_name}`)
    }
    return c.view(
      asHost ? 'Agree the report' : 'Agree the report for the team',
      html`${insetText({ text: asHost ? 'After you agree, the text of the report stands as it is. Your next steps can still change, and you write down how they are going.' : `After you agree, the report belongs to ${writeUp.host_school_name}, which alone decides who else reads it.` })}
<p class="govuk-body">${asHost ? 'You agree that the report is fair, not that you like every word of it. The visiting team then agrees it, the lead reviewer last.' : 'Everyone on the two teams gets an email that the report is agreed, with a link and nothing of the report in it.'}</p>
${form.start()}${form.end(asHost ? 'Agree the report' : 'Agree for the team', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)
