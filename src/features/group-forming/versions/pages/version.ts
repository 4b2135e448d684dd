import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { explainAll, type Situation } from '../../../../lib/grouping/explain.ts'
import { rulesBroken } from '../../../../lib/grouping/recount.ts'
import { dayAndTime, plural } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath } from '../../../review-groups/public.ts'
import { type Ground, groundFor } from '../../by-hand/hand.queries.ts'
import { carryOutLock, lockFields, lockFormName, lockMeaning } from '../../by-hand/lock.parts.ts'
import { boardPath } from '../../by-hand/paths.ts'
import { proposePath } from '../../proposal/paths.ts'
import { proofInWords } from '../bound.rules.ts'
import { groupsMap } from '../groups-map.ts'
import { comparePath, findPath, versionPath } from '../paths.ts'
import { brokenRules, groupTable, type Numbered } from '../version.parts.ts'
import { figuresInWords, figuresOf } from '../version.words.ts'

/** So many groups are shown at once; a large programme is looked at district by district. */
const groupsOnAPage = 30

/** One version of the groups: how good it is, a map, and every group with its schools. */
export const versionPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() }),
    query: z.object({
      district: z.string().optional().catch(undefined),
      page: z.coerce.number().int().min(1).catch(1),
    }),
  },
  async (c) => {
    const ground = found(await groundFor(c.db, c.actor, c.params.programme, c.params.arrangement))
    const { arrangement, programme } = ground
    const here = versionPath(c.partnership, programme.id, arrangement.id)
    const lock = c.form(lockFields, { name: lockFormName })
    if (lock.value) {
      const done = await carryOutLock(c.db, c.actor, ground, lock.value.change)
      if ('said' in done) return c.redirect(`${here}${queryOf(c.query)}#${done.at}`, done.said)
      lock.refuse(done.refused)
    }
    const groups = arrangement.groups.map((group, number) => ({ group, number }))
    const shown = shownGroups(groups, ground, c.query)
    const situations = situationsOf(ground)
    const byId = new Map(situations.map((one) => [one.school, one]))
    const view = { version: here, lockForm: 'lock-form' }
    const body = html`
      ${headline(ground, situations)}
      ${brokenRules(brokenNow(ground), ground)}
      ${actions(ground, {
        here,
        propose: proposePath(c.partnership, programme.id, arrangement.id),
        find: findPath(c.partnership, programme.id, arrangement.id),
        forming: formingPath(c.partnership, programme.id),
        compare: ground.newer
          ? comparePath(c.partnership, programme.id, arrangement.id, ground.newer.id)
          : arrangement.made_from_id
            ? comparePath(c.partnership, programme.id, arrangement.made_from_id, arrangement.id)
            : undefined,
      })}
      <h2 class="govuk-heading-m">Where the groups are</h2>
      ${groupsMap(shown.groups, ground.facts.schools, { title: mapTitle(shown.groups, groups.length) })}
      <h2 class="govuk-heading-m">${shown.title}</h2>
      ${groupIndex(groups, here)}
      ${districtFilter(ground, here, c.query.district)}
      <p class="govuk-body">${lockMeaning} Choose a school to see why it is where it is, and where else it could be.</p>
      ${lock.start({ id: view.lockForm })}</form>
      ${shown.groups.map((one) => groupTable(one, ground, byId, view))}
      ${shown.pages}`
    const name = arrangement.label
      ? `Version ${arrangement.number}: ${arrangement.label}`
      : `Version ${arrangement.number}`
    return c.view(name, body, {
      caption: programme.name,
      back: { href: formingPath(c.partnership, programme.id), text: 'Form the groups' },
    })
  },
)

function situationsOf({ problem, arrangement }: Ground): Situation[] {
  if (!problem) return []
  return explainAll(
    problem,
    arrangement.groups.map(({ school_ids }) => school_ids),
    { locked: { groups: arrangement.locked_groups, schools: arrangement.locked_school_ids } },
  )
}

/** The rules as the version was made with, for the schools as they are now. */
function brokenNow({ problem, arrangement }: Ground) {
  return problem
    ? rulesBroken(
        problem,
        arrangement.groups.map(({ school_ids }) => school_ids),
      )
    : []
}

function headline(ground: Ground, situations: readonly Situation[]): Html {
  const { arrangement, nameOf, saying } = ground
  const figures = figuresInWords(figuresOf(arrangement.groups, situations), nameOf, saying.unit)
  const proof = proofInWords(arrangement)
  const made = `${arrangement.summary}${arrangement.stopped_early ? ', stopped early' : ''}. ${arrangement.created_by_name}, ${dayAndTime(arrangement.created_at)}.`
  return html`<p class="govuk-body-l">${figures.slice(0, 2).join(' ')}</p>
    <ul class="govuk-list govuk-list--bullet">${[...figures.slice(2), ...(proof ? [proof] : [])].map((text) => html`<li>${text}</li>`)}</ul>
    <p class="govuk-body-s">${made}</p>`
}

