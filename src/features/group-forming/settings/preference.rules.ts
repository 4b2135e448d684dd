/** What a school may say before groups are formed, until when, and what its self-evaluation suggests. */
import { sentenceList } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'

/** What a school says: keys of areas, and ids of schools. */
export type PreferenceInput = {
  strengths: readonly string[]
  priorities: readonly string[]
  wished_school_ids: readonly string[]
  note: string
}

/** So many areas, and so many schools: more would say nothing about what matters most. */
export const mostNamed = 3

type Known = {
  school_id: string
  areas: readonly { key: string; title: string }[]
  /** The schools of the programme. */
  partners: readonly { id: string }[]
}

/** Why a school cannot say this; empty when it can. */
export function whyCannotSay(said: PreferenceInput, known: Known): Refusal[] {
  const titles = new Map(known.areas.map(({ key, title }) => [key, title]))
  const refused: Refusal[] = []
  for (const [field, words] of [
    ['strengths', 'in which you can help others'],
    ['priorities', 'in which you look for help'],
  ] as const) {
    if (said[field].length > mostNamed) refused.push({ field, message: `Choose up to three areas ${words}` })
    else if (said[field].some((key) => !titles.has(key)))
      refused.push({ field, message: 'Choose areas of the framework' })
  }
  const both = said.strengths.flatMap((key) => (said.priorities.includes(key) ? (titles.get(key) ?? key) : []))
  if (both.length > 0)
    refused.push({
      field: 'priorities',
      message: `You chose ${sentenceList(both)} in both questions. Choose each area once, where it matters more to you`,
    })
  refused.push(...wrongWishes(said.wished_school_ids, known))
  const isEmpty = said.strengths.length + said.priorities.length + said.wished_school_ids.length === 0
  if (isEmpty && said.note === '')
    refused.push({ field: 'strengths', message: 'Answer at least one question before you send it' })
  return refused
}

/** Each wish has a field of its own on the page. */
export const wishField = (index: number) => `wish_${index + 1}` as 'wish_1' | 'wish_2' | 'wish_3'

function wrongWishes(ids: readonly string[], known: Known): Refusal[] {
  const partners = new Set(known.partners.map(({ id }) => id))
  if (ids.length > mostNamed) return [{ field: wishField(0), message: 'Name up to three schools' }]
  return ids.flatMap((id, index): Refusal[] => {
    const field = wishField(index)
    if (id === known.school_id) return [{ field, message: 'Name another school than your own' }]
    if (!partners.has(id)) return [{ field, message: 'Choose a school that takes part in the programme' }]
    return []
  })
}

type Asking = {
  asked_at: Temporal.Instant | null
  preferences_closed_at: Temporal.Instant | null
  proposed_at: Temporal.Instant | null
}

/** Why what a school said cannot be changed now; undefined when it can. Being asked again opens it again. */
export function whyCannotGive(asking: Asking, by: 'school' | 'officer'): Refusal | undefined {
  const { asked_at, proposed_at, preferences_closed_at } = asking
  if (proposed_at && (!asked_at || Temporal.Instant.compare(asked_at, proposed_at) <= 0))
    return {
      message: 'The groups were proposed to the schools, so what schools said before cannot change',
    }
  if (preferences_closed_at && by === 'school')
    return {
      message:
        'The officers have closed this and are forming the groups. Write to the partnership if something must change',
    }
  return undefined
}

/**
 * The areas that a school's strengths and priorities point to, at most three of each, in the school's own order. An area with
 * as many strengths as priorities is left for the school to decide.
 */
export function suggestedAreas(
  highlighted: readonly { kind: 'strength' | 'priority'; area: string }[],
  areas: readonly { key: string }[],
): { strengths: string[]; priorities: string[] } {
  const known = new Set(areas.map(({ key }) => key))
  const balance = new Map<string, number>()
  for (const { kind, area } of highlighted)
    if (known.has(area)) balance.set(area, (balance.get(area) ?? 0) + (kind === 'strength' ? 1 : -1))
  const of = (sign: 1 | -1) => [...balance].filter(([, sum]) => sum * sign > 0).map(([area]) => area)
  return { strengths: of(1).slice(0, mostNamed), priorities: of(-1).slice(0, mostNamed) }
}
