/** Pieces that the pages about a group share. */
import { warningText } from '../../../design/components/warning-text.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { type CandidateSchool, type Check, kilometres, kilometresApart, travelOf } from '../group.rules.ts'

/** What the checks say, for a person to read before they go on. The refusals stand in the error summary. */
export function adviceList(checks: readonly Check[], title: string): Html {
  const advice = checks.filter((check) => check.level === 'advice')
  if (advice.length === 0) return nothing
  return html`${warningText({ text: title, iconFallbackText: 'Please note' })}<ul class="govuk-list govuk-list--bullet">${advice.map((check) => html`<li>${check.reason}</li>`)}</ul>`
}

/** The rules that a group breaks, where no form is refused. */
export function mustList(checks: readonly Check[], title: string): Html {
  const musts = checks.filter((check) => check.level === 'must')
  if (musts.length === 0) return nothing
  return html`${warningText({ text: title, iconFallbackText: 'Warning' })}<ul class="govuk-list govuk-list--bullet">${musts.map((check) => html`<li>${check.reason}</li>`)}</ul>`
}

/** "Furthest apart: …, 24 km. All pairs together: 140 km." */
export function travelText(schools: readonly CandidateSchool[]): string {
  const travel = travelOf(schools)
  if (!travel) return 'Distances are not known.'
  const { furthest, totalKm } = travel
  return `Furthest apart: ${furthest.a.name} and ${furthest.b.name}, ${kilometres(furthest.km)}. All pairs together: ${kilometres(totalKm)}.`
}

/** A school as one line of a picker: phase, trust, how far it is from another, and the group it is in. */
export function pickerItem(
  school: CandidateSchool,
  from: CandidateSchool | undefined,
): { value: string; text: string; hint: string } {
  const km = from && from.id !== school.id ? kilometresApart(from, school) : undefined
  const parts = [
    school.phase,
    km === undefined ? '' : `${kilometres(km)} away`,
    school.trust,
    school.other_group ? `in ${school.other_group}` : '',
  ]
  return { value: school.id, text: school.name, hint: parts.filter((part) => part !== '').join(', ') }
}

/** Nearest to a school first; those without a place last; without a school, by name. */
export function nearestFirst(
  schools: readonly CandidateSchool[],
  from: CandidateSchool | undefined,
): CandidateSchool[] {
  if (!from) return [...schools]
  const away = (school: CandidateSchool) =>
    school.id === from.id ? -1 : (kilometresApart(from, school) ?? Number.POSITIVE_INFINITY)
  return [...schools].sort((a, b) => away(a) - away(b) || a.name.localeCompare(b.name))
}
