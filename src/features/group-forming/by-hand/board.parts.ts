/** The board: a card for each group, and in it a card for each school. */
import { statusTag } from '../../../design/components/status-tag.ts'
import { lengthInWords } from '../../../lib/grouping/in-words.ts'
import { plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Violation } from '../arrangement.queries.ts'
import { totalsInWords } from './effect.parts.ts'
import type { Explained } from './hand.queries.ts'
import { lockButton } from './lock.parts.ts'
import { groupOf, isHeldThere, violationsIn, whyMustStay } from './move.rules.ts'
import { movePath, whyPath } from './paths.ts'
import { type Seat, seatsIn } from './places.rules.ts'

/** Where the board's links lead: the version's path, and the board itself as it is filtered, to come back to. */
type Links = { version: string; back: string }

/** The groups with these numbers. Scripts let schools be dragged from one to another; each school has a link for it as well. */
export function boardOf(ground: Explained, shown: readonly number[], links: Links): Html {
  const broken = violationsIn(
    ground.problem,
    ground.arrangement.groups.map(({ school_ids }) => school_ids),
    ground,
    ground.saying,
  )
  return html`<div class="app-board" data-board data-move="${links.version}/move" data-back="${links.back}">${shown.map(
    (group) =>
      groupCard(
        ground,
        group,
        broken.filter((rule) => rule.group === group),
        links,
      ),
  )}${looseSchools(ground, links)}</div>`
}

function groupCard(ground: Explained, group: number, broken: readonly Violation[], links: Links): Html {
  const { arrangement, problem, groupName, nameOf } = ground
  const ids = arrangement.groups[group]?.school_ids ?? []
  const isLocked = arrangement.locked_groups.includes(group)
  const name = groupName(group)
  const seats = seatsIn(problem, ids).sort((a, b) => nameOf(a.school).localeCompare(nameOf(b.school)))
  return html`<section class="app-board__group" data-group="${group}" data-name="${name}"${isLocked ? html` data-locked` : nothing} aria-labelledby="group-${group}">
    <div class="app-board__head"><h2 class="govuk-heading-s" id="group-${group}">${name}</h2>${lockButton({ kind: 'group', number: group }, name, isLocked, 'lock')}</div>
    <p class="app-board__facts">${totalsInWords(seats, ground)}${isLocked ? html` ${statusTag('Locked', 'info')}` : nothing}</p>
    ${broken.length === 0 ? nothing : html`<p class="app-board__facts">${statusTag('Rule broken', 'problem')} ${broken.map(({ reason }) => reason).join('; ')}</p>`}
    ${seats.length === 0 ? html`<p class="app-board__facts">Nobody is in this group.</p>` : html`<ul class="app-board__schools">${seats.map((seat) => schoolCard(ground, seat, links))}</ul>`}
  </section>`
}

/** Schools of the programme that are in no group of the version. */
function looseSchools(ground: Explained, links: Links): Html {
  const placed = new Set(ground.arrangement.groups.flatMap(({ school_ids }) => school_ids))
  const loose = ground.problem.schools.filter(({ id }) => !placed.has(id))
  if (loose.length === 0) return nothing
  const seats = loose.flatMap(({ id }) => seatsIn(ground.problem, [id]))
  return html`<section class="app-board__group" aria-labelledby="group-none">
    <h2 class="govuk-heading-s" id="group-none">In no group</h2>
    <ul class="app-board__schools">${seats.map((seat) => schoolCard(ground, seat, links))}</ul>
  </section>`
}

function schoolCard(ground: Explained, seat: Seat, { version, back }: Links): Html {
  const { arrangement, facts, nameOf, saying } = ground
  const { school } = seat
  const name = nameOf(school)
  const isLocked = arrangement.locked_school_ids.includes(school)
  const stays = whyMustStay(arrangement, facts, school, ground)
  const isHeld = isHeldThere(arrangement, facts, school)
  const away = seat.away === undefined ? '' : `${lengthInWords(seat.away, saying.unit)} on average`
  const met = seat.wanted === 0 ? '' : `${seat.met} of ${plural(seat.wanted, 'priority')} met`
  return html`<li class="app-board__school" id="school-${school}" data-school="${school}" data-name="${name}"${stays ? html` data-stays="${stays}"` : nothing}>
    <a class="govuk-link app-board__name" href="${whyPath(version, school)}">${name}</a>
    <span class="app-board__facts">${[phaseOf(ground, school), away, met].filter((part) => part !== '').join(', ')}</span>
    <span class="app-board__acts">${stays ? nothing : html`<a class="govuk-link app-board__move" href="${movePath(version, { school, back })}">Move<span class="govuk-visually-hidden"> ${name}</span></a>`}${isLocked ? statusTag('Locked', 'info') : nothing}${isHeld ? statusTag('Has a review here', 'neutral') : nothing}${groupOf(arrangement, school) === undefined ? nothing : lockButton({ kind: 'school', id: school }, name, isLocked, 'lock')}</span>
  </li>`
}

function phaseOf({ facts }: Explained, school: string): string {
  return facts.schools.find(({ id }) => id === school)?.phase ?? ''
}
