/** Puts a page's title and body into the layout, with who is signed in and what happened. */

import { dayAndTime } from '../lib/words.ts'
import { type FormCore, type FormView, isRecord, type OtherChoice, type RawValues } from '../platform/web/form.ts'
import { type Html, html, nothing, raw } from '../platform/web/html.ts'
import type { ActorBase } from '../platform/web/page.ts'
import type { ErrorPage } from '../platform/web/server.ts'
import type { PageView } from '../platform/web/service.ts'
import type { AssetManifest } from './assets.ts'
import { radios } from './components/radios.ts'
import { textarea } from './components/textarea.ts'
import { twoTexts } from './components/two-texts.ts'
import { displayCookie, parseDisplay } from './display-settings.ts'
import { layout } from './layout.ts'

export type Navigation<Actor> = (actor: Actor, path: string) => { href: string; text: string; current?: boolean }[]

type FrameOptions<Actor> = { assets: AssetManifest; demonstration: boolean; navigation: Navigation<Actor> }

/** The function that draws the layout around every page. */
export function frame<Actor extends ActorBase>(options: FrameOptions<Actor>): (view: PageView<Actor>) => Html {
  return (view) => {
    const partnership = view.opened?.partnership
    const signedIn = view.opened?.session !== null && view.opened?.session !== undefined
    return layout({
      title: view.title,
      body: view.body,
      errors: view.errors,
      flash: view.flash,
      back: view.options.back,
      breadcrumbs: view.options.breadcrumbs,
      caption: view.options.caption,
      navigation: view.actor ? options.navigation(view.actor, view.path) : [],
      person: signedIn
        ? {
            name: view.actor?.name ?? 'Your account',
            accountHref: '/account',
            signOutAction: '/sign-out',
            // The account, not the name: two people of one name may share a device.
            token: view.opened?.session?.account_id,
          }
        : undefined,
      signInHref: signedIn ? undefined : '/sign-in',
      partnership: partnership
        ? {
            name: partnership.name,
            key: partnership.key,
            contactEmail: partnership.contact_email,
            contactPhone: partnership.contact_phone,
          }
        : undefined,
      demo: options.demonstration,
      path: view.path,
      display: parseDisplay(view.cookies[displayCookie]),
      assets: options.assets,
    })
  }
}

/** An error page, drawn without asking anything of the database. */
export function errorDocument(
  page: ErrorPage,
  options: { assets: AssetManifest; path: string; display: string | undefined; demonstration: boolean },
): Html {
  const reference = page.reference
    ? html`<p class="govuk-body">If it happens again, tell your partnership and give this reference: <strong>${page.reference}</strong></p>`
    : nothing
  return layout({
    title: page.title,
    body: html`<p class="govuk-body">${page.text}</p>${reference}<p class="govuk-body"><a class="govuk-link" href="/">Go to your home page</a></p>`,
    path: options.path,
    display: parseDisplay(options.display),
    demo: options.demonstration,
    assets: options.assets,
  })
}

/** The body of "Someone else changed this": both texts of each field that differs, and the choice. */
export function conflictBody({ core, form }: { core: FormCore<unknown>; form: FormView }): Html {
  const conflict = core.conflict
  if (!conflict) return nothing
  const written = `${conflict.by}, ${dayAndTime(conflict.at)}`
  const fields = Object.entries(conflict.theirs).map(([field, theirs]) => {
    const mine = typeof core.raw[field] === 'string' ? core.raw[field] : ''
    const label = conflict.labels[field] ?? 'Text'
    if (mine === theirs) return html`<input type="hidden" name="${field}" value="${mine}">`
    return html`<h2 class="govuk-heading-m">${label}</h2>
${twoTexts({
  first: { heading: `What ${conflict.by} saved`, by: written, text: theirs },
  second: { heading: 'What you typed', by: 'Not saved yet', text: mine },
  headingLevel: 3,
})}
<input type="hidden" name="_theirs[${field}]" value="${theirs}">
${radios({
  name: `_keep[${field}]`,
  idPrefix: `keep-${field}`,
  fieldset: { legend: { text: `Which text should stay for “${label}”?`, classes: 'govuk-fieldset__legend--s' } },
  value: 'mine',
  items: [
    { value: 'theirs', text: `Keep what ${conflict.by} saved` },
    {
      value: 'mine',
      text: 'Use mine, which you can change here',
      conditional: {
        html: textarea({ name: field, id: `mine-${field}`, label: { text: 'Your text' }, value: mine, rows: '6' }),
      },
    },
  ],
})}`
  })
  const others = hiddenFields(
    core.raw,
    new Set([...Object.keys(conflict.theirs), '_once', '_form', '_version', '_keep', '_theirs', '_others']),
  )
  const choices = (conflict.choices ?? []).map((choice, index) =>
    otherChoice(choice, `choice-${index + 1}`, conflict.by),
  )
  return html`<p class="govuk-body">${conflict.by} saved a change after you opened this page. Nothing is lost: what each of you entered is below. Choose what should stay, then save.</p>
${form.start()}${others}${fields}${choices}${form.end('Save my choice')}`
}

