/** The shape of what a school agreed, area by area, beside the time before; as a picture, a table and a file. */

import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { profileChart } from '../../../design/components/profile-chart.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { type Framework, statementsOf } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { agreedJudgements, agreedPoints } from '../agreed-judgement.queries.ts'
import { type Evaluation, evaluationBefore, evaluationFor, frameworkOf } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { pointsOf } from '../judgement.rules.ts'
import { evaluationPath, historyPath } from '../paths.ts'
import { type AreaProfile, changesBetween, profileFinding, profileOf } from '../profile.rules.ts'
import { captionOf, evaluationNavigation, type PageContext, paragraphs } from './common.ts'

const params = z.object({ partnership: z.string(), evaluation: z.uuid() })

type Profile = {
  evaluation: Evaluation
  framework: Framework
  points: Map<string, number>
  before: { evaluation: Evaluation; points: Map<string, number> } | undefined
}

/** What is agreed so far, and the school's agreed evaluation before it with the same framework, whatever its edition. */
async function profileFor(c: PageContext, evaluationId: string): Promise<Profile> {
  const evaluation = found(await evaluationFor(c.db, c.actor, evaluationId))
  if (!evaluation.compared_at) return c.notFound()
  const framework = await frameworkOf(c.db, c.actor, evaluation)
  const points = pointsOf([...(await agreedJudgements(c.db, evaluationId)).values()])
  const earlier = await evaluationBefore(c.db, c.actor, evaluation)
  if (!earlier) return { evaluation, framework, points, before: undefined }
  return {
    evaluation,
    framework,
    points,
    before: { evaluation: earlier, points: (await agreedPoints(c.db, [earlier.id])).get(earlier.id) ?? new Map() },
  }
}

export const profile = page(
  { path: '/:partnership/self-evaluations/:evaluation/profile', allow: 'member', params },
  async (c) => {
    const shown = await profileFor(c, c.params.evaluation)
    const { evaluation, framework, before } = shown
    const path = evaluationPath(c.partnership, evaluation.id)
    return c.view(
      'Profile',
      html`${evaluationNavigation(c, evaluation, 'profile')}
    ${stageOf(evaluation) === 'comparing' ? html`<p class="govuk-body">Judgements are still being agreed; this shows what is agreed so far.</p>` : nothing}
    ${framework.scale.kind === 'open' ? await answers(c, evaluation, framework) : picture(shown, `${path}/profile/download`)}
    ${before ? html`<p class="govuk-body"><a class="govuk-link" href="${historyPath(c.partnership, evaluation.school_id)}">See all years side by side</a></p>` : nothing}`,
      { caption: captionOf(evaluation), back: { href: path, text: 'Back to the self-evaluation' } },
    )
  },
)

/** How a profile is drawn: the middle judgement of each area as a dot, from the lowest to the highest as a line. */
export function chartOf(
  framework: Framework,
  now: { points: ReadonlyMap<string, number>; label: string },
  before: { points: ReadonlyMap<string, number>; label: string } | undefined,
  csvHref?: string,
): Html {
  if (framework.scale.kind === 'open') return nothing
  const areas = profileOf(framework, now.points)
  const earlier = before ? profileOf(framework, before.points) : []
  return profileChart({
    id: 'profile',
    title: profileFinding(areas),
    scale: framework.scale.points.map(({ value, label }) => ({ point: value, label })),
    areas: areas.map((area, index) => ({
      name: area.title,
      value: area.middle,
      low: area.lowest,
      high: area.highest,
      earlier: earlier[index]?.middle,
    })),
    nowLabel: now.label,
    earlierLabel: before?.label,
    csvHref,
  })
}

