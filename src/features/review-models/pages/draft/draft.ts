import { statusTag } from '../../../../design/components/status-tag.ts'
import { summaryList } from '../../../../design/components/summary-list.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { gapsIn, kindsToAdd } from '../../draft.rules.ts'
import type { ReviewModel, Stage } from '../../model.schema.ts'
import { factsOf } from '../../model.words.ts'
import { modelPath, ownKey } from '../../paths.ts'
import { gapList, kindInWords, stepsView } from '../model-view.ts'
import { draftParams, draftRecord, editPath, whyClosed } from './change-part.ts'
import { letterList } from './letter-list.ts'

/** A draft at a glance: what is still missing, its parts and its steps, and where to change each. */
export const draft = page(
  { path: '/:partnership/review-models/:draft/edit', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const closed = whyClosed(c, record)
    if (closed) return closed
    const { content } = record
    const href = modelPath(c.partnership.key, ownKey(record.id))
    const edit = editPath(c)
    return c.view(
      'Change this draft',
      html`${progress(content, href)}
<h2 class="govuk-heading-m">Groups, people and time</h2>
${parts(content, edit)}
<h2 class="govuk-heading-m">Steps</h2>
<ul class="govuk-list"><li><a class="govuk-link" href="${edit}/stages/new">Add a step</a></li>
${content.stages.length > 1 ? html`<li><a class="govuk-link" href="${edit}/order">Put the steps in order</a></li>` : nothing}</ul>
${stepsView(content, (stage) => stageLinks(stage, edit))}
${kindsToAdd(content).length > 1 ? html`<p class="govuk-body">A review can also have: ${sentenceList(kindsToAdd(content).filter((kind) => kind !== 'meeting'))}.</p>` : nothing}
${letterList(content, edit)}`,
      { caption: `${content.name}, edition ${content.edition}`, back: { href, text: 'Read the draft' } },
    )
  },
)

function progress(content: ReviewModel, href: string): Html {
  const gaps = gapsIn(content)
  if (gaps.length === 0)
    return html`<p class="govuk-body">${statusTag('Complete', 'done')} A programme could run by it. <a class="govuk-link" href="${href}/publish">Check and publish it</a> when you are ready.</p>`
  return html`<p class="govuk-body">${statusTag('Not complete', 'attention')} ${plural(gaps.length, 'thing')} must be put right before it can be published:</p>${gapList(gaps, `${href}/edit`)}`
}

function parts(content: ReviewModel, edit: string): Html {
  const row = (key: string, value: string, place: string, what: string) => ({
    key: { text: key },
    value: { text: value },
    actions: { items: [{ href: `${edit}/${place}`, text: 'Change', visuallyHiddenText: what }] },
  })
  const fact = (key: string) => factsOf(content).find((one) => one.key === key)?.text ?? ''
  const { leaders } = content.group
  return summaryList({
    rows: [
      row('Name', `${content.name}, edition ${content.edition}`, 'about', 'name, edition and summary'),
      row('Length and time', `${fact('Length')}. ${fact('Time of each visitor')}.`, 'about', 'length and time'),
      row('Schools in a group', fact('Schools in a group'), 'group', 'the rules for groups'),
      row(
        'Support from outside',
        leaders.length === 0
          ? 'Nobody'
          : sentenceList(leaders.map(({ name, number }) => (number === 1 ? name : `${number} × ${name}`))),
        'leaders',
        'who supports a group from outside',
      ),
      row('Visitors', `${fact('Visitors')}. ${content.team.who_leads}`, 'team', 'who visits and who leads'),
    ],
  })
}

function stageLinks(stage: Stage, edit: string): Html {
  const here = `${edit}/stages/${stage.key}`
  const link = (href: string, text: string) =>
    html`<a class="govuk-link" href="${href}">${text}<span class="govuk-visually-hidden">: ${stage.name}</span></a>`
  return html`<p class="govuk-hint govuk-!-margin-bottom-1">${kindInWords(stage)}</p><div class="govuk-button-group">${link(here, 'Change this step')}${stage.kind === 'meeting' ? link(`${here}/record`, 'Change what is written down') : nothing}${link(`${here}/remove`, 'Remove this step')}</div>`
}