/** A day, a person or a point of a scale that two people chose differently: two answers instead of two texts. */
function otherChoice(choice: OtherChoice, name: string, by: string): Html {
  return html`${bracketed(choice.fields, `_others[${name}]`)}${radios({
    name: `_keep[${name}]`,
    idPrefix: `keep-${name}`,
    fieldset: { legend: { text: choice.label, classes: 'govuk-fieldset__legend--m' } },
    value: 'mine',
    items: [
      { value: 'theirs', text: choice.theirs, hint: { text: `${by} chose this` } },
      { value: 'mine', text: choice.mine, hint: { text: 'You chose this' } },
    ],
  })}`
}

/** Hidden inputs inside a group of names; the parts of a day and every tick too. No tick at all is sent as an empty one. */
function bracketed(values: RawValues, name: string): Html {
  return html`${Object.entries(values).map(([key, value]) => {
    if (isRecord(value)) return bracketed(value, `${name}[${key}]`)
    const texts = Array.isArray(value) && value.length > 0 ? value : [Array.isArray(value) ? '' : value]
    return html`${texts.map((text) => html`<input type="hidden" name="${name}[${key}]" value="${String(text)}">`)}`
  })}`
}

/** Every field of a body as hidden inputs, so that it can be sent again as it was. */
export function hiddenFields(values: RawValues, except: ReadonlySet<string> = new Set(), prefix = ''): Html {
  const parts: Html[] = []
  for (const [name, value] of Object.entries(values)) {
    if (prefix === '' && except.has(name)) continue
    const full = prefix === '' ? name : `${prefix}[${name}]`
    if (typeof value === 'string') parts.push(html`<input type="hidden" name="${full}" value="${value}">`)
    else if (Array.isArray(value))
      for (const [index, item] of value.entries())
        parts.push(
          typeof item === 'string'
            ? html`<input type="hidden" name="${full}" value="${item}">`
            : hiddenFields({ [String(index)]: item }, except, full),
        )
    else if (isDate(value))
      for (const [part, text] of Object.entries(value))
        parts.push(html`<input type="hidden" name="${full}-${part}" value="${String(text)}">`)
    else if (isRecord(value)) parts.push(hiddenFields(value, except, full))
  }
  return raw(parts.join(''))
}

function isDate(value: unknown): value is RawValues {
  return (
    isRecord(value) &&
    Object.keys(value).length > 0 &&
    Object.keys(value).every((key) => key === 'day' || key === 'month' || key === 'year')
  )
}

/** What somebody typed whose session is not known any more, to copy before they sign in. */
export function signedOutBody(values: RawValues, signInHref: string): Html {
  const typed = Object.entries(values).filter(
    ([name, value]) => !name.startsWith('_') && typeof value === 'string' && value !== '',
  )
  return html`<p class="govuk-body">What you sent was not saved, because you are not signed in any more. It is kept on this page: sign in, open the page that you were on again, and copy it over.</p>
<p class="govuk-body"><a class="govuk-link" href="${signInHref}" target="_blank" rel="noopener">Sign in (opens in a new tab)</a></p>
${typed.map(([name, value], index) => textarea({ name, id: `typed-${index}`, label: { text: `What you typed (${index + 1})` }, value: String(value), rows: rowsFor(String(value)) }))}`
}

/** A box about as high as its text on a phone. */
function rowsFor(text: string): string {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.ceil((line.length + 1) / 35), 0)
  return String(Math.min(lines, 12))
}
