import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndTime, plural } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Actor } from '../../../people/public.ts'
import { mayShare } from '../../../sharing/public.ts'
import { whyCannotEditSteps } from '../../follow-up/next-step.rules.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { waitedFor } from '../agreement.queries.ts'
import { whyTeamCannotAgree } from '../agreement.rules.ts'
import { reportOf } from '../report.ts'
import { type Beside, findingAnchor, reportBody } from '../report-view.ts'
import { agreementFacts, type Comment, draftFacts, unanswered, type WriteUp, writeUpFor } from '../summary.queries.ts'
import {
  type Missing,
  missingFromDraft,
  type SectionKey,
  sectionKeys,
  summarySections,
  whyCannotComment,
  whyCannotReply,
  whyCannotWrite,
  whyHostCannotAgree,
  writeUpStage,
} from '../summary.rules.ts'
import { teamAgreement } from './write-up-team.ts'

/** The report while it is made: drafted by the team, commented on by the host, agreed by both. */
export const writeUpPage = page(
  { path: '/:partnership/reviews/:review/write-up', allow: 'member', params: reviewParams },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const base = reviewPath(c.partnership, writeUp.id)
    // The rest of the school reads what was agreed, not how it came about.
    if (!partMay(writeUp.part, 'see-sent-draft')) return c.redirect(`${base}/report`)
    return c.view(
      'Report',
      html`${whatNow(writeUp, base, c)}${teamAgreement(writeUp, base, c.actor.person_id)}${reportBody(reportOf(writeUp), besideOf(writeUp, base))}`,
      { caption: writeUp.host_school_name, back: { href: base, text: 'The review' } },
    )
  },
)

const stageTags = {
  drafting: statusTag('Being drafted by the team', 'progress'),
  'with-host': statusTag('With the host school', 'attention'),
  'host-agreed': statusTag('Agreed by the host school', 'progress'),
  agreed: statusTag('Agreed by both', 'done'),
}

/** Where the report is, what this person can do next, and for whom it waits. */
function whatNow(writeUp: WriteUp, base: string, { actor, today }: { actor: Actor; today: Temporal.PlainDate }): Html {
  const stage = writeUpStage(writeUp)
  return html`<div class="app-now"><p class="govuk-body">${stageTags[stage]}</p>${
    stage === 'drafting'
      ? drafting(writeUp, base, today)
      : stage === 'with-host'
        ? withHost(writeUp, base)
        : stage === 'host-agreed'
          ? hostAgreed(writeUp, base, actor)
          : agreed(writeUp, base, mayShare(actor, 'review-report', writeUp.host_school_id))
  }</div>`
}

function drafting(writeUp: WriteUp, base: string, today: Temporal.PlainDate): Html {
  const missing = missingFromDraft(draftFacts(writeUp, today))
  const findings = html`<p class="govuk-body"><a class="govuk-link" href="${base}/findings">Findings and their evidence</a></p>`
  if (missing.length > 0) {
    const mayWrite = whyCannotWrite(writeUp.part, writeUp) === undefined
    const item = ({ text, at }: Missing) => {
      if (!mayWrite || at === 'visit') return html`<li>${text}</li>`
      const href = at === 'findings' ? `${base}/findings` : `${base}/write-up/sections/${at}`
      return html`<li><a class="govuk-link" href="${href}">${text}</a></li>`
    }
    return html`<p class="govuk-body">Before the draft can go to ${writeUp.host_school_name}:</p><ul class="govuk-list govuk-list--bullet">${missing.map(item)}</ul>${findings}`
  }
  if (!partMay(writeUp.part, 'send-draft'))
    return html`<p class="govuk-body">The draft is whole. The lead reviewer sends it to ${writeUp.host_school_name}.</p>${findings}`
  return html`<p class="govuk-body">The draft is whole. Read it once more, then send it.</p>${button({ text: 'Send the draft to the school', href: `${base}/write-up/send` })}${findings}`
}

