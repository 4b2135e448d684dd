import { z } from 'zod'
import { plural } from '../../../../lib/words.ts'
import { ids } from '../../../../platform/web/fields.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor } from '../../../review-groups/public.ts'
import { settingsFor } from '../../settings.queries.ts'
import { saveRules } from '../forming.acts.ts'
import { rulesInWords, sizesInWords } from '../forming-rules.rules.ts'
import { rulesPath } from '../paths.ts'
import { schoolsToName } from '../preference.queries.ts'

const fields = z.object({ coaches: ids('Tick the schools that can coach', 0) })

/** The schools of which every group has one as its coach. */
export const coachesPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/rules/coaches',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = rulesPath(c.partnership, programme.id)
    const { rules, rules_version } = await settingsFor(c.db, c.actor, programme)
    const schools = await schoolsToName(c.db, c.actor, programme.id)
    const nameOf = (id: string) => schools.find((school) => school.id === id)?.name ?? 'A school that has left'
    const form = c.form(fields, { initial: { coaches: rules.coaches }, version: rules_version })
    if (form.value) {
      const known = new Set(schools.map(({ id }) => id))
      const coaches = form.value.coaches.filter((id) => known.has(id))
      const saved = await saveRules(c.db, c.actor, programme, { ...rules, coaches }, form.sentVersion ?? 0, c.now)
      if (saved.kind === 'saved')
        return c.redirect(
          back,
          coaches.length === 0 ? 'Groups need no coach' : `${plural(coaches.length, 'school')} can coach`,
        )
      if (saved.kind === 'conflict') {
        const { rules: theirs, rules_version: version, updated_by_name, updated_at } = saved.current
        const choice = {
          label: 'Schools that can coach',
          theirs: rulesInWords(theirs, nameOf).coaches,
          mine: rulesInWords({ ...theirs, coaches }, nameOf).coaches,
          fields: { coaches: theirs.coaches },
        }
        return c.conflict(form, {
          version,
          by: updated_by_name,
          at: updated_at ?? c.now,
          theirs: {},
          labels: {},
          choices: [choice],
        })
      }
      form.refuse({ field: 'coaches', message: saved.refusal.message })
    }
    const makes = sizesInWords(schools.length, rules)
    return c.view(
      'Schools that can coach',
      html`<p class="govuk-body">Tick the schools whose people can coach a group. Every group then has at least one of them. Tick none if groups need no coach.</p>
      ${makes ? html`<p class="govuk-body">${makes}, so there must be at least as many coaches as groups.</p>` : nothing}
      ${form.start()}${form.checkboxes('coaches', { legend: 'Schools', small: true, items: schools.map(({ id, text }) => ({ value: id, text })) })}${form.end('Check and save', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Rules for the groups' }, caption: programme.name },
    )
  },
)
