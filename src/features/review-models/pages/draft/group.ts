import { z } from 'zod'
import { choice, ticked, wholeNumber } from '../../../../platform/web/fields.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { changePart, draftParams, draftRecord } from './change-part.ts'

const size = (message: string) => wholeNumber(message, { min: 2, max: 26 })

const fields = z.object({
  fewest: size('Enter the fewest schools'),
  ideal: size('Enter the ideal number of schools'),
  most: size('Enter the most schools'),
  same_trust: choice('Choose whether two schools of one trust can be together', ['refused', 'allowed']),
  phases: choice('Choose whether phases mix', ['any', 'mixed', 'one']),
  far_apart_km: wholeNumber('Enter a distance', { min: 1, max: 500 }),
  coach_school: ticked(),
})

const labels: Record<keyof z.infer<typeof fields>, string> = {
  fewest: 'Fewest schools in a group',
  ideal: 'Ideal number of schools',
  most: 'Most schools in a group',
  same_trust: 'Two schools of one trust in a group',
  phases: 'Primary, secondary and special schools in a group',
  far_apart_km: 'Advise against schools further apart than',
  coach_school: 'Coach school',
}

/** Changes which schools may be a group. */
export const changeGroup = page(
  { path: '/:partnership/review-models/:draft/edit/group', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    const { fewest, ideal, most, same_trust, phases, far_apart_km, coach_school } = content.group
    return changePart(c, record, {
      part: 'group',
      title: 'Rules for groups',
      fields,
      now: { fewest, ideal, most, same_trust, phases, far_apart_km, coach_school: coach_school ? 'yes' : '' },
      labels,
      draw: (form) => {
        const number = (name: 'fewest' | 'ideal' | 'most') =>
          form.input(name, { label: labels[name], width: 2, numeric: true, suffix: 'schools' })
        return html`${number('fewest')}${number('ideal')}${number('most')}
${form.radios('same_trust', {
  legend: labels.same_trust,
  items: [
    { value: 'refused', text: 'Never', hint: 'Colleagues of one trust find it harder to tell one another hard things' },
    { value: 'allowed', text: 'Allowed' },
  ],
})}
${form.radios('phases', {
  legend: labels.phases,
  items: [
    { value: 'any', text: 'As it comes' },
    { value: 'mixed', text: 'Mixed if possible', hint: 'A group of one phase only is advised against' },
    { value: 'one', text: 'One phase in each group' },
  ],
})}
${form.input('far_apart_km', { label: labels.far_apart_km, hint: 'In a straight line', width: 3, numeric: true, suffix: 'km' })}
${form.tick('coach_school', { text: 'One school of each group is its coach school', hint: 'It helps the others, and is chosen before the group is published' })}`
      },
      apply: (value) =>
        value.fewest > value.ideal || value.ideal > value.most
          ? {
              refused: [
                { field: 'ideal', message: 'The ideal number must be between the fewest and the most schools' },
              ],
            }
          : { ...content, group: { ...content.group, ...value } },
      done: 'Saved',
    })
  },
)
