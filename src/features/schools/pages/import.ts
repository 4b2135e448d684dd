import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { panel } from '../../../design/components/panel.ts'
import { progressBar } from '../../../design/components/progress-bar.ts'
import { dayAndTime, plural, sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { removeFile } from '../../../platform/files/stored-file.ts'
import { enqueue } from '../../../platform/jobs/enqueue.ts'
import { progressOf, requestCancel } from '../../../platform/jobs/progress.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/actor.ts'
import { applyImport } from '../import.apply.ts'
import { changeCount, type KeptComparison } from '../import.comparison.ts'
import { cancelImport, importById, readAgain, type SchoolImport, schoolsFingerprint } from '../import.queries.ts'
import { comparisonView } from '../import.view.ts'
import { authorityNames } from '../import.words.ts'
import { readRegisterJob } from '../jobs.ts'

const pressed = z.object({})
const staleMessage = 'Schools have changed since this file was compared with them: somebody else has imported a register. Compare again, then check once more'

/** One import: how far its reading is, what it would change, and the decision about it. */
export const importPage = page(
  { path: '/:partnership/schools/imports/:import', allow: 'school:import', params: z.object({ partnership: z.string(), import: z.uuid() }) },
  async (c) => {
    const one = found(await importById(c.db, c.actor, c.params.import))
    const schools = `/${c.partnership.key}/schools`
    const here = `${schools}/imports/${one.id}`
    if (one.state === 'choose-authority' && c.method === 'GET') return c.redirect(`${here}/authority`)
    const cancel = c.form(pressed, { name: 'cancel' })
    if (cancel.value) {
      const gone = await cancelImport(c.db, c.actor, one.id, c.now)
      if (gone && one.job_id) await requestCancel(c.db, one.job_id)
      if (gone && one.file_id) await removeFile(c.db, one.file_id, c.now)
      return c.redirect(gone ? `${schools}/import` : here, gone ? 'Import cancelled. No school was changed.' : { text: 'This import was over already.', tone: 'notice' })
    }
    const again = c.form(pressed, { name: 'again' })
    if (again.value && (one.state === 'ready' || one.state === 'failed')) {
      await sendToRead(c.db, c.actor, one)
      return c.redirect(here)
    }
    const apply = c.form(pressed, { name: 'apply' })
    if (apply.value && one.state === 'ready') {
      const outcome = await applyImport(c.db, c.actor, one, c.now)
      if (outcome === 'applied') {
        if (one.file_id) await removeFile(c.db, one.file_id, c.now)
        return c.redirect(here)
      }
      apply.refuse({ message: outcome === 'stale' ? staleMessage : 'This import was applied or cancelled already' })
    }
    if ((apply.sent || again.sent) && one.state !== 'ready') return c.redirect(here)
    const options = { caption: one.file_name, back: { href: `${schools}/import` } }
    const letGo = (text: string) => html`${cancel.start()}${cancel.end(text, { tone: 'secondary' })}`
    if (one.state === 'ready' && one.comparison) {
      const stale = (await schoolsFingerprint(c.db, c.actor)) !== one.compared_with
      const decision = stale
        ? html`${again.start()}${again.end('Compare again')}${letGo('Cancel this import')}`
        : changeCount(one.comparison) === 0
          ? html`<p class="govuk-body">Your schools agree with this file already: there is nothing to apply.</p>${letGo('Close this import')}`
          : html`${apply.start()}${apply.end(`Apply ${plural(changeCount(one.comparison), 'change')}`)}${letGo('Cancel this import')}`
      return c.view('Check what will change', html`${stale ? insetText({ text: `${staleMessage}.` }) : nothing}${whatWasRead(one, here)}${comparisonView(one.comparison, `${here}/download`)}${decision}`, options)
    }
    if (one.state === 'applied') return c.view('Schools imported', appliedView(one, schools), options)
    if (one.state === 'cancelled') return c.view('Import cancelled', html`<p class="govuk-body">No school was changed by it. <a class="govuk-link" href="${schools}/import">Import a register</a></p>`, options)
    if (one.state === 'refused') {
      return c.view('The file could not be used', html`${insetText({ text: one.refusal })}<p class="govuk-body"><a class="govuk-link" href="${schools}/import">Choose another file</a></p>${letGo('Cancel this import')}`, options)
    }
    if (one.state === 'failed') {
      return c.view('The file was not read to its end', html`<p class="govuk-body">A fault here stopped it. Your file is kept and no school was changed.</p>${again.start()}${again.end('Read it again')}${letGo('Cancel this import')}`, options)
    }
    return c.view('Reading the file', html`${await progressView(c.db, one, here)}${letGo('Cancel this import')}`, { ...options, refreshAfter: 5 })
  },
)

/** Has the file read again, with the authorities that were chosen. */
export async function sendToRead(db: Db, actor: Actor, one: SchoolImport, authorities: readonly string[] = one.authorities): Promise<void> {
  const job = await enqueue(db, readRegisterJob, { import_id: one.id }, { progress: { message: 'Waiting to be read', total: one.bytes ?? 0 } })
  await readAgain(db, actor, one.id, job, authorities)
}

async function progressView(db: Db, one: SchoolImport, here: string): Promise<Html> {
  const progress = one.job_id ? await progressOf(db, one.job_id) : undefined
  return html`${progressBar({
    id: 'reading',
    label: 'How much of the file has been read',
    value: progress?.done ?? 0,
    max: Math.max(1, progress?.total ?? 1),
    text: progress?.message ?? 'Waiting to be read',
    progressUrl: `${here}/progress`,
  })}<p class="govuk-body">You may leave this page: the reading goes on. <a class="govuk-link" href="${here}">Show how far it is</a></p>`
}

function whatWasRead(one: SchoolImport, here: string): Html {
  const { reading } = one
  const names = sentenceList(authorityNames(one.authorities, reading))
  const encoding = reading?.encoding === 'mixed' ? ' Some of its lines are in another character set than the rest; all were read.' : ''
  return html`<p class="govuk-body">${plural(reading?.rows_read ?? 0, 'row')} read. The schools of ${names} are compared with yours.${encoding}${
    (reading?.authorities.length ?? 0) > 1 ? html` <a class="govuk-link" href="${here}/authority">Choose other local authorities</a>` : nothing
  }</p>`
}

function appliedView(one: SchoolImport, schools: string): Html {
  const done = one.comparison ? countsOf(one.comparison) : []
  const by = one.applied_by_name ? ` by ${one.applied_by_name}` : ''
  return html`${panel({ titleText: 'Schools imported', headingLevel: 2, text: sentenceList(done) || 'Nothing had to change' })}
    <p class="govuk-body">Applied${by}${one.applied_at ? ` on ${dayAndTime(one.applied_at)}` : ''}. Importing the same file again would change nothing.</p>
    <p class="govuk-body"><a class="govuk-link" href="${schools}">See the schools</a></p>
    <p class="govuk-body"><a class="govuk-link" href="${schools.replace(/schools$/, 'localities/from-districts')}">Put them into localities by district</a></p>`
}

/** "12 added", "3 changed", and so on, without what did not happen. */
export function countsOf({ added, changed, closed, reopened }: KeptComparison): string[] {
  const counts: [number, string][] = [[added.length, 'added'], [changed.length, 'changed'], [closed.length, 'closed'], [reopened.length, 'opened again']]
  return counts.filter(([count]) => count > 0).map(([count, done]) => `${count.toLocaleString('en-GB')} ${done}`)
}
