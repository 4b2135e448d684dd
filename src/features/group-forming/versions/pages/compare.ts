import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { table } from '../../../../design/components/table.ts'
import { explainAll, type Situation } from '../../../../lib/grouping/explain.ts'
import { lengthInWords } from '../../../../lib/grouping/in-words.ts'
import { plural } from '../../../../lib/words.ts'
import { choice } from '../../../../platform/web/fields.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { type ArrangementInList, arrangementsOf } from '../../arrangement.queries.ts'
import { type Ground, groundsFor } from '../../by-hand/hand.queries.ts'
import { mostBetter } from '../bound.rules.ts'
import { changedSchools, gainsAndLosses, type Weighed, weighChanges } from '../comparison.rules.ts'
import { groupsMap } from '../groups-map.ts'
import { comparePath, versionPath } from '../paths.ts'
import { type Figures, figuresOf, sizesInWords } from '../version.words.ts'

type Side = { ground: Ground; situations: ReadonlyMap<string, Situation>; figures: Figures }

/** Two versions side by side: their figures, who is in another group, whom it helps and whom it costs. */
export const comparePage = page(
  {
    path: '/:partnership/programmes/:programme/forming/compare',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ one: z.uuid().optional().catch(undefined), other: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const versions = await arrangementsOf(c.db, c.actor, programme.id)
    const [newest, before] = versions
    const options = {
      caption: programme.name,
      back: { href: formingPath(c.partnership, programme.id), text: 'Form the groups' },
    }
    if (!newest || !before)
      return c.view('Compare versions', emptyState('There are not two versions to compare yet.'), options)
    const chosen = { one: c.query.one ?? before.id, other: c.query.other ?? newest.id }
    const ids = versions.map(({ id }) => id)
    const fields = z.object({ one: choice('Choose a version', ids), other: choice('Choose a version', ids) })
    const form = c.form(fields, { initial: chosen })
    if (form.value) return c.redirect(comparePath(c.partnership, programme.id, form.value.one, form.value.other))
    const grounds = found(await groundsFor(c.db, c.actor, programme, [chosen.one, chosen.other]))
    const [one, other] = [sideOf(grounds[0]), sideOf(grounds[1])]
    const items = versions.map((version) => ({ value: version.id, text: versionName(version) }))
    const path = (side: Side) => versionPath(c.partnership, programme.id, side.ground.arrangement.id)
    const body = html`
      ${form.start()}<div class="app-two-columns">${form.select('one', { label: 'First version', items })}${form.select('other', { label: 'Second version', items })}</div>${form.end('Compare', { tone: 'secondary' })}
      ${figuresTable(one, other, path)}
      ${changes(weighChanges(changedSchools(one.ground.arrangement.groups, other.ground.arrangement.groups), one.situations, other.situations), one, other)}
      <div class="app-two-columns">${[one, other].map(
        (side) =>
          html`<div>${groupsMap(
            side.ground.arrangement.groups.map((group, number) => ({ group, number })),
            side.ground.facts.schools,
            { title: `Version ${side.ground.arrangement.number}`, isSmall: true },
          )}</div>`,
      )}</div>`
    return c.view(
      `Compare version ${one.ground.arrangement.number} with version ${other.ground.arrangement.number}`,
      body,
      options,
    )
  },
)

function versionName(version: Pick<ArrangementInList, 'number' | 'label' | 'summary'>): string {
  return `${version.number}: ${version.label || version.summary}`
}

function sideOf(ground: Ground): Side {
  const groups = ground.arrangement.groups.map(({ school_ids }) => school_ids)
  const situations = ground.problem ? explainAll(ground.problem, groups) : []
  return {
    ground,
    situations: new Map(situations.map((one) => [one.school, one])),
    figures: figuresOf(ground.arrangement.groups, situations),
  }
}

