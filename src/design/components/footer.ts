import { type Html, html, nothing } from '../../platform/web/html.ts'

export type FooterParams = {
  links: readonly { href: string; text: string }[]
  /** Who to ask: a partnership's name with its address and number. */
  contact?: { name: string; email?: string | undefined; phone?: string | undefined } | undefined
}

/** The foot of every page: whom to ask, then the links that must always be near. */
export function footer(params: FooterParams): Html {
  const links = params.links.map(
    (link) => html`<li class="app-footer__item"><a class="app-footer__link" href="${link.href}">${link.text}</a></li>`,
  )
  return html`<div class="app-footer"><div class="govuk-width-container">
    ${params.contact ? contactLine(params.contact) : nothing}
    <h2 class="govuk-visually-hidden">About this service</h2>
    <ul class="app-footer__links">${links}</ul>
    <p class="app-footer__about">Schoolfellow: schools including every child, together.</p>
  </div></div>`
}

function contactLine(contact: NonNullable<FooterParams['contact']>): Html {
  const email = contact.email
    ? html` <a class="app-footer__link" href="mailto:${contact.email}">${contact.email}</a>`
    : nothing
  const phone = contact.phone
    ? html` <a class="app-footer__link" href="tel:${contact.phone.replaceAll(/[^+\d]/g, '')}">${contact.phone}</a>`
    : nothing
  if (!contact.email && !contact.phone) return html`<p class="app-footer__contact">${contact.name}</p>`
  return html`<p class="app-footer__contact"><strong>Questions? Ask ${contact.name}:</strong>${email}${contact.email && contact.phone ? ' or' : ''}${phone}</p>`
}
