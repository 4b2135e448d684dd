import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { details } from '../../../design/components/details.ts'
import { dayAndTime, plural, sentenceList } from '../../../lib/words.ts'
import { choice, choices, text } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { leadersPath, programmeFor } from '../../review-groups/public.ts'
import { loadBars } from '../load-bars.ts'
import { workOut } from '../match.acts.ts'
import { changeList, placeTable } from '../match.parts.ts'
import { groundFor, type Match, matchFor } from '../match.queries.ts'
import type { Ground } from '../match.rules.ts'
import type { MatchResult, Wish } from '../match.schema.ts'
import { changedPlaces } from '../match-result.rules.ts'
import { matchPath } from '../paths.ts'

const fieldsFor = (kept: readonly Wish[]) =>
  z.object({
    kept: choices('Choose what stays', kept.map(keyOf), 0),
    place: text('Choose a group'),
    kind: choice('Choose whether the leader must or must not support the group', ['fix', 'forbid']),
    person_id: z
      .union([z.uuid(), z.literal('')], { error: 'Choose a leader' })
      .refine((id) => id !== '', 'Choose a leader'),
  })
const dropFields = (kept: readonly Wish[]) => z.object({ kept: choices('Choose what stays', kept.map(keyOf), 0) })
type Asked = z.output<ReturnType<typeof fieldsFor>>

const keyOf = ({ kind, group_id, part, person_id }: Wish) => `${kind} ${group_id} ${part} ${person_id}`

/** One version of who could support which group, with its reasons; an officer changes what they know better and asks again. */
export const matchPage = page(
  {
    path: '/:partnership/programmes/:programme/leaders/matches/:match',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), match: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const match = found(await matchFor(c.db, c.actor, programme.id, c.params.match))
    const again = c.form(fieldsFor(match.wishes), { name: 'again', initial: { kept: match.wishes.map(keyOf) } })
    const drop = c.form(dropFields(match.wishes), { name: 'drop', initial: { kept: match.wishes.map(keyOf) } })
    const sent = again.value ?? drop.value
    if (sent) {
      const kept = match.wishes.filter((wish) => sent.kept.includes(keyOf(wish)))
      const wish = again.value && wishOf(again.value, match.result)
      const asked = { made_from_id: match.id, wishes: wish ? kept.filter((one) => !isAboutSame(one, wish)) : kept }
      const made = await workOut(c.db, c.actor, programme, { ...asked, ...(wish ? { wish } : {}) }, c.now)
      if ('id' in made) return c.redirect(matchPath(c.partnership, programme.id, made.id), 'Worked out again')
      ;(again.value ? again : drop).refuse(made.refused)
    }
    const ground = await groundFor(c.db, c.actor, programme)
    const here = matchPath(c.partnership, programme.id, match.id)
    return c.view(
      `Who could support the groups: version ${match.number}`,
      html`${standing(match)}
      ${match.adopted_at ? nothing : button({ text: 'Adopt this version', href: `${here}/adopt` })}
      ${placeTable(match.result.places, c.partnership)}
      ${emptyPlaces(match.result)}
      <h2 class="govuk-heading-m">What would change</h2>${changeList(match.result)}
      <h2 class="govuk-heading-m">How the days are shared</h2>${loadBars(match.result.loads)}${oneMore(match.result)}
      <h2 class="govuk-heading-m">What you know better</h2>${wishesNow(drop, match, ground)}${questions(again, match, ground)}`,
      {
        back: { href: leadersPath(c.partnership, programme.id), text: 'Match leaders to groups' },
        caption: programme.name,
      },
    )
  },
)

function wishOf({ place, kind, person_id }: Asked, { places }: MatchResult): Wish | undefined {
  const one = places.find(({ group_id, part }) => `${group_id} ${part}` === place)
  return one && person_id ? { kind, group_id: one.group_id, part: one.part, person_id } : undefined
}

/** A new wish takes the place of another about the same pair, and of another leader fixed to the same place. */
function isAboutSame(old: Wish, wish: Wish): boolean {
  if (old.group_id !== wish.group_id || old.part !== wish.part) return false
  return old.person_id === wish.person_id || (old.kind === 'fix' && wish.kind === 'fix')
}

