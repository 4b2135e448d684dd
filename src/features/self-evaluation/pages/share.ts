/** Sharing an agreed evaluation: with whom, what for, until when; then a check of who will see what; then it goes. */
import { z } from 'zod'
import { longDate } from '../../../lib/words.ts'
import { choices, date, longText, optionalId } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { Forbidden, found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { groupOf, leadersOf, membersOf } from '../../review-groups/public.ts'
import { schoolOptions } from '../../schools/public.ts'
import { type Recipient, shareStatus, sharesOf, whyCannotShare } from '../../sharing/public.ts'
import { type Evaluation, evaluationFor } from '../evaluation.queries.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'
import { captionOf, type PageContext } from './common.ts'

export const params = z.object({ partnership: z.string(), evaluation: z.uuid() })

type Choice = { value: string; text: string; hint?: string; recipient: Recipient }

/** An agreed evaluation, for somebody who decides with whom it is shared. */
export async function evaluationToShare(
  c: PageContext,
  id: string,
): Promise<Evaluation & { agreed_at: Temporal.Instant }> {
  const evaluation = found(await evaluationFor(c.db, c.actor, id))
  if (!partOf(c.actor, evaluation).share) throw new Forbidden()
  return { ...evaluation, agreed_at: evaluation.agreed_at ?? c.notFound() }
}

/** The partners of the review group and who supports it come first, then the partnership's officers. Says who has it already. */
async function usualReaders(c: PageContext, { id, school_id: schoolId }: Evaluation): Promise<Choice[]> {
  const open = (await sharesOf(c.db, c.actor, { kind: 'self-evaluation', id })).filter(
    (each) => shareStatus(each, c.today) === 'active',
  )
  const usual = await readersAround(c, schoolId)
  return usual.map((choice) => {
    const { recipient } = choice
    const has = open.find((each) =>
      recipient.kind === 'school'
        ? each.with_school_id === recipient.school_id
        : each.with_school_id === null &&
          each.with_person_id === (recipient.kind === 'person' ? recipient.person_id : null),
    )
    return has ? { ...choice, hint: `Can open it already, until ${longDate(has.until_on)}` } : choice
  })
}

export async function readersAround(c: PageContext, schoolId: string): Promise<Choice[]> {
  const group = await groupOf(c.db, c.actor, schoolId)
  const members = group ? await membersOf(c.db, c.actor, group.id) : []
  const partners = members.filter((school) => school.id !== schoolId)
  const leaders = group ? await leadersOf(c.db, c.actor, group.id) : []
  return [
    ...partners.map(
      (school): Choice => ({
        value: `school:${school.id}`,
        text: school.name,
        hint: `In your review group, ${group?.name ?? ''}`,
        recipient: { kind: 'school', school_id: school.id },
      }),
    ),
    ...leaders.map(
      (leader): Choice => ({
        value: `person:${leader.person_id}`,
        text: leader.name,
        hint: 'Supports your review group',
        recipient: { kind: 'person', person_id: leader.person_id },
      }),
    ),
    {
      value: 'officers',
      text: 'The partnership’s lead and officers',
      hint: 'They never see it otherwise',
      recipient: { kind: 'officers' },
    },
  ]
}

const sentWith = z
  .union([z.array(z.string()), z.string()])
  .optional()
  .catch(undefined)
export const queryFields = {
  with: sentWith,
  school: z.string().optional().catch(undefined),
  purpose: z.string().max(1000).optional().catch(undefined),
  until: z.string().optional().catch(undefined),
}

export const share = page(
  { path: '/:partnership/self-evaluations/:evaluation/share', allow: 'member', params, query: z.object(queryFields) },
  async (c) => {
    const evaluation = await evaluationToShare(c, c.params.evaluation)
    const usual = await usualReaders(c, evaluation)
    const others = (await schoolOptions(c.db, c.actor)).filter(
      ({ value }) => value !== evaluation.school_id && !usual.some((each) => each.value === `school:${value}`),
    )
    const fields = z.object({
      with: choices(
        'Choose with whom',
        usual.map((each) => each.value),
        0,
      ),
      school: optionalId(),
      purpose: longText('Enter what they may use it for', { max: 1000 }),
      until: date('Enter the last day on which they can open it'),
    })
    const initial = {
      with: [c.query.with ?? []].flat(),
      school: c.query.school ?? '',
      purpose: c.query.purpose ?? 'To prepare the review of our school',
      until: dayFrom(c.query.until) ?? c.today.add({ months: 6 }),
    }
    const form = c.form(fields, { initial })
    if (form.value) {
      const { school, purpose, until } = form.value
      const recipients = recipientsOf(
        usual,
        form.value.with,
        others.some(({ value }) => value === school) ? school : undefined,
      )
      const refusal = whyCannotShare({ recipients, purpose, until_on: until }, evaluation.school_id, c.today)
      if (!refusal) {
        const query = new URLSearchParams([
          ...form.value.with.map((value) => ['with', value]),
          ['school', school ?? ''],
          ['purpose', purpose],
          ['until', until.toString()],
        ])
        return c.redirect(`${evaluationPath(c.partnership, evaluation.id, 'share/check')}?${query}`)
      }
      form.refuse(refusal)
    }
    const path = evaluationPath(c.partnership, evaluation.id)
    return c.view(
      'Share the self-evaluation',
      html`<p class="govuk-body">You share it as it is agreed, frozen. Nobody sees who judged what. You can take it back at any time, and you see who opened it.</p>
    ${form.start({ action: `${path}/share` })}
    ${form.checkboxes('with', { legend: 'With whom?', items: usual.map(({ value, text, hint }) => ({ value, text, ...(hint ? { hint } : {}) })) })}
    ${others.length > 0 ? form.select('school', { label: 'Another school (optional)', items: others, searchable: true, empty: 'None' }) : nothing}
    ${form.textarea('purpose', { label: 'What may they use it for?', hint: 'They read this when they open it', rows: 3 })}
    ${form.date('until', { legend: 'Until when?', hint: 'The last day on which they can open it, at most 18 months from now' })}
    ${form.end('Check before you share', { cancel: { href: path } })}`,
      { caption: captionOf(evaluation), back: { href: path } },
    )
  },
)

export function dayFrom(text: string | undefined): Temporal.PlainDate | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}

export function recipientsOf(
  usual: readonly Choice[],
  values: readonly string[],
  school: string | undefined,
): Recipient[] {
  const chosen = usual.filter((each) => values.includes(each.value)).map((each) => each.recipient)
  return school ? [...chosen, { kind: 'school', school_id: school }] : chosen
}
