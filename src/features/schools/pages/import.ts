import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { progressOf } from '../../../platform/jobs/progress.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { finishImport, giveUpImport, sendToRead } from '../import.acts.ts'
import { changeCount } from '../import.comparison.ts'
import { importById, type SchoolImport, schoolsFingerprint } from '../import.queries.ts'
import { appliedView, comparisonView, progressView } from '../import.view.ts'
import { authorityNames } from '../import.words.ts'

const pressed = z.object({})
const staleMessage =
  'Schools have changed since this file was compared with them: somebody else has imported a register. Compare again, then check once more'

/** One import: how far its reading is, what it would change, and the decision about it. */
export const importPage = page(
  {
    path: '/:partnership/schools/imports/:import',
    allow: 'school:import',
    params: z.object({ partnership: z.string(), import: z.uuid() }),
  },
  async (c) => {
    const one = found(await importById(c.db, c.actor, c.params.import))
    const schools = `/${c.partnership.key}/schools`
    const here = `${schools}/imports/${one.id}`
    const cancel = c.form(pressed, { name: 'cancel' })
    const again = c.form(pressed, { name: 'again' })
    const apply = c.form(pressed, { name: 'apply' })
    if (cancel.value) {
      const gone = await giveUpImport(c.db, c.actor, one, c.now)
      if (!gone) return c.redirect(here, { text: 'This import was over already.', tone: 'notice' })
      return c.redirect(`${schools}/import`, 'Import cancelled. No school was changed.')
    }
    if (again.value) {
      if (one.state === 'ready' || one.state === 'failed') await sendToRead(c.db, c.actor, one, one.authorities)
      return c.redirect(here)
    }
    if (apply.value) {
      // An import that is over, or still being read, is shown as it is.
      const outcome = one.state === 'ready' ? await finishImport(c.db, c.actor, one, c.now) : 'over'
      if (outcome !== 'stale') return c.redirect(here)
      apply.refuse({ message: staleMessage })
    }
    if (one.state === 'choose-authority') return c.redirect(`${here}/authority`)

    const options = { caption: one.file_name, back: { href: `${schools}/import` } }
    const letGo = (text: string) => html`${cancel.start()}${cancel.end(text, { tone: 'secondary' })}`
    switch (one.state) {
      case 'ready': {
        const isStale = (await schoolsFingerprint(c.db, c.actor)) !== one.compared_with
        const changes = one.comparison ? changeCount(one.comparison) : 0
        const decision = isStale
          ? html`${again.start()}${again.end('Compare again')}${letGo('Cancel this import')}`
          : changes > 0
            ? html`${apply.start()}${apply.end(`Apply ${plural(changes, 'change')}`)}${letGo('Cancel this import')}`
            : html`<p class="govuk-body">Your schools agree with this file already: there is nothing to apply.</p>${letGo('Close this import')}`
        return c.view(
          'Check what will change',
          html`${isStale ? insetText({ text: `${staleMessage}.` }) : nothing}${whatWasRead(one, here)}${
            one.comparison ? comparisonView(one.comparison, `${here}/download`) : nothing
          }${decision}`,
          options,
        )
      }
      case 'applied':
        return c.view('Schools imported', appliedView(one, `/${c.partnership.key}`), options)
      case 'cancelled':
        return c.view(
          'Import cancelled',
          html`<p class="govuk-body">No school was changed by it. <a class="govuk-link" href="${schools}/import">Import a register</a></p>`,
          options,
        )
      case 'refused':
        return c.view(
          'The file could not be used',
          html`${insetText({ text: one.refusal })}<p class="govuk-body"><a class="govuk-link" href="${schools}/import">Choose another file</a></p>${letGo('Close this import')}`,
          options,
        )
      case 'failed':
        return c.view(
          'The file was not read to its end',
          html`<p class="govuk-body">A fault here stopped it. Your file is kept and no school was changed.</p>${again.start()}${again.end('Read it again')}${letGo('Cancel this import')}`,
          options,
        )
      case 'reading': {
        const progress = one.job_id ? await progressOf(c.db, one.job_id) : undefined
        return c.view('Reading the file', html`${progressView(progress, here)}${letGo('Cancel this import')}`, {
          ...options,
          refreshAfter: 5,
        })
      }
    }
  },
)

function whatWasRead(one: SchoolImport, here: string): Html {
  const { reading } = one
  const names = sentenceList(authorityNames(one.authorities, reading?.authorities ?? []))
  const encoding =
    reading?.encoding === 'mixed' ? ' Some of its lines are in another character set than the rest; all were read.' : ''
  const others =
    (reading?.authorities.length ?? 0) > 1
      ? html` <a class="govuk-link" href="${here}/authority">Choose other local authorities</a>`
      : nothing
  return html`<p class="govuk-body">${plural(reading?.rows_read ?? 0, 'row')} read. The schools of ${names} are compared with yours.${encoding}${others}</p>`
}
