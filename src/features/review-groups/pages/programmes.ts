import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import { shortDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { modelsFor, modelsPath, type ReviewModel } from '../../review-models/public.ts'
import { groupsPath, programmePath, programmesPath, termDatesPath } from '../paths.ts'
import { type ProgrammeInList, programmesOf } from '../programme.queries.ts'

/** The partnership's programmes. */
export const programmeList = page(
  { path: '/:partnership/programmes', allow: 'programme:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const programmes = await programmesOf(c.db, c.actor)
    const manages = c.can('programme:manage')
    const here = programmesPath(c.partnership)
    const modelWith = await modelsFor(
      c.db,
      c.actor,
      programmes.map(({ model_key }) => model_key),
    )
    const start = manages
      ? button({
          text: 'Start a programme',
          href: `${here}/new`,
          classes: programmes.length > 0 ? 'govuk-button--secondary' : '',
        })
      : nothing
    const list =
      programmes.length === 0
        ? emptyState(
            'There is no programme yet. A programme sets the dates, the way of reviewing and the schools that take part.',
          )
        : scrollable(
            listOf(programmes, modelWith, (id) => programmePath(c.partnership, id)),
            'Programmes',
          )
    return c.view(
      'Programmes',
      html`<p class="govuk-body">A programme is a way of reviewing, with dates and the schools that take part. Its schools form review groups that visit one another.</p>
      ${list}${start}
      <ul class="govuk-list"><li><a class="govuk-link" href="${groupsPath(c.partnership)}">Review groups</a></li>
      <li><a class="govuk-link" href="${modelsPath(c.partnership.key)}">Ways of reviewing</a></li>
      <li><a class="govuk-link" href="${termDatesPath(c.partnership)}">Term dates and closed days</a></li></ul>`,
    )
  },
)

function listOf(
  programmes: readonly ProgrammeInList[],
  modelWith: (modelKey: string) => ReviewModel,
  href: (id: string) => string,
): Html {
  return table({
    caption: 'All programmes, the newest first',
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [
      { text: 'Programme' },
      { text: 'From' },
      { text: 'To' },
      { text: 'Schools', format: 'numeric' },
      { text: 'Groups', format: 'numeric' },
    ],
    rows: programmes.map((programme) => [
      {
        html: html`<a class="govuk-link" href="${href(programme.id)}">${programme.name}</a><br><span class="govuk-!-font-weight-regular">${modelWith(programme.model_key).name}</span>`,
      },
      { text: shortDate(programme.starts_on) },
      { text: shortDate(programme.ends_on) },
      { text: String(programme.schools), format: 'numeric' },
      { text: String(programme.groups), format: 'numeric' },
    ]),
  })
}
