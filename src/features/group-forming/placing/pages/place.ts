import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { text } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, type Programme, programmeFor } from '../../../review-groups/public.ts'
import { phaseText } from '../../../schools/public.ts'
import type { FormingSettings } from '../../forming.schema.ts'
import type { FormingFacts } from '../../problem.rules.ts'
import { withSchoolNames } from '../../school-names.rules.ts'
import { rulesPath } from '../../settings/paths.ts'
import { versionPath } from '../../versions/paths.ts'
import { addNowPath } from '../paths.ts'
import { keepPlacement, type Placements, placementsOf } from '../placing.acts.ts'
import { placingGround } from '../placing.queries.ts'
import { type Option, shortGroups, waitingSchools } from '../placing.rules.ts'

const fields = z.object({ choice: text('Choose a placement') })

/** Late joiners and groups that fell short: the placement with the fewest changes, and what others would cost whom. */
export const placePage = page(
  {
    path: '/:partnership/programmes/:programme/forming/place',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const view = {
      back: { href: formingPath(c.partnership, programme.id), text: 'Form the groups' },
      caption: programme.name,
    }
    const title = 'Place schools and fill groups'
    const ground = await placingGround(c.db, c.actor, programme)
    const { facts, settings, closed } = ground
    if (closed)
      return c.view(title, emptyState(closed.text, { href: closed.href(c.partnership), text: closed.link }), view)
    const placements = await placementsOf(ground)
    const form = c.form(fields)
    if (form.value && 'options' in placements) {
      const chosen = placements.options.find(({ key }) => key === form.value?.choice)
      if (chosen) {
        const id = await keepPlacement(c.db, c.actor, programme.id, chosen, facts, settings)
        return c.redirect(
          versionPath(c.partnership, programme.id, id),
          'The placement is a version now. Look at it, then propose it to the schools',
        )
      }
      form.refuse({ field: 'choice', message: 'Schools or groups changed meanwhile. Choose again' })
    }
    return c.view(
      title,
      html`${whatIsMissing(facts, settings)}${shown(placements, form, { facts, programme, partnership: c.partnership })}`,
      view,
    )
  },
)

/** Who waits, and which groups are too small. */
function whatIsMissing(facts: FormingFacts, settings: FormingSettings): Html {
  const waiting = waitingSchools(facts)
  const short = shortGroups(facts, settings)
  const { fewest, most } = settings.rules
  const list = (title: string, texts: readonly string[]) =>
    texts.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-m">${title}</h2><ul class="govuk-list govuk-list--bullet">${texts.map((one) => html`<li>${one}</li>`)}</ul>`
  return html`${list(
    waiting.length === 1 ? 'A school waits for a group' : `${plural(waiting.length, 'school')} wait for a group`,
    waiting.map((school) => [school.name, phaseText(school), school.district].filter((part) => part !== '').join(', ')),
  )}${list(
    short.length === 1 ? 'A group is too small' : `${plural(short.length, 'group')} are too small`,
    short.map(
      ({ group, schools }) => `${group.name} has ${plural(schools, 'school')}; groups have ${fewest} to ${most}`,
    ),
  )}`
}

type Around = { facts: FormingFacts; programme: Programme; partnership: { key: string } }

function shown(placements: Placements, form: Form<z.infer<typeof fields>>, around: Around): Html {
  if ('conflict' in placements) return impossible(placements.conflict.reason, around)
  const { options, isFewest, dropped } = placements
  const [best] = options
  if (!best) return nothing
  return html`<h2 class="govuk-heading-m">${options.length === 1 ? 'A placement' : 'Placements'}</h2>
    <p class="govuk-body">${proof(best, isFewest)} Schools that host a review stay in their groups.</p>${dropped.length > 0 ? html`<p class="govuk-body">Some groups do not have ${sentenceList(dropped, 'or')} now, as your rules ask. These placements leave it at that.</p>` : nothing}
    ${options.map((option, index) => optionShown(option, index, options.length, around))}
    ${form.start()}
    ${form.radios('choice', {
      legend: 'Which placement do you choose?',
      hint: 'It becomes a version of the groups. Nothing changes for any school before you propose and confirm it.',
      items: options.map((option, index) => ({
        value: option.key,
        text: options.length === 1 ? option.title : `Placement ${index + 1}: ${option.title.toLowerCase()}`,
        hint: option.effects[0] ?? '',
      })),
    })}
    ${form.end('Make it a version')}`
}

function proof(best: Option, isFewest: boolean): string {
  const moves = best.changes === 0 ? 'No school that has a group needs to move.' : `${best.title} to another group.`
  if (best.changes === 0) return moves
  return isFewest
    ? `${moves} No placement with fewer changes keeps the rules.`
    : `${moves} No placement with fewer changes was found; it is not proved that there is none.`
}

function optionShown(option: Option, index: number, count: number, { programme, partnership }: Around): Html {
  const add = option.isShortWay
    ? html`<p class="govuk-body">There is room and nobody moves, so you can also <a class="govuk-link" href="${addNowPath(partnership, programme.id, option.key)}">add ${option.joiners.length === 1 ? 'it' : 'them'} now and tell the group by email<span class="govuk-visually-hidden">: placement ${index + 1}</span></a>.</p>`
    : nothing
  return html`<div class="app-group"><h3 class="govuk-heading-s">${count === 1 ? option.title : `Placement ${index + 1}: ${option.title.toLowerCase()}`}</h3>
    <ul class="govuk-list govuk-list--bullet">${option.effects.map((effect) => html`<li>${effect}</li>`)}</ul>${add}</div>`
}

function impossible(reason: string, { facts, programme, partnership }: Around): Html {
  return html`${insetText({ text: withSchoolNames(reason, facts.schools) })}
    <p class="govuk-body">You can <a class="govuk-link" href="${rulesPath(partnership, programme.id)}">change the rules</a>, or let more schools join the programme.</p>`
}
