import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { table } from '../../../design/components/table.ts'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { type DistrictOfRegister, districtsOfRegister, fillDistricts } from '../locality.queries.ts'

/** Makes a locality of each district that the register names, after showing which. Safe to do again. */
export const districtLocalities = page(
  {
    path: '/:partnership/localities/from-districts',
    allow: 'locality:manage',
    params: z.object({ partnership: z.string() }),
  },
  async (c) => {
    const base = `/${c.partnership.key}/localities`
    const form = c.form(z.object({}))
    if (form.value) {
      const { made, added } = await fillDistricts(c.db, c.actor)
      const done = [
        ...(made > 0 ? [`${plural(made, 'locality')} made`] : []),
        ...(added > 0 ? [`${plural(added, 'school')} added`] : []),
      ]
      return c.redirect(
        base,
        done.length > 0 ? sentenceList(done) : 'Every school was in the locality of its district already',
      )
    }
    const all = await districtsOfRegister(c.db, c.actor)
    const districts = all.filter(({ district }) => district !== '')
    if (districts.length === 0) {
      const none = emptyState('None of your schools has a district yet: the register of schools names them.', {
        href: `/${c.partnership.key}/schools/import`,
        text: 'Import schools from a register',
      })
      return c.view('Make localities from districts', none, { back: { href: base } })
    }
    const toAdd = districts.reduce((sum, { to_add }) => sum + to_add, 0)
    const body = html`<p class="govuk-body">Each district becomes a locality with the schools that the register places in it. No school is taken out of a locality, and localities that you made by hand stay as they are.</p>${districtTable(districts)}${withoutDistrict(all.find(({ district }) => district === '')?.schools ?? 0)}${
      toAdd === 0
        ? html`<p class="govuk-body">Every school is in the locality of its district already.</p>`
        : html`${form.start()}${form.end(`Put ${plural(toAdd, 'school')} into their districts`, { cancel: { href: base } })}`
    }`
    return c.view('Make localities from districts', body, { back: { href: base } })
  },
)

function districtTable(districts: readonly DistrictOfRegister[]): Html {
  return table({
    head: [{ text: 'District' }, { text: 'Schools', format: 'numeric' }, { text: 'Not in it yet', format: 'numeric' }],
    rows: districts.map(({ district, schools, to_add }) => [
      { text: district },
      { text: String(schools), format: 'numeric' },
      { text: String(to_add), format: 'numeric' },
    ]),
  })
}

function withoutDistrict(count: number): Html {
  if (count === 0) return nothing
  const have = count === 1 ? 'has' : 'have'
  return html`<p class="govuk-body">${plural(count, 'school')} ${have} no district in the register and stay${count === 1 ? 's' : ''} outside.</p>`
}
