import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { summaryList } from '../../../design/components/summary-list.ts'
import { dayAndTime, plural } from '../../../lib/words.ts'
import { record } from '../../../platform/audit/audit.ts'
import { type DeadLetter, deadLetters, dismissDeadLetter, retryDeadLetter } from '../../../platform/jobs/enqueue.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'

/** Work that the service could not do, to try again or let go. */
export const failedWork = page(
  { path: '/:partnership/failed-work', allow: 'jobs:see', params: z.object({ partnership: z.string() }) },
  async (c) => {
    const letters = await deadLetters(c.db)
    const here = `/${c.partnership.key}/failed-work`
    const forms = letters.map((letter) => ({
      letter,
      retry: c.form(z.object({}), { name: `retry-${letter.id}` }),
      dismiss: c.form(z.object({}), { name: `dismiss-${letter.id}` }),
    }))
    for (const { letter, retry, dismiss } of forms) {
      const subject = { subject_kind: 'job', subject_id: letter.id, detail: { job: letter.name } }
      if (retry.value) {
        await retryDeadLetter(c.db, letter.id)
        await record(c.db, { person: { id: c.actor.person_id } }, { action: 'job:retry', ...subject })
        return c.redirect(here, 'It is being tried again')
      }
      if (dismiss.value) {
        await dismissDeadLetter(c.db, letter.id)
        await record(c.db, { person: { id: c.actor.person_id } }, { action: 'job:dismiss', ...subject })
        return c.redirect(here, 'It will not be tried again')
      }
    }
    const list = forms.map(({ letter, retry, dismiss }) =>
      letterCard(
        letter,
        html`${retry.start()}${retry.end(`Try again: ${jobWords(letter.name)}`)}`,
        html`${dismiss.start()}${dismiss.end('Let it go', { tone: 'secondary' })}`,
      ),
    )
    return c.view(
      'Work that failed',
      html`<p class="govuk-body">The service does longer work in the background and tries again by itself when something is in the way. What is listed here failed every time. Try it again once the reason is gone, or let it go: then it stays undone.</p>${
        list.length > 0 ? html`${list}` : emptyState('Nothing has failed.')
      }`,
      { back: { href: `/${c.partnership.key}`, text: 'Home' } },
    )
  },
)

/** What a job does, for those that belong to a partnership. */
const jobNames: Record<string, string> = { 'read-school-register': 'reading a list of schools' }

const jobWords = (name: string) => jobNames[name] ?? name.replaceAll('-', ' ')

function letterCard(letter: DeadLetter, retry: Html, dismiss: Html): Html {
  const words = jobWords(letter.name)
  return html`${summaryList({
    card: { title: { text: words.charAt(0).toUpperCase() + words.slice(1) } },
    rows: [
      {
        key: { text: 'Failed' },
        value: { text: `${dayAndTime(letter.failed_at)}, after ${plural(letter.attempts, 'try', 'tries')}` },
      },
      { key: { text: 'What happened' }, value: { text: letter.error } },
    ],
  })}<div class="govuk-button-group">${retry}${dismiss}</div>`
}
