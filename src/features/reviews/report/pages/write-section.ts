import { z } from 'zod'
import { savedNote } from '../../../../design/components/saved-note.ts'
import { dayAndTime, timeOfDay } from '../../../../lib/words.ts'
import { optionalLongText, text } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { keptBeside, keptQuery, keptValues, othersWriting, shownAsked } from '../../pages/text-kept.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams, reviewPath } from '../../paths.ts'
import { doneWriting, writingAt } from '../../visit/writer.queries.ts'
import { writeUpFor } from '../summary.queries.ts'
import { summarySections, whyCannotWrite } from '../summary.rules.ts'
import { conflictWith, reviseFinding, saveSection } from '../text.queries.ts'
import { anchorOf, sectionNamed } from './write-up.ts'

const params = reviewParams.extend({ section: z.string() })
const sectionFields = z.object({ text: optionalLongText() })

/** Writes one section of the report. Saves itself while it is written; two writers see both texts. */
export const writeSection = page(
  { path: '/:partnership/reviews/:review/write-up/sections/:section', allow: 'member', params, query: keptQuery },
  async (c) => {
    const writeUp = found(await writeUpFor(c.db, c.actor, c.params.review))
    const key = found(sectionNamed(c.params.section))
    if (!partMay(writeUp.part, 'draft')) c.forbidden()
    const section = found(writeUp.sections.find((one) => one.key === key))
    const { name, prompt } = summarySections[key]
    const back = `${reviewPath(c.partnership, writeUp.id)}/write-up`
    const here = `${back}/sections/${key}`
    const place = `section:${key}`
    const form = c.form(sectionFields, { initial: { text: section.text }, version: section.version })
    const closed = whyCannotWrite(writeUp.part, writeUp)
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    const labels = { text: name }
    if (form.value) {
      const { text } = form.value
      const saved = await saveSection(c.db, c.actor, writeUp.id, { key, text }, form.sentVersion, c.now)
      if (saved.kind === 'saved' && c.wantsJson)
        return c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
      if (saved.kind === 'saved') {
        await doneWriting(c.db, c.actor, writeUp.id, place)
        return c.redirect(`${back}#section-${key}`, `“${name}” is saved`)
      }
      if (saved.kind === 'conflict' && c.wantsJson) return c.json(await keptBeside(c, here, form.raw))
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels })
      form.refuse(saved.refusal)
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)
    const beside = form.sent ? undefined : (await keptValues(c, sectionFields))?.value.text
    if (beside !== undefined && beside !== section.text) {
      form.raw.text = beside
      return shownAsked(c.conflict(form, { ...conflictWith(section, c.now), labels }))
    }
    const others = await writingAt(c.db, c.actor, writeUp.id, place, c.now)
    const written = section.updated_at
      ? html`<p class="govuk-body govuk-hint">Last changed by ${section.updated_by_name}, ${dayAndTime(section.updated_at)}.</p>`
      : nothing
    return c.view(
      name,
      html`${othersWriting(others)}${written}${form.start({ autosave: { url: here, statusId: 'saved' } })}
${form.textarea('text', { label: 'Text', hint: `${prompt} Write about what was seen, not about pupils by name.`, rows: 14 })}
${savedNote({ id: 'saved' })}
${form.end('Save', { cancel: { href: back, text: 'Back to the report' } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)

const findingFields = z.object({
  title: text('Enter the finding in one line', { max: 150 }),
  text: optionalLongText({ max: 4000 }),
})

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
    if (!partMay(writeUp.part, 'draft')) c.forbidden()
    const base = reviewPath(c.partnership, writeUp.id)
    const back = `${base}/write-up`
    // Until it is sent, a finding is changed together with its evidence.
    if (!writeUp.sent_to_host_at) return c.redirect(`${base}/findings/${finding.id}`)
    const place = `finding:${finding.id}`
    const form = c.form(findingFields, {
      initial: { title: finding.title, text: finding.text },
      version: finding.version,
    })
    const closed = whyCannotWrite(writeUp.part, writeUp)
    if (closed && !form.sent) return c.redirect(back, { text: closed.message, tone: 'notice' })
    if (form.value) {
      const words = { id: finding.id, ...form.value }
      const saved = await reviseFinding(c.db, c.actor, writeUp.id, words, form.sentVersion, c.now)
      if (saved.kind === 'saved') {
        await doneWriting(c.db, c.actor, writeUp.id, place)
        return c.redirect(`${back}#${anchorOf(writeUp, { finding_id: finding.id })}`, 'The finding is changed')
      }
      if (saved.kind === 'conflict') return c.conflict(form, { ...saved, labels: { title: 'Finding', text: 'Text' } })
      form.refuse(saved.refusal)
    }
    const others = await writingAt(c.db, c.actor, writeUp.id, place, c.now)
    return c.view(
      'Change a finding',
      html`${othersWriting(others)}<p class="govuk-body govuk-hint">Last changed by ${finding.updated_by_name}, ${dayAndTime(finding.updated_at)}.</p><p class="govuk-body">${writeUp.host_school_name} sees the change at once.</p>${form.start()}${form.input('title', { label: 'The finding in one line' })}${form.textarea('text', { label: 'What you saw, and what it means', rows: 8 })}${form.end('Save', { cancel: { href: back } })}`,
      { caption: writeUp.host_school_name, back: { href: back, text: 'The report' } },
    )
  },
)
