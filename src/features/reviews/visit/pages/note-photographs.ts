/** Photographs of displays, small, beside the note to which they belong. Each opens the full picture. */
import { type Html, html, nothing } from '../../../../platform/web/html.ts'

type Photograph = { id: string; description: string }

/** `noteHref` is the note's own address; with `mayTakeBack` the reader is their writer, who can delete them. */
export function smallPhotographs(
  photographs: readonly Photograph[],
  noteHref: string,
  { mayTakeBack = false }: { mayTakeBack?: boolean } = {},
): Html {
  if (photographs.length === 0) return nothing
  const items = photographs.map(({ id, description }) => {
    const href = `${noteHref}/photographs/${id}`
    const takeBack = html`<a class="govuk-link app-photographs__act" href="${href}/take-back">Take back<span class="govuk-visually-hidden"> the photograph “${description}”</span></a>`
    return html`<li><a class="govuk-link" href="${href}" draggable="false"><img class="app-photograph" src="${href}?size=small" alt="${description}" loading="lazy" draggable="false"><span class="govuk-visually-hidden">, open the full picture</span></a>${mayTakeBack ? takeBack : nothing}</li>`
  })
  return html`<ul class="app-photographs">${items}</ul>`
}
