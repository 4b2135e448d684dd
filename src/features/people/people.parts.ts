import { statusTag } from '../../design/components/status-tag.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { Actor } from './actor.ts'
import { maySeeContact, type Person, roleWords } from './person.rules.ts'

/** People with their roles, each with a link to their page, and with the address where the actor may see it. */
export function peopleList(actor: Actor, people: readonly Person[], heading: string): Html {
  const isAddressHidden = people.some((person) => !maySeeContact(actor, person))
  return html`<h2 class="govuk-heading-m">${heading}</h2>${
    isAddressHidden
      ? html`<p class="govuk-body">You see the addresses of your own colleagues and of the partnership’s officers. For others, ask their school.</p>`
      : nothing
  }<ul class="app-tasks">${people.map((person) => personItem(actor, person))}</ul>`
}

function personItem(actor: Actor, person: Person): Html {
  const roles = person.roles.length === 0 ? ['No role at the moment'] : person.roles.map(roleWords)
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="/${actor.partnership.key}/people/${person.id}">${person.name}</a>${
    person.has_joined ? nothing : html` ${statusTag('Invited', 'info')}`
  }${roles.map((role) => html`<p class="app-tasks__about">${role}</p>`)}${
    maySeeContact(actor, person)
      ? html`<p class="app-tasks__note govuk-!-text-break-word">${person.email}</p>`
      : nothing
  }</div></li>`
}
