import { z } from 'zod'
import { ids, optionalText } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { changeSchools, checkChoice, refusalsOf, whyMustStay } from '../group.acts.ts'
import { candidatesFor, groupFor, membersOf } from '../group.queries.ts'
import { groupPath } from '../paths.ts'
import { adviceList, nearestFirst, pickerItem, travelText } from './group-parts.ts'

const mostOffered = 40
const fields = z.object({ school_ids: ids('Tick the schools of the group', 0), checked: optionalText({ max: 2000 }) })

/** Adds schools to a group or takes them out, with the checks shown before anything is saved. */
export const groupSchools = page(
  {
    path: '/:partnership/review-groups/:group/schools',
    allow: 'group:manage',
    params: z.object({ partnership: z.string(), group: z.uuid() }),
  },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const back = groupPath(c.partnership, group.id)
    const members = await membersOf(c.db, c.actor, group.id)
    const form = c.form(fields, { initial: { school_ids: members.map((school) => school.id) } })
    let advice = nothing
    let signature = ''
    if (form.value) {
      const chosen = form.value.school_ids
      const { checks, chosen: schools } = await checkChoice(
        c.db,
        c.actor,
        { id: group.programme_id, model_key: group.model_key },
        chosen,
        { group: group.id, members },
      )
      for (const refusal of [...refusalsOf(checks), ...(await whyMustStay(c.db, c.actor, group, members, chosen))])
        form.refuse(refusal)
      signature = form.value ? [...chosen].sort().join(' ') : ''
      if (form.value && (form.value.checked === signature || checks.length === 0)) {
        const refused = await changeSchools(c.db, c.actor, group, chosen)
        if (!refused) return c.redirect(back, `${group.name} changed`)
        for (const refusal of refused.refused) form.refuse(refusal)
      }
      advice = html`${adviceList(checks, form.value ? 'You can go on, but think about this first' : 'Think about this too')}<p class="govuk-body">${travelText(schools)}</p>`
    }
    const candidates = await candidatesFor(c.db, c.actor, group.programme_id, group.id)
    const [first] = members
    const inside = new Set(members.map((school) => school.id))
    const free = candidates.filter(
      (school) => !inside.has(school.id) && school.other_group === null && school.status === 'open',
    )
    const offered = [...members, ...nearestFirst(free, first).slice(0, mostOffered)]
    const told = group.published_at
      ? html`<p class="govuk-body">The group is published: its schools see the change at once. No email is sent, so tell the heads.</p>`
      : nothing
    return c.view(
      `Schools of ${group.name}`,
      html`${advice}${told}${form.start()}
      ${form.checkboxes('school_ids', { legend: 'Schools', hint: 'The members first, then schools that are in no group, the nearest first.', small: true, items: offered.map((school) => pickerItem(school, first)) })}
      ${form.hidden('checked', signature)}
      ${form.end(signature === '' ? 'Check and save' : 'Save', { cancel: { href: back } })}`,
      { back: { href: back, text: group.name }, caption: group.programme_name },
    )
  },
)
