import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { choice, choices } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { gateVersion, pointsOf } from '../../draft.rules.ts'
import { frameworkFaults, type Gate, statementsOf } from '../../framework.rules.ts'
import { gateSentence } from '../framework-view.ts'
import { draftName, draftRecord, draftText, editPath, saveAndGo, whyClosed } from './change-part.ts'
import { draftParams } from './draft.ts'

/** Adds a gate to a draft: one statement that holds others back. */
export const newGate = page(
  { path: '/:partnership/frameworks/:framework/edit/gates/new', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const { content } = record
    const points = pointsOf(content)
    if (points.length === 0)
      return c.redirect(editPath(c), {
        text: 'Open questions have no points, so nothing can be held back',
        tone: 'notice',
      })
    const statements = statementsOf(content)
    const values = points.map(({ value }) => String(value))
    const form = c.form(
      z.object({
        statement: choice(
          'Choose the statement that comes first',
          statements.map(({ key }) => key),
        ),
        at_least: choice('Choose the point that it must reach', values),
        areas: choices(
          'Choose an area',
          content.areas.map(({ key }) => key),
          0,
        ),
        statements: choices(
          'Choose a statement',
          statements.map(({ key }) => key),
          0,
        ),
        at: choice('Choose the highest point meanwhile', values.slice(0, -1)),
        reason: draftText('Say why it comes first', 500),
      }),
    )
    if (form.value) {
      const { statement, at_least, areas, statements: held, at, reason } = form.value
      const gate: Gate = {
        statement,
        at_least: Number(at_least),
        caps: { areas, statements: held, at: Number(at) },
        reason,
      }
      const next = { ...content, gates: [...content.gates, gate] }
      // Only what this gate brings is refused; gaps elsewhere in the draft can wait until it is published.
      const fault = frameworkFaults(next).find(({ path }) => path[0] === 'gates' && path[1] === content.gates.length)
      if (!fault) return saveAndGo(c, record, next, 'gates', editPath(c), 'Gate added')
      form.refuse({ message: `This gate ${fault.message}` })
    }
    const pointItems = points.map(({ value, label }) => ({ value: String(value), text: `${value} ${label}` }))
    return c.view(
      'Add a gate',
      html`<p class="govuk-body">Until one statement is judged high enough, others may not be judged above a certain point. Use it for what must be in place first, such as a legal duty.</p>
${form.start()}
${form.select('statement', { label: 'Which statement comes first?', items: statements.map(({ key, text }) => ({ value: key, text })), searchable: true })}
${form.radios('at_least', { legend: 'Which point must it reach?', items: pointItems, small: true })}
${form.checkboxes('areas', { legend: 'Which areas does it hold back?', hint: 'All of their other statements', items: content.areas.map(({ key, title }) => ({ value: key, text: title })), small: true })}
${form.checkboxes('statements', { legend: 'Which single statements does it hold back as well?', items: statements.map(({ key, text }) => ({ value: key, text })), small: true })}
${form.radios('at', { legend: 'What is the highest point that they may be given meanwhile?', items: pointItems.slice(0, -1), small: true })}
${form.textarea('reason', { label: 'Why does it come first?', hint: 'Shown to the person who is judging', rows: 3, maxLength: 500 })}
${form.end('Add gate', { cancel: { href: editPath(c) } })}`,
      { back: { href: editPath(c) }, caption: draftName(content) },
    )
  },
)

/** Removes a gate from a draft. */
export const removeGate = page(
  {
    path: '/:partnership/frameworks/:framework/edit/gates/:gate/remove',
    allow: 'framework:manage',
    params: draftParams.extend({ gate: z.coerce.number().int() }),
  },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const gate = record.content.gates.find((each) => gateVersion(each) === c.params.gate)
    if (!gate) return c.redirect(editPath(c), { text: 'Someone has removed that gate already', tone: 'notice' })
    const form = c.form(z.object({}))
    if (form.value) {
      const gates = record.content.gates.filter((each) => each !== gate)
      return saveAndGo(c, record, { ...record.content, gates }, 'gates', editPath(c), 'Gate removed')
    }
    return c.view(
      'Remove this gate',
      html`${insetText({ html: gateSentence(record.content, gate) })}<p class="govuk-body">Without it, these statements can be judged at any point.</p>
${form.start()}${form.end('Remove this gate', { tone: 'warning', cancel: { href: editPath(c) } })}`,
      { back: { href: editPath(c) }, caption: draftName(record.content) },
    )
  },
)
