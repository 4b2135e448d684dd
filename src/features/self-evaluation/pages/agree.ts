/** One statement: everyone's judgement and reason beside one another, and the one that the school agrees on. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { radios } from '../../../design/components/radios.ts'
import { savedNote } from '../../../design/components/saved-note.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { twoTexts } from '../../../design/components/two-texts.ts'
import { dayAndTime, sentenceList, timeOfDay } from '../../../lib/words.ts'
import { optionalChoice, optionalLongText } from '../../../platform/web/fields.ts'
import type { Conflict } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Reply } from '../../../platform/web/page.ts'
import {
  type Area,
  type Framework,
  findStatement,
  highestAllowed,
  isCappedBy,
  type Statement,
} from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { type Agreed, agreedJudgements } from '../agree.queries.ts'
import { differencesFirst, draftPoint, labelOf, pointsOf, type Views } from '../compare.rules.ts'
import { evaluationBefore } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { evidenceOf } from '../evidence.queries.ts'
import { saveAgreedJudgement } from '../judgement.acts.ts'
import { evaluationPath } from '../paths.ts'
import { isJudged } from '../progress.rules.ts'
import { captionOf, paragraphs } from './common.ts'
import { type Comparison, comparisonFor, flagTags } from './compare.ts'
import { evidenceList } from './evidence-list.ts'
import type { PageContext } from './judging.ts'

type Known = { area: Area; statement: Statement; views: Views }

export const agree = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/agree/:statement',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid(), statement: z.string().max(80) }),
  },
  async (c) => {
    const comparison = await comparisonFor(c, c.params.evaluation)
    const statement = findStatement(comparison.framework, c.params.statement)
    const views = comparison.views.find((each) => each.statement_key === c.params.statement)
    if (!statement || !views) return c.notFound()
    const known = { ...statement, views }
    return stageOf(comparison.evaluation) === 'agreed'
      ? agreedView(c, comparison, known)
      : agreeForm(c, comparison, known)
  },
)

async function agreeForm(c: PageContext, comparison: Comparison, known: Known): Promise<Reply> {
  const { evaluation, framework, agreed } = comparison
  const { key } = known.statement
  const here = evaluationPath(c.partnership, evaluation.id, `agree/${key}`)
  const before = agreed.get(key)
  const points = framework.scale.kind === 'points' ? framework.scale.points : []
  const fields = z.object({
    point: optionalChoice(points.map((point) => String(point.value))),
    answer: optionalLongText(),
    reason: optionalLongText(),
    onward: optionalChoice(['next', 'list']),
    keep: optionalChoice(['theirs', 'mine']),
  })
  const form = c.form(fields, {
    initial: { point: before?.point ?? '', answer: before?.answer ?? '', reason: before?.reason ?? '' },
    version: before?.version ?? 0,
  })
  if (form.value?.keep === 'theirs') return c.redirect(here, 'Kept as it was saved')
  if (form.value) {
    const wanted = {
      point: form.value.point ? Number(form.value.point) : null,
      answer: form.value.answer,
      reason: form.value.reason,
      version: form.sentVersion ?? 0,
    }
    const saved = await saveAgreedJudgement(c.db, c.actor, evaluation.id, key, wanted, c.now)
    if (saved.kind === 'saved') {
      if (c.wantsJson) return c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
      return c.redirect(
        form.value.onward === 'list'
          ? evaluationPath(c.partnership, evaluation.id, 'compare')
          : afterThis(c, comparison, key),
        'Judgement agreed',
      )
    }
    if (saved.kind === 'conflict') {
      if (c.wantsJson)
        return c.json(
          {
            saved: false,
            errors: [
              {
                field: '',
                message: `${saved.theirs.updated_by_name} changed this while you were typing. Press the button to see both texts`,
              },
            ],
          },
          409,
        )
      return c.view('Someone else changed this', conflictBody(framework, form, { ...saved.theirs, mine: wanted }), {
        status: 409,
        wide: true,
        caption: known.statement.text,
        back: { href: here },
      })
    }
    form.refuse(saved.refusal)
  }
  if (c.wantsJson && c.method === 'POST') return c.json({ saved: false, errors: form.errors }, 422)
  const evidence = (await evidenceOf(c.db, evaluation.id)).filter((each) => each.statement_key === key)
  return c.view(
    known.statement.text,
    html`<p class="govuk-body">${flagTags(known.views.flags)}</p>
    ${everyone(comparison, known)}
    <h2 class="govuk-heading-m">Evidence</h2>${evidenceList(c, evaluation, evidence)}
    <p class="govuk-body"><a class="govuk-link" href="${evaluationPath(c.partnership, evaluation.id, 'evidence/new')}?statement=${key}&amp;return=${encodeURIComponent(here)}">Add evidence</a></p>
    ${await timeBefore(c, comparison, key)}
    <h2 class="govuk-heading-m">What the school agrees</h2>
    ${gateNote(framework, known, pointsOf([...agreed.values()]))}${draftNote(framework, known, pointsOf([...agreed.values()]))}
    ${form.start({ autosave: { url: here, statusId: 'saved' } })}
    ${points.length > 0 ? form.radios('point', { legend: 'Agreed judgement', items: points.map((point) => ({ value: String(point.value), text: `${point.value} ${point.label}`, hint: known.statement.descriptors[point.value] ?? point.meaning })) }) : form.textarea('answer', { label: 'Agreed answer', rows: 8 })}
    ${points.length > 0 ? form.textarea('reason', { label: 'Reason', hint: 'Why this point and not the one above or below. This is shared when the school shares its self-evaluation.', rows: 5 }) : nothing}
    ${savedNote({ id: 'saved' })}
    <div class="govuk-button-group">${button({ text: 'Save and go to the next', name: 'onward', value: 'next', preventDoubleClick: true })}${button({ text: 'Save and go to the list', name: 'onward', value: 'list', classes: 'govuk-button--secondary' })}</div></form>`,
    {
      caption: `${known.area.title}, ${captionOf(evaluation)}`,
      back: { href: evaluationPath(c.partnership, evaluation.id, 'compare'), text: 'Back to the comparison' },
    },
  )
}

/** The next statement without an agreed judgement, in the order of the comparison. */
function afterThis(c: PageContext, { evaluation, framework, views, agreed }: Comparison, key: string): string {
  const next = differencesFirst(views).find(
    (each) => each.statement_key !== key && !isJudged(framework.scale, agreed.get(each.statement_key)),
  )
  return evaluationPath(c.partnership, evaluation.id, next ? `agree/${next.statement_key}` : 'compare')
}

