/** The pieces of the page for the pre-review meeting. */
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { profileChart } from '../../../../design/components/profile-chart.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { summaryList } from '../../../../design/components/summary-list.ts'
import { dayAndTime, longDate, plural, sentenceList } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import {
  frameworkOfSnapshot,
  profileFinding,
  profileOf,
  type SharedEvaluation,
  snapshotPoints,
} from '../../../self-evaluation/public.ts'
import { pathsOf, visitDayInWords } from '../../pages/visit-frame.ts'
import { isHostPart, partMay } from '../../part.rules.ts'
import type { ReviewMember } from '../../review.queries.ts'
import { stageOfKind } from '../../review.rules.ts'
import { whyOf } from '../agenda.rules.ts'
import { adviceOnQuestion } from '../question.rules.ts'
import type { Question, Visit } from '../visit.queries.ts'
import { timeSpan } from '../visit-programme.rules.ts'
import { howFar, type Placed } from './agenda-parts.ts'

type Place = { partnership: { key: string } }

function namesOf(members: readonly ReviewMember[]): string {
  const names = members.map((member) => {
    const from = member.part === 'ile' ? 'ILE' : isHostPart(member.part) ? '' : (member.school_name ?? '')
    const about = [from, member.state === 'invited' ? 'invited' : ''].filter((word) => word !== '')
    return about.length > 0 ? `${member.name} (${about.join(', ')})` : member.name
  })
  return names.length > 0 ? sentenceList(names) : 'Nobody yet'
}

function meetingInWords(visit: Visit, review: string): Html {
  const { meeting } = visit
  if (!meeting) return html`Not arranged yet`
  if (meeting.held_at) {
    const { note: said = '' } = meeting.record
    const note =
      said === ''
        ? nothing
        : html`<p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0 app-kept-lines">${said}</p><a class="govuk-link" href="${review}/meetings/${meeting.id}/record">As a document<span class="govuk-visually-hidden">: what was agreed at the meeting</span></a>`
    return html`Held on ${dayAndTime(meeting.held_at)}${note}`
  }
  const link = meeting.link === '' ? nothing : html`<br><a class="govuk-link" href="${meeting.link}">Join online</a>`
  return html`${dayAndTime(meeting.starts_at)}, for ${plural(meeting.minutes, 'minute')}${meeting.place === '' ? nothing : html`<br>${meeting.place}`}${link}`
}

function meetingActions(visit: Visit, paths: ReturnType<typeof pathsOf>) {
  const { meeting } = visit
  const items: { href: string; text: string; visuallyHiddenText: string }[] = []
  if (partMay(visit.part, 'schedule') && visit.visit_on && !meeting?.held_at) {
    items.push({
      href: paths.planMeeting(stageOfKind(visit.model, 'preparation')?.key ?? ''),
      text: meeting ? 'Change' : 'Arrange',
      visuallyHiddenText: 'the pre-review meeting',
    })
  }
  if (partMay(visit.part, 'record-meeting')) {
    items.push({
      href: paths.meeting,
      text: meeting?.held_at ? 'Change' : 'Record',
      visuallyHiddenText: 'that the pre-review meeting was held',
    })
  }
  return items.length > 0 ? { actions: { items } } : {}
}

/** Who, when, and what the host has shared. */
export function visitSummary(c: Place, visit: Visit, evaluation: SharedEvaluation | undefined): Html {
  const paths = pathsOf(c, visit.id)
  const there = visit.members.filter((member) => member.state === 'on-team' || member.state === 'invited')
  const shared = evaluation
    ? html`<a class="govuk-link" href="/${c.partnership.key}/shares/${evaluation.share_id}">Read “${evaluation.snapshot.title}”</a>, shared until ${longDate(evaluation.until_on)}`
    : partMay(visit.part, 'share-evaluation')
      ? html`${visit.host_school_name} shares no self-evaluation with the visiting team today`
      : html`${visit.host_school_name} shares no self-evaluation with you today`
  return summaryList({
    rows: [
      { key: { text: 'Visit' }, value: { html: html`${visitDayInWords(visit)}<br>${timeSpan(visit.day)}` } },
      { key: { text: 'Visiting team' }, value: { text: namesOf(there.filter((member) => !isHostPart(member.part))) } },
      {
        key: { text: `From ${visit.host_school_name}` },
        value: { text: namesOf(there.filter((member) => isHostPart(member.part))) },
      },
      {
        key: { text: 'Pre-review meeting' },
        value: { html: meetingInWords(visit, paths.review) },
        ...meetingActions(visit, paths),
      },
      { key: { text: 'Self-evaluation' }, value: { html: shared } },
    ],
  })
}

