/** The pages where a colleague judges on their own: one area at a time, all on one page, or one statement. */

import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { dayAndTime, plural, timeOfDay } from '../../../lib/words.ts'
import type { RawValues } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found, type Reply } from '../../../platform/web/page.ts'
import { findStatement, type Statement, statementsOf } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { stageOf } from '../evaluation.rules.ts'
import { says, tidyJudgement } from '../judgement.rules.ts'
import { type Judging, judgingFor } from '../own-judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { keptBeside } from './beside.ts'
import { captionOf, type PageContext } from './common.ts'
import { answers, closedNote } from './judge-closed.ts'
import { conflictBody } from './judge-conflict.ts'
import { partName, questions, type Shown } from './judge-form.ts'
import { anyBody, partOfBody, saveByScript, saveSent, sentJudgement } from './judge-save.ts'

const evaluationParams = z.object({ partnership: z.string(), evaluation: z.uuid() })

/** The five to seven statements of one area. */
export const judgeArea = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/judge/:area',
    allow: 'member',
    params: evaluationParams.extend({ area: z.string() }),
  },
  async (c) => {
    const judging = found(await judgingFor(c.db, c.actor, c.params.evaluation))
    const { areas } = judging.framework
    const index = areas.findIndex((area) => area.key === c.params.area)
    const area = areas[index]
    if (!area) return c.notFound()
    const path = evaluationPath(c.partnership, judging.evaluation.id, 'judge')
    const next = areas[index + 1]
    return judgePage(c, judging, {
      title: area.title,
      back: { href: path, text: 'Back to your judgements' },
      statements: area.statements,
      here: `${path}/${area.key}`,
      next: next ? { href: `${path}/${next.key}`, text: next.title } : { href: path, text: 'your overview' },
      before: html`<p class="govuk-body-l">${area.summary}</p>`,
    })
  },
)

/** All statements on one page. */
export const judgeAll = page(
  { path: '/:partnership/self-evaluations/:evaluation/judge/all', allow: 'member', params: evaluationParams },
  async (c) => {
    const judging = found(await judgingFor(c.db, c.actor, c.params.evaluation))
    const path = evaluationPath(c.partnership, judging.evaluation.id, 'judge')
    const statements = statementsOf(judging.framework)
    return judgePage(c, judging, {
      title: `All ${plural(statements.length, 'statement')}`,
      back: { href: path, text: 'Back to your judgements' },
      statements,
      sections: judging.framework.areas,
      here: `${path}/all`,
    })
  },
)

/**
 * Where scripts save one judgement: a form or JSON with `point`, `answer`, `reason` and `_version`, answered in JSON. Opened
 * in a browser it is the page of that one statement; `beside` shows what could not be saved next to what was.
 */
export const judgement = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/judgements/:statement',
    allow: 'member',
    params: evaluationParams.extend({ statement: z.string().max(80) }),
    query: z.object({ beside: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const { evaluation, statement } = c.params
    const path = evaluationPath(c.partnership, evaluation)
    const here = `${path}/judgements/${statement}`
    if (c.method === 'POST' && c.wantsJson) return saveByScript(c, evaluation, statement, here)
    const judging = found(await judgingFor(c.db, c.actor, evaluation))
    const known = findStatement(judging.framework, statement)
    if (!known) return c.notFound()
    const part = partName(judging.framework, statement)
    const area = `${path}/judge/${known.area.key}`
    const beside = await keptBeside(c, c.query.beside)
    return judgePage(c, judging, {
      title: known.area.title,
      back: { href: area, text: `Back to ${known.area.title}` },
      statements: [known.statement],
      here,
      saved: `${area}#${part}`,
      ...(beside ? { beside: { [part]: beside } } : {}),
    })
  },
)

type Place = {
  title: string
  back: { href: string; text: string }
  statements: readonly Statement[]
  here: string
  /** Where the ordinary button leads, when not here again, and where the button that goes on does. */
  saved?: string
  next?: { href: string; text: string } | undefined
  before?: Html
  /** Puts the questions into sections; one plain list otherwise. */
  sections?: readonly { title: string; statements: readonly Statement[] }[]
  /** What a page sent by itself and could not be saved, as the body of a form. */
  beside?: RawValues
}

/** One judging page: shows its questions, and saves all of them at the press of its button. */
async function judgePage(c: PageContext, judging: Judging, place: Place): Promise<Reply> {
  const form = c.form(anyBody)
  const options = viewOptions(judging, place)
  if (!form.sent)
    return (
      besideSaved(c, judging, place, form) ??
      c.view(place.title, formBody(c, judging, place, form, shownOf(judging)), options)
    )
  const { refusals, conflicts } = await saveSent(c, judging, place.statements, form.raw)
  if (refusals.size > 0) {
    for (const [message, keys] of Map.groupBy(refusals.keys(), (key) => refusals.get(key) ?? '')) {
      const field =
        isOpen(judging) && keys[0]
          ? `${partName(judging.framework, keys[0])}-${judging.framework.scale.kind === 'open' ? 'answer' : 'reason'}`
          : ''
      form.refuse({ field, message })
    }
    return c.view(place.title, formBody(c, judging, place, form, sentOf(judging, form.raw, refusals)), options)
  }
  if (conflicts.length > 0)
    return c.view(conflictTitle, conflictBody(judging.framework, place, form, form.raw, conflicts), {
      ...options,
      status: 409,
    })
  const on = form.raw.onward === 'next' && place.next ? place.next.href : (place.saved ?? place.here)
  return c.redirect(on, `Saved ${timeOfDay(c.now)}`)
}

const conflictTitle = 'You changed this on another device'

/** Both texts, when a link led here from a page that could not save by itself and they still differ. */
function besideSaved(c: PageContext, judging: Judging, place: Place, form: JudgeForm): Reply | undefined {
  const { framework, rows } = judging
  const conflicts = place.statements.flatMap(({ key }) => {
    const part = partOfBody(place.beside ?? {}, partName(framework, key))
    const sent = part && sentJudgement(part)
    const theirs = rows.get(key)
    return sent && theirs && isOpen(judging) && !says(theirs, tidyJudgement(sent)) ? [{ key, sent, theirs }] : []
  })
  if (conflicts.length === 0) return undefined
  const body = conflictBody(framework, place, form, place.beside ?? {}, conflicts)
  return c.view(conflictTitle, body, viewOptions(judging, place))
}

/** Whether this person may still judge. */
function isOpen({ evaluation }: Judging): boolean {
  return stageOf(evaluation) === 'judging' && !evaluation.finished_at
}

function viewOptions({ evaluation }: Judging, place: Place) {
  return { caption: captionOf(evaluation), back: place.back }
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
    // What the person left alone is shown as it is by now, not as their older page had it.
    if (!part || !sent?.isTouched) return saved(key)
    return {
      ...saved(key),
      point: sent.point ?? null,
      answer: sent.answer ?? '',
      reason: sent.reason ?? '',
      version: sent.version ?? 0,
      isKept: part.point !== undefined,
      mark: typeof part._shown === 'string' ? part._shown : '',
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
