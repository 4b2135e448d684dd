import { z } from 'zod'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page, type Route } from '../../page.ts'
import { type Person, peopleAtSchool, personPath, roleName } from '../../people/public.ts'
import { type Locality, localitiesOf } from '../locality.queries.ts'
import { schoolPath } from '../public.ts'
import type { SchoolPart } from '../school.parts.ts'
import { type LinkedSchool, linkedSchools, type School, schoolById } from '../school.queries.ts'
import { ageRange, phaseText, protectedCount, provisionText, statusName, statusTone } from '../school.rules.ts'

/** One school: what the register says, where it belongs, who works there, and what it takes part in. */
export function schoolPage(parts: readonly SchoolPart[]): Route {
  return page(
    {
      path: '/:partnership/schools/:school',
      allow: 'school:see',
      params: z.object({ partnership: z.string(), school: z.uuid() }),
    },
    async (c) => {
      const school = found(await schoolById(c.db, c.actor, c.params.school))
      const base = `/${c.partnership.key}`
      const places = await localitiesOf(c.db, c.actor, school.id)
      const links = await linkedSchools(c.db, c.actor, school.id)
      const people = c.can('person:see') ? await peopleAtSchool(c.db, c.actor, school.id) : undefined
      const shown: Html[] = []
      for (const part of parts) {
        const body = await part.show(c, school)
        if (body) shown.push(section(part.heading, body))
      }
      const body = html`
        ${school.status === 'open' ? nothing : html`<p class="govuk-body">${statusTag(statusName(school.status), statusTone(school.status))}</p>`}
        ${facts(school)}
        ${linksToOthers(links, base)}
        ${shown}
        ${section('Localities', localityList(places, base))}
        ${people ? section('People', peopleList(people, school, c.partnership)) : nothing}`
      return c.view(school.name, body, {
        breadcrumbs: [
          { href: base, text: 'Home' },
          { href: `${base}/schools`, text: 'Schools' },
        ],
      })
    },
  )
}

function section(heading: string, body: Html): Html {
  return html`<h2 class="govuk-heading-m">${heading}</h2>${body}`
}

function facts(school: School): Html {
  const senSupport = protectedCount(school.sen_support)
  const plans = protectedCount(school.ehc_plans)
  const rows: [string, string | Html][] = [
    ['URN', String(school.urn)],
    ['Phase', phaseText(school)],
    ['Type', school.type],
    ['Trust', school.trust || 'Not in a trust'],
    ['Ages', ageRange(school)],
    ['Boys or girls', school.gender],
    ['Pupils', school.pupils === null ? '' : String(school.pupils)],
    ['Pupils with SEN support', senSupport],
    ['Pupils with an EHC plan', plans],
    ['Specialist provision', provisionText(school)],
    ['Local authority', school.local_authority_name],
    ['District', school.district],
    ['Ward', school.ward],
    ['Postcode', school.postcode],
    ['Website', website(school.website)],
    [school.status === 'proposed' ? 'Opens' : 'Opened', school.opened_on ? longDate(school.opened_on) : ''],
    [school.status === 'closed' ? 'Closed' : 'Closes', school.closed_on ? longDate(school.closed_on) : ''],
  ]
  return html`${summaryList({
    rows: rows
      .filter(([, value]) => value !== '' && value !== nothing)
      .map(([key, value]) => ({
        key: { text: key },
        value: typeof value === 'string' ? { text: value } : { html: value },
      })),
  })}<p class="govuk-body-s">These facts come from the register of schools that your partnership imported, last changed here on ${longDate(dayOf(school.updated_at))}. Numbers from 1 to 4 are shown as “fewer than 5”.</p>`
}

function website(address: string): Html {
  if (!/^https?:\/\//i.test(address)) return nothing
  return html`<a class="govuk-link" href="${address}" rel="noreferrer">${address.replace(/^https?:\/\//i, '').replace(/\/$/, '')}</a>`
}

const linkTexts: Record<string, string> = {
  predecessor: 'Came after',
  successor: 'Was followed by',
  'merged-into': 'Merged into',
  'split-from': 'Split from',
}

function linksToOthers(links: readonly LinkedSchool[], base: string): Html {
  if (links.length === 0) return nothing
  const items = links.map(({ kind, id, name, linked_urn }) => {
    const other =
      id && name
        ? html`<a class="govuk-link" href="${base}/schools/${id}">${name}</a> (URN ${linked_urn})`
        : html`URN ${linked_urn}, which is not in this partnership’s list`
    return html`<li>${linkTexts[kind] ?? 'Linked to'} ${other}</li>`
  })
  return section('Before and after', html`<ul class="govuk-list">${items}</ul>`)
}

function localityList(places: readonly Locality[], base: string): Html {
  if (places.length === 0)
    return html`<p class="govuk-body">This school is in no locality yet. <a class="govuk-link" href="${base}/localities">Localities</a></p>`
  return html`<ul class="govuk-list">${places.map(
    ({ id, kind, name }) => html`<li>${kind}: <a class="govuk-link" href="${base}/localities/${id}">${name}</a></li>`,
  )}</ul>`
}

function peopleList(people: readonly Person[], school: School, partnership: { key: string }): Html {
  const all = html`<p class="govuk-body"><a class="govuk-link" href="${schoolPath(partnership, school.id)}/people">People and roles at ${school.name}</a></p>`
  if (people.length === 0) return html`<p class="govuk-body">Nobody has been invited yet.</p>${all}`
  const rolesHere = (person: Person) =>
    person.roles.filter(({ school_id }) => school_id === school.id).map(({ role }) => roleName(role))
  return html`<ul class="govuk-list">${people.map(
    (person) =>
      html`<li><a class="govuk-link" href="${personPath(partnership, person.id)}">${person.name}</a>, ${sentenceList(rolesHere(person))}${person.has_joined ? nothing : html` (has not signed in yet)`}</li>`,
  )}</ul>${all}`
}
