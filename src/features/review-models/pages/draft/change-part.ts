/** What every page that changes a draft shares: opening it, and saving a part of it. */
import { z } from 'zod'
import type { Form, RawValues, Refusal } from '../../../../platform/web/form.ts'
import type { Html } from '../../../../platform/web/html.ts'
import { type Context, found, type Reply } from '../../../../platform/web/page.ts'
import { changeDraftPart } from '../../../draft-part.ts'
import type { Services } from '../../../page.ts'
import type { Actor } from '../../../people/actor.ts'
import type { Permission } from '../../../people/roles.policy.ts'
import { saveDraft } from '../../model.life.ts'
import { type ModelRecord, modelRecord } from '../../model.queries.ts'
import type { ReviewModel } from '../../model.schema.ts'
import { modelPath, ownKey } from '../../paths.ts'

export const draftParams = z.object({ partnership: z.string(), draft: z.uuid() })
export const stageParams = draftParams.extend({ stage: z.string() })

export type DraftContext = Context<Actor, Permission, { draft: string }, unknown, Services>

/** The draft of the path, locked while a change is being saved. It may turn out to be published by now. */
export async function draftRecord(c: DraftContext): Promise<ModelRecord> {
  return found(await modelRecord(c.db, c.actor, c.params.draft, { lock: c.method === 'POST' }))
}

export function editPath(c: DraftContext, ...below: string[]): string {
  return modelPath(c.partnership.key, ownKey(c.params.draft), 'edit', ...below)
}

export function draftName({ name, edition }: ReviewModel): string {
  return `${name}, edition ${edition} (draft)`
}

/** Where to send somebody who opens or sends a page of a draft that cannot be changed any more; undefined when it can. */
export function whyClosed(c: DraftContext, record: ModelRecord): Reply | undefined {
  return record.published_at ? isPublished(c, record) : undefined
}

function isPublished(c: DraftContext, { id, content }: ModelRecord): Reply {
  const text = `Edition ${content.edition} is published and can no longer be changed. Make a draft from it instead`
  return c.redirect(modelPath(c.partnership.key, ownKey(id)), { text, tone: 'notice' })
}

type PartChange<Shape extends z.ZodType> = {
  part: string
  title: string
  fields: Shape
  /** The part as its form shows it; undefined when somebody has removed it. */
  now: RawValues | undefined
  labels: Record<string, string>
  draw(form: Form<z.output<Shape>>): Html
  /** The model with what was typed, or why that cannot be. */
  apply(value: z.output<Shape>): ReviewModel | { refused: Refusal[] }
  backTo?: string
  /** Where to go once it is saved, when not back. */
  next?(saved: ReviewModel): string
  done: string
  button?: string
}

/** One page that changes a part of a draft. */
export async function changePart<Shape extends z.ZodType>(
  c: DraftContext,
  record: ModelRecord,
  { apply, next, ...change }: PartChange<Shape>,
): Promise<Reply> {
  const own = modelPath(c.partnership.key, ownKey(record.id))
  const backTo = change.backTo ?? editPath(c)
  return changeDraftPart(c, record, {
    ...change,
    backTo,
    caption: draftName(record.content),
    save: async (value) => {
      const changed = apply(value)
      if ('refused' in changed) return changed
      const refusal = await saveDraft(c.db, c.actor, record, changed, change.part, c.now)
      return refusal ? { refused: [refusal] } : { to: next?.(changed) ?? backTo }
    },
    late: {
      published: {
        reply: isPublished(c, record),
        why: `edition ${record.content.edition} was published`,
        link: { href: `${own}/adapt`, text: 'Make a draft from it' },
      },
      removed: { href: editPath(c) },
    },
  })
}

/** Saves a change that is no entry of a form, such as moving or removing, and goes on. */
export async function saveAndGo(
  c: DraftContext,
  record: ModelRecord,
  content: ReviewModel,
  to: string,
  done: string,
): Promise<Reply> {
  const refusal = await saveDraft(c.db, c.actor, record, content, 'stages', c.now)
  if (refusal) throw new Error(refusal.message)
  return c.redirect(to, done)
}
