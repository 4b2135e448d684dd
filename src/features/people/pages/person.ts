import { z } from 'zod'
import { details } from '../../../design/components/details.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type Actor, can } from '../actor.ts'
import { type Invitation, latestInvitation } from '../invitation.queries.ts'
import { type PastRole, pastRoles, personById } from '../person.queries.ts'
import type { Person } from '../person.rules.ts'
import { mayManagePerson, mayManageRole, maySeeContact, roleWords } from '../person.rules.ts'
import { linkState } from '../sign-in.rules.ts'

const longDay = (moment: Temporal.Instant) => longDate(dayOf(moment))

/** One person: who they are, what they may do, and how to change that. */
export const person = page(
  {
    path: '/:partnership/people/:person',
    allow: 'person:see',
    params: z.object({ partnership: z.string(), person: z.uuid() }),
  },
  async (c) => {
    const shown = found(await personById(c.db, c.actor, c.params.person))
    const base = `/${c.partnership.key}/people/${shown.id}`
    const manages = mayManagePerson(c.actor, shown) && !shown.left_at
    const invitation = manages && !shown.has_joined ? await latestInvitation(c.db, c.actor, shown.id) : undefined
    const past = manages || shown.left_at ? await pastRoles(c.db, c.actor, shown.id) : []
    const gone = shown.left_at
      ? insetText({ text: `${shown.name} left the partnership on ${longDay(shown.left_at)}.` })
      : nothing
    return c.view(
      shown.name,
      html`${gone}${invitation ? invitationState(invitation, base, c.now) : nothing}${about(c.actor, shown, base)}
${shown.left_at ? nothing : heldRoles(c.actor, shown, base)}
${past.length > 0 ? details({ summaryText: 'Roles held before', html: pastList(past) }) : nothing}
${manages && shown.id !== c.actor.person_id && !invitation ? html`<p class="govuk-body"><a class="govuk-link" href="${base}/leave">End ${shown.name}’s place in the partnership</a></p>` : nothing}`,
      { back: { href: `/${c.partnership.key}/people`, text: 'People' } },
    )
  },
)

function about(actor: Actor, shown: Person, base: string): Html {
  const contact = maySeeContact(actor, shown)
  const mayChange = (shown.id === actor.person_id || mayManagePerson(actor, shown)) && !shown.left_at
  const rows = [
    { key: { text: 'Job title' }, value: { text: shown.job_title || 'Not given' } },
    ...(contact
      ? [
          {
            key: { text: 'Email address' },
            value: { html: html`<a class="govuk-link" href="mailto:${shown.email}">${shown.email}</a>` },
          },
          { key: { text: 'Telephone' }, value: { text: shown.phone || 'Not given' } },
        ]
      : []),
  ]
  const link = mayChange
    ? html`<p class="govuk-body"><a class="govuk-link" href="${base}/change">Change name, job title or telephone number</a></p>`
    : nothing
  return html`${summaryList({ rows })}${link}`
}

function heldRoles(actor: Actor, shown: Person, base: string): Html {
  const rows = shown.roles.map((held) => ({
    key: { text: roleWords(held) },
    value: { text: `Since ${longDay(Temporal.Instant.from(held.granted_at))}. ${held.reason}` },
    actions: {
      items: mayManageRole(actor, held)
        ? [{ href: `${base}/roles/${held.id}/remove`, text: 'Remove', visuallyHiddenText: roleWords(held) }]
        : [],
    },
  }))
  const give = !can(actor, 'role:manage')
    ? nothing
    : html`<p class="govuk-body"><a class="govuk-link" href="${base}/roles/new">Give ${shown.name} a role</a></p>`
  return html`<h2 class="govuk-heading-m">Roles</h2>${rows.length > 0 ? summaryList({ rows }) : html`<p class="govuk-body">${shown.name} holds no role at the moment and can see very little.</p>`}${give}`
}

function invitationState(invitation: Invitation, base: string, now: Temporal.Instant): Html {
  const state = linkState(invitation, now)
  const by = invitation.invited_by ? ` by ${invitation.invited_by}` : ''
  const withdraw = html`<li><a class="govuk-link" href="${base}/withdraw">Take the invitation back</a></li>`
  const links = html`<ul class="govuk-list"><li><a class="govuk-link" href="${base}/invite-again">Send the invitation again</a></li>${withdraw}</ul>`
  const tag = state === 'open' ? statusTag('Invited', 'info') : statusTag('Invitation has run out', 'attention')
  return html`<p class="govuk-body">${tag} Invited on ${longDay(invitation.invited_at)}${by}. ${state === 'open' ? `The link works until ${longDay(invitation.expires_at)}.` : 'The link does not work any more.'}</p>${links}`
}

function pastList(past: readonly PastRole[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${past.map(
    (role) =>
      html`<li>${roleWords(role)}, ${longDay(role.granted_at)} to ${longDay(role.removed_at)}: ${role.removal_reason}${role.removed_by ? ` (${role.removed_by})` : ''}</li>`,
  )}</ul>`
}
