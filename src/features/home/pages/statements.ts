import { html } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'

/** What has been done so that everyone can use the service, and what is known not to work. */
export const accessibilityStatement = page({ path: '/accessibility-statement', allow: 'anyone' }, async (c) =>
  c.view(
    'Accessibility statement',
    html`<p class="govuk-body">We want everyone to be able to use Schoolfellow: on a phone, with a keyboard alone, with a screen reader, with the page enlarged to 400%, and without scripts.</p>
<h2 class="govuk-heading-m">What you can change</h2>
<p class="govuk-body">On the <a class="govuk-link" href="/display-settings">display settings</a> page you can choose larger text, more space between lines, a light, dark or high-contrast theme, less movement, and a button that reads pages aloud.</p>
<h2 class="govuk-heading-m">How we check it</h2>
<p class="govuk-body">The service is made to meet level AA of the Web Content Accessibility Guidelines, version 2.2. Every page is checked by machine for valid markup and for known barriers each time the program changes, and the main journeys are tried by keyboard alone, without scripts and at 320 pixels wide. Machines find only some barriers. Tests with people who use assistive technology have not been done yet.</p>
<h2 class="govuk-heading-m">What is known not to be perfect</h2>
<ul class="govuk-list govuk-list--bullet"><li>Files that schools attach as evidence are as accessible as the people who made them left them.</li><li>Maps are pictures; the table beside each map says the same.</li></ul>
<h2 class="govuk-heading-m">If something does not work for you</h2>
<p class="govuk-body">Tell the partnership that you belong to: its email address is at the bottom of its pages. Say which page it was and what you were trying to do, and ask for what you need in another form if that helps.</p>`,
  ),
)

/** What is kept about people, why, and what is never kept. */
export const privacy = page({ path: '/privacy', allow: 'anyone' }, async (c) =>
  c.view(
    'Privacy',
    html`<p class="govuk-body">Schoolfellow keeps what adults need to work together. It holds no pupil records, and it asks you not to write pupils’ names.</p>
<h2 class="govuk-heading-m">What is kept about you</h2>
<ul class="govuk-list govuk-list--bullet"><li>your name, your email address, your job title and the roles you hold</li><li>what you write: judgements, notes, findings, comments</li><li>what you sent after you had been signed out, for a day, so that nothing is lost</li><li>when you signed in and with what kind of browser, so that you can end a session that is not yours</li><li>a record of who changed roles, shared or published something, and when</li></ul>
<h2 class="govuk-heading-m">Who sees it</h2>
<p class="govuk-body">Your own judgements are seen by nobody else until your school compares them. A school’s evaluation and its review report belong to the school, which shares them by name, for a purpose, until a date. The partnership sees which stage a review has reached, and its dates, but no drafts.</p>
<h2 class="govuk-heading-m">What stays on your device</h2>
<p class="govuk-body">There are three cookies, and none follows you: one keeps you signed in, one carries a message such as “Saved” to the next page, and one remembers your display settings. What you typed and have not sent yet, because you closed the page or had no connection, stays on your own device until you send or remove it, for thirty days at most. A visit notebook also keeps your own notes of that visit there, so that it opens without a connection; signing out removes all of this. Nothing on any page comes from another company’s computers.</p>
<h2 class="govuk-heading-m">Your rights</h2>
<p class="govuk-body">You can ask your partnership what it keeps about you, and ask it to correct or erase it. Your partnership is the controller of the data; its address is at the bottom of its pages.</p>`,
  ),
)
