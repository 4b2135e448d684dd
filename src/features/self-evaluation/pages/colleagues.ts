/** Who judges, and by when: ask people of the school by name, invite new ones, leave somebody out. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { longDate, sentenceList } from '../../../lib/words.ts'
import { choice, email, id, ids, optionalDate, text } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import type { Reply } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { invitePerson } from '../../people/public.ts'
import { changeJudgeBy, inviteColleagues, leaveOut } from '../colleague.acts.ts'
import { type ColleagueRow, colleaguesOf, peopleToAsk } from '../colleague.queries.ts'
import { invitedMail } from '../emails/evaluation-mails.ts'
import { type Evaluation, evaluationToLead, frameworkOf } from '../evaluation.queries.ts'
import { takingPart, whyCannotChangeColleagues } from '../evaluation.rules.ts'
import { judgedStatements } from '../own-judgement.queries.ts'
import { evaluationPath } from '../paths.ts'
import { progressByPerson } from '../progress.rules.ts'
import { captionOf, mailPreview, type PageContext } from './common.ts'
import { howFar, rolesInWords } from './overview.ts'

const params = z.object({ partnership: z.string(), evaluation: z.uuid() })

export const colleagues = page(
  { path: '/:partnership/self-evaluations/:evaluation/colleagues', allow: 'member', params },
  async (c) => {
    const evaluation = await evaluationToLead(c.db, c.actor, c.params.evaluation)
    const path = evaluationPath(c.partnership, evaluation.id)
    const back = { href: path, text: 'Back to the self-evaluation' }
    const everyone = await colleaguesOf(c.db, evaluation.id)
    const closed = whyCannotChangeColleagues(evaluation)
    if (closed && c.method === 'GET')
      return c.view('Who judges', insetText({ text: closed.message }), { caption: captionOf(evaluation), back })
    const asked = await askForm(c, evaluation)
    const invited = await inviteForm(c, evaluation)
    const dated = await dateForm(c, evaluation)
    const reply = asked.reply ?? invited.reply ?? dated.reply
    if (reply) return reply
    const left = await leaveForms(c, evaluation, takingPart(everyone))
    if (left.reply) return left.reply
    return c.view(
      'Who judges',
      html`<p class="govuk-body">Each colleague judges on their own. You see how many statements each has judged, not what they judged, until you open the comparison.</p>
    ${left.body}${asked.body}${invited.body}${dated.body}
    ${button({ text: 'Done', href: path, classes: 'govuk-button--secondary' })}`,
      { caption: captionOf(evaluation), back },
    )
  },
)

type Part = { reply?: Reply; body: Html }

/** Ask people who have a role at the school. */
async function askForm(c: PageContext, evaluation: Evaluation): Promise<Part> {
  const here = evaluationPath(c.partnership, evaluation.id, 'colleagues')
  const people = await peopleToAsk(c.db, evaluation)
  const form = c.form(z.object({ people: ids('Choose at least one colleague') }), { name: 'ask' })
  if (form.value) {
    const outcome = await inviteColleagues(c.db, c.actor, evaluation.id, form.value.people, c.services, c.now)
    if (!outcome.refusal)
      return {
        reply: c.redirect(
          here,
          outcome.invited.length > 0
            ? `Asked ${sentenceList(outcome.invited)} to judge`
            : 'They had been asked already',
        ),
        body: nothing,
      }
    form.refuse(outcome.refusal)
  }
  if (people.length === 0)
    return {
      body: html`<h2 class="govuk-heading-m">Ask colleagues</h2>${emptyState('Everyone with a role at the school has been asked.')}`,
    }
  const mail = invitedMail(
    evaluation,
    { name: people[0]?.name ?? '' },
    c.actor,
    `${c.services.baseUrl}${evaluationPath(c.partnership, evaluation.id)}`,
  )
  return {
    body: html`<h2 class="govuk-heading-m">Ask colleagues</h2>${form.start()}${form.checkboxes('people', {
      legend: 'Who else should judge?',
      hint: 'Each gets an email. Ask people who see different sides of the school.',
      items: people.map((person) => ({
        value: person.person_id,
        text: person.name,
        hint: rolesInWords(person.roles, ''),
      })),
    })}${mailPreview(mail)}${form.end('Ask them to judge')}`,
  }
}

const newRoles = ['senior-leader', 'senco', 'governor'] as const

