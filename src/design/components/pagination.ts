import { type Html, nothing } from '../../platform/web/html.ts'
import type { PaginationParams } from './generated.ts'
import { govukTemplate } from './template.ts'

/** Links to the pages before and after this one. */
export const pagination: (params: PaginationParams) => Html = govukTemplate('pagination')

/** The way from one page of a long list to the pages beside it; nothing when the list fits on one. */
export function pageLinks(list: {
  label: string
  number: number
  last: number
  hrefOf: (number: number) => string
}): Html {
  const { label, number, last, hrefOf } = list
  if (last <= 1) return nothing
  const to = (other: number) => ({ href: hrefOf(other), labelText: `${other} of ${last}` })
  return pagination({
    landmarkLabel: label,
    ...(number > 1 ? { previous: to(number - 1) } : {}),
    ...(number < last ? { next: to(number + 1) } : {}),
    classes: 'govuk-pagination--block',
  })
}
