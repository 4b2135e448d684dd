/** One statement: everyone's judgement and reason beside one another, and the one that the school agrees on. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { radios } from '../../../design/components/radios.ts'
import { savedNote } from '../../../design/components/saved-note.ts'
import { twoTexts } from '../../../design/components/two-texts.ts'
import { dayAndTime, timeOfDay } from '../../../lib/words.ts'
import { optionalChoice, optionalLongText } from '../../../platform/web/fields.ts'
import type { Conflict, RawValues } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { found, type Reply } from '../../../platform/web/page.ts'
import { type Framework, findStatement } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { saveAgreedJudgement } from '../agreed-judgement.acts.ts'
import type { Agreed } from '../agreed-judgement.queries.ts'
import { type Comparison, comparisonFor } from '../comparison.queries.ts'
import { differencesFirst } from '../comparison.rules.ts'
import { stageOf } from '../evaluation.rules.ts'
import { isJudged, labelOf, pointsOf, says, tidyJudgement } from '../judgement.rules.ts'
import { evaluationPath } from '../paths.ts'
import { draftNote, everyone, evidenceBeside, gateNote, type Known, timeBefore } from './agree-background.ts'
import { keptBeside, linkToBoth } from './beside.ts'
import { captionOf, flagTags, type PageContext, paragraphs } from './common.ts'

export const agree = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/agree/:statement',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid(), statement: z.string().max(80) }),
    query: z.object({ beside: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const comparison = found(await comparisonFor(c.db, c.actor, c.params.evaluation))
    const statement = findStatement(comparison.framework, c.params.statement)
    const views = comparison.views.find((each) => each.statement_key === c.params.statement)
    if (!statement || !views) return c.notFound()
    const known = { ...statement, views }
    // What somebody typed meanwhile is shown back to them with the reason why it could not be saved.
    return stageOf(comparison.evaluation) === 'comparing' || c.method === 'POST'
      ? agreeForm(c, comparison, known, await keptBeside(c, c.query.beside))
      : agreedView(c, comparison, known)
  },
)

function fieldsFor(framework: Framework) {
  return z.object({
    point: optionalChoice(pointsOfScale(framework).map((point) => String(point.value))),
    answer: optionalLongText(),
    reason: optionalLongText(),
    onward: optionalChoice(['next', 'list']),
    keep: optionalChoice(['theirs', 'mine']),
  })
}

const pointsOfScale = ({ scale }: Framework) => (scale.kind === 'points' ? scale.points : [])

const wantedFrom = (value: { point?: string | undefined; answer: string; reason: string }) => ({
  point: value.point ? Number(value.point) : null,
  answer: value.answer,
  reason: value.reason,
})

async function agreeForm(
  c: PageContext,
  comparison: Comparison,
  known: Known,
  beside: RawValues | undefined,
): Promise<Reply> {
  const { evaluation, framework, agreed } = comparison
  const { key } = known.statement
  const path = (rest: string) => evaluationPath(c.partnership, evaluation.id, rest)
  const here = path(`agree/${key}`)
  const before = agreed.get(key)
  const fields = fieldsFor(framework)
  const form = c.form(fields, {
    initial: { point: before?.point ?? '', answer: before?.answer ?? '', reason: before?.reason ?? '' },
    version: before?.version ?? 0,
  })
  const bothTexts = (theirs: Agreed, mine: Mine, status: 200 | 409) =>
    c.view('Someone else changed this', conflictBody(framework, form, here, theirs, mine), {
      status,
      caption: known.statement.text,
      back: { href: here },
    })
  if (form.value?.keep === 'theirs') return c.redirect(here, 'Kept as it was saved')
  if (form.value) {
    const mine = wantedFrom(form.value)
    const wanted = { ...mine, version: form.sentVersion ?? 0 }
    const saved = await saveAgreedJudgement(c.db, c.actor, evaluation.id, key, wanted, c.now)
    if (saved.kind === 'saved') {
      if (c.wantsJson) return c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
      const onward = form.value.onward === 'list' ? path('compare') : afterThis(c, comparison, key)
      return c.redirect(onward, 'Judgement agreed')
    }
    if (saved.kind === 'conflict')
      return c.wantsJson ? linkToBoth(c, here, form.raw) : bothTexts(saved.theirs, mine, 409)
    form.refuse(saved.refusal)
  }
  if (c.wantsJson && c.method === 'POST') return c.json({ saved: false, errors: form.errors }, 422)
  const mine = beside && fields.safeParse(beside)
  if (before && mine?.success && !says(before, tidyJudgement(wantedFrom(mine.data))))
    return bothTexts(before, wantedFrom(mine.data), 200)
  const points = pointsOfScale(framework)
  return c.view(
    known.statement.text,
    html`<p class="govuk-body">${flagTags(known.views.flags)}</p>
    ${everyone(comparison, known)}
    ${await evidenceBeside(c, evaluation, key)}
    ${await timeBefore(c, comparison, key)}
    <h2 class="govuk-heading-m">What the school agrees</h2>
    ${gateNote(framework, known, pointsOf([...agreed.values()]))}${draftNote(framework, known, pointsOf([...agreed.values()]))}
    ${form.start({ action: here, autosave: { url: here, statusId: 'saved' } })}
    ${
      points.length > 0
        ? html`${form.radios('point', { legend: 'Agreed judgement', items: points.map((point) => ({ value: String(point.value), text: `${point.value} ${point.label}`, hint: known.statement.descriptors[point.value] ?? point.meaning })) })}
    ${form.textarea('reason', { label: 'Reason', hint: 'Why this point and not the one above or below. This is shared when the school shares its self-evaluation.', rows: 5 })}`
        : form.textarea('answer', { label: 'Agreed answer', rows: 8 })
    }
    ${savedNote({ id: 'saved' })}
    <div class="govuk-button-group">${button({ text: 'Save and go to the next', name: 'onward', value: 'next', preventDoubleClick: true })}${button({ text: 'Save and go to the list', name: 'onward', value: 'list', classes: 'govuk-button--secondary' })}</div></form>`,
    {
      caption: `${known.area.title}, ${captionOf(evaluation)}`,
      back: { href: path('compare'), text: 'Back to the comparison' },
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
  start(options: { action: string }): Html
  end(text: string): Html
  hidden(name: string, value: string): Html
  conflict: Conflict | undefined
}
type Mine = { point: number | null; answer: string; reason: string }

/** Both judgements whole, because a reason belongs to its point, and the choice between them. */
function conflictBody(framework: Framework, form: Choosing, here: string, theirs: Agreed, mine: Mine): Html {
  const whole = (judgement: Mine) =>
    judgement.point === null ? judgement.answer : `${labelOf(framework.scale, judgement.point)}\n${judgement.reason}`
  const { updated_by_name: name, updated_at: at, version } = theirs
  form.conflict = { version, by: name, at, theirs: {}, labels: {} }
  return html`<p class="govuk-body">${name} agreed another judgement after you opened this page. Nothing is lost: both are below. Choose what should stay.</p>
  ${twoTexts({ first: { heading: `What ${name} saved`, by: `${name}, ${dayAndTime(at)}`, text: whole(theirs) }, second: { heading: 'What you typed', by: 'Not saved yet', text: whole(mine) } })}
  ${form.start({ action: here })}${form.hidden('point', String(mine.point ?? ''))}${form.hidden('answer', mine.answer)}${form.hidden('reason', mine.reason)}
  ${radios({
    name: 'keep',
    value: 'mine',
    fieldset: { legend: { text: 'Which should stay?', classes: 'govuk-fieldset__legend--s' } },
    items: [
      { value: 'theirs', text: `What ${name} saved` },
      { value: 'mine', text: 'What I typed' },
    ],
  })}
  ${form.end('Save my choice')}`
}

/** A frozen statement, to read. */
async function agreedView(c: PageContext, comparison: Comparison, known: Known): Promise<Reply> {
  const { evaluation, framework, agreed } = comparison
  const judgement = agreed.get(known.statement.key)
  const point = judgement?.point ?? null
  return c.view(
    known.statement.text,
    html`<h2 class="govuk-heading-m">What the school agreed</h2>
    ${point === null ? paragraphs(judgement?.answer ?? '') : html`<p class="govuk-body"><strong>${labelOf(framework.scale, point)}</strong>: ${known.statement.descriptors[point] ?? ''}</p>`}${paragraphs(judgement?.reason ?? '')}
    ${await evidenceBeside(c, evaluation, known.statement.key)}
    ${details({ summaryText: 'What each colleague judged', html: everyone(comparison, known) })}`,
    {
      caption: `${known.area.title}, ${captionOf(evaluation)}`,
      back: { href: evaluationPath(c.partnership, evaluation.id, 'compare'), text: 'Back to the agreed judgements' },
    },
  )
}
