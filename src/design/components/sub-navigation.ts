import { type Html, html, nothing } from '../../platform/web/html.ts'

/** Links between the pages of one thing, such as a review: MOJ Frontend's sub navigation. */
export function subNavigation(params: {
  label: string
  items: readonly { href: string; text: string; active?: boolean | undefined }[]
}): Html {
  const items = params.items.map(
    (item) =>
      html`<li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link"${item.active ? html` aria-current="page"` : nothing} href="${item.href}">${item.text}</a></li>`,
  )
  return html`<nav class="moj-sub-navigation" aria-label="${params.label}"><ul class="moj-sub-navigation__list">${items}</ul></nav>`
}
