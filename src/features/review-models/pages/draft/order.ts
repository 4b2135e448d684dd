import { orderItems } from '../../../order-part.ts'
import { page } from '../../../page.ts'
import { draftName, draftParams, draftRecord, editPath, saveAndGo, whyClosed } from './change-part.ts'

/** Puts the steps of a draft in order. */
export const orderStages = page(
  { path: '/:partnership/review-models/:draft/edit/order', allow: 'review-model:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const { content } = record
    return (
      whyClosed(c, record) ??
      orderItems(c, {
        title: 'Put the steps in order',
        caption: draftName(content),
        items: content.stages,
        textOf: ({ name }) => name,
        backTo: editPath(c),
        save: (stages, done) => saveAndGo(c, record, { ...content, stages }, c.path, done),
      })
    )
  },
)
