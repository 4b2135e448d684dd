import { z } from 'zod'
import { button } from '../../../design/components/button.ts'
import { text } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { sessionCookie } from '../../../platform/web/service.ts'
import { page } from '../../page.ts'
import { type DemonstrationPerson, demonstrationPeople, demonstrationPerson } from '../demo.queries.ts'
import { roleWords } from '../person.rules.ts'
import { type Role, roleKeys, roleName } from '../roles.policy.ts'
import { signInAs } from '../sign-in.queries.ts'
import { cookieAge } from './sign-in-link.ts'

const personField = z.object({ person: text('Choose a person', { max: 60 }) })

/** The door of the demonstration: its people, by role, and what each of them will find. */
export const demo = page({ path: '/demo', allow: 'anyone' }, async (c) => {
  const everyone = await c.asOwner(demonstrationPeople)
  const places = Map.groupBy(everyone, ({ partnership_name }) => partnership_name)
  const lists = [...places].map(
    ([partnership, there], index) => html`<h2 class="govuk-heading-l">${partnership}</h2>
${index === 0 ? nothing : html`<p class="govuk-body">A second partnership, to see that neither sees anything of the other.</p>`}
<ul class="app-cards">${inOrderOfRole(there).map(personCard)}</ul>`,
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

const finds: Record<Role, string> = {
  'partnership-lead': 'The whole partnership: progress of every review, people, settings and the record of changes.',
  'partnership-officer': 'Programmes, review groups and term dates, and which reviews need attention this week.',
  headteacher:
    'A school’s evaluation and its review: what to agree, whom to share it with, and visits to other schools.',
  'senior-leader': 'Statements to judge, and a visit to the school to get ready for.',
  senco: 'Notes of a visit to write up, an invitation to answer, and the visit to their own school.',
  governor: 'What the school has found out about itself, and the report of its review.',
  ile: 'Reviews to support and challenge, with the dates of visits.',
  facilitator: 'The partnership’s programmes, groups and schools, seen by somebody who helps groups to work.',
  'quality-assurer': 'The partnership’s programmes, groups and schools, seen from outside.',
  provider: 'The partnership’s schools, people and programmes, seen by somebody who offers support.',
}

function personCard(person: DemonstrationPerson): Html {
  const role = firstRole(person)
  const saysMore = person.job_title !== '' || person.roles.length > 1 || person.roles.some(({ school }) => school)
  return html`<li class="app-card"><p class="app-card__caption">${role ? roleName(role) : 'No role'}</p>
<h3 class="app-card__title">${person.name}</h3>
${saysMore ? html`<p class="app-card__text">${[person.job_title, ...person.roles.map(roleWords)].filter(Boolean).join('; ')}.</p>` : nothing}
${role ? html`<p class="app-card__text">${finds[role]}</p>` : nothing}
<form method="post" action="/demo/sign-in">${button({ text: `Be ${person.name}`, name: 'person', value: person.key, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}</form></li>`
}

/** Signs in as one of the demonstration's people. There is no such page where there is no demonstration. */
export const demoSignIn = page({ path: '/demo/sign-in', allow: 'anyone' }, async (c) => {
  const form = c.form(personField)
  const key = form.value?.person
  if (!key) return c.redirect('/demo')
  const person = found(await c.asOwner((owner) => demonstrationPerson(owner, key)))
  const token = await c.asOwner((owner) =>
    signInAs(owner, {
      secret: c.services.secret,
      accountId: person.account_id,
      method: 'demonstration',
      userAgent: c.client.userAgent,
      previousSessionId: c.opened.session?.id,
      now: c.now,
    }),
  )
  c.setCookie(sessionCookie(c.services.baseUrl.startsWith('https:')).name, token, { maxAgeSeconds: cookieAge })
  return c.redirect(`/${person.partnership_key}`)
})
