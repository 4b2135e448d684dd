/** What a school's page says of its time: the way to it, for those who lead the school. */
import { type Html, html } from '../../platform/web/html.ts'
import { type Actor, can } from '../people/public.ts'
import { schoolTimePath } from './paths.ts'

async function show({ actor }: { actor: Actor }, school: { id: string }): Promise<Html | undefined> {
  if (!can(actor, 'effort:see-school', school.id)) return undefined
  const href = schoolTimePath(actor.partnership, school.id)
  return html`<p class="govuk-body"><a class="govuk-link" href="${href}">What colleagues gave to other schools, and what your school received</a></p>`
}

export const schoolPart = { heading: 'Our school’s time', show }
