import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { modelFor } from '../../review-models/public.ts'
import { groupPublishedParagraphs } from '../emails/group-published.ts'
import { publishGroup } from '../group.acts.ts'
import { groupFor, membersOf } from '../group.queries.ts'
import { headsOf, leadersOf } from '../group-people.queries.ts'
import { groupPath } from '../paths.ts'

/** Publishes a group: says who will see it and what the emails say, then does it. */
export const publishGroupPage = page(
  {
    path: '/:partnership/review-groups/:group/publish',
    allow: 'group:manage',
    params: z.object({ partnership: z.string(), group: z.uuid() }),
  },
  async (c) => {
    const group = found(await groupFor(c.db, c.actor, c.params.group))
    const back = groupPath(c.partnership, group.id)
    const form = c.form(z.object({}))
    if (form.value) {
      const refused = await publishGroup(c.db, c.actor, group.id, { now: c.now, baseUrl: c.services.baseUrl })
      if (!refused) return c.redirect(back, `${group.name} published`)
      for (const refusal of refused.refused) form.refuse(refusal)
    }
    const members = await membersOf(c.db, c.actor, group.id)
    const leaders = await leadersOf(c.db, c.actor, group.id)
    const heads = await headsOf(
      c.db,
      c.actor,
      members.map((school) => school.id),
    )
    const headless = members.filter((school) => !heads.some((head) => head.school_id === school.id))
    const told = [...heads.map((head) => `${head.name}, ${head.school_name}`), ...leaders.map((leader) => leader.name)]
    const [first] = heads
    const model = await modelFor(c.db, c.actor, group.model_key)
    const sample: Html = first
      ? insetText({
          html: html`${groupPublishedParagraphs({ ...group, model }, first.school_name, members, leaders, `${c.services.baseUrl}${back}`).map((paragraph) => html`<p>${paragraph}</p>`)}`,
        })
      : nothing
    return c.view(
      `Publish ${group.name}`,
      html`<p class="govuk-body">The staff and governors of ${sentenceList(members.map((school) => school.name))} will see the group, and can arrange reviews.</p>
      <h2 class="govuk-heading-m">Who gets an email</h2>
      ${told.length > 0 ? html`<ul class="govuk-list govuk-list--bullet">${told.map((one) => html`<li>${one}</li>`)}</ul>` : html`<p class="govuk-body">Nobody: no headteacher of these schools is known.</p>`}
      ${headless.length > 0 && heads.length > 0 ? html`<p class="govuk-body">No headteacher is known at ${sentenceList(headless.map((school) => school.name))}.</p>` : nothing}
      ${first ? html`<h2 class="govuk-heading-m">What it says, to ${first.name}</h2>${sample}` : nothing}
      ${form.start()}${form.end('Publish and send', { cancel: { href: back } })}`,
      { back: { href: back, text: group.name }, caption: group.programme_name },
    )
  },
)
