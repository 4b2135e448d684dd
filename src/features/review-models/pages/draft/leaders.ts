import { z } from 'zod'
import { optionalLongText, optionalText, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Refusal } from '../../../../platform/web/form.ts'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { roleName } from '../../../people/roles.policy.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { type LeaderPart, leaderParts } from '../../people.schema.ts'
import { changePart, draftParams, draftRecord } from './change-part.ts'

const number = wholeNumber('Enter how many, or 0', { min: 0, max: 20 })
const name = optionalText({ max: 80 })
const duty = optionalLongText({ max: 600 })

/** One set of questions for each part that people from outside can have. */
const fields = z.object({
  'ile-number': number,
  'ile-name': name,
  'ile-short_name': name,
  'ile-duty': duty,
  'facilitator-number': number,
  'facilitator-name': name,
  'facilitator-short_name': name,
  'facilitator-duty': duty,
  'quality-assurer-number': number,
  'quality-assurer-name': name,
  'quality-assurer-short_name': name,
  'quality-assurer-duty': duty,
})
type Typed = z.infer<typeof fields>
type Leader = ReviewModel['group']['leaders'][number]

const labelsOf = (part: LeaderPart): Record<string, string> => ({
  [`${part}-number`]: `${roleName(part)}: how many for a group`,
  [`${part}-name`]: `${roleName(part)}: name of the part`,
  [`${part}-short_name`]: `${roleName(part)}: short name`,
  [`${part}-duty`]: `${roleName(part)}: what they do`,
})

function shown(model: ReviewModel, part: LeaderPart): Record<string, string> {
  const present = model.group.leaders.find((leader) => leader.part === part)
  return {
    [`${part}-number`]: String(present?.number ?? 0),
    [`${part}-name`]: present?.name ?? '',
    [`${part}-short_name`]: present?.short_name ?? '',
    [`${part}-duty`]: present?.duty ?? '',
  }
}

/** Changes who supports a group from outside. */
export const changeLeaders = page(
  { path: '/:partnership/review-models/:draft/edit/leaders', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    return changePart(c, record, {
      part: 'leaders',
      title: 'Support from outside',
      fields,
      now: Object.assign({}, ...leaderParts.map((part) => shown(content, part))),
      labels: Object.assign({}, ...leaderParts.map(labelsOf)),
      draw: (
        form,
      ) => html`<p class="govuk-body">People who belong to no school of the group and support it. Enter 0 where the way needs nobody.</p>
${leaderParts.map(
  (part) => html`<h2 class="govuk-heading-m">${roleName(part)}</h2>
${form.input(`${part}-number`, { label: 'How many for a group?', width: 2, numeric: true })}
${form.input(`${part}-name`, { label: 'What are they called in this way?', hint: `Such as “${roleName(part)}”` })}
${form.input(`${part}-short_name`, { label: 'Short, inside a sentence', hint: 'Such as “facilitator”', width: 20 })}
${form.textarea(`${part}-duty`, { label: 'What do they do?', hint: 'Schools read this', rows: 3 })}`,
)}`,
      apply: (value) => {
        const refused = leaderParts.flatMap((part) => unfinished(value, part))
        if (refused.length > 0) return { refused }
        const leaders = leaderParts.flatMap((part) => leaderIn(value, part) ?? [])
        return { ...content, group: { ...content.group, leaders } }
      },
      done: 'Saved',
    })
  },
)

function leaderIn(value: Typed, part: LeaderPart): Leader | undefined {
  if (value[`${part}-number`] === 0) return undefined
  return {
    part,
    number: value[`${part}-number`],
    name: value[`${part}-name`],
    short_name: value[`${part}-short_name`],
    duty: value[`${part}-duty`],
  }
}

function unfinished(value: Typed, part: LeaderPart): Refusal[] {
  if (value[`${part}-number`] === 0) return []
  return (
    [
      [`${part}-name`, `Enter what the ${roleName(part)} is called`],
      [`${part}-short_name`, `Enter a short name for the ${roleName(part)}`],
      [`${part}-duty`, `Say what the ${roleName(part)} does`],
    ] as const
  ).flatMap(([field, message]) => (value[field] === '' ? [{ field, message }] : []))
}