type Choosing = {
  start(): Html
  end(text: string): Html
  hidden(name: string, value: string): Html
  conflict: Conflict | undefined
}
type Both = Agreed & { mine: { point: number | null; answer: string; reason: string } }

/** Both judgements whole, because a reason belongs to its point, and the choice between them. */
function conflictBody(framework: Framework, form: Choosing, both: Both): Html {
  const whole = (judgement: { point: number | null; answer: string; reason: string }) =>
    judgement.point === null ? judgement.answer : `${labelOf(framework.scale, judgement.point)}\n${judgement.reason}`
  const by = `${both.updated_by_name}, ${dayAndTime(both.updated_at)}`
  form.conflict = { version: both.version, by: both.updated_by_name, at: both.updated_at, theirs: {}, labels: {} }
  return html`<p class="govuk-body">${both.updated_by_name} agreed another judgement after you opened this page. Nothing is lost: both are below. Choose what should stay.</p>
  ${twoTexts({ first: { heading: `What ${both.updated_by_name} saved`, by, text: whole(both) }, second: { heading: 'What you typed', by: 'Not saved yet', text: whole(both.mine) } })}
  ${form.start()}${form.hidden('point', String(both.mine.point ?? ''))}${form.hidden('answer', both.mine.answer)}${form.hidden('reason', both.mine.reason)}
  ${radios({
    name: 'keep',
    value: 'mine',
    fieldset: { legend: { text: 'Which should stay?', classes: 'govuk-fieldset__legend--s' } },
    items: [
      { value: 'theirs', text: `What ${both.updated_by_name} saved` },
      { value: 'mine', text: 'What I typed' },
    ],
  })}
  ${form.end('Save my choice')}`
}

/** Everyone's own judgement, and who did not judge. */
function everyone({ framework, names }: Comparison, { views }: Known): Html {
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

function draftNote(framework: Framework, { views }: Known, agreed: ReadonlyMap<string, number>): Html {
  const draft = draftPoint(framework, views, agreed)
  return draft
    ? html`<p class="govuk-body">A point to start your talk from: <strong>${labelOf(framework.scale, draft.point)}</strong> (${draft.why}). It is a suggestion, not a result.</p>`
    : nothing
}

/** What the school agreed the time before, so that a new evaluation carries on from it. */
async function timeBefore(c: PageContext, { evaluation, framework }: Comparison, key: string): Promise<Html> {
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
function gateNote(framework: Framework, { statement }: Known, agreed: ReadonlyMap<string, number>): Html {
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

/** A frozen statement, to read. */
async function agreedView(c: PageContext, comparison: Comparison, known: Known): Promise<Reply> {
  const { evaluation, framework, agreed } = comparison
  const judgement = agreed.get(known.statement.key)
  const evidence = (await evidenceOf(c.db, evaluation.id)).filter((each) => each.statement_key === known.statement.key)
  const point = judgement?.point ?? null
  return c.view(
    known.statement.text,
    html`<h2 class="govuk-heading-m">What the school agreed</h2>
    ${point === null ? paragraphs(judgement?.answer ?? '') : html`<p class="govuk-body"><strong>${labelOf(framework.scale, point)}</strong>: ${known.statement.descriptors[point] ?? ''}</p>`}${paragraphs(judgement?.reason ?? '')}
    <h2 class="govuk-heading-m">Evidence</h2>${evidenceList(c, evaluation, evidence)}
    ${details({ summaryText: 'What each colleague judged', html: everyone(comparison, known) })}`,
    {
      caption: `${known.area.title}, ${captionOf(evaluation)}`,
      back: { href: evaluationPath(c.partnership, evaluation.id, 'compare'), text: 'Back to the agreed judgements' },
    },
  )
}
