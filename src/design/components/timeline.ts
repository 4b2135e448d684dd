import { type Html, html, nothing } from '../../platform/web/html.ts'

export type TimelineItem = {
  title: string | Html
  /** When it was or will be, in words; `datetime` is the same for machines (ISO 8601). */
  when?: string | undefined
  datetime?: string | undefined
  by?: string | undefined
  content?: Html | undefined
  /** Past steps are filled, the current one is marked, later ones are outlined. */
  state?: 'done' | 'current' | 'later' | undefined
}

const stateWords = { done: 'Done', current: 'Now', later: 'Later' }

function timelineItem(item: TimelineItem, headingLevel: number): Html {
  const title = html`${item.title}${item.state ? html` <span class="app-timeline__state">${stateWords[item.state]}</span>` : nothing}`
  const when =
    item.when && item.datetime ? html`<time datetime="${item.datetime}">${item.when}</time>` : html`${item.when ?? ''}`
  const heading =
    headingLevel === 2
      ? html`<h2 class="moj-timeline__title">${title}</h2>`
      : html`<h3 class="moj-timeline__title">${title}</h3>`
  return html`<li class="moj-timeline__item${item.state ? ` app-timeline__item--${item.state}` : ''}"${item.state === 'current' ? html` aria-current="step"` : nothing}>
    <div class="moj-timeline__header">${heading}${item.by ? html` <p class="moj-timeline__byline">by ${item.by}</p>` : nothing}</div>
    ${item.when ? html`<p class="moj-timeline__date">${when}</p>` : nothing}
    ${item.content ? html`<div class="moj-timeline__description">${item.content}</div>` : nothing}
  </li>`
}

/** What happened and what comes, in order: the steps of a review, or the history of a report. */
export function timeline(params: { items: readonly TimelineItem[]; headingLevel?: 2 | 3 | undefined }): Html {
  return html`<ol class="moj-timeline app-timeline">${params.items.map((item) => timelineItem(item, params.headingLevel ?? 2))}</ol>`
}
