/** How the agenda of the pre-review meeting is shown, on screen and on paper. */
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { longDate, plural } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { SharedEvaluation } from '../../../self-evaluation/public.ts'
import { type AgendaItem, type Outcome, outcomeOf, type SetAside, whyOf } from '../agenda.rules.ts'
import { canCompare } from '../agenda-sources.rules.ts'
import type { Question } from '../visit.queries.ts'

/** An item with what became of it. */
export type Placed = { item: AgendaItem; outcome: Outcome<Question> }

export function placed(
  items: readonly AgendaItem[],
  questions: readonly Question[],
  asides: readonly SetAside[],
): Placed[] {
  return items.map((item) => ({ item, outcome: outcomeOf(item.statement_key, questions, asides) }))
}

const evidenceKind = { file: 'file', link: 'link', note: 'note' } as const

/** What the school judged, wrote and attached, and why it is worth talking about. */
export function aboutItem(item: AgendaItem): Html {
  const judged = item.point_label === '' ? nothing : html` The school’s judgement: ${item.point_label}.`
  const said = item.said === '' ? nothing : html`<p class="app-agenda__said">“${item.said}”</p>`
  const evidence = item.evidence.map((one) => html`<li>${one.title} (${evidenceKind[one.kind]})</li>`)
  return html`<div class="app-agenda__about"><p class="app-agenda__facts">${item.area_title}.${judged}</p>
<ul class="govuk-list govuk-list--bullet app-agenda__why">${item.reasons.map((reason) => html`<li>${reason.text}</li>`)}</ul>${said}
${evidence.length > 0 ? html`<p class="app-agenda__facts">Evidence that was shared:</p><ul class="govuk-list govuk-list--bullet app-agenda__why">${evidence}</ul>` : nothing}</div>`
}

/** The same in few lines, for paper: an hour's agenda is to be read at a glance. */
function itemOnPaper(item: AgendaItem): Html {
  const judged = item.point_label === '' ? '' : `. The school’s judgement: ${item.point_label}`
  const more = html`${item.said === '' ? nothing : html`<p class="app-agenda__said">“${item.said}”</p>`}
${item.evidence.length === 0 ? nothing : html`<p class="app-agenda__facts">Evidence that was shared: ${item.evidence.map((one) => one.title).join('; ')}</p>`}
<p class="app-agenda__facts">To start from: ${item.openings[0] ?? ''}</p>`
  return html`<li class="app-agenda__item"><h3 class="app-question__text">${item.statement}</h3>
<p class="app-agenda__facts">${item.area_title}${judged}. ${whyOf(item)}.</p>${item.turn === 'if-time' ? nothing : more}</li>`
}

export type Acts = { questionFrom: (key: string) => string; setAside: (key: string) => string; isFull: boolean }

function itemActions(item: AgendaItem, acts: Acts): Html {
  const about = html`<span class="govuk-visually-hidden">: ${item.statement}</span>`
  const ask = acts.isFull
    ? nothing
    : html`<a class="govuk-link" href="${acts.questionFrom(item.statement_key)}">Make a question of it${about}</a>`
  return html`<p class="app-actions app-no-print">${ask}<a class="govuk-link" href="${acts.setAside(item.statement_key)}">Set it aside${about}</a></p>`
}

function openItem(item: AgendaItem, acts: Acts | undefined): Html {
  const opening =
    item.openings[0] === undefined ? nothing : html`<p class="app-agenda__facts">To start from: ${item.openings[0]}</p>`
  return html`<li class="app-agenda__item"><h3 class="app-question__text">${item.statement}</h3>${aboutItem(item)}${opening}${acts ? itemActions(item, acts) : nothing}</li>`
}

const turns = {
  first: {
    heading: 'Talk about these first',
    why: 'Several reasons come together here, colleagues are far apart, or the school chose it.',
  },
  next: { heading: 'Then these', why: 'One clear reason to ask: a low judgement, a difference, or a change.' },
  'if-time': {
    heading: 'If there is time',
    why: 'Nothing stands out here: colleagues were a point apart, few of them judged it, or it has no evidence.',
  },
} as const

/** How many of each turn are in sight before somebody asks for the rest. */
const shownOf = { first: 5, next: 5, 'if-time': 0 } as const

/** The items that still stand, by turn; the numbers run through, so that people at the meeting can name one. */
export function openItems(all: readonly Placed[], acts: Acts | undefined, isPrint: boolean): Html {
  const open = all.filter(({ outcome }) => outcome.kind === 'open').map(({ item }) => item)
  let start = 1
  const section = (turn: AgendaItem['turn']): Html => {
    const own = open.filter((item) => item.turn === turn)
    if (own.length === 0) return nothing
    const listOf = (some: readonly AgendaItem[]): Html => {
      const list = html`<ol class="app-agenda" start="${start}">${some.map((item) => (isPrint ? itemOnPaper(item) : openItem(item, acts)))}</ol>`
      start += some.length
      return some.length > 0 ? list : nothing
    }
    const { heading, why } = turns[turn]
    const inSight = listOf(own.slice(0, isPrint ? own.length : shownOf[turn]))
    const rest = own.slice(isPrint ? own.length : shownOf[turn])
    const folded = details({ summaryText: `Show ${plural(rest.length, 'judgement')}`, html: listOf(rest) })
    return html`<h2 class="govuk-heading-m">${heading}</h2><p class="govuk-body">${why}</p>
${inSight}${rest.length > 0 ? folded : nothing}`
  }
  return html`${section('first')}${section('next')}${section('if-time')}`
}

