import { z } from 'zod'
import { savedNote } from '../../../design/components/saved-note.ts'
import { timeOfDay } from '../../../lib/words.ts'
import { optionalLongText, text } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { reviseFinding, saveSection, writeUpFor } from '../summary.queries.ts'
import { summarySections, whyCannotWrite } from '../summary.rules.ts'
import { reviewParams, reviewPath, sectionNamed } from './write-up.ts'

const params = reviewParams.extend({ section: z.string() })

/** Writes one section of the report. Saves itself while it is written; two writers see both texts. */
export const writeSection = page(
  { path: '/:partnership/reviews/:review/write-up/sections/:section', allow: 'member', params },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const key = found(sectionNamed(c.params.section))
    if (whyCannotWrite(writeUp.part, writeUp)) c.notFound()
    const section = found(writeUp.sections.find((one) => one.key === key))
    const back = `${reviewPath(c.partnership.key, writeUp.id)}/write-up`
    const form = c.form(z.object({ text: optionalLongText() }), {
      initial: { text: section.text },
      version: section.version,
    })
    if (form.value) {
      const saved = await saveSection(
        c.db,
        c.actor,
        writeUp.id,
        { key, text: form.value.text },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved' && c.wantsJson)
        return c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
      if (saved.kind === 'saved') return c.redirect(`${back}#section-${key}`, `“${summarySections[key].name}” is saved`)
      if (saved.kind === 'conflict' && c.wantsJson) return c.json({ saved: false, conflict: c.path }, 409)
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { text: summarySections[key].name } })
      form.refuse(saved.refusal)
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)
    return c.view(
      summarySections[key].name,
      html`${form.start({ autosave: { url: c.path, statusId: 'saved' } })}
${form.textarea('text', { label: summarySections[key].name, hint: `${summarySections[key].prompt} Write about what was seen, not about pupils by name.`, rows: 12 })}
${savedNote({ id: 'saved', savedAt: section.updated_at ? timeOfDay(section.updated_at) : undefined })}
${form.end('Save', { cancel: { href: back, text: 'Back to the report' } })}${section.updated_at ? html`<p class="govuk-hint">Last written by ${section.updated_by_name}.</p>` : nothing}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'Back to the report' } },
    )
  },
)

/** Changes the words of a finding after the draft was sent, in answer to the host. */
export const reviseFindingPage = page(
  {
    path: '/:partnership/reviews/:review/write-up/findings/:finding',
    allow: 'member',
    params: reviewParams.extend({ finding: z.uuid() }),
  },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const finding = found(writeUp.findings.find((one) => one.id === c.params.finding))
    if (whyCannotWrite(writeUp.part, writeUp)) c.notFound()
    const back = `${reviewPath(c.partnership.key, writeUp.id)}/write-up`
    const fields = z.object({
      title: text('Enter the finding in one line', { max: 150 }),
      text: optionalLongText({ max: 4000 }),
    })
    const form = c.form(fields, { initial: { title: finding.title, text: finding.text }, version: finding.version })
    if (form.value) {
      const saved = await reviseFinding(
        c.db,
        c.actor,
        writeUp.id,
        { id: finding.id, ...form.value },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved') return c.redirect(back, 'The finding is changed')
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { title: 'Finding', text: 'Text' } })
      form.refuse(saved.refusal)
    }
    return c.view(
      'Change a finding',
      html`<p class="govuk-body">${writeUp.host_school_name} sees the change at once.</p>${form.start()}${form.input('title', { label: 'The finding in one line' })}${form.textarea('text', { label: 'What you saw, and what it means', rows: 8 })}${form.end('Save', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'Back to the report' } },
    )
  },
)
