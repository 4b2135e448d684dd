/** Takes a share back, after saying what that does. */

import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { openingsOf, type Share, shareFor } from '../share.queries.ts'
import { readerInSentence, whyCannotRevoke } from '../share.rules.ts'
import { mayShare, revokeShare, subjectName } from '../sharing.ts'

const listOf = (partnership: { key: string }, share: Share) =>
  share.subject_kind === 'self-evaluation'
    ? `/${partnership.key}/self-evaluations/${share.subject_id}/shares`
    : `/${partnership.key}/reviews/${share.subject_id}/report/share`

export const revokeSharePage = page(
  {
    path: '/:partnership/shares/:share/revoke',
    allow: 'member',
    params: z.object({ partnership: z.string(), share: z.uuid() }),
  },
  async (c) => {
    const { share, as } = found(await shareFor(c.db, c.actor, c.params.share))
    // To its readers the way to take it back does not exist.
    if (as !== 'owner') return c.notFound()
    if (!mayShare(c.actor, share.subject_kind, share.school_id)) return c.forbidden()
    const back = { href: listOf(c.partnership, share) }
    const form = c.form(z.object({}))
    if (form.value) {
      const refusal = await revokeShare(c.db, c.actor, share.id, c.now)
      if (!refusal) return c.redirect(back.href, `Taken back: ${share.with_name} can no longer open it`)
      form.refuse(refusal)
    }
    const closed = whyCannotRevoke(share, c.today)
    if (closed && !form.sent)
      return c.view('Take it back', insetText({ text: closed.message }), { caption: share.school_name, back })
    const openings = (await openingsOf(c.db, c.actor, { kind: share.subject_kind, id: share.subject_id })).filter(
      (opening) => opening.share_id === share.id,
    )
    const last = openings[0]
    return c.view(
      'Take it back',
      html`<p class="govuk-body">You shared your ${subjectName[share.subject_kind]} with ${readerInSentence(share.with_name)}, until ${longDate(share.until_on)}.</p>
    <p class="govuk-body">${last ? `It was last opened by ${last.name} on ${longDate(dayOf(last.opened_at))}. What they have read or downloaded they keep.` : 'Nobody has opened it.'}</p>
    <p class="govuk-body">It closes at once. No email is sent: whoever follows the link reads that you took it back. You can share it again later.</p>
    ${form.start()}${form.end('Take it back', { tone: 'warning', cancel: { href: back.href } })}`,
      { caption: share.school_name, back },
    )
  },
)
