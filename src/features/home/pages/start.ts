import { button } from '../../../design/components/button.ts'
import { cards } from '../../../design/components/card.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { hasPartnership } from '../../partnerships/public.ts'

/** The front door: what the service is for signed-out people, the right place for everyone else. */
export const startPage = page({ path: '/', allow: 'anyone' }, async (c) => {
  const { places, session } = c.opened
  const only = places[0]
  if (only && places.length === 1) return c.redirect(`/${only.key}`)
  if (places.length > 1) {
    return c.view(
      'Choose a partnership',
      cards(places.map(({ key, name }) => ({ title: name, href: `/${key}`, headingLevel: 2 }))),
    )
  }
  if (session) {
    return c.view(
      'You do not belong to a partnership yet',
      html`<p class="govuk-body">You are signed in, but nobody has given this email address a place in a partnership. Ask the person who invited you to invite this address.</p>`,
    )
  }
  const { demonstration } = c.services
  const isBegun = demonstration || (await c.asOwner(hasPartnership))
  return c.view(
    'Schools that get better at inclusion, together',
    introduction(demonstration ? ways.demonstration : isBegun ? ways.signIn : ways.setup),
  )
})

/** Where the front page leads: into the demonstration, to signing in, or to the partnership that is still to be begun. */
const ways = {
  demonstration: { text: 'Look around the demonstration', href: '/demo', signIn: 'Sign in with your own email' },
  signIn: { text: 'Sign in', href: '/sign-in', signIn: undefined },
  setup: { text: 'Begin your partnership', href: '/setup', signIn: undefined },
}

const parts = [
  [
    'See where you are',
    'Colleagues judge your school against a shared framework, each on their own first. Where they differ is where the conversation starts.',
  ],
  [
    'Look with other eyes',
    'A small group of schools visits yours for a day, with questions that come out of your own evaluation.',
  ],
  [
    'Agree what you found',
    'Findings rest on what was seen and heard. The report is yours: you decide who reads it, and until when.',
  ],
  [
    'Do something about it',
    'Next steps have an owner and a date, and the group comes back after six weeks and again a term later.',
  ],
] as const

function introduction(way: { text: string; href: string; signIn: string | undefined }): Html {
  return html`<p class="govuk-body-l">Schoolfellow is where the schools of a local area evaluate how well they include children with special educational needs and disabilities, review one another, and see whether what they do works.</p>
<div class="govuk-button-group">${button({ text: way.text, href: way.href, isStartButton: true })}${
    way.signIn ? html`<a class="govuk-link" href="/sign-in">${way.signIn}</a>` : nothing
  }</div>
<ol class="app-steps">${parts.map(([title, text]) => html`<li class="app-steps__item"><h2 class="govuk-heading-s">${title}</h2><p class="govuk-body">${text}</p></li>`)}</ol>
<h2 class="govuk-heading-m">Who it is for</h2>
<p class="govuk-body">Headteachers, SENCOs and governors; the leaders who visit and challenge; and the council officers who run the programme. There are no pupil records in it and no league tables.</p>`
}
