/** The frame of every page: head, header, navigation, messages, heading, body and footer. */
import { type Html, html, nothing } from '../platform/web/html.ts'
import type { AssetManifest } from './assets.ts'
import { backLink } from './components/back-link.ts'
import { breadcrumbs } from './components/breadcrumbs.ts'
import { errorSummary } from './components/error-summary.ts'
import { footer } from './components/footer.ts'
import { notificationBanner } from './components/notification-banner.ts'
import type { DisplaySettings } from './display-settings.ts'

export type LayoutView = {
  /** The main heading, and the first part of the page's title. */
  title: string
  body: Html
  errors?: readonly { href: string; text: string }[] | undefined
  flash?: { text: string; tone?: 'success' | 'notice' | undefined } | undefined
  back?: { href: string; text?: string | undefined } | undefined
  breadcrumbs?: readonly { href: string; text: string }[] | undefined
  navigation?: readonly { href: string; text: string; current?: boolean | undefined }[] | undefined
  /**
   * `signOutAction` is where the sign-out button posts to; without it the button is not shown. `token` tells
   * people who share a device apart when unsent text is kept on it; the name does where it is not given.
   */
  person?:
    | { name: string; accountHref: string; signOutAction?: string | undefined; token?: string | undefined }
    | undefined
  partnership?:
    | { name: string; key: string; contactEmail?: string | undefined; contactPhone?: string | undefined }
    | undefined
  signInHref?: string | undefined
  demo?: boolean | undefined
  path: string
  display: DisplaySettings
  /** A line above the heading: the school or the review that the page belongs to. */
  caption?: string | undefined
  nonce?: string | undefined
  assets: AssetManifest
}

/** The title of a page in a list of tabs: its heading first, then what it belongs to, since many pages share a heading. */
function pageTitle(view: LayoutView): string {
  const parts = [view.title, view.caption, view.partnership?.name, 'Schoolfellow'].filter((part) => part !== undefined)
  return `${view.errors?.length ? 'Error: ' : ''}${parts.join(' - ')}`
}

/** The colour schemes a browser may use for its own controls and scroll bars. */
const colourSchemes = { system: 'light dark', light: 'light', dark: 'dark', contrast: 'dark' }

function head(view: LayoutView): Html {
  const { assets } = view
  return html`<head>
  <meta charset="utf-8">
  <title>${pageTitle(view)}</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="color-scheme" content="${colourSchemes[view.display.theme]}">
  <meta name="theme-color" content="#12402f">
  <link rel="icon" href="${assets.asset('icon.svg')}" type="image/svg+xml">
  <link rel="preload" href="${assets.asset('text-latin.woff2')}" as="font" type="font/woff2" crossorigin>
  <link rel="stylesheet" href="${assets.asset('client.css')}">
  <script type="module" src="${assets.asset('client.js')}"${view.nonce ? html` nonce="${view.nonce}"` : nothing}></script>
</head>`
}

function header(view: LayoutView): Html {
  const name = view.partnership?.name
  const home = view.partnership ? `/${view.partnership.key}` : '/'
  return html`<div class="govuk-generic-header app-header">
    <div class="govuk-generic-header__container govuk-width-container app-header__container">
      <div class="govuk-generic-header__logo"><a href="${home}" class="govuk-generic-header__homepage-link">${name ?? 'Schoolfellow'}</a>${name ? html`<span class="app-header__product">Schoolfellow</span>` : nothing}</div>
      ${personLinks(view)}
    </div>
  </div>`
}

function personLinks(view: LayoutView): Html {
  if (view.person) {
    const signOut = view.person.signOutAction
      ? html`<form method="post" action="${view.person.signOutAction}" class="app-header__sign-out" data-sign-out><button class="app-header__button" type="submit">Sign out</button></form>`
      : nothing
    return html`<div class="app-header__person"><a class="app-header__link" href="${view.person.accountHref}">${view.person.name}<span class="govuk-visually-hidden"> (your account)</span></a>${signOut}</div>`
  }
  return view.signInHref
    ? html`<div class="app-header__person"><a class="app-header__link" href="${view.signInHref}">Sign in</a></div>`
    : nothing
}

