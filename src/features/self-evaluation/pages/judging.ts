/** What the judging pages share: reading answers, saving them with or without a script, and showing what could not be saved. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { twoTexts } from '../../../design/components/two-texts.ts'
import { dayAndTime, timeOfDay } from '../../../lib/words.ts'
import type { RawValues } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Context, Reply } from '../../../platform/web/page.ts'
import { type Framework, type Statement, statementsOf } from '../../frameworks/public.ts'
import type { Services } from '../../page.ts'
import type { Actor, Permission } from '../../people/public.ts'
import { labelOf } from '../compare.rules.ts'
import { frameworkOf } from '../evaluation.acts.ts'
import { type Evaluation, evaluationFor } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { saveOwnJudgement, says, tidyJudgement, type WantedJudgement } from '../judgement.acts.ts'
import { type JudgingRow, judgingRows, type SavedJudgement } from '../judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { partName, partOfBody, questions, type Shown, sentJudgement } from './judge-form.ts'

export type PageContext = Context<Actor, Permission, unknown, unknown, Services>

export type Judging = { evaluation: Evaluation; framework: Framework; rows: Map<string, JudgingRow> }

/** The evaluation for somebody who judges in it; for everyone else it is not found. */
export async function judgingFor(c: PageContext, evaluationId: string): Promise<Judging> {
  const evaluation = await evaluationFor(c.db, c.actor, evaluationId)
  if (!evaluation?.takes_part) return c.notFound()
  const framework = await frameworkOf(c.db, c.actor, evaluation)
  return { evaluation, framework, rows: await judgingRows(c.db, c.actor, evaluationId) }
}

export type Place = {
  title: string
  back: { href: string; text: string }
  statements: readonly Statement[]
  /** Where the ordinary button leads: here again, or on to the next area. */
  here: string
  next?: { href: string; text: string } | undefined
  before?: Html
  /** Puts the questions into sections; one plain list otherwise. */
  sections?: readonly { title: string; statements: readonly Statement[] }[]
}

const anyBody = z.record(z.string(), z.unknown())

/** One judging page: shows its questions, and saves all of them at the press of its button. */
export async function judgePage(c: PageContext, judging: Judging, place: Place): Promise<Reply> {
  const form = c.form(anyBody)
  if (!form.sent)
    return c.view(place.title, formBody(c, judging, place, form, shownOf(judging)), viewOptions(judging, place))
  const outcome = await saveSent(c, judging, place.statements, form.raw)
  if (outcome.refusals.size > 0) {
    for (const [message, keys] of Map.groupBy(outcome.refusals.keys(), (key) => outcome.refusals.get(key) ?? '')) {
      const field =
        isOpen(judging) && keys[0]
          ? `${partName(judging.framework, keys[0])}-${judging.framework.scale.kind === 'open' ? 'answer' : 'reason'}`
          : ''
      form.refuse({ field, message })
    }
    return c.view(
      place.title,
      formBody(c, judging, place, form, sentOf(judging, form.raw, outcome.refusals)),
      viewOptions(judging, place),
    )
  }
  if (outcome.conflicts.length > 0)
    return c.view('You changed this on another device', conflictBody(judging, place, form, outcome), {
      ...viewOptions(judging, place),
      status: 409,
      wide: true,
    })
  const on = form.raw.onward === 'next' && place.next ? place.next.href : place.here
  return c.redirect(on, `Saved ${timeOfDay(c.now)}`)
}

/** Whether this person may still judge. */
function isOpen({ evaluation }: Judging): boolean {
  return stageOf(evaluation) === 'judging' && !evaluation.finished_at
}

function viewOptions({ evaluation }: Judging, place: Place) {
  return { caption: `${evaluation.title}, ${evaluation.school_name}`, back: place.back }
}

type Sent = WantedJudgement & { key: string }
type Outcome = { conflicts: { sent: Sent; theirs: SavedJudgement }[]; refusals: Map<string, string> }

