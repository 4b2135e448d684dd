/** Sharing an agreed evaluation: with whom, what for, until when; then a check of who will see what; then it goes. */
import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { longDate, plural, sentenceList } from '../../../lib/words.ts'
import { choices, date, longText, optionalId } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { Forbidden, found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { groupOf, leadersOf, partnersOf } from '../../review-groups/public.ts'
import { schoolOptions } from '../../schools/public.ts'
import { type Recipient, readersOf, shareMail, shareStatus, sharesOf, whyCannotShare } from '../../sharing/public.ts'
import { type Evaluation, evaluationFor } from '../evaluation.queries.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath, sharePath } from '../paths.ts'
import { contentOf, shareEvaluation } from '../share.acts.ts'
import type { SnapshotContent } from '../snapshot.schema.ts'
import { captionOf, mailPreview, type PageContext, paragraphs } from './common.ts'

const params = z.object({ partnership: z.string(), evaluation: z.uuid() })

type Choice = { value: string; text: string; hint?: string; recipient: Recipient }

/** An agreed evaluation, for somebody who decides with whom it is shared. */
async function evaluationToShare(c: PageContext, id: string): Promise<Evaluation & { agreed_at: Temporal.Instant }> {
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

async function readersAround(c: PageContext, schoolId: string): Promise<Choice[]> {
  const group = await groupOf(c.db, c.actor, schoolId)
  const partners = group ? await partnersOf(c.db, c.actor, schoolId) : []
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
const queryFields = {
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

function dayFrom(text: string | undefined): Temporal.PlainDate | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    return undefined
  }
}

function recipientsOf(usual: readonly Choice[], values: readonly string[], school: string | undefined): Recipient[] {
  const chosen = usual.filter((each) => values.includes(each.value)).map((each) => each.recipient)
  return school ? [...chosen, { kind: 'school', school_id: school }] : chosen
}

/** Who will see what until when, and what the email says. Nothing has happened yet. */
export const checkShare = page(
  {
    path: '/:partnership/self-evaluations/:evaluation/share/check',
    allow: 'member',
    params,
    query: z.object(queryFields),
  },
  async (c) => {
    const evaluation = await evaluationToShare(c, c.params.evaluation)
    const path = evaluationPath(c.partnership, evaluation.id)
    const change = `${path}/share${c.path.includes('?') ? c.path.slice(c.path.indexOf('?')) : ''}`
    const until_on = dayFrom(c.query.until)
    const usual = await usualReaders(c, evaluation)
    const other = c.query.school
      ? (await schoolOptions(c.db, c.actor)).find(({ value }) => value === c.query.school)
      : undefined
    const recipients = recipientsOf(usual, [c.query.with ?? []].flat(), other?.value)
    const purpose = c.query.purpose ?? ''
    if (!until_on || whyCannotShare({ recipients, purpose, until_on }, evaluation.school_id, c.today))
      return c.redirect(change)
    const form = c.form(z.object({}))
    if (form.value) {
      const shared = await shareEvaluation(
        c.db,
        c.actor,
        evaluation.id,
        { recipients, purpose, until_on },
        c.services,
        c.now,
      )
      if (!shared.refusal) return c.redirect(`${path}/shares`, 'The self-evaluation is shared')
      form.refuse(shared.refusal)
    }
    const content = await contentOf(c.db, c.actor, evaluation)
    const nameOf = (recipient: Recipient) =>
      recipient.kind === 'school' && recipient.school_id === other?.value
        ? other.text
        : (usual.find((each) => each.recipient === recipient)?.text ?? '')
    const readers = await readersOf(c.db, recipients)
    const told = recipients.map((recipient, index) => ({ name: nameOf(recipient), readers: readers[index] ?? [] }))
    const first = told.flatMap((each) => each.readers)[0]
    const mail = first
      ? shareMail(
          { school_name: evaluation.school_name, subject_kind: 'self-evaluation', purpose, until_on },
          first,
          c.actor,
          `${c.services.baseUrl}${sharePath(c.partnership, '…')}`,
        )
      : undefined
    return c.view(
      'Check before you share',
      html`${summaryList({
        rows: [
          {
            key: { text: 'With' },
            value: { text: sentenceList(told.map((each) => each.name)) },
            actions: { items: [{ href: change, text: 'Change', visuallyHiddenText: 'with whom you share' }] },
          },
          {
            key: { text: 'For' },
            value: { html: paragraphs(purpose) },
            actions: { items: [{ href: change, text: 'Change', visuallyHiddenText: 'what it is for' }] },
          },
          {
            key: { text: 'Until' },
            value: { text: `The end of ${longDate(until_on)}` },
            actions: { items: [{ href: change, text: 'Change', visuallyHiddenText: 'until when' }] },
          },
        ],
      })}
    <h2 class="govuk-heading-m">What they will see</h2>${whatTheySee(content)}
    <h2 class="govuk-heading-m">Who is told</h2>${whoIsTold(told)}${mail ? mailPreview(mail) : nothing}
    ${insetText({ text: 'You can take it back at any time; it then closes at once. Nobody can unsee what they have read, or give back what they have downloaded.' })}
    ${form.start({ action: c.path })}${form.end('Share it now', { cancel: { href: path } })}`,
      { caption: captionOf(evaluation), back: { href: change } },
    )
  },
)

export function whatTheySee(content: SnapshotContent): Html {
  const evidence = content.areas.flatMap((area) => area.statements).flatMap((statement) => statement.evidence)
  const count = (kind: 'file' | 'link' | 'note') => plural(evidence.filter((each) => each.kind === kind).length, kind)
  return html`<ul class="govuk-list govuk-list--bullet">
    <li>the agreed judgement of each statement with its reason</li>
    <li>strengths and priorities with your comments</li>
    <li>the evidence: ${count('file')}, ${count('link')} and ${count('note')}</li>
    <li>how many colleagues judged each statement and how far apart they were, without names</li>
  </ul><p class="govuk-body">They do not see what any colleague judged or wrote alone.</p>`
}

function whoIsTold(told: readonly { name: string; readers: readonly { name: string }[] }[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${told.map(({ name, readers }) =>
    readers.length > 0
      ? html`<li>${name}: ${sentenceList(readers.map((reader) => reader.name))} ${readers.length === 1 ? 'gets' : 'get'} an email</li>`
      : html`<li>${name}: nobody there is in Schoolfellow yet, so nobody is told. They can open it once they have joined</li>`,
  )}</ul>`
}