/** One line that says whether the visit is ready, and where to see what is missing. */
export function readinessLine(visit: Visit, toDo: number, readyHref: string): Html {
  const tag = visit.prepared_at
    ? statusTag('Prepared', 'done')
    : toDo === 0
      ? statusTag('Ready to finish', 'info')
      : statusTag(`${plural(toDo, 'thing')} to do`, 'attention')
  const link =
    visit.prepared_at && toDo === 0
      ? 'See the check'
      : toDo === 0
        ? 'Check and finish the preparation'
        : 'See what is missing'
  return html`<p class="govuk-body">${tag} <a class="govuk-link" href="${readyHref}">${link}</a></p>`
}

const small = 'govuk-button--secondary app-button-small'

function changeButtons(question: Question, index: number, count: number): Html {
  const about = html`<span class="govuk-visually-hidden"> question ${index + 1}</span>`
  const one = (act: string, text: string) =>
    button({
      html: html`${text}${about}`,
      name: 'move',
      value: `${act}:${question.id}`,
      classes: small,
      preventDoubleClick: true,
    })
  return html`${index > 0 ? one('up', 'Move up') : nothing}${index < count - 1 ? one('down', 'Move down') : nothing}${one('remove', 'Remove')}`
}

/** The questions in order; with a form, each can be changed, moved and removed. */
export function questionList(
  visit: Visit,
  form: Form<{ move: string }> | undefined,
  hrefOf: (id: string) => string,
): Html {
  const { questions } = visit
  if (questions.length === 0)
    return html`<p class="govuk-body">No question is agreed yet. A review asks ${visit.day.question_limits.fewest} to ${visit.day.question_limits.most}.</p>`
  const items = questions.map((question, index) => {
    const advice = form ? adviceOnQuestion(question.text) : []
    return html`<li class="app-question">
<p class="app-question__text">${question.text}</p>
${question.drawn_from.map((one) => html`<p class="govuk-hint app-question__why">${one.why}</p>`)}
${advice.map((text) => html`<p class="app-advice"><strong>Advice:</strong> ${text}.</p>`)}
${form ? html`<div class="app-actions"><a class="govuk-link" href="${hrefOf(question.id)}">Change<span class="govuk-visually-hidden"> question ${index + 1}</span></a>${changeButtons(question, index, questions.length)}</div>` : nothing}
</li>`
  })
  const list = html`<ol class="app-questions">${items}</ol>`
  return form ? html`${form.start()}${list}</form>` : list
}

/** Questions that were taken out, to put back. */
export function removedQuestions(removed: readonly Question[], form: Form<{ put_back: string }>): Html {
  if (removed.length === 0) return nothing
  const rows = removed.map(
    (question) =>
      html`<li class="app-question"><p class="govuk-body govuk-!-margin-bottom-2">${question.text}</p>${button({
        html: html`Put back<span class="govuk-visually-hidden">: ${question.text}</span>`,
        name: 'put_back',
        value: question.id,
        classes: small,
        preventDoubleClick: true,
      })}</li>`,
  )
  const open = form.sent
  return details({
    summaryText: `Removed: ${plural(removed.length, 'question')}`,
    html: html`${form.start()}<ul class="app-plain-list">${rows}</ul></form>`,
    open,
  })
}

/** The profile of the shared self-evaluation: its finding in sight, its picture behind it. */
export function profileAtAGlance(evaluation: SharedEvaluation): Html {
  const content = evaluation.snapshot
  if (content.framework.points.length === 0) return nothing
  const profile = profileOf(frameworkOfSnapshot(content), snapshotPoints(content))
  const finding = profileFinding(profile)
  const areas = profile.map((area) => ({ name: area.title, value: area.middle, low: area.lowest, high: area.highest }))
  const scale = content.framework.points.map(({ value, label }) => ({ point: value, label }))
  return html`<h2 class="govuk-heading-m">How ${content.school.name} sees itself</h2>
<p class="govuk-body">${finding}.</p>
${details({ summaryText: 'See the profile, area by area', html: profileChart({ id: 'profile', title: finding, scale, areas, nowLabel: 'The middle judgement of the area' }) })}`
}

const shownFirst = 3

/** What the meeting opens with: how much there is to talk about, and what comes first. */
export function agendaSummary(
  all: readonly Placed[],
  evaluation: SharedEvaluation | undefined,
  host: string,
  href: string,
): Html {
  const open = all.flatMap(({ item, outcome }) => (outcome.kind === 'open' ? [item] : []))
  const first = open
    .slice(0, shownFirst)
    .map(
      (item) =>
        html`<li class="app-question"><p class="app-question__text">${item.statement}</p><p class="govuk-hint app-question__why">${whyOf(item)}</p></li>`,
    )
  const about = evaluation
    ? html`<p class="govuk-body">${howFar(all)}</p>${first.length > 0 ? html`<ol class="app-questions">${first}</ol>` : nothing}<p class="govuk-body"><a class="govuk-link" href="${href}">Open the agenda</a></p>`
    : html`<p class="govuk-body">When ${host} shares its self-evaluation, the agenda appears here: judgements that are low, that colleagues saw differently, that have no evidence yet, or that changed since last time.</p>`
  return html`<h2 class="govuk-heading-m">Agenda of the meeting</h2>${about}`
}
