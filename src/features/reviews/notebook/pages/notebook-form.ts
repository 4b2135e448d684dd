/** The controls with which a note is written in the notebook. They post nothing: the notebook's script keeps what they hold. */
import { details } from '../../../../design/components/details.ts'
import { input } from '../../../../design/components/input.ts'
import { radios } from '../../../../design/components/radios.ts'
import { select } from '../../../../design/components/select.ts'
import { textarea } from '../../../../design/components/textarea.ts'
import { warningText } from '../../../../design/components/warning-text.ts'
import { timeOfDay } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { Statement } from '../../preparation/shared-evaluation.queries.ts'
import type { Visit } from '../../preparation/visit.queries.ts'
import type { StoredActivity } from '../../preparation/visit-programme.queries.ts'
import { noteTags } from '../../visit/note.rules.ts'

export type About = { visit: Visit; activities: readonly StoredActivity[]; statements: readonly Statement[] }

const none = { value: '', text: 'None' }

export function notebookForm({ visit, activities, statements }: About): Html {
  const activity = activities.map((one) => ({ value: one.id, text: `${timeOfDay(one.starts)} ${one.title}` }))
  const question = visit.questions.map((one, index) => ({ value: one.id, text: `${index + 1}. ${one.text}` }))
  const statement = statements.map((one) => ({ value: one.key, text: `${one.area_title}: ${one.text}` }))
  const tags = [
    ...Object.entries(noteTags).map(([value, text]) => ({ value, text })),
    { value: '', text: 'Just a note' },
  ]
  const belongs = html`${select({ name: 'question_id', id: 'note-question', label: { text: 'Question (optional)' }, items: [none, ...question] })}
${statement.length === 0 ? nothing : select({ name: 'statement_key', id: 'note-statement', label: { text: 'Statement of the framework (optional)' }, items: [none, ...statement] })}`
  return html`<h2 class="govuk-heading-m" id="write">Write a note</h2>
<form data-notebook-form novalidate>
<div class="app-big-controls">
${select({ name: 'activity_id', id: 'note-activity', label: { text: 'Where are you?' }, items: [{ value: '', text: 'At no activity' }, ...activity] })}
${textarea({ name: 'text', id: 'note-text', label: { text: 'What did you see or hear?' }, hint: { text: 'Write about pupils without names, for example “a pupil in Year 4”.' }, rows: '5' })}
${radios({ name: 'tag', idPrefix: 'note-tag', value: 'none', items: tags.map((tag) => ({ ...tag, checked: tag.value === '' })), fieldset: { legend: { text: 'Mark it as' } } })}
${details({ summaryText: 'Question and statement', html: belongs })}
</div>
<p class="govuk-error-message" data-notebook-problem role="alert"></p>
<div class="govuk-button-group"><button type="submit" class="govuk-button app-notebook-button">Keep the note</button><button type="button" class="govuk-button govuk-button--secondary app-notebook-button" data-notebook-cancel hidden>Leave it as it was</button></div>
</form>
${camera()}`
}

/** What people read before the camera opens, and what the picture needs to say to those who do not see it. */
function camera(): Html {
  return html`<section class="app-big-controls" data-notebook-camera hidden aria-labelledby="camera">
<h2 class="govuk-heading-m" id="camera" tabindex="-1">Add a photograph</h2>
<p class="govuk-body" data-notebook-camera-note></p>
${warningText({ text: 'Photograph displays, never people. Before you press the button, make sure that no face, no name and no pupil’s own work with a name on it is in the picture.', iconFallbackText: 'Important' })}
<p class="govuk-body">Where and with what it was taken is removed before it leaves this device.</p>
${input({ name: 'description', id: 'camera-description', label: { text: 'What does it show?' }, hint: { text: 'For example, “Word wall in the Year 2 corridor”. Whoever cannot see the picture reads this.' } })}
<div class="govuk-form-group"><label class="govuk-label" for="camera-file">Take or choose the photograph</label><input class="govuk-file-upload" type="file" id="camera-file" accept="image/*" capture="environment"></div>
<div data-notebook-preview></div>
<p class="govuk-error-message" data-notebook-camera-problem role="alert"></p>
<div class="govuk-button-group"><button type="button" class="govuk-button app-notebook-button" data-notebook-camera-keep>Keep the photograph</button><button type="button" class="govuk-button govuk-button--secondary app-notebook-button" data-notebook-camera-leave>Leave it out</button></div>
</section>`
}
