import { z } from 'zod'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { countingFrom, withoutStage } from '../../draft.rules.ts'
import { draftName, draftRecord, editPath, saveAndGo, stageParams, whyClosed } from './change-part.ts'

/** Removes a step from a draft, after saying what goes with it. */
export const removeStage = page(
  {
    path: '/:partnership/review-models/:draft/edit/stages/:stage/remove',
    allow: 'review-model:manage',
    params: stageParams,
  },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const { content } = record
    const stage = content.stages.find(({ key }) => key === c.params.stage)
    if (!stage) return c.redirect(editPath(c), { text: 'Someone has removed that step already', tone: 'notice' })
    const form = c.form(z.object({}))
    if (form.value) return saveAndGo(c, record, withoutStage(content, stage.key), editPath(c), `Removed ${stage.name}`)
    const letters = [...content.documents, ...content.emails].filter((letter) => letter.stage === stage.key).length
    const counting = countingFrom(content, stage.key)
    return c.view(
      'Remove this step',
      html`<p class="govuk-body">“${stage.name}” goes from this draft${letters > 0 ? ` with ${plural(letters, 'document or email', 'documents and emails')}` : ''}. Published editions keep it.</p>
${counting.length > 0 ? html`<p class="govuk-body">${sentenceList(counting.map(({ name }) => `“${name}”`))} ${counting.length === 1 ? 'counts' : 'count'} from it and ${counting.length === 1 ? 'needs' : 'need'} something else to count from before you can publish.</p>` : nothing}
${form.start()}${form.end('Remove this step', { tone: 'warning', cancel: { href: editPath(c) } })}`,
      { back: { href: editPath(c) }, caption: draftName(content) },
    )
  },
)
