/** The school's strengths and priorities: choose statements, say why, put them in order. */
import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { savedNote } from '../../../design/components/saved-note.ts'
import { timeOfDay } from '../../../lib/words.ts'
import { optionalLongText } from '../../../platform/web/fields.ts'
import type { Conflict, Form, RawValues } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found, type Reply } from '../../../platform/web/page.ts'
import { type Framework, findStatement } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { type Agreed, agreedJudgements } from '../agreed-judgement.queries.ts'
import { whyCannotEditAgreed } from '../agreed-judgement.rules.ts'
import { viewsFor } from '../comparison.queries.ts'
import { type Evaluation, evaluationFor, frameworkOf } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { evidenceOf } from '../evidence.queries.ts'
import { changeHighlight, type HighlightChange, saveHighlightComment } from '../highlight.acts.ts'
import { type Highlight, highlightsOf } from '../highlight.queries.ts'
import { suggestHighlights } from '../highlight.rules.ts'
import { isJudged, labelOf, pointsOf } from '../judgement.rules.ts'
import { mayCompare, partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { keptBeside, linkToBoth } from './beside.ts'
import { captionOf, evaluationNavigation, type PageContext, paragraphs } from './common.ts'
import { partName } from './judge-form.ts'

type Kind = Highlight['kind']
type Choosing = {
  evaluation: Evaluation
  framework: Framework
  agreed: Map<string, Agreed>
  highlights: Highlight[]
  here: string
  mayChange: boolean
  /** A comment that a page sent by itself while somebody else had saved theirs. */
  beside: RawValues | undefined
}

export const highlights = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/highlights',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
    query: z.object({ beside: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const evaluation = found(await evaluationFor(c.db, c.actor, c.params.evaluation))
    if (!evaluation.compared_at) return c.notFound()
    const choosing: Choosing = {
      evaluation,
      framework: await frameworkOf(c.db, c.actor, evaluation),
      agreed: await agreedJudgements(c.db, evaluation.id),
      highlights: await highlightsOf(c.db, evaluation.id),
      here: evaluationPath(c.partnership, evaluation.id, 'highlights'),
      mayChange: stageOf(evaluation) === 'comparing' && partOf(c.actor, evaluation).team,
      beside: await keptBeside(c, c.query.beside),
    }
    const change = c.form(z.object({ change: z.string() }), { name: 'change' })
    if (change.value) {
      const wanted = changeFrom(choosing.framework, change.value.change)
      const refusal = wanted
        ? await changeHighlight(c.db, c.actor, evaluation.id, wanted, c.now)
        : { message: 'Choose what to change' }
      if (!refusal) return c.redirect(choosing.here, wanted ? saidOf(wanted) : undefined)
      change.refuse(refusal)
    }
    const strengths = await list(c, choosing, 'strength')
    const priorities = await list(c, choosing, 'priority')
    const reply = strengths.reply ?? priorities.reply
    if (reply) return reply
    const orphan = c.method === 'POST' && !change.sent ? orphanComment(c, choosing) : nothing
    return c.view(
      'Strengths and priorities',
      html`${evaluationNavigation(c, evaluation, 'highlights')}
      <p class="govuk-body">What others can learn from you, and what you want to work on next. Reviewers start from these.</p>
      ${orphan}${choosing.mayChange ? html`${change.start({ id: 'change', action: choosing.here })}</form>` : nothing}
      <h2 class="govuk-heading-m">Strengths</h2>${strengths.body}
      <h2 class="govuk-heading-m">Priorities</h2>${priorities.body}
      ${choosing.mayChange ? await chooseMore(c, choosing) : nothing}`,
      {
        caption: captionOf(evaluation),
        back: { href: evaluationPath(c.partnership, evaluation.id), text: 'Back to the self-evaluation' },
      },
    )
  },
)

const acts = /^(strength|priority|drop|up|down) (s\d+)$/

/** Reads a button's value: what to do, and the statement by its number. */
function changeFrom(framework: Framework, text: string): HighlightChange | undefined {
  const [, act, part] = acts.exec(text) ?? []
  const key = framework.areas
    .flatMap((area) => area.statements)
    .find((statement) => partName(framework, statement.key) === part)?.key
  if (!key) return undefined
  if (act === 'strength' || act === 'priority') return { act: 'choose', statement_key: key, kind: act }
  if (act === 'up' || act === 'down') return { act: 'move', statement_key: key, direction: act }
  return { act: 'drop', statement_key: key }
}

function saidOf(change: HighlightChange): string {
  if (change.act === 'choose') return change.kind === 'strength' ? 'Chosen as a strength' : 'Chosen as a priority'
  return change.act === 'drop' ? 'Taken out of the list' : 'Order changed'
}

/** A button that belongs to the one form for changes, wherever it stands on the page. */
function changeButton(value: string, text: string, about: string): Html {
  return html`<button type="submit" form="change" class="govuk-button govuk-button--secondary govuk-!-margin-bottom-2" name="change" value="${value}">${text}<span class="govuk-visually-hidden">: ${about}</span></button>`
}

function judgedAs({ framework, agreed }: Choosing, key: string): string {
  const judgement = agreed.get(key)
  if (!isJudged(framework.scale, judgement)) return 'Not agreed yet'
  return judgement?.point ? labelOf(framework.scale, judgement.point) : 'Answered in words'
}

async function list(c: PageContext, choosing: Choosing, kind: Kind): Promise<{ reply?: Reply; body: Html }> {
  const chosen = choosing.highlights.filter((each) => each.kind === kind)
  if (chosen.length === 0) return { body: emptyState(`No ${kind} is chosen yet.`) }
  const items: Html[] = []
  for (const [index, highlight] of chosen.entries()) {
    const item = await one(c, choosing, highlight, { isFirst: index === 0, isLast: index === chosen.length - 1 })
    if (item.reply) return item
    items.push(item.body)
  }
  return { body: html`<ol class="govuk-list govuk-list--number govuk-list--spaced">${items}</ol>` }
}

async function one(
  c: PageContext,
  choosing: Choosing,
  highlight: Highlight,
  place: { isFirst: boolean; isLast: boolean },
): Promise<{ reply?: Reply; body: Html }> {
  const { framework, here } = choosing
  const text = findStatement(framework, highlight.statement_key)?.statement.text ?? ''
  const part = partName(framework, highlight.statement_key)
  const head = html`<p class="govuk-body"><strong>${text}</strong> (${judgedAs(choosing, highlight.statement_key)})</p>`
  if (!choosing.mayChange) return { body: html`<li>${head}${paragraphs(highlight.comment)}</li>` }
  const form = c.form(commentFields, {
    name: `comment-${part}`,
    initial: { comment: highlight.comment },
    version: highlight.version,
  })
  const reply = await saveComment(c, choosing, highlight, form)
  if (reply) return { reply, body: nothing }
  return {
    body: html`<li id="${part}">${head}
    ${form.start({ action: here, autosave: { url: here, statusId: `${part}-saved` } })}${form.textarea('comment', { label: highlight.kind === 'strength' ? 'What others could see or learn' : 'What you want to be different', rows: 3 })}${savedNote({ id: `${part}-saved` })}${form.end('Save', { tone: 'secondary' })}
    <div class="govuk-button-group">${place.isFirst ? nothing : changeButton(`up ${part}`, 'Move up', text)}${place.isLast ? nothing : changeButton(`down ${part}`, 'Move down', text)}${changeButton(`drop ${part}`, 'Take out', text)}</div></li>`,
  }
}

const commentFields = z.object({ comment: optionalLongText({ max: 2000 }) })

/** Saves a comment that was sent, or shows both texts; undefined when there is nothing to answer but the page. */
async function saveComment(
  c: PageContext,
  { evaluation, framework, here, beside }: Choosing,
  { statement_key, ...stored }: Highlight,
  form: Form<{ comment: string }>,
): Promise<Reply | undefined> {
  const part = partName(framework, statement_key)
  if (form.value) {
    const wanted = { statement_key, comment: form.value.comment, version: form.sentVersion ?? 0 }
    const saved = await saveHighlightComment(c.db, c.actor, evaluation.id, wanted, c.now)
    if (saved.kind === 'saved')
      return c.wantsJson
        ? c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
        : c.redirect(`${here}#${part}`, 'Comment saved')
    if (saved.kind === 'conflict')
      return c.wantsJson ? linkToBoth(c, here, form.raw, part) : c.conflict(form, bothComments(saved.theirs))
    form.refuse(saved.refusal)
  }
  if (form.sent && c.wantsJson) return c.json({ saved: false, errors: form.errors }, 422)
  const mine = beside?._form === form.name ? commentFields.safeParse(beside) : undefined
  if (!mine?.success || mine.data.comment === stored.comment) return undefined
  form.raw.comment = mine.data.comment
  const both = c.conflict(form, bothComments({ statement_key, ...stored }))
  // The page was asked for: nothing was refused.
  return both.kind === 'view' ? { ...both, status: 200 } : both
}

const bothComments = ({ version, updated_by_name, updated_at, comment }: Highlight): Conflict => ({
  version,
  by: updated_by_name,
  at: updated_at,
  theirs: { comment },
  labels: { comment: 'Comment' },
})

/** A comment on something that was taken out of the list, or that was agreed with the whole, meanwhile: nothing of it is lost. */
function orphanComment(c: PageContext, { evaluation, framework, highlights, mayChange }: Choosing): Html {
  const listed = new Set(mayChange ? highlights.map((each) => each.statement_key) : [])
  for (const { key, text } of framework.areas.flatMap((area) => area.statements)) {
    if (listed.has(key)) continue
    const form = c.form(z.object({ comment: z.string() }), { name: `comment-${partName(framework, key)}` })
    if (!form.sent) continue
    const gone = { message: `A colleague has taken “${text}” out of the list. Choose it again to comment on it` }
    form.refuse(whyCannotEditAgreed(evaluation) ?? gone)
    return html`<p class="govuk-body">What you typed:</p>${paragraphs(typeof form.raw.comment === 'string' ? form.raw.comment : '')}`
  }
  return nothing
}

/** Suggestions first, then every statement. */
async function chooseMore(c: PageContext, choosing: Choosing): Promise<Html> {
  const { framework, highlights, agreed } = choosing
  const chosen = new Set(highlights.map((each) => each.statement_key))
  const suggested = suggestHighlights(framework, pointsOf([...agreed.values()]), await flagsOf(c, choosing))
  const row = (key: string) => {
    const text = findStatement(framework, key)?.statement.text ?? ''
    const part = partName(framework, key)
    return html`<li>${text} (${judgedAs(choosing, key)})<div class="govuk-button-group govuk-!-margin-top-2">${changeButton(`strength ${part}`, 'Strength', text)}${changeButton(`priority ${part}`, 'Priority', text)}</div></li>`
  }
  const rows = (keys: readonly string[]) => keys.filter((key) => !chosen.has(key)).map(row)
  const areas = framework.areas.map((area) => {
    const left = rows(area.statements.map((statement) => statement.key))
    return left.length === 0
      ? nothing
      : details({ summaryText: area.title, html: html`<ul class="govuk-list govuk-list--spaced">${left}</ul>` })
  })
  const strengths = rows(suggested.strengths)
  const priorities = rows(suggested.priorities)
  return html`<h2 class="govuk-heading-m">${chosen.size === 0 ? 'Choose statements' : 'Choose more'}</h2>
  ${strengths.length > 0 ? html`<h3 class="govuk-heading-s">Agreed high, and supported best</h3><ul class="govuk-list govuk-list--spaced">${strengths}</ul>` : nothing}
  ${priorities.length > 0 ? html`<h3 class="govuk-heading-s">Agreed low, or holding others back</h3><ul class="govuk-list govuk-list--spaced">${priorities}</ul>` : nothing}
  <h3 class="govuk-heading-s">All statements</h3>${areas}`
}

async function flagsOf(c: PageContext, { evaluation, framework }: Choosing) {
  if (!mayCompare(c.actor, evaluation)) return new Map<string, never[]>()
  const { views } = await viewsFor(c.db, framework, evaluation.id, await evidenceOf(c.db, evaluation.id))
  return new Map(views.map((each) => [each.statement_key, each.flags]))
}
