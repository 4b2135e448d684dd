import { z } from 'zod'
import { cards } from '../../../design/components/card.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { sentenceList } from '../../../lib/words.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { groupsOf } from '../group.queries.ts'
import { groupPath, programmesPath } from '../paths.ts'

/** The review groups that a person may see: an officer all of them, others their own. */
export const groupList = page(
  { path: '/:partnership/review-groups', allow: 'group:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const groups = await groupsOf(c.db, c.actor)
    const manages = c.can('group:manage')
    const empty = manages
      ? emptyState('There is no review group yet. Groups are made in a programme.', {
          href: programmesPath(c.partnership),
          text: 'Programmes',
        })
      : emptyState(
          'You are not in a published review group yet. When your partnership publishes your group, you get an email and find it here.',
        )
    const list = groups.map((group) => ({
      title: group.name,
      href: groupPath(c.partnership, group.id),
      caption: group.programme_name,
      headingLevel: 2 as const,
      text: html`<p class="govuk-body">${sentenceList(group.schools)}</p>${group.leaders.length > 0 ? html`<p class="govuk-body-s">Supported by ${sentenceList(group.leaders)}</p>` : nothing}`,
      ...(group.published_at ? {} : { status: statusTag('Not published', 'attention') }),
    }))
    return c.view(
      'Review groups',
      html`<p class="govuk-body">The schools of a review group visit one another.</p>${groups.length === 0 ? empty : cards(list)}`,
      manages ? { back: { href: programmesPath(c.partnership), text: 'Programmes' } } : {},
    )
  },
)
