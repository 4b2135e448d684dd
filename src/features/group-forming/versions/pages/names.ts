import { z } from 'zod'
import { plural } from '../../../../lib/words.ts'
import { optionalText, text } from '../../../../platform/web/fields.ts'
import type { Refusal } from '../../../../platform/web/form.ts'
import { html } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { programmeFor } from '../../../review-groups/public.ts'
import { type Arrangement, arrangementFor, nameArrangement } from '../../arrangement.queries.ts'
import { versionPath } from '../paths.ts'

const fieldOf = (index: number) => `name_${index + 1}`

/** Names a version, so that people can speak of it, and its groups, as schools will know them. */
export const namesPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/names',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const arrangement = found(await arrangementFor(c.db, c.actor, programme.id, c.params.arrangement))
    const back = versionPath(c.partnership, programme.id, arrangement.id)
    const { groups } = arrangement
    const fields = z.object({
      label: optionalText({ max: 60 }),
      ...Object.fromEntries(
        groups.map((_, index) => [fieldOf(index), text('Enter a name for the group', { max: 60 })]),
      ),
    })
    const form = c.form(fields, { initial: said(arrangement), version: arrangement.names_version })
    if (form.value) {
      const given: Record<string, string> = form.value
      const names = groups.map((_, index) => given[fieldOf(index)] ?? '')
      for (const refusal of sameNames(names)) form.refuse(refusal)
      if (form.value) {
        const saved = await nameArrangement(
          c.db,
          c.actor,
          arrangement,
          { label: form.value.label, names },
          form.sentVersion ?? 0,
        )
        if (saved) return c.redirect(back, 'Names saved')
        const labels = Object.fromEntries(groups.map((_, index) => [fieldOf(index), `Group ${index + 1}`]))
        return c.conflict(form, {
          version: arrangement.names_version,
          by: 'Another officer',
          at: c.now,
          theirs: said(arrangement),
          labels: { label: 'A name for this version', ...labels },
        })
      }
    }
    return c.view(
      'Name this version and its groups',
      html`${form.start()}
      ${form.input('label', { label: 'A name for this version (optional)', hint: 'Only officers see it. For example: Shortest journeys' })}
      <h2 class="govuk-heading-m">Groups</h2>
      <p class="govuk-body">Schools see these names once the groups are proposed to them.</p>
      ${groups.map((group, index) => form.input(fieldOf(index) as 'label', { label: `Group ${index + 1}`, hint: plural(group.school_ids.length, 'school') }))}
      ${form.end('Save', { cancel: { href: back } })}`,
      { caption: programme.name, back: { href: back, text: `Version ${arrangement.number}` } },
    )
  },
)

function said({ label, groups }: Pick<Arrangement, 'label' | 'groups'>): { label: string } {
  return { label, ...Object.fromEntries(groups.map((group, index) => [fieldOf(index), group.name])) }
}

/** Review groups of a programme have different names. */
function sameNames(names: readonly string[]): Refusal[] {
  const key = (name: string) => name.toLowerCase()
  return names.flatMap((name, index) => {
    const first = names.findIndex((other) => key(other) === key(name))
    return first === index
      ? []
      : [{ field: fieldOf(index), message: `Group ${first + 1} is called ${name} too. Choose a different name` }]
  })
}