function withHost(writeUp: WriteUp, base: string): Html {
  const waiting = unanswered(writeUp)
  if (partMay(writeUp.part, 'comment')) return forHost(writeUp, base, waiting)
  if (waiting > 0)
    return html`<p class="govuk-body">${writeUp.host_school_name} has commented. ${plural(waiting, 'comment')} wait${waiting === 1 ? 's' : ''} for an answer:</p>${waitingComments(writeUp)}`
  return html`<p class="govuk-body">Sent on ${writeUp.sent_to_host_at ? dayAndTime(writeUp.sent_to_host_at) : ''}. It waits for ${writeUp.host_school_name} to comment or agree.</p>`
}

/** The way down to each part of the report on which a comment waits. */
function waitingComments(writeUp: WriteUp): Html {
  const parts = new Map(
    writeUp.comments
      .filter((comment) => comment.replied_at === null)
      .map((comment) => [anchorOf(writeUp, comment), titleOf(writeUp, comment)]),
  )
  return html`<ul class="govuk-list govuk-list--bullet">${[...parts].map(([anchor, title]) => html`<li><a class="govuk-link" href="#${anchor}">${title}</a></li>`)}</ul>`
}

function titleOf(writeUp: WriteUp, comment: Comment): string {
  const finding = writeUp.findings.find((one) => one.id === comment.finding_id)
  const section = sectionNamed(comment.section)
  return finding?.title ?? (section ? summarySections[section].name : 'A part that was taken out')
}

function forHost(writeUp: WriteUp, base: string, waiting: number): Html {
  const task = html`<p class="govuk-body">Read the draft. Comment where something is wrong, unclear or missing, add your next steps, then agree the report.</p>`
  const why = whyHostCannotAgree(writeUp.part, writeUp, agreementFacts(writeUp))
  const steps = { text: 'Add a next step', href: `${base}/next-steps/new`, classes: 'govuk-button--secondary' }
  if (!why) return html`${task}${button({ text: 'Agree the report', href: `${base}/write-up/agree` })}`
  const told =
    waiting > 0
      ? `${plural(waiting, 'comment')} wait${waiting === 1 ? 's' : ''} for the team’s answer. The report can be agreed when all are answered.`
      : `${why.message}.`
  return html`${task}${insetText({ text: told })}${writeUp.steps.length === 0 ? button(steps) : nothing}`
}

function hostAgreed(writeUp: WriteUp, base: string, actor: Actor): Html {
  const waiting = waitedFor(writeUp, actor.person_id)
  const why = whyTeamCannotAgree(writeUp.part, writeUp, waiting)
  if (!why)
    return html`<p class="govuk-body">The school and the team have agreed. Agree for the team, and the report becomes the school’s own.</p>${button({ text: 'Agree for the team', href: `${base}/write-up/agree` })}`
  if (partMay(writeUp.part, 'agree-as-team'))
    return html`<p class="govuk-body">The school has agreed. ${why.message}.</p>`
  return html`<p class="govuk-body">The school has agreed. It waits for the visiting team to agree, the lead reviewer last.</p>`
}

function agreed(writeUp: WriteUp, base: string, mayShareIt: boolean): Html {
  const steps = partMay(writeUp.part, 'edit-next-steps')
    ? html`<li><a class="govuk-link" href="${base}/next-steps">Next steps and how they are going</a></li>`
    : nothing
  const share = mayShareIt
    ? html`<li><a class="govuk-link" href="${base}/report/share">Share the report</a></li>`
    : nothing
  return html`<p class="govuk-body">The report belongs to ${writeUp.host_school_name}, which decides who reads it.</p><ul class="govuk-list"><li><a class="govuk-link" href="${base}/report">Read or print the report</a></li><li><a class="govuk-link" href="${base}/report.pdf">Download the report (PDF)</a></li><li><a class="govuk-link" href="${base}/report.docx">Download the report (Word)</a></li>${steps}${share}</ul>`
}

