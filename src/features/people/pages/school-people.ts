import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { plural } from '../../../lib/words.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { schoolName, schoolPath } from '../../schools/public.ts'
import { peopleList } from '../people.parts.ts'
import { peopleAtSchool } from '../person.queries.ts'

/** The people of one school, with the way to invite another. */
export const schoolPeople = page(
  {
    path: '/:partnership/schools/:school/people',
    allow: 'person:see',
    params: z.object({ partnership: z.string(), school: z.uuid() }),
  },
  async (c) => {
    const name = found(await schoolName(c.db, c.actor, c.params.school))
    const people = await peopleAtSchool(c.db, c.actor, c.params.school)
    const href = `/${c.partnership.key}/people/invite?school=${c.params.school}`
    const mayInvite = c.can('person:invite', c.params.school)
    const list =
      people.length === 0
        ? emptyState(
            'Nobody at this school has a place here yet.',
            mayInvite ? { href, text: 'Invite somebody' } : undefined,
          )
        : html`${peopleList(c.actor, people, plural(people.length, 'person'))}${mayInvite ? html`<p class="govuk-body"><a class="govuk-link" href="${href}">Invite somebody to this school</a></p>` : nothing}`
    return c.view('People', list, {
      caption: name,
      back: { href: schoolPath(c.partnership, c.params.school), text: name },
    })
  },
)
