import { z } from 'zod'
import { html } from '../../../../platform/web/html.ts'
import { page } from '../../../page.ts'
import { partTexts, pointsOf, withScaleTexts } from '../../draft.rules.ts'
import { changePart, draftRecord, draftText, editPath } from './change-part.ts'
import { draftParams } from './draft.ts'

const detailFields = z.object({
  title: draftText('Enter a title', 120),
  edition: draftText('Enter a name for this edition', 40),
  description: draftText('Say what the framework is for', 3000),
})

/** Changes a draft's title, edition and description. */
export const changeDetails = page(
  { path: '/:partnership/frameworks/:framework/edit/details', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    return changePart(c, record, {
      part: 'details',
      title: 'Title, edition and description',
      fields: detailFields,
      now: partTexts.details(record.content),
      labels: { title: 'Title', edition: 'Edition', description: 'What it is for' },
      draw: (form) => html`${form.input('title', { label: 'Title' })}
${form.input('edition', { label: 'Name of this edition', hint: 'Such as 2 or Autumn 2026', width: 20 })}
${form.textarea('description', { label: 'What it is for and how to use it', rows: 6, maxLength: 3000 })}`,
      apply: (value) => ({ ...record.content, ...value }),
      backTo: editPath(c),
      done: 'Saved',
    })
  },
)

/** Changes the labels and meanings of a draft's points. How many there are stays, since every descriptor hangs on it. */
export const changeScale = page(
  { path: '/:partnership/frameworks/:framework/edit/scale', allow: 'framework:manage', params: draftParams },
  async (c) => {
    const record = await draftRecord(c)
    const points = pointsOf(record.content)
    if (points.length === 0) return c.redirect(editPath(c), { text: 'Open questions have no points', tone: 'notice' })
    const fields = z.object(
      Object.fromEntries(
        points.flatMap(({ value }) => [
          [`label_${value}`, draftText(`Enter a name for point ${value}`, 60)],
          [`meaning_${value}`, draftText(`Say what point ${value} means`, 500)],
        ]),
      ),
    )
    return changePart(c, record, {
      part: 'scale',
      title: 'The points of the scale',
      fields,
      now: partTexts.scale(record.content),
      labels: Object.fromEntries(
        points.flatMap(({ value }) => [
          [`label_${value}`, `Name of point ${value}`],
          [`meaning_${value}`, `What point ${value} means`],
        ]),
      ),
      draw: (
        form,
      ) => html`<p class="govuk-body">Point 1 is the lowest. To have more or fewer points, download the draft as a file, change the scale and every descriptor there, and load it again.</p>
${points.map(
  ({ value }) =>
    html`${form.input(`label_${value}`, { label: `Name of point ${value}`, width: 20 })}${form.textarea(`meaning_${value}`, { label: `What point ${value} means, for any statement`, rows: 2 })}`,
)}`,
      apply: (value) => withScaleTexts(record.content, value),
      backTo: editPath(c),
      done: 'Scale saved',
    })
  },
)
