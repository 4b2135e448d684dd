import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { text } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type DemonstrationPerson, demonstrationPeople, demonstrationPerson } from '../demo.queries.ts'
import { roleWords } from '../person.rules.ts'
import { type Role, roleKeys, roleName } from '../roles.policy.ts'
import { signInHere } from '../this-device.ts'

const personField = z.object({ person: text('Choose a person', { max: 60 }) })

/** The door of the demonstration: its people, by role, and what each of them will find. */
export const demo = page({ path: '/demo', allow: 'anyone' }, async (c) => {
  const everyone = await c.asOwner(demonstrationPeople)
  const places = Map.groupBy(everyone, ({ partnership_name }) => partnership_name)
  const lists = [...places].map(
    ([partnership, there], index) => html`<h2 class="govuk-heading-l">${partnership}</h2>
${index === 0 ? nothing : html`<p class="govuk-body">A second partnership that has only begun, to see that neither sees anything of the other.</p>`}
<ul class="app-cards">${inOrderOfRole(there).map((person) => personCard(person, index === 0))}</ul>`,
  )
  return c.view(
    'Step into a role',
    html`<p class="govuk-body-l">Everyone here is made up, and so are their schools. Choose a person and look around: nothing you do reaches anyone.</p>
<p class="govuk-body">Emails that the service would send are kept in <a class="govuk-link" href="/demo/outbox">the outbox</a>.</p>
${lists.length > 0 ? html`${lists}` : html`<p class="govuk-body">The demonstration has no people yet.</p>`}`,
  )
})

function inOrderOfRole(people: readonly DemonstrationPerson[]): DemonstrationPerson[] {
  return roleKeys.flatMap((role) => people.filter((person) => firstRole(person) === role))
}

function firstRole(person: DemonstrationPerson): Role | undefined {
  return roleKeys.find((role) => person.roles.some((held) => held.role === role))
}

const nothingWaits = 'Nothing to do yet: the partnership’s schools, people and framework to look around in.'

/** What waits for each role in the first partnership, which the demonstration fills. */
const finds: Record<Role, string> = {
  'partnership-lead': 'The whole partnership: progress of every review, people, settings and the record of changes.',
  'partnership-officer': 'Programmes, review groups and term dates, and which reviews need attention this week.',
  headteacher:
    'A school’s evaluation and its review: what to agree, whom to share it with, and visits to other schools.',
  'senior-leader': 'Statements to judge, and a visit to the school to get ready for.',
  senco: 'Notes of a visit to write up, an invitation to answer, and the visit to their own school.',
  governor:
    'What the school has found out about itself, this year and last, and what other schools have shared with it.',
  ile: 'Reviews to support and challenge, with the dates of visits.',
  facilitator: nothingWaits,
  'quality-assurer': nothingWaits,
  provider: nothingWaits,
}

function personCard(person: DemonstrationPerson, hasWork: boolean): Html {
  const role = firstRole(person)
  const about = whatElse(person, role)
  return html`<li class="app-card"><p class="app-card__caption">${role ? roleName(role) : 'No role'}</p>
<h3 class="app-card__title">${person.name}</h3>
${about === '' ? nothing : html`<p class="app-card__text">${about}.</p>`}
${role && hasWork ? html`<p class="app-card__text">${finds[role]}</p>` : nothing}
<form method="post" action="/demo/sign-in">${button({ text: `Be ${person.name}`, name: 'person', value: person.key, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form></li>`
}

/** What the role above the name does not say already: the job title, the school, further roles. */
function whatElse(person: DemonstrationPerson, role: Role | undefined): string {
  const title = role && person.job_title === roleName(role) ? '' : person.job_title
  const held = person.roles.length === 1 ? person.roles.map(({ school }) => school ?? '') : person.roles.map(roleWords)
  return [title, ...held].filter(Boolean).join('; ')
}

/** Signs in as one of the demonstration's people. There is no such page where there is no demonstration. */
export const demoSignIn = page({ path: '/demo/sign-in', allow: 'anyone' }, async (c) => {
  const form = c.form(personField)
  const key = form.value?.person
  if (!key) return c.redirect('/demo')
  const person = found(await c.asOwner((owner) => demonstrationPerson(owner, key)))
  await signInHere(c, person.account_id, 'demonstration')
  return c.redirect(`/${person.partnership_key}`)
})