function figuresTable(one: Side, other: Side, path: (side: Side) => string): Html {
  const unit = one.ground.saying.unit
  const length = (value: number | undefined) => (value === undefined ? 'Not known' : lengthInWords(value, unit))
  const better = ({ ground }: Side) => {
    const part = mostBetter(ground.arrangement)
    return part === undefined ? 'Not worked out' : part === 0 ? 'Best possible' : `${part} %`
  }
  const row = (title: string, say: (side: Side) => string, difference = '') => [
    { text: title },
    { text: say(one) },
    { text: say(other) },
    { text: difference },
  ]
  const apart = (of: (figures: Figures) => number | undefined) => {
    const [before, after] = [of(one.figures), of(other.figures)]
    return before === undefined || after === undefined ? '' : lengthDifference(after - before, unit)
  }
  const more = (of: (figures: Figures) => number) => {
    const difference = of(other.figures) - of(one.figures)
    return difference === 0 ? 'The same' : `${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'}`
  }
  const head = (side: Side) => ({
    html: html`<a class="govuk-link" href="${path(side)}">Version ${versionName(side.ground.arrangement)}</a>`,
  })
  return scrollable(
    table({
      caption: 'The two versions in figures',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Figure' }, head(one), head(other), { text: 'Difference' }],
      rows: [
        row('Groups', ({ figures }) => sizesInWords(figures.sizes)),
        row(
          'Two partners apart, on average',
          ({ figures }) => length(figures.average),
          apart(({ average }) => average),
        ),
        row(
          'Longest journey between two partners',
          ({ figures }) => length(figures.longest?.length),
          apart(({ longest }) => longest?.length),
        ),
        row(
          'Priorities met by a partner',
          ({ figures: { priorities } }) => metOf(priorities),
          more(({ priorities }) => priorities.met),
        ),
        row(
          'Wishes met',
          ({ figures: { wishes } }) => metOf(wishes),
          more(({ wishes }) => wishes.met),
        ),
        row(
          'Partners from an earlier group',
          ({ figures }) => plural(figures.pastPartners, 'pair'),
          more(({ pastPartners }) => pastPartners),
        ),
        row('Rules broken', ({ ground }) => String(ground.arrangement.violations.length)),
        row('Could be better by at most', better),
      ],
    }),
    'The two versions in figures',
  )
}

function metOf({ met, all }: { met: number; all: number }): string {
  return all === 0 ? 'None given' : `${met} of ${all}`
}

/** "4.2 km more" */
function lengthDifference(difference: number, unit: 'km' | 'minutes'): string {
  if (Math.abs(difference) < leastShown[unit]) return 'The same'
  return `${lengthInWords(Math.abs(difference), unit)} ${difference > 0 ? 'more' : 'less'}`
}

/** What is less than this is shown as nothing. */
const leastShown = { km: 0.05, minutes: 0.5 }

/** Whom the second version helps and whom it costs, in numbers. */
function gainsInWords(changed: readonly Weighed[], unit: 'km' | 'minutes'): Html {
  const travel = gainsAndLosses(
    changed.map((school) => school.travel),
    leastShown[unit],
  )
  const met = gainsAndLosses(
    changed.map((school) => school.met),
    1,
  )
  const has = (count: number) => `${plural(count, 'school')} ${count === 1 ? 'has' : 'have'}`
  return html`<ul class="govuk-list govuk-list--bullet">
    <li>${has(travel.less)} less travel to partners, ${travel.more} more.</li>
    ${met.more + met.less > 0 ? html`<li>${has(met.more)} more of their priorities met, ${met.less} fewer.</li>` : html`<li>Each has as many of its priorities met as before.</li>`}
  </ul>`
}

function changes(changed: readonly Weighed[], one: Side, other: Side): Html {
  const title = html`<h2 class="govuk-heading-m">Schools with other partners</h2>`
  if (changed.length === 0) return html`${title}<p class="govuk-body">Every school has the same partners in both.</p>`
  const { nameOf, saying } = other.ground
  const met = ({ school, met: difference }: Weighed) => {
    if (difference === undefined) return 'Not known'
    const count = (side: Side) => side.situations.get(school)?.priorities.met.length ?? 0
    return difference === 0 ? `${count(one)}, as before` : `${count(one)} before, ${count(other)} after`
  }
  return html`${title}<p class="govuk-body">${plural(changed.length, 'school')} ${changed.length === 1 ? 'has' : 'have'} other partners; ${changed.filter(({ moved }) => moved).length} of them would change group.</p>
    ${gainsInWords(changed, saying.unit)}
    <p class="govuk-body">Those whom the second version costs most travel come first.</p>
    ${scrollable(
      table({
        caption: 'Schools with other partners',
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [
          { text: 'School' },
          { text: `In version ${one.ground.arrangement.number}` },
          { text: `In version ${other.ground.arrangement.number}` },
          { text: 'To its partners' },
          { text: 'Priorities met' },
        ],
        rows: changed.map((school) => [
          { text: nameOf(school.school) },
          { text: school.from ?? 'In no group' },
          { text: school.to ?? 'In no group' },
          { text: school.travel === undefined ? 'Not known' : lengthDifference(school.travel, saying.unit) },
          { text: met(school) },
        ]),
      }),
      'Schools with other partners',
    )}`
}