function standing(match: Match): Html {
  const { places, gap } = match.result
  const filled = places.filter(({ leader }) => leader !== null).length
  const known = places.flatMap(({ leader }) => leader?.kilometres ?? [])
  const km = known.reduce((sum, one) => sum + one, 0)
  const proof =
    gap <= 0.001
      ? 'No other match that fills as many is better by more than 0.1 %.'
      : `No other match that fills as many is better by more than ${(gap * 100).toFixed(1)} %.`
  const adopted = match.adopted_at
    ? `Adopted by ${match.adopted_by_name}, ${dayAndTime(match.adopted_at)}.`
    : 'Nobody is told and nothing changes until it is adopted.'
  return html`<p class="govuk-body"><strong>${filled} of ${plural(places.length, 'place')} filled${known.length > 0 ? `, ${(km / known.length).toFixed(1)} km from leader to group on average` : ''}.</strong> ${proof}</p>
    <p class="govuk-body">Worked out by ${match.created_by_name}, ${dayAndTime(match.created_at)}. ${adopted}${match.latest > match.number ? ` There is a later version, ${match.latest}.` : ''}</p>`
}

function emptyPlaces({ places }: MatchResult): Html {
  const empty = places.filter(({ leader }) => leader === null)
  if (empty.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Groups without a leader</h2>${empty.map(({ group_name, why_empty }) => {
    const [first, ...rest] = why_empty
    return html`<h3 class="govuk-heading-s">${group_name}</h3><p class="govuk-body">${first ?? 'Nobody could'}.</p>
    ${rest.length === 0 ? nothing : details({ summaryHtml: html`Each leader and what keeps them<span class="govuk-visually-hidden"> from ${group_name}</span>`, html: html`<ul class="govuk-list govuk-list--bullet">${rest.map((reason) => html`<li>${reason}</li>`)}</ul>` })}`
  })}`
}

function oneMore({ one_more: more, places }: MatchResult): Html {
  if (!more) return nothing
  const empty = places.filter(({ leader }) => leader === null).length
  const text =
    more.places === 0
      ? 'One more leader with the usual days would fill none of the empty places: they take more days than a leader usually gives.'
      : `One more leader with the usual days, who lives near and may support every phase, would fill ${empty === 1 ? 'the empty place' : `${more.places} of the ${plural(empty, 'empty place')}`} (${plural(more.days, 'day')}).`
  return html`<p class="govuk-body">${text}</p>`
}

function wishesNow(form: Form<{ kept: string[] }>, match: Match, ground: Ground): Html {
  if (match.wishes.length === 0) return nothing
  return html`${form.start()}${form.checkboxes('kept', { legend: 'What this version keeps to', hint: 'Untick what should no longer hold.', small: true, items: wishItems(match, ground) })}${form.end('Work it out again without the others', { tone: 'secondary' })}`
}

function wishItems(match: Match, ground: Ground) {
  return match.wishes.map((wish) => {
    const leader = ground.leaders.find(({ id }) => id === wish.person_id)?.name ?? 'A leader who has left'
    const group = match.result.places.find(({ group_id }) => group_id === wish.group_id)?.group_name ?? 'a group'
    return {
      value: keyOf(wish),
      text: wish.kind === 'fix' ? `${leader} supports ${group}` : `${leader} does not support ${group}`,
    }
  })
}

function questions(form: Form<Asked>, match: Match, ground: Ground): Html {
  const unanswered = ground.leaders.filter(({ said }) => !said).map(({ name }) => name)
  const changed = changedPlaces(match.result).length
  return html`<p class="govuk-body">Say who must or must not support a group, and everything else is worked out again around it. This version stays as it is.${changed > 0 ? '' : ' As it stands, this version changes nothing.'}</p>
    ${unanswered.length > 0 ? html`<p class="govuk-body">Not answered yet: ${sentenceList(unanswered)}.</p>` : nothing}
    ${form.start()}${match.wishes.map((wish) => form.hidden('kept', keyOf(wish)))}
    ${form.select('place', { label: 'Group', empty: 'Choose a group', items: match.result.places.map(({ group_id, part, group_name }) => ({ value: `${group_id} ${part}`, text: group_name })) })}
    ${form.radios('kind', {
      legend: 'Must or must not?',
      inline: true,
      items: [
        { value: 'fix', text: 'Must support it' },
        { value: 'forbid', text: 'Must not support it' },
      ],
    })}
    ${form.select('person_id', { label: 'Leader', empty: 'Choose a leader', items: ground.leaders.map(({ id, name }) => ({ value: id, text: name })) })}
    ${form.end('Work it out again', { tone: 'secondary' })}`
}
