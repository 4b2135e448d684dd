import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { choice, id } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type GroupRules, type LeaderPart, leaderParts, modelFor } from '../../review-models/public.ts'
import { addLeader } from '../group.acts.ts'
import { groupFor, membersOf } from '../group.queries.ts'
import { whyCannotSupport } from '../group.rules.ts'
import { type GroupLeaderRow, type LeaderCandidateRow, leaderCandidates, leadersOf } from '../group-people.queries.ts'
import { changeLeaders } from '../leader.acts.ts'
import { groupPath } from '../paths.ts'

const addFields = z.object({ person_id: id('Choose a person'), part: choice('Choose a part', leaderParts) })
const removeFields = z.object({})

/** Chooses who supports a group from outside; those with a conflict are listed with the reason. */
export const groupLeaders = page(
  {
    path: '/:partnership/review-groups/:group/leaders',
    allow: 'group:manage',
    params: z.object({ partnership: z.string(), group: z.uuid() }),
  },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const model = await modelFor(c.db, c.actor, group.model_key)
    const back = groupPath(c.partnership, group.id)
    const members = await membersOf(c.db, c.actor, group.id)
    const leaders = await leadersOf(c.db, c.actor, group.id)
    const parts: Html[] = []
    for (const leader of leaders) {
      const remove = c.form(removeFields, { name: `remove-${leader.person_id}` })
      if (remove.value) {
        const gone = { group_id: group.id, part: leader.part, from: leader.person_id, to: undefined }
        const outcome = await changeLeaders(c.db, c.actor, { id: group.programme_id, model_key: group.model_key }, [
          gone,
        ])
        if (!('refused' in outcome))
          return c.redirect(`${back}/leaders`, `${leader.name} no longer supports ${group.name}`)
        for (const refusal of outcome.refused) remove.refuse(refusal)
      }
      const name = model.group.leaders.find((wanted) => wanted.part === leader.part)?.name ?? leader.part
      parts.push(leaderNow(remove, leader, name))
    }
    const present = (part: LeaderPart) => leaders.filter((leader) => leader.part === part).length
    for (const wanted of model.group.leaders.filter((one) => present(one.part) < one.number)) {
      const form = c.form(addFields, { name: `add-${wanted.part}` })
      if (form.value) {
        const refused = await addLeader(c.db, c.actor, group, form.value.person_id, form.value.part)
        if (!refused) return c.redirect(back, `${wanted.short_name} added to ${group.name}`)
        form.refuse(refused.refused)
      }
      const people = (await leaderCandidates(c.db, c.actor, wanted.part)).map((person) => ({
        ...person,
        conflict: whyCannotSupport(person, members),
      }))
      const able = people.filter((person) => person.conflict === undefined)
      parts.push(able.length === 0 ? nobody(wanted, c.partnership.key) : question(form, wanted, able, back))
      parts.push(barredList(people.flatMap((person) => person.conflict ?? [])))
    }
    return c.view(`Who supports ${group.name}?`, html`${parts}`, {
      back: { href: back, text: group.name },
      caption: group.programme_name,
    })
  },
)

/** Who supports the group now, and what it means to take them out. */
function leaderNow(form: Form<z.infer<typeof removeFields>>, leader: GroupLeaderRow, part: string): Html {
  return html`<p class="govuk-body"><strong>${part}:</strong> ${leader.name}</p>
    <p class="govuk-body">To choose somebody else, take ${leader.name} out first. They then no longer see the group, but stay on the visit teams that they have joined. No email is sent.</p>
    ${form.start()}${form.end(`Take ${leader.name} out`, { tone: 'secondary' })}`
}

type Wanted = GroupRules['leaders'][number]

function question(
  form: Form<z.infer<typeof addFields>>,
  wanted: Wanted,
  able: readonly LeaderCandidateRow[],
  back: string,
): Html {
  const items = able.map((person) => ({
    value: person.id,
    text: person.name,
    hint: person.places.map((place) => place.school_name).join(', '),
  }))
  return html`${form.start()}${form.hidden('part', wanted.part)}
    ${form.radios('person_id', { legend: `Who is the ${wanted.name} of this group?`, hint: wanted.duty, items })}
    ${form.end(`Add the ${wanted.short_name}`, { cancel: { href: back } })}`
}

function nobody(wanted: Wanted, partnership: string): Html {
  return emptyState(`Nobody who is ${wanted.name} can support this group. Give somebody the role first.`, {
    href: `/${partnership}/people`,
    text: 'People',
  })
}

function barredList(reasons: readonly string[]): Html {
  if (reasons.length === 0) return nothing
  return details({
    summaryText: `People who cannot support this group (${reasons.length})`,
    html: html`<ul class="govuk-list govuk-list--bullet">${reasons.map((reason) => html`<li>${reason}</li>`)}</ul>`,
  })
}
