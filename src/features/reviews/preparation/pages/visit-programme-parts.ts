/** How activities of a visit day are shown. */
import { statusTag } from '../../../../design/components/status-tag.ts'
import { dayAndDate, timeOfDay } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import {
  type Activity,
  activityKinds,
  byPeriod,
  dayName,
  dayNumbers,
  isForWholeTeam,
  timeSpan,
  type VisitDay,
} from '../visit-programme.rules.ts'
import type { Problem } from '../visit-programme-problems.rules.ts'

/** Who is at an activity, in words. */
export function pairInWords(activity: Activity, day: VisitDay): string {
  const visitor = day.visitors.find((one) => one.person_id === activity.visitor_person_id)?.name
  const host = day.hosts.find((one) => one.person_id === activity.host_person_id)?.name
  if (isForWholeTeam(activity.kind) && !visitor) return host ? `The visiting team with ${host}` : 'The visiting team'
  if (visitor && host) return `${visitor} with ${host}`
  if (visitor) return `${visitor}, with nobody from the school yet`
  return host ? `${host}, with no visitor yet` : 'Nobody yet'
}

/** "Question 2", when the activity looks at one that is still asked. */
export function questionNumber(activity: Activity, day: VisitDay): string {
  const index = day.questions.findIndex((question) => question.id === activity.question_id)
  return index < 0 ? '' : `Question ${index + 1}`
}

function activityCard(
  activity: Activity,
  day: VisitDay,
  options: { clashes: ReadonlySet<string>; hrefOf: ((id: string) => string) | undefined },
): Html {
  const number = questionNumber(activity, day)
  const facts = [activityKinds[activity.kind], activity.place, number].filter((fact) => fact !== '')
  return html`<li class="app-activity${isForWholeTeam(activity.kind) ? ' app-activity--team' : ''}">
<h3 class="app-activity__title">${activity.title}</h3>
<p class="app-activity__facts">${timeSpan(activity)}. ${facts.join('. ')}.</p>
<p class="app-activity__pair">${pairInWords(activity, day)}</p>
${options.clashes.has(activity.id) ? html`<p class="app-activity__facts">${statusTag('Clash', 'problem')}</p>` : nothing}
${options.hrefOf ? html`<p class="app-activity__facts"><a class="govuk-link" href="${options.hrefOf(activity.id)}">Change<span class="govuk-visually-hidden"> ${activity.title}, ${timeSpan(activity)}</span></a></p>` : nothing}
</li>`
}

/** "8:45am to 3:30pm", "8:45am to 3:30pm on each day" */
export function hoursInWords(day: VisitDay): string {
  return `${timeSpan(day)}${day.days.length > 1 ? ' on each day' : ''}`
}

/** The activities day by day. A visit of one day has no headings, unless something stands on a day that it no longer has. */
export function daysWith<T extends Activity>(
  activities: readonly T[],
  day: VisitDay,
): { number: number; heading: string; activities: T[] }[] {
  const numbers = [...new Set([...dayNumbers(day), ...activities.map(({ on_day }) => on_day)])].sort()
  return numbers.map((number) => {
    const on = day.days[number - 1]
    const name = numbers.length > 1 ? dayName(number) : ''
    const heading = name === '' ? '' : `${name}: ${on ? dayAndDate(on) : 'the visit does not have it now'}`
    return { number, heading, activities: activities.filter(({ on_day }) => on_day === number) }
  })
}

/** Each day from morning to afternoon: one row for each time at which something starts. */
export function timetable(
  activities: readonly Activity[],
  day: VisitDay,
  options: { clashes: ReadonlySet<string>; hrefOf: ((id: string) => string) | undefined },
): Html {
  const rows = (own: readonly Activity[]) =>
    byPeriod(own).map(
      (period) =>
        html`<li class="app-period"><p class="app-period__time"><time datetime="${period.starts.toString().slice(0, 5)}">${timeOfDay(period.starts)}</time></p><ul class="app-period__activities">${period.activities.map((activity) => activityCard(activity, day, options))}</ul></li>`,
    )
  const days = daysWith(activities, day).map(({ heading, activities: own }) => {
    const list =
      own.length > 0
        ? html`<ol class="app-timetable">${rows(own)}</ol>`
        : html`<p class="govuk-body">Nothing is planned for this day yet.</p>`
    return heading === '' ? list : html`<h2 class="govuk-heading-m">${heading}</h2>${list}`
  })
  return html`${days}`
}

/** Clashes and advice in words. */
export function problemLists(problems: readonly Problem[]): Html {
  const list = (kind: Problem['kind']) => problems.filter((problem) => problem.kind === kind)
  const items = (some: readonly Problem[]) =>
    html`<ul class="govuk-list govuk-list--bullet">${some.map((problem) => html`<li>${problem.message}.</li>`)}</ul>`
  const clashes = list('clash')
  const advice = list('advice')
  return html`${clashes.length > 0 ? html`<section class="app-problems app-problems--clash" aria-labelledby="clashes"><h2 class="govuk-heading-s" id="clashes">To put right</h2>${items(clashes)}</section>` : nothing}${
    advice.length > 0
      ? html`<section class="app-problems" aria-labelledby="advice"><h2 class="govuk-heading-s" id="advice">Advice</h2>${items(advice)}</section>`
      : nothing
  }`
}

/** The ids of the activities that clash. */
export function clashingIds(problems: readonly Problem[]): Set<string> {
  return new Set(problems.filter((problem) => problem.kind === 'clash').flatMap((problem) => problem.activity_ids))
}
