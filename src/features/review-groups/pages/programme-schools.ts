import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { emptyState } from '../../../design/components/empty-state.ts'
import { input } from '../../../design/components/input.ts'
import { select } from '../../../design/components/select.ts'
import { plural } from '../../../lib/words.ts'
import { ids, ticked } from '../../../platform/web/fields.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type Locality, localities, phaseText, type School, searchSchools } from '../../schools/public.ts'
import { programmePath } from '../paths.ts'
import { joinProgramme } from '../programme.acts.ts'
import { programmeFor, programmeSchools } from '../programme.queries.ts'

/** The most schools that one page lists; a search narrows them. */
const mostShown = 100
/** The most that "all that match" adds at once: more than the schools of the largest authority. */
const mostAdded = 2000
const word = z.string().trim().max(100).catch('')
const fields = z.object({ school_ids: ids('', 0), all: ticked() })

/** Chooses the schools that take part: search, tick, add, as often as needed. */
export const chooseProgrammeSchools = page(
  {
    path: '/:partnership/programmes/:programme/schools',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ q: word, locality: word }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = programmePath(c.partnership, programme.id)
    const search = { ...c.query, status: 'open' }
    const form = c.form(fields)
    if (form.value && !form.value.all && form.value.school_ids.length === 0)
      form.refuse({ field: 'school_ids', message: 'Tick the schools to add' })
    if (form.value) {
      const all = form.value.all
        ? (await searchSchools(c.db, c.actor, search, { limit: mostAdded })).schools.map((school) => school.id)
        : []
      const joined = await joinProgramme(c.db, c.actor, programme.id, [...form.value.school_ids, ...all], c.today)
      return c.redirect(c.path, `${plural(joined, 'school')} added to ${programme.name}`)
    }
    const inside = new Set((await programmeSchools(c.db, c.actor, programme.id)).map((school) => school.id))
    const matching = await searchSchools(c.db, c.actor, search, { limit: mostShown + inside.size })
    const outside = matching.schools.filter((school) => !inside.has(school.id))
    const places = await localities(c.db, c.actor)
    const finder = finderForm(`${back}/schools`, c.query, places)
    const count = html`<p class="govuk-body">${inside.size === 0 ? 'No school takes part yet.' : `${plural(inside.size, 'school takes', 'schools take')} part so far.`}</p>`
    const list =
      outside.length === 0
        ? html`${emptyState('No other open school matches.', { href: `${back}/schools`, text: 'Show all schools' })}<p class="govuk-body"><a class="govuk-link" href="${back}">Back to the programme</a></p>`
        : html`${form.start()}
          ${form.checkboxes('school_ids', {
            legend: 'Which schools take part?',
            ...(outside.length > mostShown || matching.total > matching.schools.length
              ? { hint: `The first ${mostShown} are shown. Search by name or locality to see others.` }
              : {}),
            small: true,
            items: outside
              .slice(0, mostShown)
              .map((school) => ({ value: school.id, text: school.name, hint: hintOf(school) })),
          })}
          ${form.tick('all', { text: `Add every open school that matches the search${matching.total > matching.schools.length ? '' : ` (${outside.length})`}` })}
          ${form.end('Add these schools', { cancel: { href: back, text: 'Back to the programme' } })}`
    return c.view(`Schools of ${programme.name}`, html`${count}${finder}${list}`, {
      back: { href: back, text: programme.name },
    })
  },
)

function hintOf(school: School): string {
  return [phaseText(school), school.district, school.trust].filter((part) => part !== '').join(', ')
}

function finderForm(action: string, query: { q: string; locality: string }, places: readonly Locality[]): Html {
  const options = places.map((place) => ({ value: place.id, text: `${place.kind}: ${place.name}` }))
  return html`<form method="get" action="${action}" role="search">
    ${input({ id: 'q', name: 'q', label: { text: 'Name, URN or postcode' }, value: query.q, type: 'search', spellcheck: false, classes: 'govuk-input--width-20' })}
    ${options.length === 0 ? html`` : select({ id: 'locality', name: 'locality', label: { text: 'Locality' }, value: query.locality, items: [{ value: '', text: 'Any locality' }, ...options] })}
    ${button({ text: 'Show schools', classes: 'govuk-button--secondary' })}
  </form>`
}
