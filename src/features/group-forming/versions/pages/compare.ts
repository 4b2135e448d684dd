import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { table } from '../../../../design/components/table.ts'
import { explainAll, type Situation } from '../../../../lib/grouping/explain.ts'
import { lengthInWords } from '../../../../lib/grouping/in-words.ts'
import { plural } from '../../../../lib/words.ts'
import { choice } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { type ArrangementInList, arrangementsOf } from '../../arrangement.queries.ts'
import { type Ground, groundsFor } from '../../by-hand/hand.queries.ts'
import { mostBetter } from '../bound.rules.ts'
import { type Changed, changedSchools } from '../comparison.rules.ts'
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
      ${changes(changedSchools(one.ground.arrangement.groups, other.ground.arrangement.groups), one, other)}
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
  const row = (title: string, say: (side: Side) => string) => [
    { text: title },
    { text: say(one) },
    { text: say(other) },
  ]
  const head = (side: Side) => ({
    html: html`<a class="govuk-link" href="${path(side)}">Version ${versionName(side.ground.arrangement)}</a>`,
  })
  return scrollable(
    table({
      caption: 'The two versions in figures',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Figure' }, head(one), head(other)],
      rows: [
        row('Groups', ({ figures }) => sizesInWords(figures.sizes)),
        row('Two partners apart, on average', ({ figures }) => length(figures.average)),
        row('Longest way between two partners', ({ figures }) => length(figures.longest?.length)),
        row('Priorities met by a partner', ({ figures: { priorities } }) => `${priorities.met} of ${priorities.all}`),
        row('Wishes met', ({ figures: { wishes } }) => `${wishes.met} of ${wishes.all}`),
        row('Partners from an earlier group', ({ figures }) => plural(figures.pastPartners, 'pair')),
        row('Rules broken', ({ ground }) => String(ground.arrangement.violations.length)),
        row('Could be better by at most', better),
      ],
    }),
    'The two versions in figures',
  )
}

function changes(changed: readonly Changed[], one: Side, other: Side): Html {
  const title = html`<h2 class="govuk-heading-m">Schools with other partners</h2>`
  if (changed.length === 0) return html`${title}<p class="govuk-body">Every school has the same partners in both.</p>`
  const { nameOf, saying } = other.ground
  const difference = (id: string) => {
    const [before, after] = [one.situations.get(id), other.situations.get(id)]
    if (!before || !after) return 'Not known'
    const change = after.kilometres - before.kilometres
    if (Math.abs(change) < 0.05) return 'The same'
    return `${lengthInWords(Math.abs(change), saying.unit)} ${change > 0 ? 'more' : 'less'}`
  }
  const met = (id: string) => {
    const [before, after] = [one.situations.get(id), other.situations.get(id)]
    if (!before || !after) return 'Not known'
    return `${before.priorities.met.length} before, ${after.priorities.met.length} after`
  }
  return html`${title}<p class="govuk-body">${plural(changed.length, 'school')} ${changed.length === 1 ? 'has' : 'have'} other partners; ${changed.filter(({ moved }) => moved).length} of them would change group.</p>
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
        rows: changed.map(({ school, from, to }) => [
          { text: nameOf(school) },
          { text: from ?? 'In no group' },
          { text: to ?? 'In no group' },
          { text: difference(school) },
          { text: met(school) },
        ]),
      }),
      'Schools with other partners',
    )}${nothing}`
}
