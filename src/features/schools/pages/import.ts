import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { progressOf } from '../../../platform/jobs/progress.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import type { Actor } from '../../people/public.ts'
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

    const shown = await shownAs(one, { db: c.db, actor: c.actor, here, schools }, { cancel, again, apply })
    return c.view(shown.title, shown.body, {
      caption: one.file_name,
      back: { href: `${schools}/import` },
      ...(one.state === 'reading' ? { refreshAfter: 5 } : {}),
    })
  },
)

type Pressed = Form<Record<string, never>>
type Choices = { cancel: Pressed; again: Pressed; apply: Pressed }
type Where = { db: Db; actor: Actor; here: string; schools: string }
type Shown = { title: string; body: Html }

/** What an import shows and offers in each of its states. */
async function shownAs(one: SchoolImport, where: Where, choices: Choices): Promise<Shown> {
  const { here, schools } = where
  const partnership = `/${where.actor.partnership.key}`
  const again = (text: string) => html`${choices.again.start()}${choices.again.end(text)}`
  const letGo = (text: string) => html`${choices.cancel.start()}${choices.cancel.end(text, { tone: 'secondary' })}`
  switch (one.state) {
    case 'applied':
      return { title: 'Schools imported', body: appliedView(one, partnership) }
    case 'cancelled':
      return {
        title: 'Import cancelled',
        body: html`<p class="govuk-body">No school was changed by it. <a class="govuk-link" href="${schools}/import">Import a register</a></p>`,
      }
    case 'refused':
      return {
        title: 'The file could not be used',
        body: html`${insetText({ text: one.refusal })}<p class="govuk-body"><a class="govuk-link" href="${schools}/import">Choose another file</a></p>${letGo('Close this import')}`,
      }
    case 'failed':
      return {
        title: 'The file was not read to its end',
        body: html`<p class="govuk-body">A fault here stopped it. Your file is kept and no school was changed.</p>${again('Read it again')}${letGo('Cancel this import')}`,
      }
    case 'reading':
    case 'choose-authority': {
      const progress = one.job_id ? await progressOf(where.db, one.job_id) : undefined
      return {
        title: 'Reading the file',
        body: html`${progressView(progress, here)}${letGo('Cancel this import')}`,
      }
    }
    case 'ready':
      return {
        title: 'Check what will change',
        body: await readyView(one, where, { again, letGo, apply: choices.apply }),
      }
  }
}

type Buttons = { again(text: string): Html; letGo(text: string): Html; apply: Pressed }

/** What would change, and the decision about it; compared again first where schools have changed meanwhile. */
async function readyView(one: SchoolImport, { db, actor, here }: Where, buttons: Buttons): Promise<Html> {
  const { again, letGo, apply } = buttons
  const isStale = (await schoolsFingerprint(db, actor)) !== one.compared_with
  const changes = one.comparison ? changeCount(one.comparison) : 0
  const decision = isStale
    ? html`${again('Compare again')}${letGo('Cancel this import')}`
    : changes > 0
      ? html`${apply.start()}${apply.end(`Apply ${plural(changes, 'change')}`)}${letGo('Cancel this import')}`
      : html`<p class="govuk-body">Your schools agree with this file already: there is nothing to apply.</p>${letGo('Close this import')}`
  return html`${isStale ? insetText({ text: `${staleMessage}.` }) : nothing}${whatWasRead(one, here)}${
    one.comparison ? comparisonView(one.comparison, `${here}/download`) : nothing
  }${decision}`
}

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
