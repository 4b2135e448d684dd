import assert from 'node:assert/strict'
import { test } from 'node:test'
import { html } from '../platform/web/html.ts'
import { manifestOf } from './assets.ts'
import { defaultDisplay } from './display-settings.ts'
import { signedOutBody } from './frame.ts'
import { type LayoutView, layout } from './layout.ts'

const assets = manifestOf({
  'client.js': 'client-1.js',
  'client.css': 'client-1.css',
  'icon.svg': 'icon-1.svg',
  'text-latin.woff2': 'text-1.woff2',
})
const view: LayoutView = {
  title: 'Plan <the> visit',
  body: html`<p>Body</p>`,
  path: '/wealdshire/reviews',
  display: defaultDisplay,
  assets,
}

test('a page has its title first, one heading, and no inline script or style', () => {
  const page = String(
    layout({
      ...view,
      partnership: { name: 'Wealdshire', key: 'wealdshire', contactEmail: 'hello@wealdshire.example' },
    }),
  )
  assert.match(page, /<title>Plan &lt;the&gt; visit - Wealdshire - Schoolfellow<\/title>/)
  assert.equal(page.match(/<h1/g)?.length, 1)
  assert.doesNotMatch(page, /\sstyle=|<style|<script(?![^>]*\ssrc=)/)
  assert.match(page, /href="\/wealdshire"/)
  assert.match(page, /mailto:hello@wealdshire.example/)
})

test('what a page belongs to is in its title, so that two tabs can be told apart', () => {
  const page = String(layout({ ...view, caption: 'Oakfield School' }))
  assert.match(page, /<title>Plan &lt;the&gt; visit - Oakfield School - Schoolfellow<\/title>/)
})

test('errors are in the title and in a summary that links to the answers', () => {
  const page = String(layout({ ...view, errors: [{ href: '#due', text: 'Enter when it will be done' }] }))
  assert.match(page, /<title>Error: Plan/)
  assert.match(page, /<a href="#due">Enter when it will be done<\/a>/)
})

test('a flash message is an alert when something was done and a region when it is a notice', () => {
  assert.match(String(layout({ ...view, flash: { text: 'Action added' } })), /role="alert"[\s\S]*Action added/)
  assert.match(
    String(layout({ ...view, flash: { text: 'Read this', tone: 'notice' } })),
    /role="region"[\s\S]*Read this/,
  )
})

test('the current page is marked, a person has an account link, and the demonstration says so', () => {
  const page = String(
    layout({
      ...view,
      navigation: [
        { href: '/wealdshire', text: 'Home' },
        { href: '/wealdshire/reviews', text: 'Reviews', current: true },
      ],
      person: { name: 'Amina Yusuf', accountHref: '/account', signOutAction: '/sign-out' },
      demo: true,
    }),
  )
  assert.match(page, /href="\/wealdshire\/reviews" aria-current="page"/)
  assert.match(page, /Amina Yusuf<span class="govuk-visually-hidden"> \(your account\)/)
  assert.match(page, /<form method="post" action="\/sign-out"/)
  assert.match(page, /Everyone here is fictional\. <a class="govuk-link" href="\/demo">Choose another person/)
})

test('what somebody typed whose session is gone stays on the page while they sign in beside it', () => {
  const body = String(
    signedOutBody({ _once: 'x', title: 'Short', why: 'One line\nand another <b>' }, '/sign-in?return=%2Fplan'),
  )
  assert.match(body, /<a [^>]*href="\/sign-in\?return=%2Fplan" target="_blank"/)
  assert.match(body, /rows="1"[^>]*>Short</)
  assert.match(body, /rows="2"[^>]*>One line\nand another &lt;b&gt;</)
  assert.doesNotMatch(body, /_once/)
})

test('display settings are on the html element', () => {
  const page = String(layout({ ...view, display: { ...defaultDisplay, text: 'larger', theme: 'dark' } }))
  assert.match(page, /<html lang="en-GB" class="govuk-template app-text-larger app-spacing-normal" data-theme="dark"/)
})
