import { z } from 'zod'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { id } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { reviewPath, reviewsPath } from '../../paths.ts'
import { type HostChoice, schoolsWithoutReview } from '../schedule.queries.ts'
import { startReview } from '../start.acts.ts'

const fields = z.object({ host_school_id: id('Choose the school to be visited') })

/** Starts the review of a host school: of their own for a headteacher, of any of a group for officers. */
export const startReviewPage = page(
  {
    path: '/:partnership/reviews/new',
    allow: 'review:schedule',
    params: z.object({ partnership: z.string() }),
    query: z.object({ group: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const back = reviewsPath(c.partnership)
    const free = await schoolsWithoutReview(c.db, c.actor, c.query.group)
    const choices = free.filter((choice) => c.can('review:schedule', choice.school_id))
    const form = c.form(fields, {
      initial: { host_school_id: choices.length === 1 ? (choices[0]?.school_id ?? '') : '' },
    })
    if (form.value) {
      const chosen = choices.find((choice) => choice.school_id === form.value?.host_school_id)
      if (!chosen) form.refuse({ field: 'host_school_id', message: 'Choose a school from the list' })
      else {
        const started = await startReview(
          c.db,
          c.actor,
          { group_id: chosen.group_id, host_school_id: chosen.school_id },
          { now: c.now, baseUrl: c.services.baseUrl },
        )
        if ('id' in started)
          return c.redirect(reviewPath(c.partnership, started.id), `The review of ${chosen.school_name} has started`)
        form.refuse(started.refused)
      }
    }
    const body =
      choices.length === 0
        ? emptyState('Every school for which you can start a review has one, or its group is not published yet.', {
            href: back,
            text: 'Reviews',
          })
        : html`<p class="govuk-body">The school's headteacher leads for it and gets an email. Next come the day of the visit and the team.</p>
          ${form.start()}${question(form, choices)}${form.end('Start the review', { cancel: { href: back } })}`
    return c.view('Start a review', body, { back: { href: back, text: 'Reviews' } })
  },
)

/** So many schools can be read as a list; more are searched by name. */
const mostListed = 12

function question(form: Form<z.infer<typeof fields>>, choices: readonly HostChoice[]): Html {
  const label = 'Which school is visited?'
  if (choices.length <= mostListed)
    return form.radios('host_school_id', {
      legend: label,
      items: choices.map((choice) => ({ value: choice.school_id, text: choice.school_name, hint: choice.group_name })),
    })
  return form.select('host_school_id', {
    label,
    items: choices.map((choice) => ({ value: choice.school_id, text: `${choice.school_name}, ${choice.group_name}` })),
    searchable: true,
  })
}
