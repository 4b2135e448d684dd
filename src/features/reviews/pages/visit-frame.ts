/** What the pages of a visit have in common: their parameters, their paths and the links between them. */
import { subNavigation } from '../../../design/components/sub-navigation.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { partMay } from '../part.rules.ts'
import { planMeetingPath, reviewPath } from '../paths.ts'
import type { Visit } from '../preparation/visit.queries.ts'
import { namedDays } from '../visit-days.rules.ts'

type Place = { partnership: { key: string } }

/** Where the pages of a review are. */
export function pathsOf(c: Place, review_id: string) {
  const review = reviewPath(c.partnership, review_id)
  return {
    review,
    schedule: `${review}/schedule`,
    team: `${review}/team`,
    planMeeting: (stage: string) => planMeetingPath(review, stage),
    prepare: `${review}/prepare`,
    focus: `${review}/prepare/focus`,
    meeting: `${review}/prepare/meeting`,
    ready: `${review}/prepare/ready`,
    agenda: `${review}/agenda`,
    agendaPrint: `${review}/agenda/print`,
    setAside: (statement: string) => `${review}/agenda/${encodeURIComponent(statement)}/set-aside`,
    questionFrom: (statement: string) => `${review}/questions/from/${encodeURIComponent(statement)}`,
    newQuestion: `${review}/questions/new`,
    question: (id: string) => `${review}/questions/${id}`,
    programme: `${review}/visit-programme`,
    print: `${review}/visit-programme/print`,
    send: `${review}/visit-programme/send`,
    withdraw: `${review}/visit-programme/withdraw`,
    newActivity: `${review}/visit-programme/activities/new`,
    activity: (id: string) => `${review}/visit-programme/activities/${id}`,
    notes: `${review}/notes`,
    allNotes: `${review}/notes/all`,
    note: (id: string) => `${review}/notes/${id}`,
    notebook: `${review}/notebook`,
    noteSource: (id: string) => `${review}/notes/${id}/source`,
    findings: `${review}/findings`,
    sortNotes: `${review}/findings/notes`,
    answer: (id: string) => `${review}/findings/${id}/answer`,
    newFinding: `${review}/findings/new`,
    finding: (id: string) => `${review}/findings/${id}`,
    challenge: (id: string) => `${review}/findings/${id}/challenge`,
  }
}

type Part = 'prepare' | 'programme' | 'notes' | 'findings'

/** The links between the parts of a visit that the reader may open. */
export function visitLinks(c: Place, visit: Visit, active?: Part): Html {
  const paths = pathsOf(c, visit.id)
  const items = [
    { href: paths.review, text: 'The review' },
    { href: paths.prepare, text: 'Prepare', active: active === 'prepare' },
    { href: paths.programme, text: 'Programme', active: active === 'programme' },
    { href: paths.notes, text: 'Notes', active: active === 'notes' },
  ]
  if (partMay(visit.part, 'see-draft'))
    items.push({ href: paths.findings, text: 'Findings', active: active === 'findings' })
  return html`<div class="app-no-print">${subNavigation({ label: 'The parts of this visit', items })}</div>`
}

/** "Thursday 3 December 2026", "Wednesday 17 and Thursday 18 March 2027", or that it has no day yet. */
export function visitDayInWords(visit: Visit): string {
  return visit.visit_on ? namedDays(visit) : 'No day chosen yet'
}
