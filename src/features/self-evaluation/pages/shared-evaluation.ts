/** A shared self-evaluation as its readers see it. */

import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { downloadOf, storedFile } from '../../../platform/files/stored-file.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { contentOfShare, openShare, readerInSentence, whatReadersSee } from '../../sharing/public.ts'
import { evaluationsPath, sharePath } from '../paths.ts'
import { readSnapshot } from '../shared.queries.ts'
import { paragraphs } from './common.ts'
import { snapshotView } from './snapshot-view.ts'

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
