/** From when something in a review is worth a look, in school days. */

export type Limits = {
  /** A visit this near, and its preparation still open. */
  preparation: number
  /** A visit this near, and fewer visitors than the model wants. */
  team: number
  /** A window that opens this soon, or is open, and no day chosen. */
  window_opens: number
  /** An invitation without an answer for longer. */
  invitation: number
  /** A programme that ends this soon, and no day for the visit. */
  visit_before_end: number
}

export const usualLimits: Limits = {
  preparation: 10,
  team: 15,
  window_opens: 10,
  invitation: 10,
  visit_before_end: 70,
}

export const limitNames = ['preparation', 'team', 'window_opens', 'invitation', 'visit_before_end'] as const

/** No limit is longer: a year has about 190 school days. */
export const longestLimit = 200

/** Whether these are the values that every programme begins with. */
export function areUsual(limits: Limits): boolean {
  return limitNames.every((name) => limits[name] === usualLimits[name])
}
