/** Who leads a meeting of a review: who it is, who it was and why that changed; naming somebody, or stepping back. */
import { z } from 'zod'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { longDate, sentenceList } from '../../../../lib/words.ts'
import { optionalId, optionalLongText, optionalText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found, NotFound } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import type { Stage } from '../../../review-models/public.ts'
import { planMeetingPath, reviewParams, reviewPath } from '../../paths.ts'
import { type CandidateRow, candidatesOf } from '../../planning/team.queries.ts'
import { type Review, reviewFor } from '../../review.queries.ts'
import { openMeeting } from '../../review.rules.ts'
import { namedParagraphs } from '../emails/leader-named.ts'
import { nameLeader, withdrawLeader } from '../leader.acts.ts'
import {
  leaderOf,
  maySeeNaming,
  namedStages,
  type StageLeader,
  schoolFor,
  whyCannotEnd,
  whyCannotName,
} from '../leader.rules.ts'

const nameFields = z.object({
  person_id: optionalId(),
  reason: optionalLongText({ max: 1000 }),
  instead_of: optionalText(),
})
const endFields = z.object({ reason: optionalLongText({ max: 1000 }), instead_of: optionalText() })
type NameForm = Form<z.infer<typeof nameFields>>
type EndForm = Form<z.infer<typeof endFields>>

export const stageLeaderPage = page(
  {
    path: '/:partnership/reviews/:review/leaders/:stage',
    allow: 'member',
    params: reviewParams.extend({ stage: z.string() }),
  },
  async (c) => {
    const review = found(await reviewFor(c.db, c.actor, c.params.review))
    const stage = found(namedStages(review.model).find(({ key }) => key === c.params.stage))
    if (!maySeeNaming(review, stage.key)) throw new NotFound()
    const title = stage.led_by?.name ?? stage.name
    const back = reviewPath(c.partnership, review.id)
    const here = `${back}/leaders/${stage.key}`
    const present = leaderOf(review.stage_leaders, stage.key)
    const at = { now: c.now, baseUrl: c.services.baseUrl }
    const naming = c.form(nameFields, { name: 'name' })
    const ending = c.form(endFields, { name: 'end' })
    if (naming.value) {
      const { person_id = '', reason, instead_of } = naming.value
      const done = await nameLeader(c.db, c.actor, review.id, { stage: stage.key, person_id, reason, instead_of }, at)
      if (!done) return c.redirect(here, `${title} named. They get an email`)
      naming.refuse(done.refused)
    }
    if (ending.value) {
      const done = await withdrawLeader(c.db, c.actor, review.id, { stage: stage.key, ...ending.value }, at)
      const isOwn = present?.person_id === c.actor.person_id
      if (!done) return c.redirect(isOwn ? back : here, `${present?.name ?? title} does not lead this any more`)
      ending.refuse(done.refused)
    }
    const people = whyCannotName(review, stage) ? [] : able(review, await candidatesOf(c.db, c.actor, review), present)
    const link = `${c.services.baseUrl}${here}`
    return c.view(
      title,
      html`<p class="govuk-body">${stage.led_by?.duty ?? ''}</p>
${whoItIs(review, stage, present, back)}
${present && !whyCannotEnd(review, stage) ? endPart(ending, present, c.actor.person_id) : nothing}
${whyCannotName(review, stage) ? nothing : namePart(naming, review, stage, { present, people, link, by: c.actor.name })}
${earlier(review, stage)}`,
      { caption: `${stage.name}, ${review.host_school_name}`, back: { href: back, text: 'The review' } },
    )
  },
)

/** The colleagues of the group's schools who could be named, those of the host first. */
function able(review: Review, people: readonly CandidateRow[], present: StageLeader | undefined): CandidateRow[] {
  const schools = review.group_schools.map(({ id }) => id)
  const isOfHost = (person: CandidateRow) => schoolFor(person, [review.host_school_id]) !== undefined
  return people
    .filter((person) => schoolFor(person, schools) && person.id !== present?.person_id)
    .sort((a, b) => Number(isOfHost(b)) - Number(isOfHost(a)))
}

