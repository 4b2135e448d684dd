import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { type Direction, moved } from '../../../../lib/draft-parts.ts'
import { optionalText } from '../../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import type { Reply } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { withArea } from '../../draft.rules.ts'
import type { FrameworkRecord } from '../../framework.queries.ts'
import type { Framework } from '../../framework.rules.ts'
import { areaOf, areaParams } from './areas.ts'
import { type DraftContext, draftName, draftRecord, editPath, saveAndGo, whyClosed } from './change-part.ts'
import { draftParams } from './draft.ts'

const fields = z.object({ move: optionalText() })

/** Puts the areas of a draft in order. */
export const orderAreas = page(
  { path: '/:partnership/frameworks/:framework/edit/order', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    const items = content.areas.map(({ key, title }) => ({ key, text: title }))
    return order(c, record, 'Put the areas in order', items, editPath(c), (key, direction) => ({
      ...content,
      areas: moved(content.areas, key, direction),
    }))
  },
)

/** Puts the statements of one area in order. */
export const orderStatements = page(
  { path: '/:partnership/frameworks/:framework/edit/areas/:area/order', allow: 'framework:manage', params: areaParams },
  async (c) => {
    const record = await draftRecord(c)
    const area = areaOf(record.content, c.params.area)
    if (!area) return c.redirect(editPath(c), { text: 'Someone has removed that area', tone: 'notice' })
    return order(
      c,
      record,
      'Put the statements in order',
      area.statements,
      editPath(c, 'areas', area.key),
      (key, direction) =>
        withArea(record.content, area.key, (each) => ({ ...each, statements: moved(each.statements, key, direction) })),
    )
  },
)

type Item = { key: string; text: string }

async function order(
  c: DraftContext,
  record: FrameworkRecord,
  title: string,
  items: readonly Item[],
  backTo: string,
  move: (key: string, direction: Direction) => Framework,
): Promise<Reply> {
  const closed = whyClosed(c, record)
  if (closed) return closed
  const form = c.form(fields)
  if (form.value) {
    const [direction, key] = form.value.move.split(':')
    const item = items.find((each) => each.key === key)
    if (item)
      return saveAndGo(
        c,
        record,
        move(item.key, direction === 'up' ? 'up' : 'down'),
        'order',
        c.path,
        `Moved ${direction}: ${item.text}`,
      )
    form.refuse({ message: key ? 'Someone has removed what you wanted to move' : 'Choose what to move' })
  }
  return c.view(
    title,
    html`${form.start()}<ol class="govuk-list govuk-list--number">${items.map((item, index) => itemView(item, index, items.length))}</ol></form>
<p class="govuk-body"><a class="govuk-link" href="${backTo}">Done</a></p>`,
    { back: { href: backTo }, caption: draftName(record.content) },
  )
}

function itemView(item: Item, index: number, count: number): Html {
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
