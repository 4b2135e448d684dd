/** The visiting team on the page of its report: who agrees, who misses something, for whom the lead reviewer waits. */
import { button } from '../../../../design/components/button.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { prose } from '../../document-view.ts'
import { partMay, partName } from '../../part.rules.ts'
import { type TeamMember, teamOf } from '../agreement.queries.ts'
import {
  isOfTeam,
  isWaitedFor,
  type Standing,
  standings,
  whyCannotReopen,
  whyCannotSayWord,
} from '../agreement.rules.ts'
import type { WriteUp } from '../summary.queries.ts'

const tones: Record<Standing, 'done' | 'attention' | 'progress' | 'neutral'> = {
  agrees: 'done',
  'agreed-earlier-text': 'attention',
  'something-missing': 'attention',
  silent: 'progress',
  'gone-on': 'neutral',
}

/** The members with where they stand; nothing for people outside the team, and until the host has the draft. */
export function teamAgreement(writeUp: WriteUp, base: string, person_id: string): Html {
  if (!isOfTeam(writeUp.part) || !writeUp.sent_to_host_at) return nothing
  const team = teamOf(writeUp)
  const open = whyCannotSayWord(writeUp.part, writeUp, { agrees: true, missing: '' }) === undefined
  const mine = team.find((member) => member.person_id === person_id)
  const isLead = partMay(writeUp.part, 'agree-as-team')
  const ask = open && mine && !isLead && isWaitedFor(mine.standing)
  return html`<section class="app-no-print"><h2 class="govuk-heading-m" id="team-agreement">Does the team agree?</h2>
${ask ? button({ text: 'Say whether you agree', href: `${base}/write-up/my-word` }) : nothing}
<ul class="app-tasks">${team.map((member) => memberItem(member, { base, person_id, open, isLead }))}</ul>
${whyCannotReopen(writeUp.part, writeUp, 'asked') ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="${base}/write-up/reopen">Open the text again</a>, if the team wants to change it</p>`}</section>`
}

type Reader = { base: string; person_id: string; open: boolean; isLead: boolean }

function memberItem(member: TeamMember, reader: Reader): Html {
  const isReader = member.person_id === reader.person_id
  const leads = member.part === 'lead-reviewer'
  const { missing, gone_on_reason } = member.word
  const shown =
    leads && isWaitedFor(member.standing)
      ? statusTag('Agrees last, for the team', 'neutral')
      : statusTag(standings[member.standing], tones[member.standing])
  const goOn =
    reader.open && reader.isLead && !isReader && isWaitedFor(member.standing)
      ? html`<p class="govuk-body app-beside"><a class="govuk-link" href="${reader.base}/write-up/go-on/${member.id}">Go on without<span class="govuk-visually-hidden"> ${member.name}</span></a></p>`
      : nothing
  const change =
    reader.open && isReader && !leads && member.standing !== 'silent'
      ? html`<p class="govuk-body app-beside"><a class="govuk-link" href="${reader.base}/write-up/my-word">Change what you said</a></p>`
      : nothing
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><strong>${member.name}</strong><p class="app-tasks__about">${partName(member.part)}</p>
${member.standing === 'something-missing' || missing !== '' ? html`<div class="app-tasks__note">${prose(missing)}</div>` : nothing}
${member.standing === 'gone-on' ? html`<div class="app-tasks__note">${prose(`Why: ${gone_on_reason}`)}</div>` : nothing}${goOn}${change}</div><div class="app-tasks__when">${shown}</div></li>`
}
