/** Changing a finding and its evidence. Saves itself while it is written; two writers see both texts. */
import { z } from 'zod'
import { savedNote } from '../../../../design/components/saved-note.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import type { Conflict, Form, OtherChoice } from '../../../../platform/web/form.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { keptBeside, keptQuery, keptValues, othersWriting, shownAsked } from '../../pages/text-kept.ts'
import { pathsOf } from '../../pages/visit-frame.ts'
import { partMay } from '../../part.rules.ts'
import { reviewParams } from '../../paths.ts'
import { statementsFor } from '../../preparation/shared-evaluation.queries.ts'
import { isWrittenUp, type Visit, visitFor } from '../../preparation/visit.queries.ts'
import { changeFinding, type Finding, findingsOf } from '../finding.queries.ts'
import { findingKinds, whyCannotWorkOnFindings } from '../finding.rules.ts'
import { notesFor } from '../note.queries.ts'
import { doneWriting, writingAt } from '../writer.queries.ts'
import {
  askForEvidence,
  type FindingAbout,
  type FindingValues,
  findingControls,
  findingFields,
  findingFrom,
  kindLegend,
} from './findings-form.ts'
import { challengeOf } from './findings-parts.ts'

export const editFinding = page(
  {
    path: '/:partnership/reviews/:review/findings/:finding',
    allow: 'review:see',
    params: reviewParams.extend({ finding: z.uuid() }),
    query: keptQuery,
  },
  async (c) => {
    const visit = found(await visitFor(c.db, c.actor, c.params.review))
    if (!partMay(visit.part, 'see-draft')) return c.notFound()
    if (whyCannotWorkOnFindings(visit.part, isWrittenUp(visit))) return c.forbidden()
    const paths = pathsOf(c, visit.id)
    const before = found((await findingsOf(c.db, visit.id)).find((one) => one.id === c.params.finding))
    const here = paths.finding(before.id)
    const place = `finding:${before.id}`
    const form = c.form(findingFields, { initial: shown(before), version: before.version })
    askForEvidence(form)
    if (form.value) {
      const saved = await changeFinding(
        c.db,
        c.actor,
        visit,
        { id: before.id, ...findingFrom(form.value) },
        form.sentVersion,
        c.now,
      )
      if (saved.kind === 'saved' && c.wantsJson)
        return c.json({ saved: true, at: timeOfDay(c.now), fields: { _version: String(saved.version) } })
      if (saved.kind === 'saved') {
        await doneWriting(c.db, c.actor, visit.id, place)
        return c.redirect(`${paths.findings}#finding-${before.id}`, 'Finding saved')
      }
      if (saved.kind === 'conflict' && c.wantsJson) return c.json(await keptBeside(c, here, form.raw))
      if (saved.kind === 'conflict') return c.conflict(form, conflictOver(form.value, saved.current, visit, form))
      form.refuse(saved.refusal)
    }
    if (c.wantsJson && form.sent) return c.json({ saved: false, errors: form.errors }, 422)
    const beside = form.sent ? undefined : await keptValues(c, findingFields)
    if (beside && beside.raw._version !== String(before.version)) {
      Object.assign(form.raw, beside.raw)
      return shownAsked(c.conflict(form, conflictOver(beside.value, before, visit, form)))
    }
    const others = await writingAt(c.db, c.actor, visit.id, place, c.now)
    const about: FindingAbout = {
      visit,
      notes: (await notesFor(c.db, c.actor, visit)).filter((note) => !note.removed_at),
      statements: await statementsFor(c.db, c.actor, visit, c.today),
      sortHref: paths.sortNotes,
      noteHref: paths.note,
      first: (note) => before.notes.some((one) => one.id === note.id),
    }
    return c.view(
      'Change a finding',
      html`${othersWriting(others)}${challengeOf(before)}${form.start({ autosave: { url: here, statusId: 'saved' } })}${findingControls(form, about)}${savedNote({ id: 'saved', savedAt: timeOfDay(before.updated_at) })}${form.end('Save the finding', { cancel: { href: paths.findings } })}`,
      { caption: visit.host_school_name, back: { href: paths.findings, text: 'Findings' } },
    )
  },
)

/** Both texts, and what was chosen otherwise. Both people's notes stay chosen: taking one out is easy, missing one is not noticed. */
function conflictOver(mine: FindingValues, theirs: Finding, visit: Visit, form: Form<FindingValues>): Conflict {
  form.raw.note_ids = [...new Set([...mine.note_ids, ...theirs.notes.map((note) => note.id)])]
  const { version, title, text, one_source_reason } = theirs
  return {
    version,
    by: theirs.updated_by_name,
    at: theirs.updated_at,
    theirs: { title, text, one_source_reason },
    labels: {
      title: 'The finding in one line',
      text: 'What you saw, and what it means',
      one_source_reason: 'Why it rests on one kind of source',
    },
    choices: otherChoices(mine, theirs, visit),
  }
}

/** What two colleagues chose differently beside the texts. */
function otherChoices(mine: FindingValues, theirs: Finding, visit: Visit): OtherChoice[] {
  const question = (id: string | null | undefined) => visit.questions.find((one) => one.id === id)?.text ?? 'None'
  const choices: OtherChoice[] = [
    {
      label: kindLegend,
      theirs: findingKinds[theirs.kind],
      mine: findingKinds[mine.kind],
      fields: { kind: theirs.kind },
    },
    {
      label: 'Question',
      theirs: question(theirs.question_id),
      mine: question(mine.question_id),
      fields: { question_id: theirs.question_id ?? '' },
    },
  ]
  return choices.filter((choice) => choice.theirs !== choice.mine)
}

function shown(finding: Finding) {
  const { kind, title, text: words, question_id, statement_key, one_source_reason } = finding
  return {
    kind,
    title,
    text: words,
    question_id: question_id ?? '',
    statement_key,
    one_source_reason,
    note_ids: finding.notes.map((note) => note.id),
  }
}
