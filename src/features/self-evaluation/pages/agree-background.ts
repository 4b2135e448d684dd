/** What the team sees around one statement while agreeing it: each colleague’s judgement, evidence, the time before, gates. */
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import {
  type Area,
  type Framework,
  findStatement,
  highestAllowed,
  isCappedBy,
  type Statement,
} from '../../frameworks/public.ts'
import { agreedJudgements } from '../agreed-judgement.queries.ts'
import { draftPoint } from '../agreed-judgement.rules.ts'
import type { Comparison } from '../comparison.queries.ts'
import type { Views } from '../comparison.rules.ts'
import { type Evaluation, evaluationBefore } from '../evaluation.queries.ts'
import { evidenceOf } from '../evidence.queries.ts'
import { whyCannotChangeEvidence } from '../evidence.rules.ts'
import { labelOf } from '../judgement.rules.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { type PageContext, paragraphs } from './common.ts'
import { evidenceList } from './evidence-list.ts'

export type Known = { area: Area; statement: Statement; views: Views }

/** The evidence that the team has put beside a statement, and where to add more. */
export async function evidenceBeside(c: PageContext, evaluation: Evaluation, key: string): Promise<Html> {
  const path = (rest: string) => evaluationPath(c.partnership, evaluation.id, rest)
  const evidence = (await evidenceOf(c.db, evaluation.id)).filter((each) => each.statement_key === key)
  const closed = whyCannotChangeEvidence(evaluation, partOf(c.actor, evaluation))
  const add = html`<p class="govuk-body"><a class="govuk-link" href="${path('evidence/new')}?statement=${key}&amp;return=${encodeURIComponent(path(`agree/${key}`))}">Add evidence</a></p>`
  return html`<h2 class="govuk-heading-m">Evidence</h2>${evidenceList(c, evaluation, evidence)}${closed ? nothing : add}`
}

/** Everyone's own judgement, and who did not judge. */
export function everyone({ framework, names }: Comparison, { views }: Known): Html {
  const rows = views.judged.map((judgement) => ({
    key: { text: names.get(judgement.person_id) ?? 'A colleague' },
    value: {
      html: html`${judgement.point === null ? nothing : html`<p class="govuk-body"><strong>${labelOf(framework.scale, judgement.point)}</strong></p>`}${paragraphs(judgement.answer)}${
        judgement.reason === '' && judgement.point !== null
          ? html`<p class="govuk-body govuk-hint">No reason given</p>`
          : paragraphs(judgement.reason)
      }`,
    },
  }))
  const silent = views.silent.map((id) => names.get(id) ?? 'A colleague')
  return html`<h2 class="govuk-heading-m">What each colleague judged</h2>${rows.length > 0 ? summaryList({ rows }) : html`<p class="govuk-body">Nobody judged this statement. Agree it together from what you know.</p>`}${
    silent.length > 0 && rows.length > 0
      ? html`<p class="govuk-body">Not judged by ${sentenceList(silent)}.</p>`
      : nothing
  }`
}

export function draftNote(framework: Framework, { views }: Known, agreed: ReadonlyMap<string, number>): Html {
  const draft = draftPoint(framework, views, agreed)
  return draft
    ? html`<p class="govuk-body">A point to start your talk from: <strong>${labelOf(framework.scale, draft.point)}</strong> (${draft.why}). It is a suggestion, not a result.</p>`
    : nothing
}

/** What the school agreed the time before, so that a new evaluation carries on from it. */
export async function timeBefore(c: PageContext, { evaluation, framework }: Comparison, key: string): Promise<Html> {
  const before = await evaluationBefore(c.db, c.actor, evaluation)
  const judgement = before && (await agreedJudgements(c.db, before.id)).get(key)
  if (!before || !judgement) return nothing
  const point =
    judgement.point === null
      ? nothing
      : html`<p class="govuk-body"><strong>${labelOf(framework.scale, judgement.point)}</strong></p>`
  return details({
    summaryText: `What you agreed in ${before.title}`,
    html: html`${point}${paragraphs(judgement.answer)}${paragraphs(judgement.reason)}`,
  })
}

/** Why a gate holds this statement, and what would open it. */
export function gateNote(framework: Framework, { statement }: Known, agreed: ReadonlyMap<string, number>): Html {
  const allowed = highestAllowed(framework, statement.key, agreed)
  if (!allowed.reason) return nothing
  const gates = framework.gates.filter(
    (gate) => (agreed.get(gate.statement) ?? 0) < gate.at_least && isCappedBy(framework, gate, statement.key),
  )
  const opens = gates.map(
    (gate) =>
      `“${findStatement(framework, gate.statement)?.statement.text ?? gate.statement}” is agreed at ${labelOf(framework.scale, gate.at_least)} or higher`,
  )
  return insetText({
    text: `This cannot be agreed above ${labelOf(framework.scale, allowed.point)} until ${sentenceList(opens)}. ${allowed.reason}`,
  })
}
