import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { longDate } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor, programmePath } from '../../../review-groups/public.ts'
import { schoolIn } from '../../proposal/answer.acts.ts'
import { schoolProposalPath } from '../../proposal/paths.ts'
import { proposalFor } from '../../proposal/proposal.queries.ts'
import { type ProgrammeSettings, settingsFor } from '../../settings.queries.ts'
import { askPath, preferencesPath } from '../paths.ts'
import { speaksAs } from '../preference.acts.ts'
import { givenList, whoSeesIt } from '../preference.parts.ts'
import { frameworkToChooseFrom, preferenceFor } from '../preference.queries.ts'
import { whyCannotGive } from '../preference.rules.ts'

/** What a school said before groups are formed, and until when it can change it. */
export const preferencesPage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/preferences',
    allow: 'group-preference:give',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const { given, school_name, school_id } = found(await preferenceFor(c.db, c.actor, programme.id, c.params.school))
    const settings = await settingsFor(c.db, c.actor, programme)
    const framework = await frameworkToChooseFrom(c.db, c.actor, programme)
    const by = speaksAs(c.actor, school_id)
    const closed = whyCannotGive(settings, by)
    const change = `${preferencesPath(c.partnership, programme.id, school_id)}/change`
    const proposal = closed && (await proposalFor(c.db, c.actor, programme.id))
    const isProposed = proposal && (await schoolIn(c.db, c.actor, proposal, school_id)) !== undefined
    const actions: Html = closed
      ? html`${insetText({ text: `${closed.message}.` })}${isProposed ? html`<p class="govuk-body"><a class="govuk-link" href="${schoolProposalPath(c.partnership, programme.id, school_id)}">See the proposed group</a></p>` : nothing}`
      : html`<p class="govuk-body">${untilWhen(settings, given !== null)}</p>${button({ text: given ? 'Change it' : 'Say it now', href: change, ...(given ? { classes: 'govuk-button--secondary' } : {}) })}`
    const back =
      by === 'officer'
        ? { href: askPath(c.partnership, programme.id), text: 'What schools say' }
        : { href: programmePath(c.partnership, programme.id), text: programme.name }
    return c.view(
      `What ${school_name} brings and looks for`,
      html`${given ? givenList(given, framework) : emptyState(`${school_name} has not said yet where it can help other schools and where it looks for help.`)}
      ${given ? whoSeesIt(school_name) : nothing}${actions}`,
      { back, caption: programme.name },
    )
  },
)

function untilWhen({ preferences_until, asked_at }: ProgrammeSettings, isGiven: boolean): string {
  const start = isGiven ? 'You can change this until the groups are formed.' : ''
  if (!asked_at || !preferences_until) return start
  return `${start} Schools are asked to answer by ${longDate(preferences_until)}; an answer that comes later may not count.`.trim()
}
