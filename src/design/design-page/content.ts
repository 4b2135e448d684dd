import { type Html, html } from '../../platform/web/html.ts'
import { backLink } from '../components/back-link.ts'
import { breadcrumbs } from '../components/breadcrumbs.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { details } from '../components/details.ts'
import { errorSummary } from '../components/error-summary.ts'
import { filter } from '../components/filter.ts'
import { insetText } from '../components/inset-text.ts'
import { notificationBanner } from '../components/notification-banner.ts'
import { pagination } from '../components/pagination.ts'
import { panel } from '../components/panel.ts'
import { scrollable } from '../components/scrollable.ts'
import { subNavigation } from '../components/sub-navigation.ts'
import { summaryList } from '../components/summary-list.ts'
import { table } from '../components/table.ts'
import { taskList } from '../components/task-list.ts'
import { warningText } from '../components/warning-text.ts'

/** Headings, paragraphs, lists and links. */
export const typography = (): Html => html`
  <p class="govuk-body-l">A lead paragraph says in one breath what the page is for.</p>
  <p class="govuk-body">An ordinary paragraph with <a class="govuk-link" href="#typography">a link</a>, <strong>strong words</strong>, <em>words with stress</em> and names such as Łukasz, Zoë and Siân.</p>
  <h3 class="govuk-heading-m">A heading inside the page</h3>
  <ul class="govuk-list govuk-list--bullet"><li>leaders know every child</li><li>parents are heard before decisions</li></ul>
  <ol class="govuk-list govuk-list--number"><li>Evaluate</li><li>Visit</li></ol>
  <p class="govuk-body-s">Small print is still easy to read.</p>
  <hr class="govuk-section-break govuk-section-break--m govuk-section-break--visible">`

/** Ways around the service. */
export const ways = (): Html => html`
  ${breadcrumbs({ labelText: 'Breadcrumb example', items: [{ text: 'Home', href: '#ways' }, { text: 'Ashdown Primary School', href: '#ways' }, { text: 'Self-evaluation' }] })}
  ${backLink({ text: 'Back to the review', href: '#ways' })}
  ${subNavigation({
    label: 'Parts of this review',
    items: [
      { text: 'Overview', href: '#ways', active: true },
      { text: 'Visit programme', href: '#ways-programme' },
      { text: 'Findings', href: '#ways-findings' },
    ],
  })}
  ${pagination({ landmarkLabel: 'Pages of schools', previous: { href: '#ways' }, next: { href: '#ways' }, items: [{ number: '1', href: '#ways' }, { number: '2', href: '#ways', current: true }, { ellipsis: true }, { number: '9', href: '#ways' }] })}
  ${pagination({ landmarkLabel: 'Areas', previous: { href: '#ways', labelText: 'Leadership' }, next: { href: '#ways', labelText: 'Working with pupils and parents' } })}`

/** What the page says about itself. */
export const messages = (): Html => html`
  ${errorSummary({
    titleText: 'There is a problem',
    disableAutoFocus: true,
    errorList: [
      { href: '#email', text: 'Enter an email address with an @' },
      { href: '#visit-day', text: 'The visit must be on a school day' },
    ],
  })}
  ${notificationBanner({ type: 'success', titleText: 'Done', titleId: 'done-title', role: 'region', html: html`<p class="govuk-notification-banner__heading">Action added. <a class="govuk-notification-banner__link" href="#messages">See the plan</a></p>` })}
  ${notificationBanner({ titleText: 'Please note', titleId: 'note-title', html: html`<p class="govuk-notification-banner__heading">The visit has moved to 22 November 2026.</p>` })}
  ${panel({ titleText: 'Self-evaluation shared', html: html`Ashdown and Bramley can read it until 31 July 2027` })}
  ${insetText({ text: 'Only the schools you name will see this. You can take it back at any time.' })}
  ${warningText({ text: 'Once it is published, anyone can read the strategy.', iconFallbackText: 'Warning' })}
  ${details({ summaryText: 'What counts as evidence?', text: 'Something another person could see or read: work, a plan, figures, or what pupils and parents say.' })}`

const person = (name: string) => ({ text: name })

/** Answers, lists and figures. */
export const lists = (): Html => html`
  ${summaryList({
    card: {
      title: { text: 'Visit to Ashdown Primary School', headingLevel: 3 },
      actions: { items: [{ href: '#lists', text: 'Cancel the visit' }] },
    },
    rows: [
      {
        key: { text: 'Day' },
        value: { text: 'Sunday 22 November 2026' },
        actions: { items: [{ href: '#lists', text: 'Change', visuallyHiddenText: 'the day' }] },
      },
      { key: { text: 'Team' }, value: { text: 'Amina Yusuf, Tom Okafor and Siân Pritchard' } },
      {
        key: { text: 'Enquiry' },
        value: {
          html: html`<p class="govuk-body">How well do children with communication needs join in at playtime?</p>`,
        },
        actions: {
          items: [
            { href: '#lists', text: 'Change', visuallyHiddenText: 'the enquiry' },
            { href: '#lists', text: 'Remove', visuallyHiddenText: 'the enquiry' },
          ],
        },
      },
    ],
  })}
  ${taskList({
    idPrefix: 'tasks',
    items: [
      {
        title: { text: 'Agree the school judgement' },
        href: '#lists',
        hint: { text: 'Due 4 December 2026' },
        status: { tag: { text: 'Due soon', classes: 'govuk-tag--yellow' } },
      },
      { title: { text: 'Invite your colleagues' }, href: '#lists', status: { text: 'Completed' } },
      {
        title: { text: 'Share with your group' },
        status: { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' },
      },
    ],
  })}
  ${scrollable(
    table({
      caption: 'Schools in the North Weald group',
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: ['School', 'Phase', 'Lead', 'Stage', 'Pupils', 'SEN support'].map((text, index) => ({
        text,
        format: index > 3 ? 'numeric' : undefined,
      })),
      rows: [
        [
          person('Ashdown Primary School'),
          { text: 'Primary' },
          person('Amina Yusuf'),
          { text: 'Self-evaluation' },
          { text: '412', format: 'numeric' },
          { text: '14.2%', format: 'numeric' },
        ],
        [
          person('Cobham Hill Academy'),
          { text: 'Secondary' },
          person('Tom Okafor'),
          { text: 'Visit on 22 November 2026' },
          { text: '1,208', format: 'numeric' },
          { text: '11.9%', format: 'numeric' },
        ],
      ],
    }),
    'Schools in the North Weald group',
  )}`

/** The filter of a list. */
export const filters = (): Html => html`
  ${filter({
    action: '#filters',
    heading: 'Filter schools',
    clearHref: '#filters',
    selected: [{ heading: 'Phase', items: [{ href: '#filters', text: 'Primary' }] }],
    options: checkboxes({
      name: 'phases',
      values: ['primary'],
      classes: 'govuk-checkboxes--small',
      fieldset: { legend: { text: 'Phase', classes: 'govuk-fieldset__legend--s' } },
      items: [
        { value: 'primary', text: 'Primary' },
        { value: 'secondary', text: 'Secondary' },
      ],
    }),
  })}`