/** The same markup as govuk-frontend's service navigation, without its templates: it is on every page. */
function navigation(view: LayoutView): Html {
  const items = view.navigation ?? []
  if (items.length === 0) return nothing
  return html`<div class="govuk-service-navigation" data-module="govuk-service-navigation"><div class="govuk-width-container"><div class="govuk-service-navigation__container">
    <nav aria-label="Main" class="govuk-service-navigation__wrapper">
      ${items.length > 1 ? html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="navigation" hidden aria-hidden="true">Menu</button>` : nothing}
      <ul class="govuk-service-navigation__list" id="navigation">${items.map(navigationItem)}</ul>
    </nav>
  </div></div></div>`
}

function navigationItem(item: { href: string; text: string; current?: boolean | undefined }): Html {
  if (!item.current)
    return html`<li class="govuk-service-navigation__item"><a class="govuk-service-navigation__link" href="${item.href}">${item.text}</a></li>`
  return html`<li class="govuk-service-navigation__item govuk-service-navigation__item--active"><a class="govuk-service-navigation__link" href="${item.href}" aria-current="page"><strong class="govuk-service-navigation__active-fallback">${item.text}</strong></a></li>`
}

/** Says on every page that nobody here is real. */
const demonstration = (isSomebody: boolean) =>
  html`<div class="app-demo"><div class="govuk-width-container"><p class="app-demo__text"><strong class="govuk-tag app-demo__tag">Demonstration</strong> Everyone here is fictional. <a class="govuk-link" href="/demo">${isSomebody ? 'Choose another person' : 'Choose a person'}</a></p></div></div>`

/** Says what has just happened, and is heard at once when it is good news about what the person did. */
function flashBanner(flash: NonNullable<LayoutView['flash']>): Html {
  const text = html`<p class="govuk-notification-banner__heading">${flash.text}</p>`
  if (flash.tone === 'notice')
    return notificationBanner({ titleText: 'Please note', html: text, titleId: 'flash-title' })
  return notificationBanner({ type: 'success', titleText: 'Done', html: text, titleId: 'flash-title' })
}

function errorList(errors: LayoutView['errors']): Html {
  if (!errors?.length) return nothing
  return errorSummary({ titleText: 'There is a problem', errorList: errors })
}

function heading(view: LayoutView): Html {
  const caption = view.caption ? html`<span class="govuk-caption-l">${view.caption}</span> ` : nothing
  return html`<h1 class="govuk-heading-l">${caption}${view.title}</h1>`
}

function beforeContent(view: LayoutView): Html {
  if (view.back) return html`<nav aria-label="Back">${backLink(view.back)}</nav>`
  if (view.breadcrumbs?.length) return breadcrumbs({ items: view.breadcrumbs, collapseOnMobile: true })
  return nothing
}

function footerLinks(view: LayoutView): { href: string; text: string }[] {
  const displaySettings = view.path.startsWith('/display-settings')
    ? '/display-settings'
    : `/display-settings?from=${encodeURIComponent(view.path)}`
  return [
    { href: displaySettings, text: 'Display settings' },
    { href: '/accessibility-statement', text: 'Accessibility statement' },
    { href: '/privacy', text: 'Privacy' },
  ]
}

function pageFooter(view: LayoutView): Html {
  const { partnership } = view
  const contact = partnership
    ? { name: partnership.name, email: partnership.contactEmail, phone: partnership.contactPhone }
    : undefined
  return footer({ links: footerLinks(view), contact })
}

function htmlClasses(display: DisplaySettings): string {
  return `govuk-template app-text-${display.text} app-spacing-${display.spacing}`
}

/** A whole page. Works without scripts, and uses no inline script or style. */
export function layout(view: LayoutView): Html {
  const { display } = view
  return html`<!DOCTYPE html>
<html lang="en-GB" class="${htmlClasses(display)}" data-theme="${display.theme}" data-motion="${display.motion}" data-read-aloud="${display.read}">
${head(view)}
<body class="govuk-template__body"${view.person ? html` data-person="${view.person.token ?? view.person.name}"` : nothing}>
<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<header class="govuk-template__header">${header(view)}${navigation(view)}${view.demo ? demonstration(view.person !== undefined) : nothing}</header>
<div class="govuk-width-container">
${beforeContent(view)}
<main class="govuk-main-wrapper" id="main-content">
${errorList(view.errors)}${view.flash ? flashBanner(view.flash) : nothing}
${heading(view)}
${view.body}
</main>
</div>
<footer class="govuk-template__footer">${pageFooter(view)}</footer>
</body>
</html>
`
}
