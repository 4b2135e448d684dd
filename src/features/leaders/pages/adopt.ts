import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { groupPath, leadersPath, programmeFor } from '../../review-groups/public.ts'
import { headParagraphs } from '../emails/leaders-changed.ts'
import { adoptMatch } from '../match.acts.ts'
import { type Told, whoIsTold } from '../match.news.ts'
import { changeList } from '../match.parts.ts'
import { groundFor, matchFor } from '../match.queries.ts'
import { changedPlaces } from '../match-result.rules.ts'
import { matchPath } from '../paths.ts'

/** Says what adopting a match changes and who is told, then does it. */
export const adoptPage = page(
  {
    path: '/:partnership/programmes/:programme/leaders/matches/:match/adopt',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), match: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const match = found(await matchFor(c.db, c.actor, programme.id, c.params.match))
    const back = matchPath(c.partnership, programme.id, match.id)
    const form = c.form(z.object({}))
    if (form.value) {
      const at = { now: c.now, baseUrl: c.services.baseUrl }
      const done = await adoptMatch(c.db, c.actor, programme, match, at)
      if ('changed' in done)
        return c.redirect(
          leadersPath(c.partnership, programme.id),
          `Adopted: ${plural(done.changed, 'place')} changed, ${plural(done.mails, 'email')} sent`,
        )
      for (const refusal of done.refused) form.refuse(refusal)
    }
    const view = { back: { href: back, text: `Version ${match.number}` }, caption: programme.name }
    const title = `Adopt version ${match.number}`
    if (match.adopted_at) return c.view(title, html`<p class="govuk-body">This version was adopted already.</p>`, view)
    if (changedPlaces(match.result).length === 0)
      return c.view(
        title,
        html`<p class="govuk-body">Every group keeps the leader that it has, so there is nothing to adopt.</p>`,
        view,
      )
    const ground = form.sent ? undefined : await groundFor(c.db, c.actor, programme)
    const told =
      ground &&
      (await whoIsTold(
        c.db,
        c.actor,
        programme,
        { groups: ground.places.map(({ group }) => group), people: ground.leaders },
        match.result,
      ))
    return c.view(
      title,
      html`<p class="govuk-body">From now on these leaders support these groups, and see them and their reviews. Those who are replaced no longer see the group, but stay on the visit teams that they have joined.</p>
      ${changeList(match.result)}
      ${told ? emails(told, programme.name, (id) => `${c.services.baseUrl}${groupPath(c.partnership, id)}`) : nothing}
      ${form.start()}${form.end('Adopt and send', { cancel: { href: back } })}`,
      view,
    )
  },
)

function emails({ heads, leaders }: Told, programme: string, link: (id: string) => string): Html {
  const groups = [...new Set(heads.map(({ news }) => news.name))]
  const [first] = heads
  if (heads.length + leaders.length === 0)
    return html`<p class="govuk-body">Nobody gets an email: these groups are not published, and their schools and leaders hear of them when they are.</p>`
  return html`<h2 class="govuk-heading-m">Who gets an email</h2>
    <ul class="govuk-list govuk-list--bullet">
      ${leaders.length > 0 ? html`<li>${plural(leaders.length, 'leader')}: ${sentenceList(leaders.map(({ name }) => name))}</li>` : nothing}
      ${heads.length > 0 ? html`<li>${plural(heads.length, 'headteacher')} of the schools in ${sentenceList(groups)}</li>` : nothing}
    </ul>
    ${first ? html`<h2 class="govuk-heading-m">What it says, to ${first.name}</h2>${insetText({ html: html`${headParagraphs(first, programme, link).map((paragraph) => html`<p>${paragraph}</p>`)}` })}` : nothing}`
}
