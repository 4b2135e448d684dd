/** Putting the items of a draft in order: one page for whatever is ordered. */
import { z } from 'zod'
import { button } from '../design/components/button.ts'
import { type Direction, moved } from '../lib/draft-parts.ts'
import { optionalText } from '../platform/web/fields.ts'
import { type Html, html, nothing } from '../platform/web/html.ts'
import type { Context, Reply } from '../platform/web/page.ts'
import type { Services } from './page.ts'
import type { Actor } from './people/actor.ts'
import type { Permission } from './people/roles.policy.ts'

const fields = z.object({ move: optionalText() })

type Ordering<Item extends { key: string }> = {
  title: string
  caption: string
  items: readonly Item[]
  textOf(item: Item): string
  backTo: string
  /** Saves the new order and comes back to this page. */
  save(items: Item[], done: string): Promise<Reply>
}

type Here = Context<Actor, Permission, Record<string, string>, unknown, Services>

/** One page with every item and the ways up and down; each press moves one item by one place and saves. */
export async function orderItems<Item extends { key: string }>(c: Here, ordering: Ordering<Item>): Promise<Reply> {
  const { title, caption, items, textOf, backTo } = ordering
  const form = c.form(fields)
  if (form.value) {
    const [typed, key] = form.value.move.split(':')
    const item = items.find((each) => each.key === key)
    const direction: Direction = typed === 'up' ? 'up' : 'down'
    if (item) return ordering.save(moved(items, item.key, direction), `Moved ${direction}: ${textOf(item)}`)
    form.refuse({ message: key ? 'Someone has removed what you wanted to move' : 'Choose what to move' })
  }
  return c.view(
    title,
    html`${form.start()}<ol class="govuk-list govuk-list--number">${items.map((item, index) => itemView({ key: item.key, text: textOf(item) }, index, items.length))}</ol></form>
<p class="govuk-body"><a class="govuk-link" href="${backTo}">Done</a></p>`,
    { back: { href: backTo }, caption },
  )
}

function itemView(item: { key: string; text: string }, index: number, count: number): Html {
  const mover = (direction: Direction) =>
    button({
      html: html`Move ${direction}<span class="govuk-visually-hidden">: ${item.text}</span>`,
      name: 'move',
      value: `${direction}:${item.key}`,
      classes: 'govuk-button--secondary',
      preventDoubleClick: true,
    })
  return html`<li><p class="govuk-body">${item.text}</p><div class="govuk-button-group">${index > 0 ? mover('up') : nothing}${index < count - 1 ? mover('down') : nothing}</div></li>`
}