function whoItIs(review: Review, stage: Stage, present: StageLeader | undefined, back: string): Html {
  if (!present) return emptyState('Nobody is named yet. The host lead or the lead reviewer names somebody.')
  const meeting = openMeeting(review, stage.key)
  const own = review.leads_stages.includes(stage.key)
    ? html`<ul class="govuk-list govuk-list--bullet"><li><a class="govuk-link" href="${planMeetingPath(back, stage.key)}">${meeting ? 'Change when or where it is' : 'Choose the day'}</a></li>${meeting ? html`<li><a class="govuk-link" href="${back}/meetings/${meeting.id}">Write down what came of it</a>, from its day on</li>` : nothing}</ul>`
    : nothing
  return html`<p class="govuk-body"><strong>${present.name}</strong>, ${present.school_name}, named by ${present.named_by_name} on ${longDate(dayOf(present.named_at))}.</p>${own}`
}

function endPart(form: EndForm, present: StageLeader, own: string): Html {
  const isOwn = present.person_id === own
  return details({
    summaryText: isOwn ? 'Step back' : 'Take the name out',
    open: form.errors.length > 0,
    html: html`${form.start()}${form.textarea('reason', {
      label: 'Why?',
      hint: isOwn
        ? 'The host and the team read this.'
        : `${present.name} gets it by email; the host and the team read it.`,
      rows: 3,
    })}${form.hidden('instead_of', present.id)}${form.end(isOwn ? 'Step back' : 'Take the name out', { tone: 'secondary' })}`,
  })
}

type Naming = { present: StageLeader | undefined; people: readonly CandidateRow[]; link: string; by: string }

function namePart(form: NameForm, review: Review, stage: Stage, { present, people, link, by }: Naming): Html {
  const name = stage.led_by?.name.toLowerCase() ?? 'leader'
  const title = html`<h2 class="govuk-heading-m">${present ? `Name another ${name}` : `Name the ${name}`}</h2>`
  if (people.length === 0)
    return html`${title}<p class="govuk-body">No other colleague of the group’s schools has an account yet. The partnership invites people.</p>`
  const items = people.map((person) => ({ value: person.id, text: `${person.name}, ${schoolsOf(person)}` }))
  const why = present
    ? form.textarea('reason', {
        label: `Why is ${present.name} no longer the ${name}?`,
        hint: 'They get this by email; the host and the team read it.',
        rows: 3,
      })
    : nothing
  return html`${title}${form.start()}
${form.select('person_id', { label: 'Who leads?', hint: `A colleague of ${review.host_school_name} or of another school of the group`, items, empty: 'Choose a colleague', searchable: true })}
${why}${form.hidden('instead_of', present?.id ?? '')}
${insetText({ text: `They see the dates of this review and what came of the ${stage.name.toLowerCase()}, choose its day and write it up. They do not get the report by this: who is not on the team reads it when the host shares it.` })}
${details({ summaryText: 'What the email says', html: html`${namedParagraphs(review, stage, by, link).map((paragraph) => html`<p class="govuk-body">${paragraph}</p>`)}` })}
${form.end(present ? 'Name them instead' : 'Name them')}`
}

const schoolsOf = ({ places }: CandidateRow) => sentenceList([...new Set(places.map(({ school_name }) => school_name))])

/** Who led before, the last first, with why that ended. */
function earlier(review: Review, stage: Stage): Html {
  const before = review.stage_leaders.filter((one) => one.stage === stage.key && one.ended_at).toReversed()
  if (before.length === 0) return nothing
  const items = before.map(
    (one) =>
      html`<li>${one.name}, ${one.school_name}: from ${longDate(dayOf(one.named_at))}${one.ended_at ? ` to ${longDate(dayOf(one.ended_at))}` : ''}. ${one.ended_by_name}: <span class="app-kept-lines">${one.end_reason}</span></li>`,
  )
  return html`<h2 class="govuk-heading-m">Before</h2><ul class="govuk-list govuk-list--bullet">${items}</ul>`
}
