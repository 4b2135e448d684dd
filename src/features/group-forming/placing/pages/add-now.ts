import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import {
  groupPath,
  groupPublishedParagraphs,
  headsOf,
  leadersOf,
  placingPath,
  programmeFor,
  programmePath,
} from '../../../review-groups/public.ts'
import { modelFor, type ReviewModel } from '../../../review-models/public.ts'
import type { ArrangedGroup } from '../../forming.schema.ts'
import type { FormingFacts } from '../../problem.rules.ts'
import { emailShown, whoIsTold } from '../../proposal/proposal.parts.ts'
import { addNow, joinedGroups, openingFor, placementsOf } from '../placing.acts.ts'
import { placingGround } from '../placing.queries.ts'
import type { Option } from '../placing.rules.ts'

/** Adds a late joiner to a group with room at once: who is told what, then it is done. */
export const addNowPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/place/add',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ choice: z.string().max(64).catch('') }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = placingPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'Place schools' }, caption: programme.name }
    const ground = await placingGround(c.db, c.actor, programme)
    const { facts, closed } = ground
    const placements = closed ? undefined : await placementsOf(ground)
    const option =
      placements && 'options' in placements
        ? placements.options.find(({ key, isShortWay }) => isShortWay && key === c.query.choice)
        : undefined
    const form = c.form(z.object({}))
    if (!option)
      return c.view(
        'Add a school to a group',
        insetText({
          html: html`<p>Schools or groups changed meanwhile. <a class="govuk-link" href="${back}">Look at the placements again</a>.</p>`,
        }),
        view,
      )
    if (form.value) {
      const done = await addNow(c.db, c.actor, programme, option, facts, { now: c.now, baseUrl: c.services.baseUrl })
      if (!('refused' in done))
        return c.redirect(
          programmePath(c.partnership, programme.id),
          `Added. ${plural(done.mails, 'email')} will be sent`,
        )
      for (const refusal of done.refused) form.refuse({ message: refusal.message })
    }
    const groups = joinedGroups(option)
    const ids = groups.flatMap(({ school_ids }) => school_ids)
    const nameOf = (id: string) => facts.schools.find((school) => school.id === id)?.name ?? 'A school'
    const namesOf = (some: readonly string[]) => some.map(nameOf).sort((one, other) => one.localeCompare(other))
    const heads = await headsOf(c.db, c.actor, ids)
    const headless = ids.filter((id) => !heads.some((head) => head.school_id === id)).map(nameOf)
    const [first] = heads
    const group = first && groups.find(({ school_ids }) => school_ids.includes(first.school_id))
    const leaders = group?.review_group_id ? await leadersOf(c.db, c.actor, group.review_group_id) : []
    const joining = sentenceList(option.joiners.map(({ school_id }) => nameOf(school_id)))
    const link = `${c.services.baseUrl}${groupPath(c.partnership, group?.review_group_id ?? '')}`
    const email =
      first &&
      group &&
      groupEmail(option, facts, {
        group,
        programme: { name: programme.name, model: await modelFor(c.db, c.actor, programme.model_key) },
        school: first.school_name,
        leaders,
        link,
        members: namesOf(group.school_ids),
      })
    return c.view(
      `Add ${joining}`,
      html`<ul class="govuk-list govuk-list--bullet">${groups.map(({ name, school_ids }) => html`<li>${openingFor(option, facts, school_ids).replace('this review group', name)} It then has ${plural(school_ids.length, 'school')}: ${sentenceList(namesOf(school_ids))}.</li>`)}</ul>
      <p class="govuk-body">The schools see the change at once. Nobody is asked for objections; if you want that, make a version of it and propose it.</p>
      ${whoIsTold(heads, headless)}<p class="govuk-body">People who support the group from outside get an email as well.</p>
      ${first && email ? html`<h2 class="govuk-heading-m">What the email says</h2>${emailShown(first, email)}` : nothing}
      ${form.start({ action: `${c.path}?choice=${option.key}` })}${form.end('Add and send the emails', { cancel: { href: back } })}`,
      view,
    )
  },
)

type Told = {
  group: ArrangedGroup
  programme: { name: string; model: Pick<ReviewModel, 'summary'> }
  school: string
  members: readonly string[]
  leaders: readonly { name: string }[]
  link: string
}

/** The email that a group gets when somebody joins it. */
function groupEmail(option: Option, facts: FormingFacts, { group, programme, school, members, leaders, link }: Told) {
  const written = {
    id: group.review_group_id ?? '',
    name: group.name,
    programme_name: programme.name,
    model: programme.model,
  }
  const named = members.map((name) => ({ name }))
  return {
    subject: `Your review group: ${group.name}`,
    paragraphs: [
      openingFor(option, facts, group.school_ids),
      ...groupPublishedParagraphs(written, school, named, leaders, link),
    ],
  }
}
