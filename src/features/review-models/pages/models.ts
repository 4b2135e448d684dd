import { z } from 'zod'
import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { reviewModels } from '../shipped.ts'

/** The ways of reviewing that a programme can choose from. */
export const modelList = page(
  { path: '/:partnership/review-models', allow: 'group:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const models = [...reviewModels.values()]
    return c.view(
      'Ways of reviewing',
      html`<p class="govuk-body">A programme chooses one of these when it starts. Each says how large groups are, who leads, which stages a review has and when, and what is written down.</p>
<ul class="app-tasks">${models.map(
        (model) =>
          html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="/${c.partnership.key}/review-models/${model.key}">${model.name}</a><p class="app-tasks__about">${model.summary}</p></div></li>`,
      )}</ul>`,
    )
  },
)
