import { z } from 'zod'
import { choice, longText, optionalLongText } from '../../../../platform/web/fields.ts'
import type { Refusal } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { prose } from '../../document-view.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { commentMail } from '../emails/write-up.ts'
import { answerComment, type Comment, commentOn, unanswered, type WriteUp, writeUpFor } from '../summary.queries.ts'
import { type SectionKey, summarySections, whyCannotComment, whyCannotReply } from '../summary.rules.ts'
import { anchorOf, sectionNamed } from './write-up.ts'

type About = { title: string; text: string; on: { finding_id: string } | { section: SectionKey } }

function aboutOf(
  writeUp: WriteUp,
  where: { finding?: string | null | undefined; section?: string | undefined },
): About | undefined {
  const finding = writeUp.findings.find((one) => one.id === where.finding)
  if (finding) return { title: finding.title, text: finding.text, on: { finding_id: finding.id } }
  const section = sectionNamed(where.section)
  if (!section) return undefined
  return {
    title: summarySections[section].name,
    text: writeUp.sections.find((one) => one.key === section)?.text ?? '',
    on: { section },
  }
}

const query = z.object({
  finding: z.uuid().optional().catch(undefined),
  section: z.string().optional().catch(undefined),
})

/** The host says what is wrong, unclear or missing in one part of the draft. */
export const commentPage = page(
  { path: '/:partnership/reviews/:review/write-up/comment', allow: 'member', params: reviewParams, query },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    if (!partMay(writeUp.part, 'comment')) c.forbidden()
    const about = found(aboutOf(writeUp, c.query))
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const form = c.form(z.object({ text: longText('Enter your comment', { max: 4000 }) }))
    const closed = whyCannotComment(writeUp.part, writeUp)
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const first = unanswered(writeUp) === 0
      const comment = { on: about.on, text: form.value.text }
      const refusal = await commentOn(c.db, c.actor, writeUp.id, comment, c.now)
      if (!refusal) {
        // One mail for the first comment that waits, not one for each.
        if (first)
          await commentMail(c.db, writeUp, { link: `${c.services.baseUrl}${back}`, partnership: c.partnership })
        return c.redirect(`${back}#${anchorOf(writeUp, about.on)}`, 'Your comment is with the team')
      }
      form.refuse(refusal)
    }
    return c.view(
      'Comment on the draft',
      html`<div class="app-quoted"><h2 class="govuk-heading-s">${about.title}</h2>${prose(about.text)}</div>
${form.start()}${form.textarea('text', { label: 'Your comment', hint: 'Say what is wrong, unclear or missing, and what shows it. The team answers every comment.', rows: 6 })}${form.end('Send the comment', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

const answerFields = z.object({
  outcome: choice('Say whether you changed the text', ['changed', 'kept']),
  reply: optionalLongText({ max: 4000 }),
})

/** The team answers one comment of the host. */
export const answerPage = page(
  {
    path: '/:partnership/reviews/:review/write-up/comments/:comment',
    allow: 'member',
    params: reviewParams.extend({ comment: z.uuid() }),
  },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const comment = found(writeUp.comments.find((one) => one.id === c.params.comment))
    if (!partMay(writeUp.part, 'draft')) c.forbidden()
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const there = `${back}#${anchorOf(writeUp, comment)}`
    const form = c.form(answerFields)
    const closed = whyCannotReply(writeUp.part, writeUp, comment)
    if (closed && !form.sent) return c.redirect(there, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const answer = { comment_id: comment.id, ...form.value }
      const why = whyNoAnswer(form.value) ?? (await answerComment(c.db, c.actor, writeUp.id, answer, c.now))
      if (!why) return c.redirect(there, 'The comment is answered')
      form.refuse(why)
    }
    const about = aboutOf(writeUp, { finding: comment.finding_id, section: comment.section })
    const change = comment.finding_id ? `${back}/findings/${comment.finding_id}` : `${back}/sections/${comment.section}`
    return c.view(
      'Answer a comment',
      html`<h2 class="govuk-heading-m">What the report says</h2><div class="app-quoted"><h3 class="govuk-heading-s">${about?.title ?? 'A part that was taken out'}</h3>${prose(about?.text ?? '')}</div>
<h2 class="govuk-heading-m">What ${comment.author_name} wrote</h2>${prose(comment.text)}
${comment.replied_at ? answered(comment) : html`<p class="govuk-body"><a class="govuk-link" href="${change}">Change the text first</a></p>`}
${form.start()}${form.radios('outcome', {
  legend: 'What did you do?',
  items: [
    { value: 'changed', text: 'We changed the text' },
    { value: 'kept', text: 'The text stays as it is', hint: 'Say why in your answer' },
  ],
})}${form.textarea('reply', { label: 'Your answer', hint: `${writeUp.host_school_name} reads it`, rows: 4 })}${form.end('Send the answer', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

function whyNoAnswer(answer: { outcome: string; reply: string }): Refusal | undefined {
  if (answer.outcome !== 'kept' || answer.reply !== '') return undefined
  return { field: 'reply', message: 'Say why the text stays as it is' }
}

/** The answer that a colleague gave first, for somebody whose own is still on the page. */
function answered(comment: Comment): Html {
  return html`<div class="app-quoted"><h3 class="govuk-heading-s">What ${comment.replied_by_name} answered</h3>${prose(comment.reply)}</div>`
}
