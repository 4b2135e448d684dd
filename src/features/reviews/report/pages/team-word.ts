/** Each member of the visiting team agrees the report or says what is missing; the lead reviewer goes on without, or opens the text again. */
import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { choice, longText, optionalLongText } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { prose } from '../../document-view.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { goOnWithout, reopenReport, sayWord, teamOf } from '../agreement.queries.ts'
import { isOfTeam, standings, whyCannotGoOnWithout, whyCannotReopen, whyCannotSayWord } from '../agreement.rules.ts'
import { missingMail, reopenedMail } from '../emails/write-up.ts'
import { writeUpFor } from '../summary.queries.ts'

const wordFields = z.object({
  said: choice('Say whether you agree the report', ['agrees', 'something-missing']),
  missing: optionalLongText({ max: 4000 }),
})

/** One member's own word on the report. */
export const myWordPage = page(
  { path: '/:partnership/reviews/:review/write-up/my-word', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!isOfTeam(writeUp.part)) c.forbidden()
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const mine = teamOf(writeUp).find((member) => member.person_id === c.actor.person_id)?.word
    const initial = { said: mine?.said ?? '', missing: mine?.missing ?? '' }
    const form = c.form(wordFields, { initial })
    const closed = whyCannotSayWord(writeUp.part, writeUp, { agrees: true, missing: '' })
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const word = { agrees: form.value.said === 'agrees', missing: form.value.missing }
      const refusal = await sayWord(c.db, c.actor, writeUp.id, word, c.now)
      if (!refusal) {
        if (!word.agrees)
          await missingMail(c.db, writeUp, c.actor, {
            link: `${c.services.baseUrl}${back}`,
            partnership: c.partnership,
          })
        return c.redirect(back, word.agrees ? 'You agree the report' : 'The team reads what is missing')
      }
      form.refuse(refusal)
    }
    return c.view(
      'Do you agree the report?',
      html`<p class="govuk-body">You agree that it is fair and rests on what the team saw and heard, not that you would put every word as it is. If a text changes after you agreed, you are asked again.</p>
${form.start()}${form.radios('said', {
  legend: 'What do you say?',
  items: [
    { value: 'agrees', text: 'I agree the report' },
    { value: 'something-missing', text: 'Something is missing, or should be put differently' },
  ],
})}${form.textarea('missing', { label: 'What is missing, or should be put differently?', hint: `If you do not agree yet. The visiting team reads this; ${writeUp.host_school_name} does not.`, rows: 5, maxLength: 4000 })}${form.end('Tell the team', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

const reasonFields = (empty: string) => z.object({ reason: longText(empty, { max: 1000 }) })

/** The lead reviewer goes on without a member who does not answer, or does not agree. */
export const goOnPage = page(
  {
    path: '/:partnership/reviews/:review/write-up/go-on/:member',
    allow: 'member',
    params: reviewParams.extend({ member: z.uuid() }),
  },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'agree-as-team')) c.forbidden()
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const others = teamOf(writeUp).filter((member) => member.person_id !== c.actor.person_id)
    const member = found(others.find((one) => one.id === c.params.member))
    const form = c.form(reasonFields('Say why the team goes on without them'))
    const closed = whyCannotGoOnWithout(writeUp.part, writeUp, member.standing, 'asked')
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const refusal = await goOnWithout(c.db, c.actor, writeUp.id, member.id, form.value.reason, c.now)
      if (!refusal) return c.redirect(back, `The team goes on without ${member.name}`)
      form.refuse(refusal)
    }
    return c.view(
      `Go on without ${member.name}`,
      html`<p class="govuk-body">${member.name}: ${standings[member.standing].toLowerCase()}.</p>${member.word.missing === '' ? nothing : html`<div class="app-quoted">${prose(member.word.missing)}</div>`}
${insetText({ text: `The report can then be agreed without ${member.name}, who stays on the team and can still answer until it is. The visiting team reads your reason.` })}
${form.start()}${form.textarea('reason', { label: 'Why does the team go on without them?', rows: 3, maxLength: 1000 })}${form.end('Go on without them', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

/** The lead reviewer opens the text again that the host has agreed already. */
export const reopenPage = page(
  { path: '/:partnership/reviews/:review/write-up/reopen', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'agree-as-team')) c.forbidden()
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const form = c.form(reasonFields('Say what the team wants to change'))
    const closed = whyCannotReopen(writeUp.part, writeUp, 'asked')
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const { reason } = form.value
      const refusal = await reopenReport(c.db, c.actor, writeUp.id, reason)
      if (!refusal) {
        const mail = { link: `${c.services.baseUrl}${back}`, partnership: c.partnership }
        await reopenedMail(c.db, writeUp, reason, mail)
        return c.redirect(back, `The text is open again, and ${writeUp.host_school_name} knows why`)
      }
      form.refuse(refusal)
    }
    return c.view(
      'Open the text again',
      html`<p class="govuk-body">${writeUp.host_school_name} has agreed this text. If you open it again, its agreement falls away: it reads what you change, can comment, and agrees again.</p>
${form.start()}${form.textarea('reason', { label: 'What does the team want to change?', hint: `${writeUp.host_school_name}’s team gets this in an email, so write nothing of the report itself.`, rows: 3, maxLength: 1000 })}${form.end('Open the text again', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)
