/** Making a finding out of notes. */
import { z } from 'zod'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, visitFor } from '../../preparation/visit.queries.ts'
import { makeFinding } from '../finding.queries.ts'
import { whyCannotWorkOnFindings } from '../finding.rules.ts'
import { notesFor } from '../note.queries.ts'
import { askForEvidence, type FindingAbout, findingControls, findingFields, findingFrom } from './findings-form.ts'

const newQuery = z.object({
  question: z
    .union([z.uuid(), z.literal('none')])
    .optional()
    .catch(undefined),
  /** Notes that were chosen on the page before. */
  notes: z.string().max(4000).optional().catch(undefined),
})

export const newFinding = page(
  { path: '/:partnership/reviews/:review/findings/new', allow: 'review:see', params: reviewParams, query: newQuery },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const { question } = c.query
    const chosen = (c.query.notes ?? '').split(',').filter((id) => z.uuid().safeParse(id).success)
    const form = c.form(findingFields, {
      initial: {
        question_id: question === 'none' ? '' : (question ?? ''),
        text: '',
        statement_key: '',
        one_source_reason: '',
        note_ids: chosen,
      },
    })
    askForEvidence(form)
    if (form.value) {
      const saved = await makeFinding(c.db, c.actor, visit, findingFrom(form.value), c.now)
      if (saved.kind === 'saved') return c.redirect(`${paths.findings}#finding-${saved.id}`, 'Finding made')
      if (saved.kind === 'refused') form.refuse(saved.refusal)
    }
    const about: FindingAbout = {
      visit,
      notes: (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at),
      statements: await statementsFor(c.db, c.actor, visit, c.today),
      sortHref: paths.sortNotes,
      noteHref: paths.note,
      first: (note) => question !== undefined && (note.question_id ?? 'none') === question,
    }
    return c.view(
      'Make a finding',
      html`${form.start()}${findingControls(form, about)}${form.end('Make the finding', { cancel: { href: paths.findings } })}`,
      {
        caption: visit.host_school_name,
        back: { href: paths.findings, text: 'Findings' },
      },
    )
  },
)
