import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { warningText } from '../../../design/components/warning-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { ticked } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { changesBetween } from '../draft.rules.ts'
import { publishFramework as publish, retireFramework } from '../framework.life.ts'
import { editionsOf, frameworkRecord } from '../framework.queries.ts'
import { type Fault, type Framework, frameworkFaults, type Statement, statementsOf } from '../framework.rules.ts'
import { faultList, frameworkPath, gatesInWords } from './framework-view.ts'

const fields = z.object({ retire: ticked() })

/** Shows what publishing will do, and does it. A draft with gaps is shown its gaps instead. */
export const publishFramework = page(
  {
    path: '/:partnership/frameworks/:framework/publish',
    allow: 'framework:manage',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
  },
  async (c) => {
    const record = found(await frameworkRecord(c.db, c.actor, c.params.framework, { lock: c.method === 'POST' }))
    const { content } = record
    const href = frameworkPath(c.partnership.key, record.id)
    if (record.published_at) return c.redirect(href, { text: 'This edition is published already', tone: 'notice' })
    const editions = await editionsOf(c.db, c.partnership.id, content.key)
    const current = editions.filter((each) => each.state === 'published')
    const form = c.form(fields)
    if (form.value) {
      const refusal = await publish(c.db, c.actor, record.id, c.now)
      if (!refusal) {
        if (form.value.retire) for (const each of current) await retireFramework(c.db, c.actor, each.id, c.now, true)
        return c.redirect(href, `Published. Schools can now use edition ${content.edition}`)
      }
      form.refuse(refusal)
    }
    const faults = frameworkFaults(content)
    const options = { back: { href }, caption: `${content.title}, edition ${content.edition}` }
    if (faults.length > 0) return c.view('This draft is not ready to publish', notReady(content, faults, href), options)
    const before = record.adapted_from ? await frameworkRecord(c.db, c.actor, record.adapted_from) : undefined
    const names = sentenceList(current.map((each) => each.edition))
    return c.view(
      'Check before you publish',
      html`${summary(content)}
${before ? changesView(before.content, content) : nothing}
<h2 class="govuk-heading-m">What publishing does</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Everyone in ${c.partnership.name} can read this edition.</li>
<li>Schools can choose it for a new self-evaluation from now on.</li>
<li>Self-evaluations that have begun stay with the edition they began with.</li>
</ul>
${warningText({ text: 'A published edition can never be changed or deleted. To correct it, you make a new draft from it and publish that.', iconFallbackText: 'Warning' })}
${form.start()}
${current.length > 0 ? form.tick('retire', { text: `Also retire ${current.length === 1 ? 'edition' : 'editions'} ${names}`, hint: 'New self-evaluations then use this edition. Those that use an earlier one keep it.' }) : nothing}
${form.end('Publish this edition', { cancel: { href } })}`,
      options,
    )
  },
)

function summary(content: Framework): Html {
  const row = (key: string, value: string) => ({ key: { text: key }, value: { text: value } })
  return summaryList({
    rows: [
      row('Title', content.title),
      row('Edition', content.edition),
      row('Size', `${plural(content.areas.length, 'area')}, ${plural(statementsOf(content).length, 'statement')}`),
      row(
        'Scale',
        content.scale.kind === 'open'
          ? 'Open: answered in words'
          : sentenceList(content.scale.points.map(({ value, label }) => `${value} ${label}`)),
      ),
      row('What must come first', gatesInWords(content)),
    ],
  })
}

function notReady(content: Framework, faults: readonly Fault[], href: string): Html {
  return html`<p class="govuk-body">Before schools can judge against it, ${plural(faults.length, 'thing')} must be put right:</p>
${faultList(content, faults, href)}${button({ text: 'Change this draft', href: `${href}/edit` })}`
}

function changesView(earlier: Framework, later: Framework): Html {
  const changes = changesBetween(earlier, later)
  const statements = (label: string, list: Statement[]) =>
    list.length === 0
      ? nothing
      : html`<li>${label}: ${sentenceList(list.map((statement) => `“${statement.text}”`))}</li>`
  const isSame =
    !changes.scale &&
    !changes.gates &&
    [changes.added, changes.removed, changes.reworded, changes.redescribed, changes.areas].every(
      (list) => list.length === 0,
    )
  return html`<h2 class="govuk-heading-m">What is different from edition ${earlier.edition}</h2>
${
  isSame
    ? html`<p class="govuk-body">Its areas, statements, scale and gates are the same.</p>`
    : html`<ul class="govuk-list govuk-list--bullet">
${statements('Added', changes.added)}${statements('Removed', changes.removed)}${statements('Worded differently', changes.reworded)}
${statements('Points, prompts or evidence changed', changes.redescribed)}
${changes.areas.length > 0 ? html`<li>Areas with a new title or summary: ${sentenceList(changes.areas)}</li>` : nothing}
${changes.scale ? html`<li>The scale is different, so its judgements cannot be compared point by point with the earlier edition</li>` : nothing}
${changes.gates ? html`<li>What must come first is different</li>` : nothing}</ul>`
}`
}
