import { type Html, html } from '../../platform/web/html.ts'
import { attachmentLink } from '../components/attachment-link.ts'
import { cards } from '../components/card.ts'
import { emptyState } from '../components/empty-state.ts'
import { profileChart } from '../components/profile-chart.ts'
import { progressBar } from '../components/progress-bar.ts'
import { savedNote } from '../components/saved-note.ts'
import { statusTag } from '../components/status-tag.ts'
import { tag } from '../components/tag.ts'
import { timeline } from '../components/timeline.ts'
import { twoTexts } from '../components/two-texts.ts'

/** States in words and tones. */
export const states = (): Html => html`
  <p class="govuk-body">${statusTag('Not started', 'neutral')} ${statusTag('Shared with you', 'info')} ${statusTag('In progress', 'progress')} ${statusTag('Agreed', 'done')} ${statusTag('Due on Friday', 'attention')} ${statusTag('Late', 'problem')} ${tag({ text: 'Plain' })} ${tag({ text: 'Purple', classes: 'govuk-tag--purple' })}</p>
  ${progressBar({ id: 'areas-done', label: 'Your self-evaluation', value: 3, max: 8, text: '3 of 8 areas complete' })}
  ${savedNote({ id: 'saved-example', savedAt: '10:42' })}
  ${emptyState('Nothing is due. Your next review starts on 4 January 2027, and we will write to you a week before.', { href: '#states', text: 'See what is coming up' })}
  <p>${attachmentLink({ href: '#states', name: 'Accessibility plan 2026 to 2029', type: 'PDF', bytes: 348_212, note: 'Added by Tom Okafor on 3 November 2026' })}</p>`

/** Cards of a home page. */
export const homeCards = (): Html =>
  cards([
    {
      title: 'Agree the school judgement',
      href: '#cards',
      caption: 'Ashdown Primary School',
      text: 'Four statements still differ between colleagues.',
      status: statusTag('Due 4 December 2026', 'attention'),
    },
    {
      title: 'Comment on the summary',
      href: '#cards',
      caption: 'Cobham Hill Academy',
      text: 'The team has drafted the summary of your visit.',
    },
    {
      title: 'Choose a day for the follow-up',
      href: '#cards',
      caption: 'Dene Park School',
      status: statusTag('Not started', 'neutral'),
    },
  ])

/** The steps of a review. */
export const steps = (): Html =>
  timeline({
    headingLevel: 3,
    items: [
      {
        title: 'Self-evaluation shared',
        when: '2 October 2026',
        datetime: '2026-10-02',
        by: 'Amina Yusuf',
        state: 'done',
      },
      {
        title: 'Pre-review meeting',
        when: '6 November 2026',
        datetime: '2026-11-06',
        state: 'done',
        content: html`<p class="govuk-body">Three enquiry questions agreed.</p>`,
      },
      { title: 'Visit day', when: '22 November 2026', datetime: '2026-11-22', state: 'current' },
      { title: 'Follow-up visit', when: 'Between 4 and 15 January 2027', state: 'later' },
    ],
  })

/** Two people wrote at once. */
export const bothTexts = (): Html =>
  twoTexts({
    headingLevel: 3,
    first: {
      heading: 'Your text',
      by: 'Amina Yusuf, 22 November 2026 at 4:30pm',
      text: 'Pupils explain what helps them to learn.\n\nThey use the same words as their teachers.',
    },
    second: {
      heading: 'Tom Okafor’s text',
      by: 'Tom Okafor, 22 November 2026 at 4:28pm',
      text: 'Pupils explain what helps them to learn, in every year group we met.',
    },
  })

/** A framework profile before and after. */
export const profile = (): Html =>
  profileChart({
    id: 'profile-example',
    title: 'Parents and identification are strongest; the use of resources has moved most',
    nowLabel: 'November 2026',
    earlierLabel: 'November 2025',
    csvHref: '#chart',
    scale: ['Emerging', 'Developing', 'Secure', 'Leading'].map((label, index) => ({ point: index + 1, label })),
    areas: [
      { name: 'Outcomes', value: 2.8, earlier: 2.3, low: 2, high: 3 },
      { name: 'Leadership', value: 3, earlier: 3 },
      { name: 'Quality of teaching', value: 2.4, earlier: 2.6, low: 1, high: 4 },
      { name: 'Working with pupils and parents', value: 3.6, earlier: 3.2, low: 3, high: 4 },
      { name: 'Assessment and identification', value: 3.5, earlier: 3.1 },
      { name: 'Monitoring, tracking and evaluation', value: 2.2, earlier: 1.8 },
      { name: 'Efficient use of resources', value: 2.9, earlier: 1.6, low: 2, high: 4 },
      { name: 'Quality of provision', earlier: 2 },
    ],
  })
