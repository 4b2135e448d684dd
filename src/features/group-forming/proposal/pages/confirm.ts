import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { table } from '../../../../design/components/table.ts'
import { plural, sentenceList } from '../../../../lib/words.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor, programmePath } from '../../../review-groups/public.ts'
import { modelFor } from '../../../review-models/public.ts'
import { factsFor, namesOf } from '../../facts.queries.ts'
import type { FormingFacts } from '../../problem.rules.ts'
import { versionPath } from '../../versions/paths.ts'
import { confirmProposal } from '../confirm.acts.ts'
import { obstaclesOf } from '../obstacles.rules.ts'
import { proposalPath } from '../paths.ts'
import { withReviewGroups } from '../present.rules.ts'
import { adviceList, mustList } from '../proposal.parts.ts'
import { type Proposal, proposalFor, schoolsOfProposal } from '../proposal.queries.ts'
import { countsInWords, countsOf, whyCannotConfirm } from '../proposal.rules.ts'

/** The last look before the proposed groups become the review groups. */
export const confirmProposalPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/proposal/confirm',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = proposalPath(c.partnership, programme.id)
    const view = { back: { href: back, text: 'The proposed groups' }, caption: programme.name }
    const title = 'Confirm the groups'
    const form = c.form(z.object({}))
    if (form.value) {
      const at = { now: c.now, today: c.today, baseUrl: c.services.baseUrl }
      const done = await confirmProposal(c.db, c.actor, programme, at)
      if (!('refused' in done))
        return c.redirect(
          programmePath(c.partnership, programme.id),
          `Groups confirmed. ${plural(done.mails, 'email')} will be sent`,
        )
      // Nothing of it was kept: the reasons stand in the summary, and the page shows how things are now.
      for (const refusal of done.refused) form.refuse({ message: refusal.message })
      return c.view(
        title,
        html`<p class="govuk-body">Nothing was changed. Make a changed version and propose that one, then come back.</p><p class="govuk-body"><a class="govuk-link" href="${back}">Go to the proposed groups</a></p>${form.start()}${form.end('Try again', { tone: 'secondary' })}`,
        view,
      )
    }
    const proposal = found(await proposalFor(c.db, c.actor, programme.id))
    const schools = await schoolsOfProposal(c.db, c.actor, proposal)
    const refused = whyCannotConfirm(proposal, schools, c.today)
    if (refused) return c.view(title, insetText({ text: `${refused.message}.` }), view)
    const facts = await factsFor(c.db, c.actor, programme.id)
    const groups = withReviewGroups(proposal.groups, facts)
    const nameOf = await namesOf(c.db, c.actor, facts, groups)
    const model = (await modelFor(c.db, c.actor, programme.model_key)).group
    const obstacles = obstaclesOf({ groups, settings: proposal.settings }, facts, model, nameOf)
    const mend = html`Something has changed since the groups were proposed. Mend it in <a class="govuk-link" href="${versionPath(c.partnership, programme.id, proposal.arrangement_id)}">version ${proposal.arrangement_number}</a>, then propose the new version.`
    if (obstacles.musts.length > 0)
      return c.view(title, html`${mustList(obstacles, mend)}${adviceList(obstacles)}`, view)
    return c.view(
      title,
      html`<p class="govuk-body">${countsInWords(countsOf(schools))}. Those that said nothing count as content.</p>
      <p class="govuk-body">The groups below become the review groups at once. Their schools see them and can arrange reviews, and the heads and leaders of groups that are new or changed get an email. This cannot be undone, but schools can be moved later.</p>
      ${adviceList(obstacles)}${whatHappens({ ...proposal, groups }, facts, nameOf)}
      ${form.start()}${form.end('Confirm the groups', { cancel: { href: back } })}`,
      view,
    )
  },
)

function whatHappens(
  { groups }: Pick<Proposal, 'groups'>,
  { present }: FormingFacts,
  nameOf: (id: string) => string,
): Html {
  const filled = groups.filter(({ school_ids }) => school_ids.length > 0)
  const named = new Set(filled.map(({ review_group_id }) => review_group_id))
  const ended = present.filter((group) => !named.has(group.review_group_id))
  const row = (name: string, tag: Html, schools: readonly string[]) => [
    { text: name },
    { html: tag },
    { text: sentenceList(schools.map(nameOf)) },
  ]
  return scrollable(
    table({
      caption: plural(filled.length, 'group'),
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Group' }, { text: 'What happens' }, { text: 'Schools' }],
      rows: [
        ...filled.map((group) => {
          const now = present.find(({ review_group_id }) => review_group_id === group.review_group_id)
          const isSame =
            now?.school_ids.length === group.school_ids.length &&
            now.school_ids.every((id) => group.school_ids.includes(id))
          const tag = !now
            ? statusTag('New', 'info')
            : isSame
              ? statusTag('Stays as it is', 'neutral')
              : statusTag('Changes', 'attention')
          return row(now?.name ?? group.name, tag, group.school_ids)
        }),
        ...ended.map((group) => row(group.name, statusTag('Ends', 'problem'), group.school_ids)),
      ],
    }),
    'What happens to each group',
  )
}
