/** A school's agreed self-evaluations side by side, statement by statement. */

import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { html } from '../../../platform/web/html.ts'
import type { Framework } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { agreedPoints } from '../agreed-judgement.queries.ts'
import { type Evaluation, evaluationsOfSchool, frameworkOf } from '../evaluation.queries.ts'
import { labelOf } from '../judgement.rules.ts'
import { evaluationPath, evaluationsPath } from '../paths.ts'
import { chartOf } from './profile.ts'

/** More columns than these nobody compares, and no page holds. */
const mostShown = 5

export const history = page(
  {
    path: '/:partnership/self-evaluations/history/:school',
    allow: 'member',
    params: z.object({ partnership: z.string(), school: z.uuid() }),
  },
  async (c) => {
    const all = await evaluationsOfSchool(c.db, c.actor, c.params.school)
    const latest = all[0]
    if (!latest) return c.notFound()
    const back = { href: evaluationsPath(c.partnership), text: 'Back to self-evaluation' }
    const agreed = all.filter((each): each is Evaluation & { agreed_at: Temporal.Instant } => each.agreed_at !== null)
    const newest = agreed[0]
    if (!newest)
      return c.view(
        'Years side by side',
        emptyState(
          'Nothing is agreed yet. Once a self-evaluation is agreed, it appears here, and later ones beside it.',
        ),
        { back, caption: latest.school_name },
      )
    const compared = agreed
      .filter((each) => each.framework_key === newest.framework_key)
      .slice(0, mostShown)
      .reverse()
    const framework = await frameworkOf(c.db, c.actor, newest)
    const points = await agreedPoints(
      c.db,
      compared.map((each) => each.id),
    )
    const earlier = compared.at(-2)
    const at = (each: Evaluation) => points.get(each.id) ?? new Map<string, number>()
    const tables = framework.areas.map((area) => {
      const head = [
        { text: 'Statement' },
        ...compared.map((each) => ({
          html: html`<a class="govuk-link" href="${evaluationPath(c.partnership, each.id, 'profile')}">${each.title}</a>`,
        })),
      ]
      const rows = area.statements.map((statement) => [
        { text: statement.text },
        ...compared.map((each) => ({ text: words(framework, at(each).get(statement.key)) })),
      ])
      return scrollable(
        table({
          caption: area.title,
          captionClasses: 'govuk-table__caption--m',
          firstCellIsHeader: true,
          classes: 'app-table-of-texts',
          head,
          rows,
        }),
        area.title,
      )
    })
    const others = agreed.filter((each) => each.framework_key !== newest.framework_key)
    return c.view(
      'Years side by side',
      html`<p class="govuk-body">${newest.framework_title}: ${compared.map((each, index) => html`${index > 0 ? ', ' : ''}${each.title} (agreed ${longDate(dayOf(each.agreed_at))})`)}.</p>
    ${chartOf(framework, { points: at(newest), label: newest.title }, earlier ? { points: at(earlier), label: earlier.title } : undefined)}
    ${framework.scale.kind === 'open' ? html`<p class="govuk-body">This framework is answered in words. Open each to read its answers:</p><ul class="govuk-list">${compared.map((each) => html`<li><a class="govuk-link" href="${evaluationPath(c.partnership, each.id, 'profile')}">${each.title}</a></li>`)}</ul>` : tables}
    ${others.map((each) => html`<p class="govuk-body"><a class="govuk-link" href="${evaluationPath(c.partnership, each.id, 'profile')}">${each.title}</a> uses another framework, ${each.framework_title}.</p>`)}`,
      { back, caption: latest.school_name },
    )
  },
)

function words(framework: Framework, point: number | undefined): string {
  return point === undefined ? 'Not judged' : labelOf(framework.scale, point)
}
