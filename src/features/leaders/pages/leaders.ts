import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { scrollable } from '../../../design/components/scrollable.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { table } from '../../../design/components/table.ts'
import { dayAndTime, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { groupPath, leadersPath, type Programme, programmeFor, programmePath } from '../../review-groups/public.ts'
import { modelFor, type ReviewModel } from '../../review-models/public.ts'
import { daysFor, fundedDays } from '../answer.rules.ts'
import { workOut } from '../match.acts.ts'
import { groundFor, type MatchInList, matchesOf } from '../match.queries.ts'
import { daysOf, type Ground, type Place, whyNot } from '../match.rules.ts'
import { answerPath, matchPath } from '../paths.ts'

type Here = { key: string }

/** The groups of a programme with who supports them and who could, what leaders said, and the button that matches them. */
export const leadersPage = page(
  {
    path: '/:partnership/programmes/:programme/leaders',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = leadersPath(c.partnership, programme.id)
    const form = c.form(z.object({}), { name: 'work-out' })
    if (form.value) {
      const made = await workOut(c.db, c.actor, programme, { made_from_id: null, wishes: [] }, c.now)
      if ('id' in made)
        return c.redirect(matchPath(c.partnership, programme.id, made.id), 'The best match is worked out')
      form.refuse(made.refused)
    }
    const ground = await groundFor(c.db, c.actor, programme)
    const earlier = await matchesOf(c.db, c.actor, programme.id)
    const canWorkOut = ground.places.length > 0 && ground.leaders.length > 0
    return c.view(
      'Match leaders to groups',
      html`${figures(await modelFor(c.db, c.actor, programme.model_key), ground)}
      ${canWorkOut ? html`<p class="govuk-body">The best match fills as many groups as it can. Then it keeps journeys short, brings the expertise that schools look for, changes little and shares the load. Nothing changes for anybody until you adopt it.</p>${form.start()}${form.end('Work out the best match')}` : nothing}
      <h2 class="govuk-heading-m">Groups</h2>
      ${ground.places.length === 0 ? emptyState('There is no group yet. When groups have been formed, they are listed here.', { href: programmePath(c.partnership, programme.id), text: programme.name }) : groupTable(ground, c.partnership)}
      <h2 class="govuk-heading-m">Leaders</h2>
      ${ground.leaders.length === 0 ? emptyState('Nobody has the role of a leader yet.', { href: `/${c.partnership.key}/people`, text: 'Give somebody the role' }) : leaderTable(ground, programme, c.partnership)}
      ${earlier.length > 0 ? html`<h2 class="govuk-heading-m">What was worked out</h2>${versions(earlier, (id) => `${here}/matches/${id}`)}` : nothing}`,
      { back: { href: programmePath(c.partnership, programme.id), text: programme.name }, caption: programme.name },
    )
  },
)

/** What a group costs in days, before anybody promises anything. */
function figures(model: ReviewModel, { places, leaders }: Ground): Html {
  const { visits, each, days } = daysFor(model.half_days, model.group.ideal)
  const funded = fundedDays(model.length_months)
  const needed = places.reduce((sum, place) => sum + place.days, 0)
  const given = leaders.reduce((sum, { said }) => sum + (said?.days ?? 0), 0)
  const silent = leaders.filter(({ said }) => !said).length
  const uses = days >= funded ? `, so one such group uses all of a leader’s funded minimum of ${funded} days` : ''
  return html`${insetText({ text: `A group of ${model.group.ideal} takes ${plural(days, 'day')} of its leader: ${plural(visits, 'visit')} at ${plural(each, 'day')} each${uses}.` })}
    <p class="govuk-body">The groups need ${plural(needed, 'day')}; the leaders who have answered give ${given}.${silent > 0 ? ` ${plural(silent, 'leader')} ${silent === 1 ? 'has' : 'have'} not answered: they keep the groups that they have and get no others.` : ''}</p>`
}

function groupTable({ places, leaders }: Ground, partnership: Here): Html {
  const couldCell = (place: Place) => {
    const able = leaders.filter((leader) => whyNot(leader, place, []) === undefined)
    const rest = leaders.flatMap((leader) => whyNot(leader, place, []) ?? [])
    return html`${able.length === 0 ? 'Nobody' : able.map(({ name }) => name).join(', ')}${
      rest.length === 0
        ? nothing
        : details({
            summaryHtml: html`Who could not (${rest.length})<span class="govuk-visually-hidden"> support ${place.group.name}</span>`,
            html: html`<ul class="govuk-list govuk-list--bullet">${rest.map((reason) => html`<li>${reason}</li>`)}</ul>`,
          })
    }`
  }
  return scrollable(
    table({
      caption: 'Groups and who could support them',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'Group' }, { text: 'Days', format: 'numeric' }, { text: 'Supported by' }, { text: 'Who could' }],
      rows: places.map((place) => [
        {
          html: html`<a class="govuk-link" href="${groupPath(partnership, place.group.id)}">${place.group.name}</a>`,
        },
        { text: String(place.days), format: 'numeric' },
        { html: place.now ? html`${place.now.name}` : statusTag(`No ${place.part_name}`, 'attention') },
        { html: couldCell(place) },
      ]),
    }),
    'Groups and who could support them',
  )
}

function leaderTable({ places, leaders }: Ground, programme: Programme, partnership: Here): Html {
  return scrollable(
    table({
      caption: 'Leaders and what they said',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [
        { text: 'Leader' },
        { text: 'Answer' },
        { text: 'Days given', format: 'numeric' },
        { text: 'Days used now', format: 'numeric' },
        { text: 'Groups now' },
      ],
      rows: leaders.map((leader) => {
        const own = places.filter(({ now }) => now?.person_id === leader.id)
        const used = own.reduce((sum, { days }) => sum + days, 0)
        const isOver = leader.said !== undefined && used > daysOf(leader, places)
        return [
          {
            html: html`<a class="govuk-link" href="${answerPath(partnership, programme.id, leader.id)}">${leader.name}</a>`,
          },
          { html: leader.said ? statusTag('Answered', 'done') : statusTag('Not answered', 'attention') },
          { text: leader.said ? String(leader.said.days) : 'Not known', format: 'numeric' },
          {
            html: html`${used}${isOver ? html` ${statusTag('More than given', 'problem')}` : nothing}`,
            format: 'numeric',
          },
          { text: own.map(({ group }) => group.name).join(', ') || 'None' },
        ]
      }),
    }),
    'Leaders and what they said',
  )
}

function versions(list: readonly MatchInList[], href: (id: string) => string): Html {
  return html`<ul class="govuk-list govuk-list--spaced">${list.map(
    (match) =>
      html`<li><a class="govuk-link" href="${href(match.id)}">Version ${match.number}</a>: ${match.filled} of ${plural(match.places, 'place')} filled, worked out by ${match.created_by_name}, ${dayAndTime(match.created_at)} ${match.adopted_at ? statusTag('Adopted', 'done') : nothing}</li>`,
  )}</ul>`
}
