/** Changing the documents and emails of a draft: from what a form holds to the model, and why that cannot be. */
import type { Refusal } from '../../platform/web/form.ts'
import { stageKeyFrom } from './draft.rules.ts'
import { type Anchor, hasDay, type ModelDocument, type ModelEmail, misfitsOf } from './letters.schema.ts'
import type { ReviewModel } from './model.schema.ts'

type Changed = { model: ReviewModel; key: string } | { refused: Refusal[] }

/** The model with a document as it was typed, in the place of the one with that key or after the others. */
export function withDocument(model: ReviewModel, key: string | undefined, typed: Omit<ModelDocument, 'key'>): Changed {
  const own = key ?? stageKeyFrom(typed.name, new Set(model.documents.map((one) => one.key)))
  const documents = putIn(model.documents, { ...typed, key: own })
  return fitting({ ...model, documents }, own, 'documents')
}

export type TypedEmail = Omit<ModelEmail, 'key' | 'send'> & {
  school_days: number
  side: 'before' | 'after'
  anchor: Anchor
}

/** The model with an email as it was typed. */
export function withEmail(model: ReviewModel, key: string | undefined, typed: TypedEmail): Changed {
  const { school_days, side, anchor, ...email } = typed
  if (side === 'before' && anchor === 'draft')
    return {
      refused: [
        { field: 'anchor', message: 'Nobody knows before the draft is sent when that will be. Choose “after”' },
      ],
    }
  const stage = model.stages.find((one) => one.key === email.stage)
  if (stage && !hasDay(stage, anchor))
    return { refused: [{ field: 'anchor', message: `“${stage.name}” has no such day. Choose another` }] }
  const own = key ?? stageKeyFrom(typed.subject.replace(/\{[^{}]*\}/g, ''), new Set(model.emails.map((one) => one.key)))
  const emails = putIn(model.emails, { ...email, key: own, send: { school_days, [side]: anchor } })
  return fitting({ ...model, emails }, own, 'emails')
}

/** The model without one of its letters. */
export function withoutLetter(model: ReviewModel, list: 'documents' | 'emails', key: string): ReviewModel {
  const without = <Letter extends { key: string }>(letters: readonly Letter[]) =>
    letters.filter((letter) => letter.key !== key)
  return list === 'documents'
    ? { ...model, documents: without(model.documents) }
    : { ...model, emails: without(model.emails) }
}

function putIn<Letter extends { key: string }>(letters: readonly Letter[], letter: Letter): Letter[] {
  const place = letters.findIndex(({ key }) => key === letter.key)
  return place < 0 ? [...letters, letter] : letters.with(place, letter)
}

/** What is wrong with this letter alone is said at once; what else a draft lacks is said on its own page. */
function fitting(model: ReviewModel, key: string, list: 'documents' | 'emails'): Changed {
  const place = model[list].findIndex((letter) => letter.key === key)
  const wrong = misfitsOf(model).filter(({ path }) => path[0] === list && path[1] === place)
  if (wrong.length === 0) return { model, key }
  return { refused: wrong.map(({ path, message }) => ({ field: fieldOf(path[2]), message })) }
}

const fieldOf = (part: string | number | undefined) => (part === 'send' ? 'anchor' : String(part ?? 'text'))