/** Saves what changed. When anything is refused or conflicts, the page is shown again and nothing is kept. */
async function saveSent(
  c: PageContext,
  judging: Judging,
  statements: readonly Statement[],
  raw: Record<string, unknown>,
): Promise<Outcome> {
  const outcome: Outcome = { conflicts: [], refusals: new Map() }
  const { evaluation, framework, rows } = judging
  const kept = typeof raw._choice === 'string'
  for (const { key } of statements) {
    const part = partOfBody(raw, partName(framework, key))
    const sent = part && sentJudgement(part)
    if (!sent || (kept && part?.keep === 'theirs') || !isChange(rows.get(key), sent)) continue
    const saved = await saveOwnJudgement(c.db, c.actor, evaluation.id, key, sent, c.now)
    if (saved.kind === 'conflict') outcome.conflicts.push({ sent: { ...sent, key }, theirs: saved.theirs })
    if (saved.kind === 'refused') outcome.refusals.set(key, saved.refusal.message)
  }
  return outcome
}

function isChange(row: JudgingRow | undefined, sent: WantedJudgement & { isAnswered: boolean }): boolean {
  // The page showed no judgement here and sends none: what another device has saved meanwhile stands.
  if (sent.version === 0 && !sent.isAnswered) return false
  // A row without a version stands for a statement that has evidence and no judgement yet.
  if (!row || row.version === 0) return sent.isAnswered
  return !says(row, tidyJudgement(sent))
}

function shownOf(judging: Judging): (key: string) => Shown {
  return (key) => {
    const row = judging.rows.get(key)
    if (!row) return { point: null, answer: '', reason: '', version: 0, isKept: false, evidence: [] }
    return {
      point: row.point,
      answer: row.answer,
      reason: row.reason,
      version: row.version,
      isKept: row.version > 0,
      evidence: row.evidence ?? [],
    }
  }
}

/** Shows what was sent, when it could not be saved. */
function sentOf(
  judging: Judging,
  raw: Record<string, unknown>,
  refusals: ReadonlyMap<string, string>,
): (key: string) => Shown {
  const saved = shownOf(judging)
  return (key) => {
    const part = partOfBody(raw, partName(judging.framework, key))
    const sent = part && sentJudgement(part)
    const error = refusals.get(key)
    if (!part || !sent) return saved(key)
    return {
      ...saved(key),
      point: sent.point ?? null,
      answer: sent.answer ?? '',
      reason: sent.reason ?? '',
      version: sent.version ?? 0,
      isKept: part.point !== undefined,
      ...(error === undefined ? {} : { error }),
    }
  }
}

type JudgeForm = ReturnType<typeof anyForm>
const anyForm = (c: PageContext) => c.form(anyBody)

function formBody(
  c: PageContext,
  judging: Judging,
  place: Place,
  form: JudgeForm,
  shown: (key: string) => Shown,
): Html {
  const { evaluation, framework } = judging
  const path = evaluationPath(c.partnership, evaluation.id)
  const at = (level: 2 | 3) => ({ path, returnTo: place.here, level })
  const list = place.sections
    ? place.sections.map(
        (section) =>
          html`<h2 class="govuk-heading-l">${section.title}</h2>${questions(framework, section.statements, shown, at(3))}`,
      )
    : [questions(framework, place.statements, shown, at(2))]
  if (!isOpen(judging)) {
    const typed = form.sent
      ? html`<h2 class="govuk-heading-l">What you typed, not saved</h2><p class="govuk-body">Copy anything that you want to keep.</p>${answers(judging, place.statements, shown)}`
      : nothing
    return html`${closedNote(judging, path)}${typed}${form.sent ? html`<h2 class="govuk-heading-l">What is saved</h2>` : nothing}${place.before ?? nothing}${answers(judging, place.statements, shownOf(judging))}`
  }
  return html`${place.before ?? nothing}${lastSaved(judging)}${form.start({ action: place.here })}${list}<div class="govuk-button-group">${
    place.next
      ? html`${button({ text: `Save and go to ${place.next.text}`, name: 'onward', value: 'next' })}${button({ text: 'Save', name: 'onward', value: 'stay', classes: 'govuk-button--secondary' })}`
      : button({ text: 'Save' })
  }</div></form>`
}

function lastSaved(judging: Judging): Html {
  let last: Temporal.Instant | undefined
  for (const { updated_at } of judging.rows.values())
    if (updated_at && (!last || Temporal.Instant.compare(updated_at, last) > 0)) last = updated_at
  return html`<p class="govuk-body">${last ? `You last saved on ${dayAndTime(last)}. ` : ''}Nobody else sees what you judge until the judgements are compared.</p>`
}

