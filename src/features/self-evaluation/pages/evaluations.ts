/** Everything about self-evaluation that concerns a person: theirs to judge, their schools', and what others share with them. */
import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { type CardParams, cards } from '../../../design/components/card.ts'
import { details } from '../../../design/components/details.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { schoolIdsWhere } from '../../people/public.ts'
import { activeShareCounts, type SharedWithMe, sharedWithMySchools } from '../../sharing/public.ts'
import { type Evaluation, evaluationsFor } from '../evaluation.queries.ts'
import { stageOf, statusOf } from '../evaluation.rules.ts'
import { evaluationPath, historyPath, sharePath, startPath } from '../paths.ts'
import { statusOfEvaluation, whereItStands } from './common.ts'

export const evaluations = page(
  { path: '/:partnership/self-evaluations', allow: 'member', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const all = await evaluationsFor(c.db, c.actor)
    const shares = await activeShareCounts(c.db, c.actor, 'self-evaluation', c.today)
    const shared = (await sharedWithMySchools(c.db, c.actor, c.today)).filter(
      (share) => share.subject_kind === 'self-evaluation',
    )
    const toJudge = all.filter(
      (evaluation) => evaluation.takes_part && !evaluation.finished_at && stageOf(evaluation) === 'judging',
    )
    // One card for each: what waits for one's own judgements stands first, what was stopped last.
    const stopped = all.filter((evaluation) => stageOf(evaluation) === 'stopped')
    const others = all.filter((evaluation) => !toJudge.includes(evaluation) && !stopped.includes(evaluation))
    const ownSchools = schoolIdsWhere(c.actor, 'self-evaluation:see')
    const asCard = (evaluation: Evaluation): CardParams => ({
      title: evaluation.title,
      href: evaluationPath(c.partnership, evaluation.id),
      caption: evaluation.school_name,
      text: `${whereItStands(evaluation)}. ${evaluation.framework_title}, edition ${evaluation.framework_edition}`,
      status: statusOfEvaluation(statusOf(evaluation, shares.get(evaluation.id) ?? 0)),
    })
    const lead = c.can('self-evaluation:lead')
    return c.view(
      'Self-evaluation',
      html`<p class="govuk-body">A school judges itself against a framework: colleagues each on their own first, then together. What a school agrees is its own, and others see only what it shares.</p>
    ${lead ? button({ text: 'Start a self-evaluation', href: startPath(c.partnership) }) : nothing}
    ${toJudge.length > 0 ? html`<h2 class="govuk-heading-m">Waiting for your judgements</h2>${cards(toJudge.map(asCard))}` : nothing}
    ${others.length > 0 || toJudge.length === 0 ? html`<h2 class="govuk-heading-m">${ownSchools.length > 0 ? 'Your schools' : 'Where you take part'}</h2>` : nothing}
    ${others.length > 0 ? cards(others.map(asCard)) : toJudge.length > 0 ? nothing : emptyState(lead ? 'Your school has no self-evaluation yet. Start one, then choose who judges.' : 'There is none yet. You are told by email when a school asks you to judge.')}
    ${historyLinks(c.partnership, all)}
    ${stopped.length > 0 ? details({ summaryText: plural(stopped.length, 'stopped self-evaluation'), html: html`<ul class="govuk-list">${stopped.map((each) => html`<li><a class="govuk-link" href="${evaluationPath(c.partnership, each.id)}">${each.title}</a>, ${each.school_name}. ${whereItStands(each)}</li>`)}</ul>` }) : nothing}
    <h2 class="govuk-heading-m">Shared with you</h2>
    ${shared.length > 0 ? cards(shared.map((share) => sharedCard(c.partnership, share))) : emptyState('No school shares a self-evaluation with you at the moment. When one does, it is listed here and you are told by email.')}`,
    )
  },
)

function sharedCard(partnership: { key: string }, share: SharedWithMe): CardParams {
  return {
    title: share.title,
    href: sharePath(partnership, share.id),
    caption: share.school_name,
    text: `For ${share.with_name}, until ${longDate(share.until_on)}`,
    status: share.opened_by_me ? statusTag('Opened', 'neutral') : statusTag('New', 'attention'),
  }
}

/** Side by side, for schools with more than one agreed evaluation. */
function historyLinks(partnership: { key: string }, all: readonly Evaluation[]) {
  const agreed = Map.groupBy(
    all.filter((evaluation) => evaluation.agreed_at),
    (evaluation) => evaluation.school_id,
  )
  const links = [...agreed].flatMap(([schoolId, list]) => {
    const name = list[0]?.school_name
    return list.length > 1 && name
      ? [
          html`<li><a class="govuk-link" href="${historyPath(partnership, schoolId)}">Compare the years of ${name}</a></li>`,
        ]
      : []
  })
  return links.length > 0 ? html`<ul class="govuk-list">${links}</ul>` : nothing
}
