import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayAndDate } from '../../../../lib/words.ts'
import { choice, optionalLongText, optionalText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor } from '../../../review-groups/public.ts'
import { answerProposal, schoolIn } from '../answer.acts.ts'
import { schoolProposalPath } from '../paths.ts'
import { type ProposalSchool, proposalFor } from '../proposal.queries.ts'
import { type Answer, whyCannotAnswer } from '../proposal.rules.ts'

const longestReason = 4000
const fields = z.object({
  answer: choice('Choose whether your school is content or objects', ['content', 'objects']),
  reason: optionalLongText({ max: longestReason }),
  /** The version of the groups that the person looked at. */
  arrangement: optionalText(),
})
type Fields = z.infer<typeof fields>

const words: Record<Answer, string> = { content: 'We are content', objects: 'We object' }

/** The head or a senior leader says whether the school is content with its group. */
export const answerProposalPage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/proposal/answer',
    allow: 'group-proposal:answer',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const school = found(await schoolIn(c.db, c.actor, proposal, c.params.school))
    if (!c.can('group-proposal:answer', school.school_id)) return c.notFound()
    const here = schoolProposalPath(c.partnership, programme.id, school.school_id)
    const view = {
      back: { href: here, text: 'The proposed group' },
      caption: `${school.school_name}, ${programme.name}`,
    }
    const title = `Is ${school.school_name} content with ${school.group_name}?`
    const form = c.form(fields, { initial: initialOf(school), version: school.version })
    if (form.value) {
      const said = { answer: form.value.answer, reason: form.value.answer === 'objects' ? form.value.reason : '' }
      const seen = { version: form.sentVersion ?? 0, arrangement_id: form.value.arrangement }
      const place = { programme_id: programme.id, school_id: school.school_id }
      const outcome = await answerProposal(c.db, c.actor, place, said, seen, { now: c.now, today: c.today })
      if (outcome.kind === 'saved')
        return c.redirect(
          here,
          said.answer === 'content' ? 'Thank you: your school is content' : 'Your objection was sent to the officers',
        )
      if (outcome.kind === 'conflict') {
        if (outcome.current.answer === said.answer && outcome.current.reason === said.reason)
          return c.redirect(here, 'Saved')
        return c.conflict(form, conflictWith(said, outcome.current))
      }
      form.refuse(outcome.refusal)
    }
    const closed = whyCannotAnswer(proposal, c.today)
    if (closed && c.method === 'GET') return c.view(title, insetText({ text: `${closed.message}.` }), view)
    return c.view(
      title,
      html`<p class="govuk-body">You answer for your school, and you can change the answer until ${dayAndDate(proposal.objections_until)}. The partnership’s officers and the leaders and governors of your school see it; other schools do not.</p>
      ${form.start()}${question(form)}${form.hidden('arrangement', typeof form.raw.arrangement === 'string' && form.raw.arrangement !== '' ? form.raw.arrangement : proposal.arrangement_id)}${form.end('Send the answer', { cancel: { href: here } })}`,
      view,
    )
  },
)

const initialOf = ({ answer, reason, is_current }: ProposalSchool) =>
  // An answer to other partners is asked again; what was typed is offered.
  answer === null ? {} : { ...(is_current ? { answer } : {}), reason }

function question(form: Form<Fields>): Html {
  return form.radios('answer', {
    legend: 'Your school’s answer',
    items: [
      { value: 'content', text: words.content },
      {
        value: 'objects',
        text: words.objects,
        hint: 'The officers look for another way and write to you.',
        conditional: form.textarea('reason', {
          label: 'Why do you object?',
          hint: 'For example, a journey that is too long, or a partner with whom you cannot work. Do not name pupils.',
          rows: 6,
          maxLength: longestReason,
        }),
      },
    ],
  })
}

function conflictWith(mine: { answer: Answer; reason: string }, theirs: ProposalSchool) {
  const answer = theirs.answer ?? 'content'
  return {
    version: theirs.version,
    by: theirs.answered_by_name,
    at: theirs.answered_at ?? Temporal.Instant.fromEpochMilliseconds(0),
    theirs: { reason: theirs.reason },
    labels: { reason: 'Why the school objects' },
    choices:
      answer === mine.answer
        ? []
        : [{ label: 'The answer', theirs: words[answer], mine: words[mine.answer], fields: { answer } }],
  }
}