function closedNote({ evaluation }: Judging, path: string): Html {
  if (stageOf(evaluation) === 'judging') {
    return insetText({
      html: html`You have said that you are finished. <a class="govuk-link" href="${path}/judge">Open your judgements again</a> to change them.`,
    })
  }
  return insetText({
    text: 'The judgements are compared, so they no longer change. These are yours, as you left them.',
  })
}

/** One's own answers to read, when they can no longer be changed. */
function answers(judging: Judging, statements: readonly Statement[], shown: (key: string) => Shown): Html {
  return html`${statements.map((statement) => {
    const answer = shown(statement.key)
    const reason = answer.reason === '' ? nothing : html`<p class="govuk-body">${answer.reason}</p>`
    return html`<h2 class="govuk-heading-s">${statement.text}</h2><p class="govuk-body"><strong>${answer.isKept ? inWords(judging.framework, answer) : 'Not judged'}</strong></p>${reason}`
  })}`
}

function inWords(framework: Framework, judgement: { point: number | null; answer: string }): string {
  if (framework.scale.kind === 'open') return judgement.answer === '' ? 'No answer' : judgement.answer
  return judgement.point === null ? 'I do not know enough to judge this' : labelOf(framework.scale, judgement.point)
}

/** Both texts of each statement that was changed on two devices, and the choice between them. */
function conflictBody(judging: Judging, place: Place, form: JudgeForm, outcome: Outcome): Html {
  const { framework } = judging
  const texts = new Map(statementsOf(framework).map((statement) => [statement.key, statement.text]))
  const whole = (judgement: { point: number | null; answer: string; reason: string }) =>
    framework.scale.kind === 'open'
      ? judgement.answer
      : `${inWords(framework, judgement)}${judgement.reason === '' ? '' : `\n${judgement.reason}`}`
  const items = outcome.conflicts.map(({ sent, theirs }) => {
    const part = partName(framework, sent.key)
    const mine = { point: sent.point ?? null, answer: sent.answer ?? '', reason: sent.reason ?? '' }
    return html`<h2 class="govuk-heading-m">${texts.get(sent.key) ?? ''}</h2>${twoTexts({
      first: { heading: 'Saved before', by: `By you, ${dayAndTime(theirs.updated_at)}`, text: whole(theirs) },
      second: { heading: 'What you typed here', by: 'Not saved yet', text: whole(mine) },
      headingLevel: 3,
    })}${hiddenPart(part, { ...partOfBody(form.raw, part), _version: String(theirs.version) })}
<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Which should stay?</legend><div class="govuk-radios" data-module="govuk-radios">${keepRadio(part, 'theirs', 'What was saved before', false)}${keepRadio(part, 'mine', 'What I typed here', true)}</div></fieldset></div>`
  })
  const inConflict = new Set(outcome.conflicts.map(({ sent }) => sent.key))
  const others = place.statements.filter(({ key }) => !inConflict.has(key)).map(({ key }) => partName(framework, key))
  return html`<p class="govuk-body">You saved this on another device, or in another window, after you opened this page. Nothing is lost: both are below. Everything else that you typed on the page is saved with your choice.</p>
${form.start({ action: place.here })}<input type="hidden" name="_choice" value="yes">${others.map((part) => hiddenPart(part, partOfBody(form.raw, part) ?? {}))}${items}${form.end('Save my choice')}`
}

/** What was sent for one statement, to be sent again as it was. */
function hiddenPart(part: string, sent: RawValues): Html {
  const fields = (['_version', 'point', 'answer', 'reason'] as const).flatMap((name) => {
    const value = sent[name]
    return typeof value === 'string' ? [html`<input type="hidden" name="${part}[${name}]" value="${value}">`] : []
  })
  return html`${fields}`
}

function keepRadio(part: string, value: string, label: string, isChecked: boolean): Html {
  return html`<div class="govuk-radios__item"><input class="govuk-radios__input" id="${part}-keep-${value}" name="${part}[keep]" type="radio" value="${value}"${isChecked ? html` checked` : nothing}><label class="govuk-label govuk-radios__label" for="${part}-keep-${value}">${label}</label></div>`
}
