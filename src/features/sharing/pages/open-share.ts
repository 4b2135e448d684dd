/** Where the link of a share leads: on to what is shared, or a plain word on why it is not open any more. */

import { z } from 'zod'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type Share, type SubjectKind, shareFor } from '../share.queries.ts'
import { shareStatus } from '../share.rules.ts'
import { subjectName } from '../sharing.ts'

/** Each kind is shown by its own feature. */
const shownAt: Record<SubjectKind, string> = {
  'self-evaluation': 'self-evaluations/shared',
  'review-report': 'reviews/shared',
}

export const openSharePage = page(
  {
    path: '/:partnership/shares/:share',
    allow: 'member',
    params: z.object({ partnership: z.string(), share: z.uuid() }),
  },
  async (c) => {
    const { share, as } = found(await shareFor(c.db, c.actor, c.params.share))
    const status = shareStatus(share, c.today)
    if (status === 'active' || as === 'owner')
      return c.redirect(`/${c.partnership.key}/${shownAt[share.subject_kind]}/${share.id}`)
    return c.view(
      status === 'revoked' ? 'This is no longer shared with you' : 'The time to read this is over',
      html`<p class="govuk-body">${ended(share, status)}</p><p class="govuk-body">If you still need it, ask ${share.school_name} to share it again.</p>
    <p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}">Go to your home page</a></p>`,
      { caption: share.school_name, status: 410 },
    )
  },
)

function ended(share: Share, status: 'expired' | 'revoked'): string {
  const what = `its ${subjectName[share.subject_kind]} with ${share.with_name}`
  if (status === 'expired') return `${share.school_name} shared ${what} until ${longDate(share.until_on)}.`
  return `${share.school_name} shared ${what} and took it back${share.revoked_at ? ` on ${longDate(dayOf(share.revoked_at))}` : ''}.`
}
