/** Changing a draft of a review model, part by part. Every function gives a new model and leaves the old one as it was. */
import { keyFrom } from '../../lib/draft-parts.ts'
import { outputsOfKind, type ReviewModel, reviewModel, type Stage, type StageKind } from './model.schema.ts'
import { factsOf, overWhen, specialOf, whenInWords, writtenBy } from './model.words.ts'

export const kindNames: Record<StageKind, string> = {
  'self-evaluation': 'Self-evaluation',
  preparation: 'Preparation of the visit',
  visit: 'Visit',
  report: 'Report',
  meeting: 'Meeting',
}

/** Something that keeps a draft from being run: the page where it is put right, what it is about, and the reason. */
export type Gap = { page: string; about: string; reason: string }

/** What keeps a model from being run, step by step. */
export function gapsIn(model: ReviewModel): Gap[] {
  const read = reviewModel.safeParse(model)
  return (read.error?.issues ?? []).map(({ path, message }) => ({ ...placeOf(model, path), reason: message }))
}

/** Where a mistake is put right, and what it is about in words. */
function placeOf(model: ReviewModel, [part, index]: readonly PropertyKey[]): { page: string; about: string } {
  const stage = part === 'stages' && typeof index === 'number' ? model.stages[index] : undefined
  if (stage) return { page: `stages/${stage.key}`, about: stage.name }
  if (part === 'stages') return { page: 'stages/new', about: 'The steps' }
  const document = part === 'documents' && typeof index === 'number' ? model.documents[index] : undefined
  if (document) return { page: `documents/${document.key}`, about: `“${document.name}”` }
  const email = part === 'emails' && typeof index === 'number' ? model.emails[index] : undefined
  if (email) return { page: `emails/${email.key}`, about: `“${email.subject}”` }
  if (part === 'group') return { page: 'group', about: 'The groups' }
  return part === 'team' ? { page: 'team', about: 'The visitors' } : { page: 'about', about: 'The way as a whole' }
}

/** The kinds of which a model can take another stage: one of each, and any number of meetings. */
export function kindsToAdd(model: ReviewModel): StageKind[] {
  const kinds = Object.keys(kindNames).filter((kind): kind is StageKind => kind in kindNames)
  return kinds.filter((kind) => kind === 'meeting' || !model.stages.some((stage) => stage.kind === kind))
}

/** A stage with what its kind needs, where stages of its kind belong: before the visit, after it, or at the end. */
export function withNewStage(
  model: ReviewModel,
  { kind, name, purpose }: Pick<Stage, 'kind' | 'name' | 'purpose'>,
): { model: ReviewModel; key: string } {
  const key = stageKeyFrom(name, new Set(model.stages.map((stage) => stage.key)))
  const stage: Stage = {
    key,
    kind,
    name,
    purpose,
    of: 'review',
    record: plainRecord(),
    written_by: ['lead-reviewer', 'host-lead'],
    must_come_out: [outputsOfKind[kind][0]],
  }
  const end = model.stages.length
  const before = (...kinds: StageKind[]) => {
    const place = model.stages.findIndex((one) => kinds.includes(one.kind))
    return place < 0 ? end : place
  }
  const places: Record<StageKind, number> = {
    'self-evaluation': 0,
    preparation: before('visit', 'report'),
    visit: before('report'),
    report: Math.min(before('visit') + 1, end),
    meeting: end,
  }
  return { key, model: { ...model, stages: model.stages.toSpliced(places[kind], 0, stage) } }
}

function plainRecord(): Stage['record'] {
  return [
    {
      key: 'note',
      label: 'What was said and decided?',
      hint: 'Both teams read this. No pupils’ names.',
      required: true,
    },
  ]
}

/** Keys of a model start with a letter. */
export function stageKeyFrom(name: string, taken: ReadonlySet<string>): string {
  return keyFrom(/^[^a-z]*\d/i.test(name) ? `n ${name}` : name, taken)
}

/** The model with one stage changed; the others, and their order, stay. */
export function withStage(model: ReviewModel, key: string, change: (stage: Stage) => Stage): ReviewModel {
  return { ...model, stages: model.stages.map((stage) => (stage.key === key ? change(stage) : stage)) }
}

