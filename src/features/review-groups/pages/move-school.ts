import { z } from 'zod'
import { id, optionalText } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { effectOfMove, type MoveEffect, moveSchool, refusalsOf } from '../group.changes.ts'
import { type Group, groupFor, groupsOf, membersOf } from '../group.queries.ts'
import { groupPath } from '../paths.ts'
import { adviceList, mustList, travelText } from './group-parts.ts'

const fields = z.object({ to: id('Choose the group that the school moves to'), checked: optionalText() })

/** Moves a school to another group of the programme, with the effect on both shown first. */
export const moveSchoolPage = page(
  {
    path: '/:partnership/review-groups/:group/schools/:school/move',
    allow: 'group:manage',
    params: z.object({ partnership: z.string(), group: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const school = found((await membersOf(c.db, c.actor, group.id)).find((one) => one.id === c.params.school))
    const others = (await groupsOf(c.db, c.actor, group.programme_id)).filter((other) => other.id !== group.id)
    const back = groupPath(c.partnership, group.id)
    const form = c.form(fields)
    let effect: Html = nothing
    let checked = ''
    if (form.value) {
      const to = others.find((other) => other.id === form.value?.to)
      const seen = to && (await effectOfMove(c.db, c.actor, group, to, school.id))
      if (!to || !seen) form.refuse({ field: 'to', message: 'Choose a group of this programme' })
      else if (form.value.checked === to.id) {
        const refused = await moveSchool(c.db, c.actor, group, to, school.id)
        if (!refused) return c.redirect(groupPath(c.partnership, to.id), `${school.name} moved to ${to.name}`)
        for (const refusal of refused.refused) form.refuse(refusal)
      } else {
        for (const { message } of refusalsOf(seen.to.checks)) form.refuse({ field: 'to', message })
        checked = form.value ? to.id : ''
        effect = effectShown(seen, group, to)
      }
    }
    const question =
      others.length === 0
        ? html`<p class="govuk-body">The programme has no other group.</p>`
        : html`${effect}${form.start()}${form.radios('to', { legend: 'To which group?', items: others.map((other) => ({ value: other.id, text: other.name, hint: other.schools.join(', ') })) })}${form.hidden('checked', checked)}${form.end(checked === '' ? 'Show the effect' : 'Move the school', { cancel: { href: back } })}`
    return c.view(`Move ${school.name}`, question, { back: { href: back, text: group.name }, caption: group.name })
  },
)

function effectShown(effect: MoveEffect, from: Group, to: Group): Html {
  const part = (name: string, side: MoveEffect['from']) => html`<h2 class="govuk-heading-m">${name}</h2>
    <p class="govuk-body">Now ${side.before.length} schools. ${travelText(side.before)}</p>
    <p class="govuk-body">After the move ${side.after.length} schools. ${travelText(side.after)}</p>
    ${mustList(side.checks, 'This stops the group from being published until it is mended')}${adviceList(side.checks, 'Think about this first')}`
  return html`${part(from.name, effect.from)}${part(to.name, effect.to)}`
}
