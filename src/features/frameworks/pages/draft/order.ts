import { orderItems } from '../../../order-part.ts'
import { page } from '../../../page.ts'
import { withArea } from '../../draft.rules.ts'
import { areaOf, areaParams } from './areas.ts'
import { draftName, draftRecord, editPath, saveAndGo, whyClosed } from './change-part.ts'
import { draftParams } from './draft.ts'

/** Puts the areas of a draft in order. */
export const orderAreas = page(
  { path: '/:partnership/frameworks/:framework/edit/order', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    return (
      whyClosed(c, record) ??
      orderItems(c, {
        title: 'Put the areas in order',
        caption: draftName(content),
        items: content.areas,
        textOf: ({ title }) => title,
        backTo: editPath(c),
        save: (areas, done) => saveAndGo(c, record, { ...content, areas }, 'order', c.path, done),
      })
    )
  },
)

/** Puts the statements of one area in order. */
export const orderStatements = page(
  { path: '/:partnership/frameworks/:framework/edit/areas/:area/order', allow: 'framework:manage', params: areaParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    const area = areaOf(content, c.params.area)
    if (!area) return c.redirect(editPath(c), { text: 'Someone has removed that area', tone: 'notice' })
    return (
      whyClosed(c, record) ??
      orderItems(c, {
        title: 'Put the statements in order',
        caption: draftName(content),
        items: area.statements,
        textOf: ({ text }) => text,
        backTo: editPath(c, 'areas', area.key),
        save: (statements, done) =>
          saveAndGo(
            c,
            record,
            withArea(content, area.key, (each) => ({ ...each, statements })),
            'order',
            c.path,
            done,
          ),
      })
    )
  },
)
