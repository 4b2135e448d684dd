/** Where one evaluation stands: its steps, what this person does next, and how far each colleague is. */

import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { type TimelineItem, timeline } from '../../../design/components/timeline.ts'
import { dayOf } from '../../../lib/clock.ts'
import { dayAndTime, longDate, plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { type Framework, statementsOf } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { roleKeys, roleName } from '../../people/public.ts'
import { activeShareCounts } from '../../sharing/public.ts'
import { agreedJudgements } from '../agreed-judgement.queries.ts'
import { type ColleagueRow, colleaguesOf } from '../colleague.queries.ts'
import { takeUpEvaluation } from '../evaluation.acts.ts'
import { type Evaluation, evaluationFor, frameworkOf } from '../evaluation.queries.ts'
import { stageOf, statusOf, stillJudging, takingPart } from '../evaluation.rules.ts'
import { isJudged } from '../judgement.rules.ts'
import { judgedStatements } from '../own-judgement.queries.ts'
import { type Part, partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { type PersonProgress, progressByPerson, progressState } from '../progress.rules.ts'
import { evaluationNavigation, type PageContext, paragraphs, statusOfEvaluation } from './common.ts'

export const overview = page(
  {
    path: '/:partnership/self-evaluations/:evaluation',
    allow: 'member',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const evaluation = found(await evaluationFor(c.db, c.actor, c.params.evaluation))
    const takeUp = c.form(z.object({}), { name: 'take-up' })
    if (takeUp.value) {
      const refusal = await takeUpEvaluation(c.db, c.actor, evaluation.id, c.services)
      if (!refusal)
        return c.redirect(evaluationPath(c.partnership, evaluation.id), 'The self-evaluation is taken up again')
      takeUp.refuse(refusal)
    }
    const framework = await frameworkOf(c.db, c.actor, evaluation)
    const colleagues = await colleaguesOf(c.db, evaluation.id)
    const people = takingPart(colleagues)
    const progress = progressByPerson(
      framework,
      people.map((person) => person.person_id),
      await judgedStatements(c.db, evaluation.id),
    )
    const shares = (await activeShareCounts(c.db, c.actor, 'self-evaluation', c.today)).get(evaluation.id) ?? 0
    const agreed = [...(await agreedJudgements(c.db, evaluation.id)).values()].filter((each) =>
      isJudged(framework.scale, each),
    ).length
    const state: State = {
      evaluation,
      part: partOf(c.actor, evaluation),
      people,
      progress,
      agreed,
      total: statementsOf(framework).length,
      shares,
    }
    return c.view(
      evaluation.title,
      html`${evaluationNavigation(c, evaluation, '')}
      <p class="govuk-body">${statusOfEvaluation(statusOf(evaluation, shares))}</p>
      ${stageOf(evaluation) === 'stopped' ? stoppedNote(state, takeUp) : nextStep(c, state)}
      ${peopleList(state)}
      ${timeline({ items: steps(state) })}
      <p class="govuk-body">${aboutFramework(framework, evaluation)}</p>
      ${state.part.lead && !evaluation.agreed_at && !evaluation.stopped_at ? html`<p class="govuk-body">Started by mistake, or not needed any more? <a class="govuk-link" href="${evaluationPath(c.partnership, evaluation.id, 'stop')}">Stop this self-evaluation</a></p>` : nothing}`,
      {
        caption: evaluation.school_name,
        back: { href: `/${c.partnership.key}/self-evaluations`, text: 'Back to self-evaluation' },
      },
    )
  },
)

type State = {
  evaluation: Evaluation
  part: Part
  people: ColleagueRow[]
  progress: PersonProgress[]
  agreed: number
  total: number
  shares: number
}

/** Why nothing goes on in a stopped evaluation, and for whoever leads it the way to go on. */
function stoppedNote({ evaluation, part }: State, takeUp: { start(): Html; end(text: string): Html }): Html {
  const { stopped_at, stopped_by_name, stop_reason } = evaluation
  const when = stopped_at ? ` on ${longDate(dayOf(stopped_at))}` : ''
  const note = insetText({
    html: html`${stopped_by_name ?? 'Somebody'} stopped this self-evaluation${when}. The reason given:${paragraphs(stop_reason)}`,
  })
  const kept = html`<p class="govuk-body">Nothing is deleted. What colleagues judged is kept, and nobody sees more of it than before.</p>`
  return part.lead
    ? html`${note}${kept}<p class="govuk-body">If you take it up again, it goes on where it stood. Colleagues who judge get an email.</p>${takeUp.start()}${takeUp.end('Take it up again')}`
    : html`${note}${kept}`
}

function aboutFramework(framework: Framework, evaluation: Evaluation): string {
  return `It uses ${framework.title}, edition ${framework.edition}, with ${plural(statementsOf(framework).length, 'statement')}. ${evaluation.started_by_name} started it on ${longDate(dayOf(evaluation.started_at))}.`
}

/** The one thing to do now, for this person. */
function nextStep(c: PageContext, state: State): Html {
  const path = (rest: string) => evaluationPath(c.partnership, state.evaluation.id, rest)
  const stage = stageOf(state.evaluation)
  if (stage === 'judging') return judgingStep(c, state, path)
  if (!state.part.team)
    return html`<p class="govuk-body">${stage === 'agreed' ? 'The school has agreed its judgements. See its profile.' : 'Colleagues are comparing and agreeing their judgements.'}</p>`
  if (stage === 'agreed') {
    const share = state.part.share
      ? html`${button({ text: state.shares > 0 ? 'Share with somebody else' : 'Share it', href: path('share') })}`
      : nothing
    return html`<p class="govuk-body">The school’s judgements are agreed and no longer change. ${state.shares > 0 ? `Shared ${state.shares === 1 ? 'once' : `${state.shares} times`}.` : 'Nobody outside the school sees them.'}</p><div class="govuk-button-group">${share}<a class="govuk-link" href="${path('profile')}">See the profile</a></div>`
  }
  const left = state.total - state.agreed
  const open =
    left > 0
      ? button({ text: 'Compare and agree', href: path('compare') })
      : button({ text: 'Check and agree the whole', href: path('check') })
  return html`<p class="govuk-body">${left > 0 ? `${plural(left, 'statement')} of ${state.total} ${left === 1 ? 'has' : 'have'} no agreed judgement yet.` : 'Every statement has an agreed judgement.'}</p>${open}`
}

function judgingStep(c: PageContext, state: State, path: (rest: string) => string): Html {
  const { evaluation, part, people } = state
  const waiting = stillJudging(people)
  const mine = state.progress.find((each) => each.person_id === c.actor.person_id)
  const own = part.judge
    ? evaluation.finished_at
      ? html`<p class="govuk-body">You finished on ${dayAndTime(evaluation.finished_at)}. <a class="govuk-link" href="${path('judge')}">See your judgements</a></p>`
      : button({ text: mine && mine.judged > 0 ? 'Carry on judging' : 'Start judging', href: path('judge') })
    : nothing
  if (!part.lead)
    return html`${own}<p class="govuk-body">${waiting.length === 0 ? 'Everyone has finished. The judgements are compared next.' : `${plural(waiting.length, 'colleague')} still judging.`}</p>`
  const ready = waiting.length === 0 && people.length > 0
  return html`${own}${ready ? insetText({ text: 'Everyone has finished. You can open the comparison.' }) : nothing}<p class="govuk-body"><a class="govuk-link" href="${path('colleagues')}">Choose who judges, and by when</a></p><p class="govuk-body"><a class="govuk-link" href="${path('compare/open')}">Open the comparison</a></p>`
}

/** How far each colleague is; never what they judged. */
function peopleList({ evaluation, people, progress }: State): Html {
  if (people.length === 0) return html`<p class="govuk-body">Nobody has been asked to judge yet.</p>`
  const rows = people.map((person) => ({ key: { text: person.name }, value: { html: howFar(person, progress) } }))
  return html`<h2 class="govuk-heading-m">${evaluation.compared_at ? 'Who judged' : 'Who judges'}</h2>${summaryList({ rows })}`
}

/** One colleague's role and how far they are, in a line. */
export function howFar(person: ColleagueRow, progress: readonly PersonProgress[]): Html {
  const { judged, total } = progress.find((each) => each.person_id === person.person_id) ?? { judged: 0, total: 0 }
  const role = rolesInWords(person.roles, person.job_title)
  return html`${role === '' ? nothing : html`${role}. `}${judged} of ${plural(total, 'statement')} judged. ${personTag({ judged, total }, person.finished_at)}`
}

/** What somebody is at the school: their roles, or their job where they have none. */
export function rolesInWords(held: readonly string[], jobTitle: string): string {
  const names = roleKeys.filter((key) => held.includes(key)).map(roleName)
  return names.length > 0 ? sentenceList(names) : jobTitle
}

function personTag(progress: { judged: number; total: number }, finishedAt: Temporal.Instant | null): Html {
  const state = progressState(progress, finishedAt !== null)
  if (state === 'finished') return statusTag('Finished', 'done')
  if (state === 'not started') return statusTag('Not started', 'neutral')
  return statusTag(state === 'all judged' ? 'All judged' : 'Under way', 'progress')
}

function steps(state: State): TimelineItem[] {
  const { evaluation, shares } = state
  const stage = stageOf(evaluation)
  const when = (moment: Temporal.Instant | null): Partial<TimelineItem> =>
    moment ? { when: longDate(dayOf(moment)), datetime: dayOf(moment).toString() } : {}
  return [
    {
      title: 'Colleagues judge, each on their own',
      state: stage === 'judging' ? 'current' : evaluation.compared_at ? 'done' : 'later',
      ...(evaluation.judge_by
        ? { when: `Until ${longDate(evaluation.judge_by)}`, datetime: evaluation.judge_by.toString() }
        : {}),
    },
    {
      title: 'They compare and agree',
      state: stage === 'comparing' ? 'current' : stage === 'agreed' ? 'done' : 'later',
      ...when(evaluation.compared_at),
      ...(evaluation.compare_reason === ''
        ? {}
        : {
            content: html`<p class="govuk-body">Opened before everyone had finished. Reason: ${evaluation.compare_reason}</p>`,
          }),
    },
    {
      title: 'The school agrees the whole',
      state: stage === 'agreed' ? 'done' : 'later',
      ...when(evaluation.agreed_at),
    },
    {
      title: 'The school shares it with whom it chooses',
      state: shares > 0 ? 'done' : stage === 'agreed' ? 'current' : 'later',
    },
  ]
}
