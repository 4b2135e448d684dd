/** A frozen self-evaluation as its readers see it, drawn from the snapshot alone. */
import { details } from '../../../design/components/details.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { labelOf } from '../judgement.rules.ts'
import { profileOf } from '../profile.rules.ts'
import { frameworkOfSnapshot, snapshotPoints } from '../snapshot.rules.ts'
import type { SnapshotContent, SnapshotStatement } from '../snapshot.schema.ts'
import { paragraphs } from './common.ts'
import { evidenceItem } from './evidence-list.ts'
import { chartOf, distribution } from './profile.ts'

/** `fileHref` says where the file of a piece of evidence is opened. */
export function snapshotView(snapshot: SnapshotContent, fileHref: (evidenceId: string) => string): Html {
  const framework = frameworkOfSnapshot(snapshot)
  const points = snapshotPoints(snapshot)
  const texts = new Map(
    snapshot.areas.flatMap((area) => area.statements).map((statement) => [statement.key, statement]),
  )
  const chosen = (kind: 'strength' | 'priority', heading: string) => {
    const items = snapshot.highlights.filter((each) => each.kind === kind)
    if (items.length === 0) return nothing
    const list = items.map(
      ({ statement_key, comment }) =>
        html`<li><strong>${texts.get(statement_key)?.text ?? ''}</strong>${paragraphs(comment)}</li>`,
    )
    return html`<h2 class="govuk-heading-m">${heading}</h2><ol class="govuk-list govuk-list--number">${list}</ol>`
  }
  return html`${points.size > 0 ? html`${chartOf(framework, { points, label: snapshot.title }, undefined)}${distribution(framework, profileOf(framework, points))}` : nothing}
  ${chosen('strength', 'Strengths')}${chosen('priority', 'Priorities')}
  <h2 class="govuk-heading-m">Area by area</h2><ul class="govuk-list">${snapshot.areas.map((area) => html`<li><a class="govuk-link" href="#area-${area.key}">${area.title}</a></li>`)}</ul>
  ${snapshot.areas.map(
    (area) =>
      html`<h2 class="govuk-heading-l" id="area-${area.key}">${area.title}</h2><p class="govuk-body">${area.summary}</p>${area.statements.map((statement) => statementView(snapshot, statement, fileHref))}`,
  )}
  <p class="govuk-hint">${snapshot.framework.title}, edition ${snapshot.framework.edition}.</p>`
}

function statementView(
  snapshot: SnapshotContent,
  statement: SnapshotStatement,
  fileHref: (evidenceId: string) => string,
): Html {
  const { scale } = frameworkOfSnapshot(snapshot)
  const judged =
    statement.point === null
      ? paragraphs(statement.answer)
      : html`<p class="govuk-body"><strong>${labelOf(scale, statement.point)}</strong>${statement.descriptor === '' ? '' : `: ${statement.descriptor}`}</p>`
  const evidence =
    statement.evidence.length === 0
      ? nothing
      : details({
          summaryText: plural(statement.evidence.length, 'piece of evidence', 'pieces of evidence'),
          html: html`<ul class="govuk-list govuk-list--spaced">${statement.evidence.map((each) => html`<li>${evidenceItem(each, fileHref(each.id))}</li>`)}</ul>`,
        })
  return html`<h3 class="govuk-heading-s">${statement.text}</h3>${judged}${paragraphs(statement.reason)}<p class="govuk-hint">${viewsInNumbers(statement)}</p>${evidence}`
}

/** How far colleagues were apart, without names. */
function viewsInNumbers({ views, evidence }: SnapshotStatement): string {
  const none = evidence.length === 0 ? ' No evidence is attached.' : ''
  if (views.judged === 0) return `No colleague judged it alone before.${none}`
  const asked = `Judged by ${views.judged} of ${plural(views.asked, 'colleague')}`
  if (views.lowest === null || views.highest === null) return `${asked}.${none}`
  return views.lowest === views.highest
    ? `${asked}, all at ${views.lowest}.${none}`
    : `${asked}, from ${views.lowest} to ${views.highest}.${none}`
}
