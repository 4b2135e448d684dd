import { z } from 'zod'
import { statusTag } from '../../../design/components/status-tag.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayAndTime } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { endSession } from '../../../platform/web/session.ts'
import { page } from '../../page.ts'
import { endOtherSessions, openSessions, type Place, placesOf, type SessionRow } from '../account.queries.ts'
import { roleWords } from '../person.rules.ts'
import { deviceName } from '../sign-in.rules.ts'
import { methodName, signInMethods } from '../sign-in-methods.ts'
import { forgetSessionHere } from '../this-device.ts'

/** Your account: your places and roles, and the devices on which you are signed in. */
export const account = page({ path: '/account', allow: 'signed-in' }, async (c) => {
  const session = found(c.opened.session)
  const sessions = await c.asOwner((owner) => openSessions(owner, session.account_id, c.now))
  const ends = sessions.map((row) => ({ row, form: c.form(z.object({}), { name: `end-${row.id}` }) }))
  const others = c.form(z.object({}), { name: 'end-others' })
  const ended = ends.find(({ form }) => form.value)
  if (ended) {
    await c.asOwner((owner) =>
      endSession(owner, { sessionId: ended.row.id, accountId: session.account_id, now: c.now }),
    )
    if (ended.row.id !== session.id) return c.redirect('/account', 'That device is signed out')
    forgetSessionHere(c)
    return c.redirect('/signed-out')
  }
  if (others.value) {
    const count = await c.asOwner((owner) =>
      endOtherSessions(owner, { accountId: session.account_id, except: session.id, now: c.now }),
    )
    return c.redirect(
      '/account',
      count === 0 ? 'You were signed in on this device only' : 'All your other devices are signed out',
    )
  }
  const places = await c.asOwner((owner) => placesOf(owner, session.account_id))
  const endOthers =
    sessions.length > 1
      ? html`${others.start()}${others.end('Sign out on all other devices', { tone: 'warning' })}`
      : nothing
  return c.view(
    'Your account',
    html`${places.length > 0 ? places.map(placeCard) : noPlace}
<h2 class="govuk-heading-m">Where you are signed in</h2>
<p class="govuk-body">If you do not know a device, sign it out.</p>
${ends.map(({ row, form }) => sessionCard(row, row.id === session.id, html`${form.start()}${form.end(row.id === session.id ? 'Sign out here' : `Sign out of ${deviceInSentence(row.user_agent)}`, { tone: 'secondary' })}`))}
${endOthers}
<h2 class="govuk-heading-m">How you sign in</h2>
<p class="govuk-body">You sign in with ${signInMethods.map(({ name }) => name).join(', or with ')}.</p>`,
    { back: { href: '/', text: 'Home' } },
  )
})

const noPlace = html`<p class="govuk-body">Your address has no place in a partnership yet. Ask the person who told you about this service to invite you.</p>`

function placeCard(place: Place): Html {
  const change = {
    href: `/${place.partnership_key}/people/${place.person_id}/change`,
    text: 'Change',
    visuallyHiddenText: `your details in ${place.partnership_name}`,
  }
  const open = { href: `/${place.partnership_key}`, text: 'Open' }
  const roles = html`<ul class="govuk-list">${place.roles.map((held) => html`<li>${roleWords(held)}</li>`)}</ul>`
  return summaryList({
    card: { title: { text: place.partnership_name }, actions: { items: [open, change] } },
    rows: [
      { key: { text: 'Name' }, value: { text: place.name } },
      { key: { text: 'Job title' }, value: { text: place.job_title || 'Not given' } },
      { key: { text: 'Email address' }, value: { text: place.email } },
      { key: { text: 'Roles' }, value: place.roles.length > 0 ? { html: roles } : { text: 'None at the moment' } },
    ],
  })
}

const deviceInSentence = (userAgent: string) => deviceName(userAgent).replace(/^A /, 'a ')

function sessionCard(row: SessionRow, isThis: boolean, end: Html): Html {
  const rows = [
    { key: { text: 'Last used' }, value: { text: isThis ? 'Now' : dayAndTime(row.last_seen_at) } },
    { key: { text: 'Signed in' }, value: { text: `${dayAndTime(row.created_at)}, with ${methodName(row.method)}` } },
  ]
  const title = html`${deviceName(row.user_agent)}${isThis ? html` ${statusTag('This device', 'info')}` : nothing}`
  return html`${summaryList({ card: { title: { html: title, headingLevel: 3 } }, rows })}${end}`
}