function actions(
  { arrangement, newer }: Ground,
  href: { here: string; propose: string; find: string; forming: string; compare: string | undefined },
): Html {
  const link = (to: string, text: string) => html`<li><a class="govuk-link" href="${to}">${text}</a></li>`
  const locks = arrangement.locked_groups.length + arrangement.locked_school_ids.length
  return html`${newer ? html`<p class="govuk-body">There is a newer version: <a class="govuk-link" href="${href.forming}/versions/${newer.id}">version ${newer.number}</a>, by ${newer.created_by_name}.</p>` : nothing}
    <div class="govuk-button-group">${button({ text: 'Propose to the schools', href: href.propose })}${button({ text: 'Move schools', href: boardPath(href.here), classes: 'govuk-button--secondary' })}</div>
    <ul class="govuk-list">
      ${arrangement.origin === 'move' && arrangement.made_from_id ? link(`${href.forming}/versions/${arrangement.made_from_id}`, `Undo: back to version ${arrangement.made_from_number ?? ''}`) : nothing}
      ${link(href.find, locks > 0 ? 'Find groups for the rest again' : 'Find groups again from here')}
      ${href.compare ? link(href.compare, arrangement.made_from_number && !newer ? `Compare with version ${arrangement.made_from_number}` : 'Compare with the newest version') : nothing}
      ${link(`${href.here}/names`, 'Name this version and its groups')}
      ${link(`${href.here}/groups`, 'Download the groups (CSV)')}
      ${link(`${href.here}/problem`, 'Download the problem for the command line (JSON)')}
    </ul>`
}

function mapTitle(shown: readonly Numbered[], all: number): string {
  return shown.length === all
    ? `${plural(all, 'group')}, each number in the middle of its schools`
    : `${shown.length} of ${plural(all, 'group')}, each number in the middle of its schools`
}

/** The groups to show: those of a district, or a page of them. */
function shownGroups(
  groups: readonly Numbered[],
  { facts }: Ground,
  query: { district?: string | undefined; page: number },
): { groups: Numbered[]; title: string; pages: Html } {
  if (query.district) {
    const inside = new Set(facts.schools.filter(({ district }) => district === query.district).map(({ id }) => id))
    const chosen = groups.filter(({ group }) => group.school_ids.some((id) => inside.has(id)))
    return { groups: chosen, title: `Groups with schools of ${query.district}`, pages: nothing }
  }
  const pages = Math.ceil(groups.length / groupsOnAPage)
  const page = Math.min(query.page, Math.max(1, pages))
  const links =
    pages < 2
      ? nothing
      : html`<nav aria-label="Pages of groups"><ul class="govuk-list app-inline-list">${Array.from({ length: pages }, (_, index) => html`<li>${index + 1 === page ? html`<strong>Groups ${index * groupsOnAPage + 1} to ${Math.min(groups.length, (index + 1) * groupsOnAPage)}</strong>` : html`<a class="govuk-link" href="?page=${index + 1}">Groups ${index * groupsOnAPage + 1} to ${Math.min(groups.length, (index + 1) * groupsOnAPage)}</a>`}</li>`)}</ul></nav>`
  return { groups: groups.slice((page - 1) * groupsOnAPage, page * groupsOnAPage), title: 'Groups', pages: links }
}

/** Every group by its name, to go straight to it, whichever page it is on. */
function groupIndex(groups: readonly Numbered[], here: string): Html {
  if (groups.length < 4) return nothing
  const links = groups.map(
    ({ group, number }) =>
      html`<li><a class="govuk-link" href="${here}${queryOf({ page: Math.floor(number / groupsOnAPage) + 1 })}#group-${number}">${number + 1}: ${group.name}</a></li>`,
  )
  return details({
    summaryText: `Go to one of the ${groups.length} groups`,
    html: html`<ul class="govuk-list app-inline-list">${links}</ul>`,
  })
}

/** What of a version is shown, as the end of its address. */
function queryOf({ district, page }: { district?: string | undefined; page: number }): string {
  if (district) return `?${new URLSearchParams({ district })}`
  return page > 1 ? `?page=${page}` : ''
}

function districtFilter({ facts }: Ground, here: string, chosen: string | undefined): Html {
  const districts = [...new Set(facts.schools.map(({ district }) => district).filter((name) => name !== ''))].sort()
  if (districts.length < 2) return nothing
  const links = districts.map(
    (name) =>
      html`<li>${name === chosen ? html`<strong>${name}</strong>` : html`<a class="govuk-link" href="${here}?district=${encodeURIComponent(name)}">${name}</a>`}</li>`,
  )
  return details({
    summaryText: chosen ? `Shown: groups with schools of ${chosen}` : 'Show the groups of one district',
    html: html`<ul class="govuk-list">${chosen ? html`<li><a class="govuk-link" href="${here}">All groups</a></li>` : nothing}${links}</ul>`,
  })
}
