import { z } from 'zod'
import { plural } from '../../../lib/words.ts'
import { id, optionalText } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { effectOfMove, type MoveEffect, moveSchool, refusalsOf, whyMustStay } from '../group.acts.ts'
import { type Group, type GroupInList, groupFor, groupsOf, membersOf } from '../group.queries.ts'
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
    const members = await membersOf(c.db, c.actor, group.id)
    const school = found(members.find((one) => one.id === c.params.school))
    const others = (await groupsOf(c.db, c.actor, group.programme_id)).filter((other) => other.id !== group.id)
    const back = groupPath(c.partnership, group.id)
    const options = { back: { href: back, text: group.name }, caption: group.name }
    const remaining = members.filter((one) => one.id !== school.id).map((one) => one.id)
    const [stays] = await whyMustStay(c.db, c.actor, group, members, remaining)
    const form = c.form(fields)
    let effect: Html = nothing
    let checked = ''
    if (form.value && stays) form.refuse({ message: stays.message })
    if (form.value) {
      const to = others.find((other) => other.id === form.value?.to)
      if (to && form.value.checked === to.id) {
        const refused = await moveSchool(c.db, c.actor, group, to, school.id)
        if (!refused) return c.redirect(groupPath(c.partnership, to.id), `${school.name} moved to ${to.name}`)
        for (const refusal of refused.refused) form.refuse(refusal)
        return c.view(`Move ${school.name}`, question(form, others, '', back), options)
      }
      const seen = to && (await effectOfMove(c.db, c.actor, group, to, school.id))
      if (!to || !seen) form.refuse({ field: 'to', message: 'Choose a group of this programme' })
      else {
        for (const { message } of refusalsOf(seen.to.checks)) form.refuse({ field: 'to', message })
        checked = form.value ? to.id : ''
        effect = effectShown(seen, group, to)
      }
    }
    const title = `Move ${school.name}`
    if (stays) return c.view(title, html`<p class="govuk-body">${stays.message}.</p>`, options)
    if (others.length === 0)
      return c.view(title, html`<p class="govuk-body">The programme has no other group.</p>`, options)
    return c.view(title, html`${effect}${question(form, others, checked, back)}`, options)
  },
)

function question(
  form: Form<z.infer<typeof fields>>,
  others: readonly GroupInList[],
  checked: string,
  back: string,
): Html {
  const items = others.map((other) => ({
    value: other.id,
    text: other.name,
    hint: `${plural(other.schools.length, 'school')}: ${other.schools.join(', ')}`,
  }))
  return html`${form.start()}${form.radios('to', { legend: 'To which group?', items })}${form.hidden('checked', checked)}${form.end(checked === '' ? 'Show the effect' : 'Move the school', { cancel: { href: back } })}`
}

function effectShown(effect: MoveEffect, from: Group, to: Group): Html {
  const part = (name: string, side: MoveEffect['from']) => html`<h2 class="govuk-heading-m">${name}</h2>
    <p class="govuk-body">Now ${plural(side.before.length, 'school')}. ${travelText(side.before)}</p>
    <p class="govuk-body">After the move ${plural(side.after.length, 'school')}. ${travelText(side.after)}</p>`
  const short = from.published_at
    ? 'After the move this group breaks a rule, until you give it another school'
    : 'This stops the group from being published until it is mended'
  const told =
    from.published_at || to.published_at
      ? html`<p class="govuk-body">The schools of a published group see the change at once. No email is sent, so tell the heads.</p>`
      : nothing
  return html`${part(from.name, effect.from)}${mustList(effect.from.checks, short)}${adviceList(effect.from.checks, 'Think about this first')}
    ${part(to.name, effect.to)}${adviceList(effect.to.checks, 'Think about this first')}${told}`
}
