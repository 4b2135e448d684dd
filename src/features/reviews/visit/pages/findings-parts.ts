/** How findings and their evidence are shown. */
import { details } from '../../../../design/components/details.ts'
import { dayAndTime, plural, timeOfDay } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { Statement } from '../../preparation/shared-evaluation.queries.ts'
import type { EvidenceNote, Finding } from '../finding.queries.ts'
import { isAnswerToEarlier } from '../finding.rules.ts'
import { adviceOnSources, sourceInWords } from '../source.rules.ts'
import { smallPhotographs } from './note-photographs.ts'
import { pupilAdvice } from './notes-parts.ts'

export type FindingContext = {
  statements: readonly Statement[]
  adults: readonly string[]
  today: Temporal.PlainDate
  /** The address of a note, under which its photographs are. */
  noteHref: (id: string) => string
  /** What the reader may do with a finding, drawn for it. */
  actions: (finding: Finding, index: number, count: number) => Html
}

function noteLine(note: EvidenceNote, noteHref: FindingContext['noteHref']): Html {
  const facts = [sourceInWords(note.source), note.author_name, timeOfDay(note.written_at), note.activity_title]
    .filter((fact) => fact !== '')
    .join(', ')
  return html`<li><span class="app-kept-lines">${note.text}</span> <span class="app-note__facts">(${facts})</span>${smallPhotographs(note.photographs, noteHref(note.id))}</li>`
}

/** The agreed judgement that a finding bears on, in words. */
export function judgementInWords(statement: Statement): string {
  return statement.point_label === ''
    ? statement.text
    : `${statement.text} (the school agreed on ${statement.point_label})`
}

function evidenceOf(finding: Finding, about: FindingContext): Html {
  const statement = about.statements.find((one) => one.key === finding.statement_key)
  const judgement = statement
    ? html`<p class="govuk-body"><strong>Agreed judgement:</strong> ${judgementInWords(statement)}</p>`
    : nothing
  const notes = html`<ul class="govuk-list govuk-list--bullet">${finding.notes.map((note) => noteLine(note, about.noteHref))}</ul>`
  const alone = adviceOnSources(
    finding.notes.map((note) => note.source),
    finding.statement_key !== '',
  )
  const reason =
    alone && finding.one_source_reason !== '' ? html`<br>Why there is one: ${finding.one_source_reason}` : nothing
  return html`${alone ? html`<p class="app-advice">${alone}${reason}</p>` : nothing}
${finding.notes.length > 0 || statement ? details({ summaryText: `Evidence: ${plural(finding.notes.length, 'note')}${finding.statement_key === '' ? '' : ' and an agreed judgement'}`, html: html`${judgement}${finding.notes.length > 0 ? notes : nothing}` }) : nothing}`
}

/** The ILE's challenge, shown as such, and what the team answered. */
export function challengeOf(finding: Finding): Html {
  if (finding.challenge === '') return nothing
  const when = finding.challenge_at ? `, ${dayAndTime(finding.challenge_at)}` : ''
  return html`<div class="app-challenge"><p class="app-challenge__by"><strong>Challenge</strong> by ${finding.challenge_by_name}, Inclusion Leader of Education${when}</p><p class="govuk-body app-kept-lines">${finding.challenge}</p>${answerOf(finding)}</div>`
}

function answerOf(finding: Finding): Html {
  const { challenge_answer, challenge_answer_at, challenge_answer_by_name } = finding
  if (challenge_answer === '' || !challenge_answer_at)
    return html`<p class="app-challenge__by">The team has not answered it yet.</p>`
  const earlier = isAnswerToEarlier(finding) ? ' The challenge was changed after this answer.' : ''
  return html`<p class="app-challenge__by"><strong>The team’s answer</strong> by ${challenge_answer_by_name}, ${dayAndTime(challenge_answer_at)}.${earlier}</p><p class="govuk-body app-kept-lines">${challenge_answer}</p>`
}

function findingItem(finding: Finding, index: number, count: number, about: FindingContext): Html {
  return html`<li class="app-finding" id="finding-${finding.id}">
<h3 class="govuk-heading-s">${finding.title}</h3>
${finding.text === '' ? nothing : html`<p class="govuk-body app-kept-lines">${finding.text}</p>`}
${pupilAdvice(`${finding.title}\n${finding.text}`, about.adults, about.today)}
${evidenceOf(finding, about)}
${challengeOf(finding)}
<p class="app-note__facts">Last changed by ${finding.updated_by_name}, ${dayAndTime(finding.updated_at)}</p>
${about.actions(finding, index, count)}
</li>`
}

/** The findings of one kind, in order. */
export function findingList(findings: readonly Finding[], about: FindingContext): Html {
  return html`<ol class="app-findings">${findings.map((finding, index) => findingItem(finding, index, findings.length, about))}</ol>`
}
