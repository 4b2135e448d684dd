import { z } from 'zod'
import { cards } from '../../../design/components/card.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { type Actor, can, isOfficer, type Permission, roleName } from '../../people/public.ts'
import { dueWords, inOrder } from '../home.rules.ts'
import { placesOf } from '../place.queries.ts'
import type { Task } from '../task.ts'
import { taskSources } from '../task-sources.ts'

/** What this person needs to do next, with dates, across all of their roles. */
export const home = page(
  { path: '/:partnership', allow: 'member', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const tasks: Task[] = []
    for (const source of taskSources) tasks.push(...(await source(c.db, c.actor, c.today)))
    const lists = inOrder(tasks)
    const places = await placesOf(c.db, c.actor)
    const isOnlooker = places.length === 0 && !isOfficer(c.actor)
    return c.view(
      'What you need to do',
      html`${lists.now.length > 0 ? taskItems(lists.now, c.today) : nothingNow(c.actor, lists.coming[0])}
${section('Coming up', lists.coming, c.today)}
${section('Waiting for others', lists.waiting, c.today)}
${places.length > 0 ? html`<h2 class="govuk-heading-m">Your schools and groups</h2>${cards(places)}` : nothing}
${places.length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/time">Your time in reviews</a></p>` : nothing}
${isOnlooker ? linkList('What you can look at', onlookerLinks(c.actor)) : nothing}
${isOfficer(c.actor) ? linkList('Run the partnership', officerLinks(c.actor)) : nothing}`,
      { caption: greeting(c.actor) },
    )
  },
)

function greeting(actor: Actor): string {
  const held = [...new Set(actor.roles.map(({ role }) => roleName(role)))]
  return held.length === 0 ? actor.name : `${actor.name}, ${held.join(', ')}`
}

function nothingNow(actor: Actor, next: Task | undefined): Html {
  if (next) {
    const when = next.due ? ` on ${longDate(next.due)}` : ''
    return emptyState(`Nothing waits for you now. The next thing is “${next.title}” for ${next.about}${when}.`)
  }
  if (isOfficer(actor))
    return emptyState('Nothing waits for you now. Work appears here when a school needs you.', {
      href: `/${actor.partnership.key}/programmes`,
      text: 'Look at the programmes',
    })
  if (can(actor, 'self-evaluation:lead'))
    return emptyState('Nothing waits for you now. A review begins with your school’s self-evaluation.', {
      href: `/${actor.partnership.key}/self-evaluations`,
      text: 'Go to self-evaluation',
    })
  return emptyState(
    'Nothing waits for you now. When somebody asks you to do something, it appears here and you get an email.',
  )
}

function section(title: string, tasks: readonly Task[], today: Temporal.PlainDate): Html {
  if (tasks.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">${title}</h2>${taskItems(tasks, today)}`
}

const mostShown = 12

function taskItems(tasks: readonly Task[], today: Temporal.PlainDate): Html {
  const shown = tasks.slice(0, mostShown)
  const rest = tasks.slice(mostShown)
  const list = (some: readonly Task[]) => html`<ul class="app-tasks">${some.map((task) => taskItem(task, today))}</ul>`
  if (rest.length === 0) return list(shown)
  return html`${list(shown)}<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Show ${plural(rest.length, 'more task')}</span></summary><div class="govuk-details__text">${list(rest)}</div></details>`
}

function taskItem(task: Task, today: Temporal.PlainDate): Html {
  // A day that is months away needs no counting.
  const isSoon = task.due && Temporal.PlainDate.compare(task.due, today.add({ weeks: 5 })) <= 0
  const words = task.due && isSoon && task.kind === 'now' ? dueWords(task.due, today) : undefined
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="${task.href}">${task.title}</a><p class="app-tasks__about">${task.about}</p>${
    task.note ? html`<p class="app-tasks__note">${task.note}</p>` : nothing
  }</div><div class="app-tasks__when">${task.due ? html`<p class="app-tasks__day">${longDate(task.due)}</p>` : nothing}${words ? statusTag(words.text, words.tone) : nothing}</div></li>`
}

type Link = { href: string; text: string }

/** What everybody may see, for those who have no school or group here yet. */
function onlookerLinks(actor: Actor): Link[] {
  const base = `/${actor.partnership.key}`
  return [
    { href: `${base}/schools`, text: 'The schools of the partnership' },
    { href: `${base}/frameworks`, text: 'The framework that they evaluate themselves against' },
    { href: `${base}/people`, text: 'The people, and what they do' },
  ]
}

/** The pages of running a partnership that the links at the top do not name, under their own headings. */
function officerLinks(actor: Actor): Link[] {
  const base = `/${actor.partnership.key}`
  const all: [Permission, string, string][] = [
    ['programme:manage', 'review-groups', 'Review groups'],
    ['effort:see-sums', 'time/schools', 'Time that schools give to reviews'],
    ['calendar:manage', 'term-dates', 'Term dates and closed days'],
    ['school:import', 'schools/import', 'Import schools from a register'],
    ['locality:manage', 'localities', 'Localities'],
    ['partnership:manage', 'settings', 'Details of the partnership'],
    ['audit:see', 'audit', 'Record of changes'],
    ['jobs:see', 'failed-work', 'Work that failed'],
  ]
  return all.flatMap(([permission, path, text]) => (can(actor, permission) ? [{ href: `${base}/${path}`, text }] : []))
}

function linkList(heading: string, links: readonly Link[]): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2><ul class="govuk-list">${links.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}