/** Invite somebody who is not in the service yet. */
async function inviteForm(c: PageContext, evaluation: Evaluation): Promise<Part> {
  if (!c.can('person:invite', evaluation.school_id)) {
    return {
      body: html`<p class="govuk-body">Somebody is missing from the list? Your headteacher can invite them to Schoolfellow; then you find them here.</p>`,
    }
  }
  const fields = z.object({
    name: text('Enter their name'),
    email: email('Enter their email address'),
    role: choice('Choose their role at the school', newRoles),
  })
  const form = c.form(fields, { name: 'invite' })
  const here = evaluationPath(c.partnership, evaluation.id, 'colleagues')
  if (form.value) {
    const message = `I ask you to take part in our self-evaluation “${evaluation.title}”. Judge what you know from your own work; nobody sees what you judge until all judgements are compared.${evaluation.judge_by ? ` Please judge by the end of ${longDate(evaluation.judge_by)}.` : ''}`
    const made = await invitePerson(
      c.db,
      c.actor,
      { ...form.value, school_id: evaluation.school_id, message },
      { now: c.now, secret: c.services.secret, baseUrl: c.services.baseUrl },
    )
    if ('person_id' in made) {
      const outcome = await inviteColleagues(c.db, c.actor, evaluation.id, [made.person_id], c.services, c.now, [
        made.person_id,
      ])
      if (!outcome.refusal) return { reply: c.redirect(here, `Invited ${form.value.name}`), body: nothing }
      form.refuse(outcome.refusal)
    } else form.refuse(made.refusal)
  }
  return {
    body: html`<h2 class="govuk-heading-m">Invite somebody new</h2><p class="govuk-body">They get an email with a link to join Schoolfellow, and find this self-evaluation on their home page.</p>${form.start()}
    ${form.input('name', { label: 'Name', autocomplete: 'off' })}${form.input('email', { label: 'Email address', type: 'email', autocomplete: 'off', spellcheck: false })}
    ${form.radios('role', {
      legend: 'Role at the school',
      items: [
        { value: 'senior-leader', text: 'Senior leader', hint: 'Can lead and share self-evaluations' },
        { value: 'senco', text: 'SENCO', hint: 'Can lead and share self-evaluations' },
        { value: 'governor', text: 'Governor', hint: 'Can see what is agreed' },
      ],
    })}${form.end('Invite and ask to judge', { tone: 'secondary' })}`,
  }
}

async function dateForm(c: PageContext, evaluation: Evaluation): Promise<Part> {
  const form = c.form(z.object({ judge_by: optionalDate() }), {
    name: 'date',
    initial: { judge_by: evaluation.judge_by ?? '' },
  })
  if (form.value) {
    const refusal = await changeJudgeBy(c.db, c.actor, evaluation.id, form.value.judge_by, c.now)
    if (!refusal) {
      const said = form.value.judge_by
        ? `Colleagues are asked to judge by ${longDate(form.value.judge_by)}`
        : 'There is no date to judge by'
      return { reply: c.redirect(evaluationPath(c.partnership, evaluation.id, 'colleagues'), said), body: nothing }
    }
    form.refuse(refusal)
  }
  return {
    body: html`<h2 class="govuk-heading-m">By when</h2>${form.start()}${form.date('judge_by', { legend: 'Colleagues judge by (optional)', hint: 'Nobody is told of a change: tell them yourself' })}${form.end('Save the date', { tone: 'secondary' })}`,
  }
}

/** Everyone who judges, each with a button that leaves them out. */
async function leaveForms(c: PageContext, evaluation: Evaluation, people: readonly ColleagueRow[]): Promise<Part> {
  const form = c.form(z.object({ person: id('Choose the colleague to leave out') }), { name: 'leave' })
  if (form.value) {
    const { person } = form.value
    const name = people.find((each) => each.person_id === person)?.name ?? 'The colleague'
    const refusal = await leaveOut(c.db, c.actor, evaluation.id, person, c.now)
    if (!refusal)
      return {
        reply: c.redirect(
          evaluationPath(c.partnership, evaluation.id, 'colleagues'),
          `${name} no longer judges. What they judged is kept, and comes back if you ask them again`,
        ),
        body: nothing,
      }
    form.refuse(refusal)
  }
  if (people.length === 0)
    return {
      body: emptyState('Nobody judges yet. Ask at least two colleagues, so that there is something to compare.'),
    }
  const framework = await frameworkOf(c.db, c.actor, evaluation)
  const progress = progressByPerson(
    framework,
    people.map((person) => person.person_id),
    await judgedStatements(c.db, evaluation.id),
  )
  const rows = people.map((person) => {
    const leave = html`<button class="govuk-button govuk-button--secondary govuk-!-margin-bottom-0" type="submit" name="person" value="${person.person_id}">Leave out<span class="govuk-visually-hidden"> ${person.name}</span></button>`
    return {
      key: { text: person.name },
      value: {
        html: html`<p class="govuk-body">${howFar(person, progress)}</p>${leave}`,
      },
    }
  })
  return { body: html`${form.start()}${summaryList({ rows })}</form>` }
}
