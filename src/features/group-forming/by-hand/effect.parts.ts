/** What a change would do, shown before it is made. */
import { scrollable } from '../../../design/components/scrollable.ts'
import { table } from '../../../design/components/table.ts'
import type { Effect, Move } from '../../../lib/grouping/effect.ts'
import { effectInWords, lengthInWords } from '../../../lib/grouping/in-words.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Explained } from './hand.queries.ts'
import { groupOf } from './move.rules.ts'
import { type Seat, seatsIn, totalsOf, worthInWords } from './places.rules.ts'

/** The change as a whole, then a sentence for each thing that it does. */
export function effectList(ground: Explained, moves: readonly Move[], effect: Effect): Html {
  const { saying, nameOf, groupName } = ground
  const worth = worthInWords(effect.after.total - effect.before.total, saying.unit)
  const sentences = effectInWords(effect, nameOf, groupName, saying).slice(moves.length)
  const left = leftOut(ground)
  return html`<p class="govuk-body">With all aims weighed together: <strong>${worth}</strong>.</p>
    ${
      sentences.length === 0
        ? html`<p class="govuk-body">Nothing else changes for any school.</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
    }${left.length === 0 ? nothing : html`<p class="govuk-body">The next version leaves out ${sentenceList(left)}, no longer an open school of the programme.</p>`}`
}

/** The effect in a line or two, while a school is held over a place. */
export function firstSight({ saying, nameOf, groupName }: Explained, moves: readonly Move[], effect: Effect): string {
  const worth = worthInWords(effect.after.total - effect.before.total, saying.unit)
  const sentences = effectInWords(effect, nameOf, groupName, saying).slice(moves.length)
  const more = sentences.length > 3 ? ` And ${plural(sentences.length - 3, 'more effect')}.` : ''
  const broken = effect.broken.length === 0 ? '' : ', and it breaks a rule'
  return `All in all ${worth}${broken}. ${sentences.slice(0, 3).join(' ')}${more}`.trim()
}

/** Schools of the version that take no part any more. */
function leftOut({ arrangement, problem, nameOf }: Explained): string[] {
  const known = new Set(problem.schools.map(({ id }) => id))
  return arrangement.groups.flatMap((group) => group.school_ids.filter((id) => !known.has(id)).map(nameOf))
}

/** Each group that changes, before and after: its schools, how far they are from one another, and what is met. */
export function groupsBeforeAndAfter(ground: Explained, effect: Effect): Html {
  const touched = [...new Set(effect.schools.flatMap(({ group }) => [group.before, group.after]))]
    .filter((group) => group !== undefined)
    .sort((a, b) => a - b)
  return html`<h2 class="govuk-heading-m">The groups before and after</h2>
    <p class="govuk-body">The distance to a partner is an average over all partners of a school. Where two figures stand, the first is now and the second after the move.</p>${touched.map(
      (group) => {
        const before = seatsIn(ground.problem, ground.arrangement.groups[group]?.school_ids ?? [])
        const after = seatsIn(ground.problem, effect.groups[group] ?? [])
        return html`<h3 class="govuk-heading-s">${ground.groupName(group)}</h3>
      <p class="govuk-body">Now: ${totalsInWords(before, ground)}.<br>After: ${totalsInWords(after, ground)}.</p>
      ${scrollable(seatTable(ground, group, before, after), `${ground.groupName(group)} before and after`)}`
      },
    )}`
}

/** "6 schools, 4.1 km from one to another on average, 5 of 8 priorities met" */
export function totalsInWords(seats: readonly Seat[], { saying }: Pick<Explained, 'saying'>): string {
  const { schools, away, met, wanted } = totalsOf(seats)
  return [
    schools === 0 ? 'no schools' : plural(schools, 'school'),
    away === undefined ? '' : `${lengthInWords(away, saying.unit)} from one to another on average`,
    wanted === 0 ? '' : `${met} of ${plural(wanted, 'priority')} met`,
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function seatTable(ground: Explained, group: number, before: readonly Seat[], after: readonly Seat[]): Html {
  const { saying, nameOf, groupName, arrangement } = ground
  const schools = [...new Set([...before, ...after].map(({ school }) => school))].sort((a, b) =>
    nameOf(a).localeCompare(nameOf(b)),
  )
  const away = (seat: Seat | undefined) =>
    seat?.away === undefined ? '–' : lengthInWords(seat.away, saying.unit).replace(/ (km|minutes?)$/, '')
  const met = (seat: Seat | undefined) =>
    seat === undefined || seat.wanted === 0 ? '–' : `${seat.met} of ${seat.wanted}`
  const note = (school: string, was: Seat | undefined, is: Seat | undefined) => {
    if (was && !is) return ' (leaves)'
    if (was || !is) return ''
    const from = groupOf(arrangement, school)
    return from === undefined ? ' (joins)' : ` (joins from ${groupName(from)})`
  }
  const nowAndAfter = (now: string, after: string) =>
    now === after
      ? html`${now}`
      : html`${now}<span aria-hidden="true"> → </span><span class="govuk-visually-hidden"> now, after it </span>${after}`
  const unit = saying.unit === 'km' ? 'Kilometres' : 'Minutes'
  return table({
    caption: `Schools of ${groupName(group)}`,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: [
      { text: 'School' },
      { text: `${unit} to a partner`, format: 'numeric' },
      { text: 'Priorities met', format: 'numeric' },
    ],
    rows: schools.map((school) => {
      const [was, is] = [before, after].map((seats) => seats.find((seat) => seat.school === school))
      return [
        { text: `${nameOf(school)}${note(school, was, is)}` },
        { html: nowAndAfter(away(was), away(is)), format: 'numeric' },
        { html: nowAndAfter(met(was), met(is)), format: 'numeric' },
      ]
    }),
  })
}
