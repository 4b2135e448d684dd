import { z } from 'zod'
import { choice, choices, text, wholeNumber } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { roleName } from '../../../people/roles.policy.ts'
import { leadRoles } from '../../model.schema.ts'
import { changePart, draftParams, draftRecord } from './change-part.ts'

const fields = z.object({
  fewest_visitors: wholeNumber('Enter the fewest visitors', { min: 1, max: 20 }),
  most_visitors: wholeNumber('Enter the most visitors', { min: 1, max: 20 }),
  lead_roles: choices('Choose who can lead the visitors', leadRoles),
  who_leads: text('Say in a sentence who leads', { max: 300 }),
  host_lead: choice('Choose who leads for the host school', ['headteacher', 'senco']),
})

const labels: Record<keyof z.infer<typeof fields>, string> = {
  fewest_visitors: 'Fewest visitors',
  most_visitors: 'Most visitors',
  lead_roles: 'Who can lead the visitors?',
  who_leads: 'Who leads, in a sentence',
  host_lead: 'Who leads for the host school from the start?',
}

/** Changes who visits and who leads. */
export const changeTeam = page(
  { path: '/:partnership/review-models/:draft/edit/team', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    return changePart(c, record, {
      part: 'team',
      title: 'Who visits and who leads',
      fields,
      now: { ...content.team, lead_roles: leadRoles.filter((role) => content.team.lead_roles.includes(role)) },
      labels,
      draw: (
        form,
      ) => html`${form.input('fewest_visitors', { label: labels.fewest_visitors, hint: 'With their lead', width: 2, numeric: true })}
${form.input('most_visitors', { label: labels.most_visitors, width: 2, numeric: true })}
${form.checkboxes('lead_roles', { legend: labels.lead_roles, hint: 'People with other roles cannot be invited as lead reviewer', items: leadRoles.map((role) => ({ value: role, text: roleName(role) })) })}
${form.input('who_leads', { label: labels.who_leads, hint: 'Such as: a headteacher of another school of the group leads. People read this when somebody else is chosen.' })}
${form.radios('host_lead', {
  legend: labels.host_lead,
  hint: 'They can ask a colleague to take over',
  items: [
    { value: 'headteacher', text: 'The headteacher' },
    { value: 'senco', text: 'The SENCO' },
  ],
})}`,
      apply: (value) =>
        value.fewest_visitors > value.most_visitors
          ? { refused: [{ field: 'most_visitors', message: 'The most visitors must not be fewer than the fewest' }] }
          : { ...content, team: value },
      done: 'Saved',
    })
  },
)
