/** The last look before sharing: who will see what until when, and what the email says. */
import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { longDate, plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { schoolOptions } from '../../schools/public.ts'
import { type Recipient, readersOf, shareMail, whyCannotShare } from '../../sharing/public.ts'
import { evaluationPath, sharePath } from '../paths.ts'
import { contentOf, shareEvaluation } from '../share.acts.ts'
import type { SnapshotContent } from '../snapshot.schema.ts'
import { captionOf, mailPreview, paragraphs } from './common.ts'
import { dayFrom, evaluationToShare, params, queryFields, readersAround, recipientsOf } from './share.ts'

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
    const usual = await readersAround(c, evaluation.school_id)
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

function whatTheySee(content: SnapshotContent): Html {
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
