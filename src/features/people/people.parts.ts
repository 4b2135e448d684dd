import { scrollable } from '../../design/components/scrollable.ts'
import { statusTag } from '../../design/components/status-tag.ts'
import { table } from '../../design/components/table.ts'
import { type Html, html, nothing } from '../../platform/web/html.ts'
import type { Actor } from './actor.ts'
import type { Person } from './person.rules.ts'
import { maySeeContact, roleWords } from './person.rules.ts'

/** People with their roles, each with a link to their page. */
export function peopleTable(actor: Actor, people: readonly Person[], caption: string): Html {
  return scrollable(
    table({
      caption,
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Name' }, { text: 'Roles' }, { text: 'Email address' }],
      rows: people.map((person) => [
        {
          html: html`<a class="govuk-link" href="/${actor.partnership.key}/people/${person.id}">${person.name}</a>${person.has_joined ? nothing : html` ${statusTag('Invited', 'info')}`}`,
        },
        { html: roleLines(person) },
        { text: maySeeContact(actor, person) ? person.email : 'Ask their school' },
      ]),
    }),
    caption,
  )
}

/** A person's roles, one on each line. */
export function roleLines(person: Person): Html {
  if (person.roles.length === 0) return html`No role at the moment`
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${person.roles.map((held) => html`<li>${roleWords(held)}</li>`)}</ul>`
}
