import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { dayAndTime, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { stateOf, stateTag } from '../../edition.ts'
import { page } from '../../page.ts'
import { type FrameworkRecord, frameworkRecord } from '../framework.queries.ts'
import { type Framework, statementsOf } from '../framework.rules.ts'
import { areaView, frameworkPath, gateSentence, paragraphs, scaleView } from './framework-view.ts'

/** One edition to read and to print. `?show=all` opens every statement without scripts. */
export const framework = page(
  {
    path: '/:partnership/frameworks/:framework',
    allow: 'framework:see',
    params: z.object({ partnership: z.string(), framework: z.uuid() }),
    query: z.object({ show: z.unknown().optional() }),
  },
  async (c) => {
    const record = found(await frameworkRecord(c.db, c.actor, c.params.framework))
    const isOpen = c.query.show === 'all'
    const path = frameworkPath(c.partnership.key, record.id)
    return c.view(
      record.content.title,
      html`<p class="govuk-body">${stateTag(stateOf(record))} ${historyOf(record)}</p>
${c.can('framework:manage') ? actionsFor(record, path) : nothing}
${paragraphs(record.content.description)}
${linksFor(path, isOpen)}
${contents(record.content)}
<h2 class="govuk-heading-m" id="scale">How to judge</h2>
${scaleView(record.content.scale)}
${record.content.areas.map((area, index) => areaView(record.content, area, index, isOpen))}
${gatesView(record.content)}`,
      {
        caption: `Edition ${record.content.edition}`,
        back: { href: `/${c.partnership.key}/frameworks`, text: 'Frameworks' },
      },
    )
  },
)

function historyOf(record: FrameworkRecord): string {
  const { published_at, published_by_name, retired_at, updated_at, updated_by_name } = record
  if (retired_at) return `on ${dayAndTime(retired_at)}. It can no longer be chosen for a new self-evaluation.`
  const by = (name: string | null) => (name ? ` by ${name}` : '')
  if (published_at) return `on ${dayAndTime(published_at)}${by(published_by_name)}. This edition never changes.`
  return `Last changed on ${dayAndTime(updated_at)}${by(updated_by_name)}. Schools do not see it until it is published.`
}

function actionsFor(record: FrameworkRecord, path: string): Html {
  const adapt = button({
    text: 'Make a new draft from this edition',
    href: `${path}/adapt`,
    classes: 'govuk-button--secondary',
  })
  const state = stateOf(record)
  if (state === 'draft') {
    return html`<div class="govuk-button-group">${button({ text: 'Change this draft', href: `${path}/edit` })}${button({ text: 'Publish', href: `${path}/publish`, classes: 'govuk-button--secondary' })}${adapt}<a class="govuk-link" href="${path}/delete">Delete this draft</a></div>`
  }
  return html`<div class="govuk-button-group">${adapt}<a class="govuk-link" href="${path}/retire">${state === 'retired' ? 'Bring back this edition' : 'Retire this edition'}</a></div>`
}

function linksFor(path: string, isOpen: boolean): Html {
  const show = isOpen
    ? html`<a class="govuk-link" href="${path}">Close all statements</a>`
    : html`<a class="govuk-link" href="${path}?show=all">Open all statements, to read in full</a>`
  return html`<ul class="govuk-list app-no-print"><li>${show}</li><li><a class="govuk-link" href="${path}/file">Download as a file (YAML)</a></li></ul>`
}

function contents(framework: Framework): Html {
  const items = framework.areas.map(
    (area) =>
      html`<li><a class="govuk-link" href="#area-${area.key}">${area.title}</a> (${plural(area.statements.length, 'statement')})</li>`,
  )
  return html`<nav aria-labelledby="contents"><h2 class="govuk-heading-m" id="contents">Contents</h2>
<p class="govuk-body">${plural(framework.areas.length, 'area')} with ${plural(statementsOf(framework).length, 'statement')}.</p>
<ol class="govuk-list govuk-list--number">${items}</ol>
${framework.gates.length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="#gates">What must come first</a></p>` : nothing}</nav>`
}

function gatesView(framework: Framework): Html {
  if (framework.gates.length === 0) return nothing
  return html`<h2 class="govuk-heading-m govuk-!-margin-top-7" id="gates">What must come first</h2>
<p class="govuk-body">Some statements hold others back until they are in place.</p>
${framework.gates.map((gate) => insetText({ html: gateSentence(framework, gate) }))}`
}