/** What stands below each part of the report: the links to change it and to comment on it, and its comments. */
function besideOf(writeUp: WriteUp, base: string): Beside {
  const mayWrite = whyCannotWrite(writeUp.part, writeUp) === undefined
  const mayComment = whyCannotComment(writeUp.part, writeUp) === undefined
  const findingPages = writeUpStage(writeUp) === 'drafting' ? `${base}/findings` : `${base}/write-up/findings`
  const below = (name: string, edit: { verb: string; href: string }, where: string, comments: Html): Html => {
    const change = html`<a class="govuk-link" href="${edit.href}">${edit.verb}<span class="govuk-visually-hidden"> ${name}</span></a>`
    const comment = html`<a class="govuk-link" href="${base}/write-up/comment?${where}">Comment<span class="govuk-visually-hidden"> on ${name}</span></a>`
    if (!mayWrite && !mayComment) return comments
    return html`<p class="govuk-body app-beside">${mayWrite ? change : nothing} ${mayComment ? comment : nothing}</p>${comments}`
  }
  return {
    section(key) {
      const verb = textOf(writeUp, key) === '' ? 'Write' : 'Change'
      const comments = commentsBeside(writeUp, base, (one) => one.section === key)
      const href = `${base}/write-up/sections/${key}`
      return below(summarySections[key].name, { verb, href }, `section=${key}`, comments)
    },
    finding(kind, index) {
      const finding = writeUp.findings.filter((one) => one.kind === kind)[index]
      if (!finding) return nothing
      const comments = commentsBeside(writeUp, base, (one) => one.finding_id === finding.id)
      const href = `${findingPages}/${finding.id}`
      const answer =
        mayWrite && finding.challenge !== ''
          ? html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/findings/${finding.id}/answer">${finding.challenge_answer === '' ? 'Answer the challenge' : 'Change the answer to the challenge'}<span class="govuk-visually-hidden">: ${finding.title}</span></a></p>`
          : nothing
      return html`${answer}${below(finding.title, { verb: 'Change', href }, `finding=${finding.id}`, comments)}`
    },
    steps: whyCannotEditSteps(writeUp.part, writeUp)
      ? nothing
      : html`<p class="govuk-body app-beside"><a class="govuk-link" href="${base}/next-steps/new">Add a next step</a> ${writeUp.steps.length > 0 ? html`<a class="govuk-link" href="${base}/next-steps">Change next steps</a>` : nothing}</p>`,
  }
}

function textOf(writeUp: WriteUp, key: SectionKey): string {
  return writeUp.sections.find((section) => section.key === key)?.text ?? ''
}

function commentsBeside(writeUp: WriteUp, base: string, about: (comment: Comment) => boolean): Html {
  const comments = writeUp.comments.filter(about)
  if (comments.length === 0) return nothing
  return html`<ul class="app-comments">${comments.map((comment) => {
    const reply = comment.replied_at
      ? html`<div class="app-comments__reply"><p class="app-comments__by">${comment.replied_by_name} answered: ${comment.outcome === 'changed' ? 'the text was changed' : 'the text stays'}</p><p class="govuk-body app-kept-lines">${comment.reply}</p></div>`
      : whyCannotReply(writeUp.part, writeUp, comment)
        ? html`<p class="govuk-body">${statusTag('Waits for the team', 'attention')}</p>`
        : html`<p class="govuk-body"><a class="govuk-link" href="${base}/write-up/comments/${comment.id}">Answer<span class="govuk-visually-hidden"> the comment of ${comment.author_name}</span></a></p>`
    return html`<li class="app-comments__item"><p class="app-comments__by">${comment.author_name}, ${dayAndTime(comment.written_at)}</p><p class="govuk-body app-kept-lines">${comment.text}</p>${reply}</li>`
  })}</ul>`
}

/** Where on the page a part of the report stands. */
export function anchorOf(writeUp: WriteUp, part: { finding_id?: string | null; section?: string }): string {
  const finding = writeUp.findings.find((one) => one.id === part.finding_id)
  if (!finding) return `section-${part.section ?? ''}`
  const ofItsKind = writeUp.findings.filter((one) => one.kind === finding.kind)
  return findingAnchor(finding.kind, ofItsKind.indexOf(finding))
}

/** The section named in an address, when there is one of that name. */
export function sectionNamed(key: string | undefined): SectionKey | undefined {
  return sectionKeys.find((one) => one === key)
}
