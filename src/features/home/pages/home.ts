import { z } from 'zod'
import { cards } from '../../../design/components/card.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { longDate, plural } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { nextOfSetUp, type SetUpStep } from '../../partnerships/public.ts'
import { type Actor, can, isOfficer, roleName } from '../../people/public.ts'
import { dueWords, inOrder } from '../home.rules.ts'
import type { Task } from '../task.ts'
import { taskSources } from '../task-sources.ts'

/** What this person needs to do next, with dates, across all of their roles. */
export const home = page(
  { path: '/:partnership', allow: 'member', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const tasks: Task[] = []
    for (const source of taskSources) tasks.push(...(await source(c.db, c.actor, c.today)))
    const lists = inOrder(tasks)
    const places = await yourPlaces(c.db, c.actor)
    const setUp = lists.now.length === 0 ? await nextOfSetUp(c.db, c.actor) : undefined
    return c.view(
      'What you need to do',
      html`${lists.now.length > 0 ? taskItems(lists.now, c.today) : nothingNow(c.actor, lists.coming[0], setUp)}
${section('Coming up', lists.coming, c.today)}
${section('Waiting for others', lists.waiting, c.today)}
${places.length > 0 ? html`<h2 class="govuk-heading-m">Your schools and groups</h2>${cards(places)}` : nothing}
${quickLinks(c.actor)}`,
      { caption: greeting(c.actor) },
    )
  },
)

function greeting(actor: Actor): string {
  const held = [...new Set(actor.roles.map(({ role }) => roleName(role)))]
  return held.length === 0 ? actor.name : `${actor.name}, ${held.join(', ')}`
}

function nothingNow(actor: Actor, next: Task | undefined, setUp: SetUpStep | undefined): Html {
  if (setUp) return emptyState(`Nothing waits for you now. ${setUp.sentence}`, { href: setUp.href, text: setUp.link })
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
    'Nothing waits for you now. When someone invites you to judge, to review or to answer, it appears here and you get an email.',
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

type Place = { title: string; href: string; caption: string }

/** The schools where this person holds a role and the review groups that they belong to: one query. */
async function yourPlaces(db: Db, actor: Actor): Promise<Place[]> {
  const schoolIds = actor.roles.flatMap(({ school_id }) => (school_id ? [school_id] : []))
  const found = await db
    .selectFrom('school')
    .select(['id', 'name'])
    .where('id', 'in', schoolIds.length > 0 ? schoolIds : ['00000000-0000-0000-0000-000000000000'])
    .unionAll(
      db
        .selectFrom('review_group')
        .select(['id', 'name'])
        .where('disbanded_at', 'is', null)
        .where('published_at', 'is not', null)
        .where((where) =>
          where.or([
            where(
              'id',
              'in',
              db
                .selectFrom('review_group_school')
                .select('group_id')
                .where('school_id', 'in', schoolIds.length > 0 ? schoolIds : ['00000000-0000-0000-0000-000000000000']),
            ),
            where(
              'id',
              'in',
              db.selectFrom('review_group_leader').select('group_id').where('person_id', '=', actor.person_id),
            ),
          ]),
        ),
    )
    .execute()
  const base = `/${actor.partnership.key}`
  return found.map(({ id, name }) =>
    schoolIds.includes(id)
      ? { title: name, href: `${base}/schools/${id}`, caption: 'School' }
      : { title: name, href: `${base}/review-groups/${id}`, caption: 'Review group' },
  )
}

function quickLinks(actor: Actor): Html {
  if (!isOfficer(actor)) return nothing
  const base = `/${actor.partnership.key}`
  const links = [
    can(actor, 'programme:manage') ? { href: `${base}/programmes`, text: 'Programmes and review groups' } : undefined,
    can(actor, 'calendar:manage') ? { href: `${base}/term-dates`, text: 'Term dates and closed days' } : undefined,
    can(actor, 'school:import')
      ? { href: `${base}/schools/import`, text: 'Bring in a register of schools' }
      : undefined,
    can(actor, 'locality:manage') ? { href: `${base}/localities`, text: 'Localities' } : undefined,
    can(actor, 'partnership:manage')
      ? { href: `${base}/settings`, text: 'Name and contact details of the partnership' }
      : undefined,
    can(actor, 'audit:see') ? { href: `${base}/audit`, text: 'Record of changes' } : undefined,
    can(actor, 'jobs:see') ? { href: `${base}/dead-letters`, text: 'Work that failed' } : undefined,
  ].filter((link) => link !== undefined)
  return html`<h2 class="govuk-heading-m">Run the partnership</h2><ul class="govuk-list">${links.map(({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`)}</ul>`
}
