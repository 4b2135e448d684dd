/**
 * The questions of a judging page: for each statement its points with their descriptions, the
 * reason, and the evidence. These pages are the longest and the busiest of the service, so what
 * never changes of a framework is made once and kept; only answers are put in between.
 */
import { escapeHtml, type Html, raw } from '../../../platform/web/html.ts'
import { type Framework, type Statement, statementsOf } from '../../frameworks/public.ts'
import { markOf } from '../judgement.rules.ts'

/** What a question shows as its answer. */
export type Shown = {
  point: number | null
  answer: string
  reason: string
  version: number
  isKept: boolean
  /** The mark of what the person first saw, when the page is shown again with what they sent. */
  mark?: string
  evidence: readonly string[]
  error?: string
}

type Level = 2 | 3

type Kept = {
  part: string
  start: Record<Level, string>
  points: { value: number | null; before: string; after: string }[]
  afterPoints: string
  end: string
}

const kept = new WeakMap<Framework, Map<string, Kept>>()

/** The name of a statement's fields. A key may end in "-day" or "-year", which forms read as parts of a date; a number cannot. */
export function partName(framework: Framework, statementKey: string): string {
  return piecesOf(framework).get(statementKey)?.part ?? ''
}

function piecesOf(framework: Framework): Map<string, Kept> {
  const known = kept.get(framework)
  if (known) return known
  const made = new Map(
    statementsOf(framework).map((statement, index) => [statement.key, pieceOf(framework, statement, `s${index + 1}`)]),
  )
  kept.set(framework, made)
  return made
}

function pieceOf(framework: Framework, statement: Statement, part: string): Kept {
  const { scale } = framework
  const text = escapeHtml(statement.text)
  const radio = (value: number | null, label: string, words: string) => {
    const id = `${part}-point-${value ?? 'none'}`
    const hint =
      words === '' ? '' : `<div id="${id}-hint" class="govuk-hint govuk-radios__hint">${escapeHtml(words)}</div>`
    return {
      value,
      before: `<div class="govuk-radios__item"><input class="govuk-radios__input" id="${id}" name="${part}[point]" type="radio" value="${value ?? ''}"${hint === '' ? '' : ` aria-describedby="${id}-hint"`}`,
      after: `><label class="govuk-label govuk-radios__label" for="${id}">${escapeHtml(label)}</label>${hint}</div>`,
    }
  }
  const isOpen = scale.kind === 'open'
  const start = (level: Level) =>
    isOpen
      ? `<div class="govuk-form-group"><h${level} class="govuk-label-wrapper"><label class="govuk-label govuk-label--m" for="${part}-answer">${text}</label></h${level}>`
      : `<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m"><h${level} class="govuk-fieldset__heading" id="${part}-statement">${text}</h${level}></legend>`
  return {
    part,
    start: { 2: start(2), 3: start(3) },
    points: isOpen
      ? []
      : [
          ...scale.points.map((point) =>
            radio(point.value, `${point.value} ${point.label}`, statement.descriptors[point.value] ?? point.meaning),
          ),
          radio(null, 'I do not know enough to judge this', ''),
        ],
    afterPoints: isOpen
      ? '</textarea></div>'
      : `</div></fieldset></div><div class="govuk-form-group"><label class="govuk-label" for="${part}-reason">Why do you judge so? (optional)</label><textarea class="govuk-textarea" id="${part}-reason" name="${part}[reason]" rows="3" aria-describedby="${part}-statement">`,
    end: prompts(statement),
  }
}

/** What to look for, folded away. */
function prompts(statement: Statement): string {
  const list = (items: readonly string[]) =>
    `<ul class="govuk-list govuk-list--bullet">${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
  const lookFor = statement.look_for.length > 0 ? list(statement.look_for) : ''
  const evidence =
    statement.evidence.length > 0 ? `<p class="govuk-body">Evidence that helps:</p>${list(statement.evidence)}` : ''
  if (lookFor === '' && evidence === '') return ''
  return `<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What to look for</span></summary><div class="govuk-details__text">${lookFor}${evidence}</div></details>`
}

export type QuestionOptions = {
  /** The evaluation's path, for saving and for adding evidence. */
  path: string
  /** Where adding evidence comes back to. */
  returnTo: string
  /** The level of the statements' headings. */
  level: Level
}

/** The questions for some statements, in order. */
export function questions(
  framework: Framework,
  statements: readonly Statement[],
  shown: (key: string) => Shown,
  options: QuestionOptions,
): Html {
  const pieces = piecesOf(framework)
  let markup = ''
  for (const statement of statements) {
    const piece = pieces.get(statement.key)
    if (piece) markup += question(piece, statement.key, shown(statement.key), options)
  }
  return raw(markup)
}

function question(piece: Kept, key: string, shown: Shown, options: QuestionOptions): string {
  const { part } = piece
  const path = escapeHtml(options.path)
  let radios = ''
  for (const point of piece.points)
    radios += point.before + (shown.isKept && point.value === shown.point ? ' checked' : '') + point.after
  const error =
    shown.error === undefined
      ? ''
      : `<p class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${escapeHtml(shown.error)}</p>`
  const middle =
    piece.points.length > 0
      ? `${error}<div class="govuk-radios" data-module="govuk-radios">${radios}`
      : `${error}<textarea class="govuk-textarea" id="${part}-answer" name="${part}[answer]" rows="6">`
  const words = piece.points.length > 0 ? shown.reason : shown.answer
  return `<div id="${part}" data-autosave="${path}/judgements/${key}" data-autosave-part="${part}" data-autosave-status="${part}-saved">
<input type="hidden" name="${part}[_version]" value="${shown.version}"><input type="hidden" name="${part}[_shown]" value="${markShown(piece, shown)}">${piece.start[options.level]}${middle}${
    // A text area drops one line break at its start, so a text that begins with one needs another.
    piece.points.length > 0
      ? `${piece.afterPoints}\n${escapeHtml(words)}</textarea></div>`
      : `\n${escapeHtml(words)}${piece.afterPoints}`
  }
<p id="${part}-saved" class="app-saved" role="status"></p>${evidenceLine(piece, key, shown, options)}${piece.end}<hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible"></div>
`
}

function markShown(piece: Kept, shown: Shown): string {
  if (shown.mark !== undefined) return escapeHtml(shown.mark)
  if (piece.points.length === 0) return markOf({ answer: shown.answer })
  return markOf({ reason: shown.reason, ...(shown.isKept ? { point: shown.point } : {}) })
}

function evidenceLine(piece: Kept, key: string, shown: Shown, options: QuestionOptions): string {
  const add = `<a class="govuk-link" href="${escapeHtml(options.path)}/evidence/new?statement=${key}&amp;return=${encodeURIComponent(options.returnTo)}">Add evidence<span class="govuk-visually-hidden"> for statement ${piece.part.slice(1)}</span></a>`
  if (shown.evidence.length === 0) return `<p class="govuk-body">${add}</p>`
  const items = shown.evidence.map((title) => `<li>${escapeHtml(title)}</li>`).join('')
  return `<p class="govuk-body govuk-!-margin-bottom-1">Your evidence:</p><ul class="govuk-list govuk-list--bullet">${items}</ul><p class="govuk-body">${add}</p>`
}