function picture({ evaluation, framework, points, before }: Profile, csvHref: string): Html {
  if (points.size === 0)
    return emptyState('Nothing is agreed yet. As judgements are agreed, their profile appears here.')
  const when = before?.evaluation.agreed_at ? `, ${longDate(dayOf(before.evaluation.agreed_at))}` : ''
  return html`<p class="govuk-body">The dot is the middle judgement of an area, the line runs from its lowest to its highest. Points are not added up: they describe, and are no score.</p>
  ${chartOf(framework, { points, label: evaluation.title }, before ? { points: before.points, label: `${before.evaluation.title}${when}` } : undefined, csvHref)}
  ${distribution(framework, profileOf(framework, points))}
  ${before ? changes(framework, before.points, points) : nothing}`
}

/** How many statements stand at each point. */
export function distribution(framework: Framework, areas: readonly AreaProfile[]): Html {
  if (framework.scale.kind === 'open') return nothing
  const head = [
    { text: 'Area' },
    ...framework.scale.points.map((point) => ({ text: `${point.value} ${point.label}`, format: 'numeric' })),
    { text: 'Statements', format: 'numeric' },
  ]
  const rows = areas.map((area) => [
    { text: area.title },
    ...area.counts.map((count) => ({ text: String(count.statements), format: 'numeric' })),
    { text: `${area.judged} of ${area.total}`, format: 'numeric' },
  ])
  return html`<h2 class="govuk-heading-m">How the judgements are spread</h2>${scrollable(table({ caption: 'Statements at each point', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head, rows }), 'Statements at each point, by area')}`
}

function changes(framework: Framework, before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): Html {
  const { up, down, same } = changesBetween(before, now)
  const texts = new Map(statementsOf(framework).map((statement) => [statement.key, statement.text]))
  const list = (keys: readonly string[]) =>
    html`<ul class="govuk-list govuk-list--bullet">${keys.map((key) => html`<li>${texts.get(key) ?? key} (${before.get(key) ?? ''} to ${now.get(key) ?? ''})</li>`)}</ul>`
  return html`<h2 class="govuk-heading-m">Since the time before</h2><p class="govuk-body">${plural(up.length, 'statement')} higher, ${down.length} lower, ${same.length} the same.</p>
  ${up.length > 0 ? details({ summaryText: 'Judged higher than before', html: list(up) }) : nothing}${down.length > 0 ? details({ summaryText: 'Judged lower than before', html: list(down) }) : nothing}`
}

/** What was agreed in words, for a framework without points. */
async function answers(c: PageContext, evaluation: Evaluation, framework: Framework): Promise<Html> {
  const agreed = await agreedJudgements(c.db, evaluation.id)
  if (agreed.size === 0) return emptyState('Nothing is agreed yet. As answers are agreed, they appear here.')
  return html`${framework.areas.map(
    (area) =>
      html`<h2 class="govuk-heading-m">${area.title}</h2>${area.statements.map((statement) => html`<h3 class="govuk-heading-s">${statement.text}</h3>${paragraphs(agreed.get(statement.key)?.answer ?? 'Not agreed yet')}`)}`,
  )}`
}

/** The figures as a file, one line for each statement. */
export const profileDownload = page(
  { path: '/:partnership/self-evaluations/:evaluation/profile/download', allow: 'member', params },
  async (c) => {
    const { evaluation, framework, points, before } = await profileFor(c, c.params.evaluation)
    const labels = new Map(
      framework.scale.kind === 'points' ? framework.scale.points.map((point) => [point.value, point.label]) : [],
    )
    const rows = framework.areas.flatMap((area) =>
      area.statements.map((statement) => {
        const point = points.get(statement.key)
        return [
          area.title,
          statement.text,
          point ?? '',
          point === undefined ? '' : (labels.get(point) ?? ''),
          before?.points.get(statement.key) ?? '',
        ]
      }),
    )
    const body = stringify(
      [['Area', 'Statement', 'Point', 'Label', before ? `Earlier: ${before.evaluation.title}` : 'Earlier'], ...rows],
      { bom: true, escape_formulas: true },
    )
    return c.download({
      name: `profile ${evaluation.school_name} ${evaluation.title}.csv`,
      type: 'text/csv; charset=utf-8',
      body,
    })
  },
)
