/** With whom a school has shared an evaluation, until when, and who opened it: for the school itself. */

import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayOf } from '../../../lib/clock.ts'
import { dayAndTime, longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type Opening, openingsOf, readerInSentence, type Share, shareStatus, sharesOf } from '../../sharing/public.ts'
import { evaluationFor } from '../evaluation.queries.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath, sharePath } from '../paths.ts'
import { captionOf, evaluationNavigation, type PageContext, paragraphs } from './common.ts'

/** Every share of one evaluation, for people with a role at the school that owns it. */
export const shares = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/shares',
    allow: 'self-evaluation:see',
    params: z.object({ partnership: z.string(), evaluation: z.uuid() }),
  },
  async (c) => {
    const evaluation = found(await evaluationFor(c.db, c.actor, c.params.evaluation))
    if (!evaluation.agreed_at || !c.can('self-evaluation:see', evaluation.school_id)) return c.notFound()
    const subject = { kind: 'self-evaluation' as const, id: evaluation.id }
    const list = await sharesOf(c.db, c.actor, subject)
    const openings = Map.groupBy(await openingsOf(c.db, c.actor, subject), (opening) => opening.share_id)
    const mayShare = partOf(c.actor, evaluation).share
    const path = evaluationPath(c.partnership, evaluation.id)
    return c.view(
      'Sharing',
      html`${evaluationNavigation(c, evaluation, 'shares')}
      ${mayShare ? button({ text: list.length > 0 ? 'Share with somebody else' : 'Share it', href: `${path}/share` }) : nothing}
      ${list.length > 0 ? list.map((share) => oneShare(c, share, openings.get(share.id) ?? [], mayShare)) : emptyState('Nobody outside the school sees this self-evaluation.')}`,
      { caption: captionOf(evaluation), back: { href: path, text: 'Back to the self-evaluation' } },
    )
  },
)

function shareTag(share: Share, today: Temporal.PlainDate): Html {
  const status = shareStatus(share, today)
  if (status === 'revoked') return statusTag('Taken back', 'problem')
  return status === 'expired' ? statusTag('Ended', 'neutral') : statusTag('Open', 'done')
}

function oneShare(c: PageContext, share: Share, openings: readonly Opening[], mayShare: boolean): Html {
  const path = sharePath(c.partnership, share.id)
  const isActive = shareStatus(share, c.today) === 'active'
  const opened =
    openings.length === 0
      ? html`Nobody yet`
      : html`<ul class="govuk-list">${openings.map((opening) => html`<li>${opening.name}, ${dayAndTime(opening.opened_at)}</li>`)}</ul>`
  const actions = [
    { href: path, text: 'See what they see', visuallyHiddenText: `: ${share.with_name}` },
    ...(mayShare && isActive
      ? [{ href: `${path}/revoke`, text: 'Take back', visuallyHiddenText: `from ${readerInSentence(share.with_name)}` }]
      : []),
  ]
  return summaryList({
    card: { title: { text: share.with_name, headingLevel: 2 }, actions: { items: actions } },
    rows: [
      {
        key: { text: 'State' },
        value: {
          html: html`${shareTag(share, c.today)}${share.revoked_at ? html`<br>${share.revoked_by_name ?? ''}, ${dayAndTime(share.revoked_at)}` : nothing}`,
        },
      },
      { key: { text: 'For' }, value: { html: paragraphs(share.purpose) } },
      { key: { text: 'Until' }, value: { text: longDate(share.until_on) } },
      { key: { text: 'Shared' }, value: { text: `${share.shared_by_name}, ${longDate(dayOf(share.shared_at))}` } },
      { key: { text: 'Opened by' }, value: { html: opened } },
    ],
  })
}