/** The model without a stage, and without the documents and emails that belong to it. */
export function withoutStage(model: ReviewModel, key: string): ReviewModel {
  return {
    ...model,
    stages: model.stages.filter((stage) => stage.key !== key),
    documents: model.documents.filter(({ stage }) => stage !== key),
    emails: model.emails.filter(({ stage }) => stage !== key),
  }
}

/** The stages whose windows count from this one, and so lose what they count from when it goes. */
export function countingFrom(model: ReviewModel, key: string): Stage[] {
  return model.stages.filter(({ window }) => window?.after === key)
}

/** The questions of a record as typed: those left empty go, the others keep their keys, and new ones get theirs. */
export function recordFrom(
  typed: readonly { key: string; label: string; hint: string; optional: boolean }[],
): Stage['record'] {
  const taken = new Set<string>()
  return typed
    .filter(({ label, hint }) => label !== '' || hint !== '')
    .map(({ key, label, hint, optional }) => {
      const own = key !== '' && !taken.has(key) ? key : stageKeyFrom(label, taken)
      taken.add(own)
      return { key: own, label, hint, required: !optional }
    })
}

/** What a school would find different in the later of two editions, in sentences. */
export function changesBetween(earlier: ReviewModel, later: ReviewModel): string[] {
  const before = new Map(earlier.stages.map((stage) => [stage.key, stage]))
  const after = new Set(later.stages.map(({ key }) => key))
  const told: string[] = []
  if (earlier.name !== later.name) told.push(`It is called “${later.name}” instead of “${earlier.name}”.`)
  const factsBefore = new Map(factsOf(earlier).map(({ key, text }) => [key, text]))
  for (const { key, text } of factsOf(later)) {
    const was = factsBefore.get(key)
    if (was !== text) told.push(was === undefined ? `${key}: ${text} (new).` : `${key}: ${text}; before, ${was}.`)
  }
  const facts = new Set(factsOf(later).map(({ key }) => key))
  for (const key of factsBefore.keys()) if (!facts.has(key)) told.push(`${key}: no longer.`)
  for (const stage of earlier.stages) if (!after.has(stage.key)) told.push(`The step “${stage.name}” goes.`)
  for (const stage of later.stages) {
    const was = before.get(stage.key)
    if (!was) told.push(`The step “${stage.name}” is new.`)
    else for (const change of stageChanges(earlier, was, later, stage)) told.push(change)
  }
  const kept = (model: ReviewModel, other: ReadonlySet<string> | ReadonlyMap<string, unknown>) =>
    model.stages.flatMap(({ key }) => (other.has(key) ? [key] : [])).join()
  if (kept(earlier, after) !== kept(later, before)) told.push('The steps come in another order.')
  const letters = ({ documents, emails }: ReviewModel) => JSON.stringify([documents, emails])
  if (letters(earlier) !== letters(later)) told.push('Documents or emails are different.')
  return told
}

function stageChanges(earlier: ReviewModel, was: Stage, later: ReviewModel, stage: Stage): string[] {
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const told: string[] = []
  if (was.name !== stage.name) told.push(`The step “${was.name}” is called “${stage.name}”.`)
  const when = whenInWords(later, stage)
  if (when !== whenInWords(earlier, was)) told.push(`“${stage.name}” is ${when ? lowerFirst(when) : 'open in time'}.`)
  if (differs(was.record, stage.record)) told.push(`The record of “${stage.name}” asks other questions.`)
  if (writtenBy(was) !== writtenBy(stage) && stage.kind === 'meeting')
    told.push(`“${stage.name}” is ${lowerFirst(writtenBy(stage))}`)
  if (overWhen(was) !== overWhen(stage)) told.push(`“${stage.name}” is ${lowerFirst(overWhen(stage))}`)
  const rest = (one: Stage) => [
    one.purpose,
    one.minutes,
    one.of,
    one.kind,
    specialOf(one),
    one.takes_part,
    one.half_days,
  ]
  if (differs(rest(was), rest(stage))) told.push(`Purpose, length or people of “${stage.name}” are different.`)
  return told
}

const lowerFirst = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
