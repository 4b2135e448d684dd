/** Why a school is where it is, in plain words. */
import { button } from '../../../design/components/button.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import type { Alternative } from '../../../lib/grouping/alternatives.ts'
import type { Situation } from '../../../lib/grouping/explain.ts'
import { alternativeInWords, bindingInWords, lengthInWords } from '../../../lib/grouping/in-words.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Explained } from './hand.queries.ts'
import { movePath, whyPath } from './paths.ts'
import { worthInWords } from './places.rules.ts'

/** Where the school is and how far it is to its partners, in a sentence or two. */
export function whereInWords(ground: Explained, situation: Situation): string {
  const { nameOf, groupName, saying, facts } = ground
  const { school, group, partners, nearest, furthest, kilometres } = situation
  const own = nameOf(school)
  if (group === undefined) return `${own} is in no group of this version.`
  if (!nearest || !furthest) return `${own} is by itself in ${groupName(group)}.`
  const length = (value: number) => lengthInWords(value, saying.unit)
  const line = saying.unit === 'km' ? ' in a straight line' : ''
  const placeless = facts.schools.some(({ id, easting }) => id === school && easting === null)
    ? ' The school register does not give its place, so the middle of its district stands in.'
    : ''
  if (partners.length === 1)
    return `${own} is in ${groupName(group)} with ${nameOf(nearest.school)}, ${length(nearest.kilometres)} away${line}.${placeless}`
  return `${own} is in ${groupName(group)} with ${plural(partners.length, 'other school')}. It is ${length(kilometres / partners.length)} from a partner on average${line}: nearest is ${nameOf(nearest.school)} (${length(nearest.kilometres)}), furthest ${nameOf(furthest.school)} (${length(furthest.kilometres)}).${placeless}`
}

/** The partners with their distances, and who helps whom. */
export function partnerTable(ground: Explained, situation: Situation, version: string): Html {
  if (situation.partners.length === 0) return nothing
  const { nameOf, saying, problem } = ground
  const known = new Map(problem.schools.map((school) => [school.id, school]))
  const helps = (helper: string, helped: string) => {
    const strengths = known.get(helper)?.strengths ?? []
    const topics = (known.get(helped)?.priorities ?? []).filter((topic) => strengths.includes(topic))
    return topics.length === 0 ? '–' : sentenceList(topics.map(saying.topic))
  }
  const name = nameOf(situation.school)
  return scrollable(
    table({
      caption: `Partners of ${name}`,
      captionClasses: 'govuk-table__caption--m',
      classes: 'app-table-of-texts',
      firstCellIsHeader: true,
      head: [
        { text: 'School' },
        { text: 'Distance', format: 'numeric' },
        { text: `Can help ${name} with` },
        { text: `${name} can help with` },
      ],
      rows: situation.partners.map(({ school, kilometres }) => [
        { html: html`<a class="govuk-link" href="${whyPath(version, school)}">${nameOf(school)}</a>` },
        { text: lengthInWords(kilometres, saying.unit), format: 'numeric' },
        { text: helps(school, situation.school) },
        { text: helps(situation.school, school) },
      ]),
    }),
    `Partners of ${name}`,
  )
}

/** What is met for the school, what is not, and the rules that bind it. */
export function reasonsList(ground: Explained, situation: Situation): Html {
  const { nameOf, groupName, saying, facts } = ground
  const { school, priorities, wishes, pastPartners, bindings } = situation
  const names = (ids: readonly string[]) => sentenceList(ids.map(nameOf))
  const answered = facts.schools.some(({ id, has_answered }) => id === school && has_answered)
  const looksFor = [
    ...priorities.met.map(({ topic, partners }) => `${saying.topic(topic)}: met by ${names(partners)}`),
    ...priorities.unmet.map((topic) => `${saying.topic(topic)}: no partner is strong in this`),
  ]
  const wished = [
    ...wishes.met.map((id) => `With ${nameOf(id)}: met`),
    ...wishes.unmet.map((id) => `With ${nameOf(id)}: not met`),
    ...(pastPartners.length > 0 ? [`Was in a group with ${names(pastPartners)} before`] : []),
  ]
  const rules = bindings.map((binding) => bindingInWords(binding, school, nameOf, groupName, saying))
  const list = (title: string, items: readonly string[], none: string) =>
    html`<h2 class="govuk-heading-m">${title}</h2>${
      items.length === 0
        ? html`<p class="govuk-body">${none}</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li>${item}</li>`)}</ul>`
    }`
  return html`${list(
    'What it looks for',
    looksFor,
    answered ? 'It named no priorities.' : 'The school has not said what it brings and looks for.',
  )}${wished.length === 0 ? nothing : list('Wishes and earlier partners', wished, '')}${list(
    'Rules that bind it',
    rules,
    'No rule keeps it here or out of a nearer group: this place was chosen by the aims.',
  )}`
}

/** The best other places, with what each would cost whom. */
export function alternativesList(
  ground: Explained,
  alternatives: readonly Alternative[],
  version: string,
  school: string,
): Html {
  const { nameOf, groupName, saying } = ground
  if (alternatives.length === 0)
    return html`<p class="govuk-body">There is no other place that keeps all rules and locks.</p>`
  return html`${alternatives.map((alternative) => {
    const { title, effects } = alternativeInWords(alternative, nameOf, groupName, saying)
    return html`<div class="app-place">
      <h3 class="govuk-heading-s">${title}</h3>
      <p class="govuk-body">With all aims weighed together: <strong>${worthInWords(alternative.change, saying.unit)}</strong>.</p>
      <ul class="govuk-list govuk-list--bullet">${effects.map((effect) => html`<li>${effect}</li>`)}</ul>
      ${button({
        html: html`Look at this ${alternative.swapWith === undefined ? 'move' : 'swap'}<span class="govuk-visually-hidden">: ${title}</span>`,
        href: movePath(version, { school, to: alternative.to, with: alternative.swapWith }),
        classes: 'govuk-button--secondary',
      })}
    </div>`
  })}`
}
