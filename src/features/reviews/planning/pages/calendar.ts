import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { longDate } from '../../../../lib/words.ts'
import { calendarFeed } from '../../../../platform/calendar/feed.ts'
import { html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { newToken, tokenHash } from '../../../../platform/web/session.ts'
import { page } from '../../../page.ts'
import { plannedEvents, plannedFor } from '../../../visit-calendar/public.ts'
import { isMemberPart } from '../../part.rules.ts'
import { reviewsPath } from '../../paths.ts'
import { activityEventsFor } from '../../preparation/sent-programme.queries.ts'
import { eventsOf, ledEventsOf } from '../../review.events.ts'
import { reviewsWhere } from '../../review.queries.ts'
import { endFeed, feedOf, putFeed, viewerOfFeed } from '../calendar.queries.ts'

const nothingAsked = z.object({})

/** A person's own calendar address: made, shown once, made anew, ended. */
export const calendarPage = page(
  { path: '/:partnership/calendar', allow: 'member', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const back = { href: reviewsPath(c.partnership), text: 'Reviews' }
    const make = c.form(nothingAsked, { name: 'make' })
    if (make.value) {
      const token = newToken()
      await putFeed(c.db, c.actor, tokenHash(c.services.secret, token), c.now)
      const address = `${c.services.baseUrl}/${c.partnership.key}/calendar/${token}.ics`
      const body = html`<p class="govuk-body">Copy this address now: it is shown only once.</p>
      ${insetText({ html: html`<code class="app-code">${address}</code>` })}
      <p class="govuk-body">In your calendar app choose “add calendar from the internet” or “subscribe”, and paste the address. Your visits and meetings appear, and change by themselves; visits that are only planned stand there as not certain.</p>
      <p class="govuk-body">Whoever has the address can read these dates. Do not pass it on; if somebody else has it, make a new one.</p>
      <p class="govuk-body"><a class="govuk-link" href="/${c.partnership.key}/calendar">Done</a></p>`
      return c.view('Your calendar address', body, { back, keep: true })
    }
    const end = c.form(nothingAsked, { name: 'end' })
    if (end.value) {
      await endFeed(c.db, c.actor, c.now)
      return c.redirect(`/${c.partnership.key}/calendar`, 'Your calendar address has ended')
    }
    const feed = await feedOf(c.db, c.actor)
    const state = feed
      ? html`<p class="govuk-body">You made an address on ${longDate(dayOf(feed.created_at))}. If you lost it, make a new one: the old one then ends.</p>`
      : html`<p class="govuk-body">You have no calendar address yet.</p>`
    return c.view(
      'Your visits and meetings in your own calendar',
      html`<p class="govuk-body">With a secret address your calendar app (Outlook, Google Calendar, Apple Calendar) shows the visits and meetings of your reviews and keeps them up to date.</p>
    ${state}${make.start()}${make.end(feed ? 'Make a new address' : 'Make an address')}
    ${feed ? html`<p class="govuk-body">When you end the address, your calendar app no longer shows these dates or keeps them up to date.</p>${end.start()}${end.end('End the address', { tone: 'secondary' })}` : nothing}`,
      { back },
    )
  },
)

/** How long past dates stay in the feed. */
const keptMonths = 12

/** The feed itself, for calendar apps: whoever has the address is the person. */
export const calendarFeedFile = page(
  {
    path: '/:partnership/calendar/:token',
    allow: 'anyone',
    params: z.object({ partnership: z.string(), token: z.string().regex(/^[\w-]{43}\.ics$/) }),
    perMinute: 60,
  },
  async (c) => {
    const partnership = found(c.opened.partnership)
    const viewer = found(
      await viewerOfFeed(c.db, partnership, tokenHash(c.services.secret, c.params.token.slice(0, -4))),
    )
    const reviews = (await reviewsWhere(c.db, viewer, {})).filter(
      (review) => isMemberPart(review.part) || review.leads_stages.length > 0,
    )
    const oldest = c.today.subtract({ months: keptMonths })
    const current = reviews.filter(
      (review) => !review.visit_on || Temporal.PlainDate.compare(review.visit_on, oldest) >= 0,
    )
    const planned = plannedEvents(await plannedFor(c.db, viewer, c.today), partnership, c.services.baseUrl)
    const activities = await activityEventsFor(c.db, viewer, oldest, c.services)
    const events = [
      ...current.flatMap((review) =>
        (isMemberPart(review.part) ? eventsOf : ledEventsOf)(review, partnership, c.services),
      ),
      ...activities,
      ...planned,
    ]
    const body = calendarFeed({ name: `Reviews, ${partnership.name}`, events })
    return c.download({ name: 'reviews.ics', type: 'text/calendar; charset=utf-8', body, inline: true })
  },
)
