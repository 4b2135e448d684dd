/** What several pages about a proposal show. */
import { details } from '../../../design/components/details.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { warningText } from '../../../design/components/warning-text.ts'
import { dayAndDate, plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Obstacles } from './obstacles.rules.ts'
import type { Proposal } from './proposal.queries.ts'
import { type ProposalState, type Standing, stateOf } from './proposal.rules.ts'

const standings: Record<Standing, { text: string; tone: Parameters<typeof statusTag>[1] }> = {
  content: { text: 'Content', tone: 'done' },
  objects: { text: 'Objects', tone: 'problem' },
  again: { text: 'Asked again', tone: 'attention' },
  none: { text: 'Not answered', tone: 'neutral' },
}

export function standingTag(standing: Standing): Html {
  const { text, tone } = standings[standing]
  return statusTag(text, tone)
}

/** What must be mended before anything can be sent; the way to mend it is another version. */
export function mustList(obstacles: Obstacles, mend: Html): Html {
  if (obstacles.musts.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">What stands in the way</h2>${sentences(obstacles.musts)}<p class="govuk-body">${mend}</p>`
}

export function adviceList(obstacles: Obstacles): Html {
  if (obstacles.advice.length === 0) return nothing
  return html`${warningText({ text: 'Think about this first', iconFallbackText: 'Please note' })}${sentences(obstacles.advice)}`
}

export function sentences(texts: readonly string[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${texts.map((text) => html`<li>${text}</li>`)}</ul>`
}

/** How many heads get an email, and which schools nobody can be written to at. */
export function whoIsTold(heads: readonly { name: string; school_name: string }[], headless: readonly string[]): Html {
  const list = sentences(heads.map((head) => `${head.name}, ${head.school_name}`))
  const told =
    heads.length === 0
      ? html`<p class="govuk-body">Nobody: no headteacher of these schools is known.</p>`
      : heads.length <= 6
        ? list
        : details({ summaryText: plural(heads.length, 'headteacher'), html: list })
  const others =
    headless.length === 0
      ? nothing
      : html`<p class="govuk-body">No headteacher is known at ${sentenceList(headless)}. Tell ${headless.length === 1 ? 'this school' : 'these schools'} yourself, for example by telephone.</p>`
  return html`<h2 class="govuk-heading-m">Who gets an email</h2>${told}${others}`
}

/** The email as one head will get it; its link stands as text. */
export function emailShown(
  head: { name: string; school_name: string },
  mail: { subject: string; paragraphs: readonly string[] },
): Html {
  return html`<div class="govuk-inset-text"><p><strong>${mail.subject}</strong></p><p>To ${head.name}, ${head.school_name}</p>${mail.paragraphs.map((paragraph) => html`<p class="app-kept-lines">${paragraph}</p>`)}</div>`
}

const ends: Record<Exclude<ProposalState, 'open'>, string> = {
  over: 'The last day has passed. Schools that said nothing count as content.',
  confirmed: 'The groups have been confirmed.',
  withdrawn: 'The proposal was withdrawn.',
}

/** Until when schools can answer, or that they no longer can. */
export function whenInWords(proposal: Proposal, today: Temporal.PlainDate): string {
  const state = stateOf(proposal, today)
  return state === 'open'
    ? `Schools can answer until ${dayAndDate(proposal.objections_until)}. Those that say nothing count as content.`
    : ends[state]
}