const small = 'govuk-button--secondary app-button-small'

/** What the meeting has dealt with: questions made, and judgements set aside, with the reason and the way back. */
export function dealtWith(
  all: readonly Placed[],
  back: Form<{ put_back: string }> | undefined,
  acts: Acts | undefined,
) {
  const asked = all.flatMap(({ item, outcome }) =>
    outcome.kind === 'asked'
      ? [
          html`<li class="app-agenda__item"><h3 class="app-question__text">${item.statement}</h3>${outcome.questions.map((question) => html`<p class="app-agenda__facts">Question: ${question.text}</p>`)}${acts && !acts.isFull ? html`<p class="app-actions app-no-print"><a class="govuk-link" href="${acts.questionFrom(item.statement_key)}">Make another question of it<span class="govuk-visually-hidden">: ${item.statement}</span></a></p>` : nothing}</li>`,
        ]
      : [],
  )
  const aside = all.flatMap(({ item, outcome }) =>
    outcome.kind === 'aside' ? [asideItem(item, outcome.aside, back, acts)] : [],
  )
  return html`${asked.length > 0 ? html`<h2 class="govuk-heading-m">Became questions</h2><ul class="app-plain-list">${asked}</ul>` : nothing}
${aside.length > 0 ? html`<h2 class="govuk-heading-m">Set aside</h2>${back ? back.start() : nothing}<ul class="app-plain-list">${aside}</ul>${back ? html`</form>` : nothing}` : nothing}`
}

function asideItem(
  item: AgendaItem,
  aside: SetAside,
  back: Form<{ put_back: string }> | undefined,
  acts: Acts | undefined,
): Html {
  const about = html`<span class="govuk-visually-hidden">: ${item.statement}</span>`
  const buttons =
    back && acts
      ? html`<div class="app-actions app-no-print"><a class="govuk-link" href="${acts.setAside(item.statement_key)}">Change the reason${about}</a>${button({ html: html`Put it back${about}`, name: 'put_back', value: item.statement_key, classes: small, preventDoubleClick: true })}</div>`
      : nothing
  return html`<li class="app-agenda__item"><h3 class="app-question__text">${item.statement}</h3><p class="app-agenda__said">${aside.reason}</p><p class="app-agenda__facts">${aside.updated_by_name}</p>${buttons}</li>`
}

/** What the agenda was drawn from, in words: which evaluations, and what could not be compared. */
export function drawnFromWords(
  now: SharedEvaluation | undefined,
  before: SharedEvaluation | undefined,
  host: string,
): string {
  if (!now)
    return `${host} shares no self-evaluation with the visiting team yet. When it does, this page lists the judgements that are worth talking about: low, seen differently by colleagues, without evidence, or changed since last time.`
  const from = `Drawn from “${now.snapshot.title}”, which ${host} agreed on ${agreedOn(now)} and shares with the team.`
  if (!before) return `${from} No earlier evaluation is shared, so nothing is compared with last time.`
  const earlier = `“${before.snapshot.title}”, agreed on ${agreedOn(before)}`
  return canCompare(now.snapshot, before.snapshot)
    ? `${from} Compared with ${earlier}, which is shared too.`
    : `${from} The earlier one, ${earlier}, used another framework or scale, so the two are not compared.`
}

const agreedOn = (evaluation: SharedEvaluation) => longDate(Temporal.PlainDate.from(evaluation.snapshot.agreed_on))

/** How far the meeting is, in a sentence. */
export function howFar(all: readonly Placed[]): string {
  const count = (kind: Outcome<Question>['kind']) => all.filter(({ outcome }) => outcome.kind === kind).length
  if (all.length === 0) return 'Nothing stands out: every judgement is agreed, supported and steady.'
  const done = [
    ...(count('asked') > 0 ? [`${count('asked')} became questions`] : []),
    ...(count('aside') > 0 ? [`${count('aside')} set aside`] : []),
  ]
  const open = count('open') === 0 ? 'None is left to talk about' : `${count('open')} left to talk about`
  return `${howManyStandOut(all)} ${[open, ...done].join(', ')}.`
}

function howManyStandOut(all: readonly Placed[]): string {
  const little = all.filter(({ item }) => item.turn === 'if-time').length
  const clear = all.length - little
  if (clear === 0) return `No judgement stands out; ${little} ${little === 1 ? 'is' : 'are'} for when there is time.`
  const also = little === 0 ? '' : `, and ${little} more ${little === 1 ? 'is' : 'are'} for when there is time`
  return `${plural(clear, 'judgement')} ${clear === 1 ? 'stands' : 'stand'} out${also}.`
}
