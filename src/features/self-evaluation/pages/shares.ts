/** With whom an evaluation is shared, who opened it when; and the page on which those people read it. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayAndTime, longDate, plural } from '../../../lib/words.ts'
import { downloadOf, storedFile } from '../../../platform/files/stored-file.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import {
  contentOfShare,
  dayOf,
  type Opening,
  openingsOf,
  openShare,
  readerInSentence,
  type Share,
  shareStatus,
  sharesOf,
  whatReadersSee,
} from '../../sharing/public.ts'
import { evaluationFor } from '../evaluation.queries.ts'
import { partOf } from '../parts.ts'
import { evaluationPath, evaluationsPath, sharePath } from '../paths.ts'
import { readSnapshot } from '../share.acts.ts'
import { captionOf, evaluationNavigation, paragraphs } from './common.ts'
import type { PageContext } from './judging.ts'
import { snapshotView } from './snapshot-view.ts'

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

const shareParams = z.object({ partnership: z.string(), share: z.uuid() })

/** A shared self-evaluation as its readers see it. Opening it is written down; people of the school itself see it without. */
export const sharedEvaluation = page(
  { path: '/:partnership/self-evaluations/shared/:share', allow: 'member', params: shareParams },
  async (c) => {
    const opened = await openShare(c.db, c.actor, c.params.share, c.now)
    if (opened?.share.subject_kind !== 'self-evaluation') return c.notFound()
    const { share } = opened
    if (opened.status !== 'active' && opened.as === 'reader') return c.redirect(sharePath(c.partnership, share.id))
    const snapshot = readSnapshot(opened.content)
    const here = `${evaluationsPath(c.partnership)}/shared/${share.id}`
    const note =
      opened.as === 'owner'
        ? html`${whatReadersSee(share.with_name, opened.status === 'active')}`
        : html`${snapshot.school.name} shares this with ${readerInSentence(share.with_name)} until the end of ${longDate(share.until_on)}. The school sees that you opened it. Please use it only for this purpose:`
    const statements = snapshot.areas.flatMap((area) => area.statements).length
    return c.view(
      snapshot.title,
      html`${insetText({ html: html`${note}${opened.as === 'reader' ? paragraphs(share.purpose) : nothing}` })}
    <p class="govuk-body">Agreed on ${longDate(Temporal.PlainDate.from(snapshot.agreed_on))}, with ${plural(statements, 'statement')} in ${plural(snapshot.areas.length, 'area')}.</p>
    ${snapshotView(snapshot, (evidenceId) => `${here}/files/${evidenceId}`)}`,
      {
        caption: `Self-evaluation of ${snapshot.school.name}`,
        back: { href: evaluationsPath(c.partnership), text: 'Back to self-evaluation' },
      },
    )
  },
)

/** A file that belongs to a shared self-evaluation, as long as it is shared. */
export const sharedFile = page(
  {
    path: '/:partnership/self-evaluations/shared/:share/files/:evidence',
    allow: 'member',
    params: shareParams.extend({ evidence: z.uuid() }),
  },
  async (c) => {
    const shown = found(await contentOfShare(c.db, c.actor, c.params.share, c.today))
    if (shown.share.subject_kind !== 'self-evaluation') return c.notFound()
    const pieces = readSnapshot(shown.content)
      .areas.flatMap((area) => area.statements)
      .flatMap((statement) => statement.evidence)
    const file = pieces.find((piece) => piece.id === c.params.evidence)?.file
    return c.download(await downloadOf(c.services.files, found(file ? await storedFile(c.db, file.id) : undefined)))
  },
)
