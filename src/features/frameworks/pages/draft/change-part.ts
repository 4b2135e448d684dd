/** What every page that changes a draft shares: opening it, and saving a part of it. */
import type { z } from 'zod'
import { isPrintable } from '../../../../lib/draft-parts.ts'
import { longText } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import type { Html } from '../../../../platform/web/html.ts'
import { type Context, found, type Reply } from '../../../../platform/web/page.ts'
import { changeDraftPart } from '../../../draft-part.ts'
import type { Services } from '../../../page.ts'
import type { Actor } from '../../../people/actor.ts'
import type { Permission } from '../../../people/roles.policy.ts'
import type { PartTexts } from '../../draft.rules.ts'
import { saveDraft } from '../../framework.life.ts'
import { type FrameworkRecord, frameworkRecord } from '../../framework.queries.ts'
import type { Framework } from '../../framework.rules.ts'
import { frameworkPath } from '../framework-view.ts'

export type DraftContext = Context<Actor, Permission, { framework: string }, unknown, Services>

/** The framework of the path, locked while a change is being saved. It may turn out to be published by now. */
export async function draftRecord(c: DraftContext): Promise<FrameworkRecord> {
  return found(await frameworkRecord(c.db, c.actor, c.params.framework, { lock: c.method === 'POST' }))
}

export function editPath(c: DraftContext, ...below: string[]): string {
  return frameworkPath(c.partnership.key, c.params.framework, 'edit', ...below)
}

/** Where to send somebody who opens or sends a page of a draft that cannot be changed any more; undefined when it can. */
export function whyClosed(c: DraftContext, record: FrameworkRecord): Reply | undefined {
  return record.published_at ? isPublished(c, record) : undefined
}

function isPublished(c: DraftContext, record: FrameworkRecord): Reply {
  const text = `Edition ${record.content.edition} is published and can no longer be changed. Make a new draft from it instead`
  return c.redirect(frameworkPath(c.partnership.key, record.id), { text, tone: 'notice' })
}

type PartChange<Shape extends z.ZodType> = {
  part: string
  title: string
  fields: Shape
  now: PartTexts | undefined
  labels: Record<string, string>
  draw(form: Form<z.output<Shape>>): Html
  apply(value: z.output<Shape>): Framework
  backTo: string
  /** Where to go once it is saved, when not back. */
  next?(saved: Framework): string
  done: string
  button?: string
}

/** One page that changes texts of a draft. */
export async function changePart<Shape extends z.ZodType>(
  c: DraftContext,
  record: FrameworkRecord,
  { apply, next, ...change }: PartChange<Shape>,
): Promise<Reply> {
  return changeDraftPart(c, record, {
    ...change,
    caption: draftName(record.content),
    save: async (value) => {
      const changed = apply(value)
      const refusal = await saveDraft(c.db, c.actor, record, changed, change.part, c.now)
      return refusal ? { refused: [refusal] } : { to: next?.(changed) ?? change.backTo }
    },
    late: {
      published: {
        reply: isPublished(c, record),
        why: `edition ${record.content.edition} was published`,
        link: { href: frameworkPath(c.partnership.key, record.id, 'adapt'), text: 'Make a new draft' },
      },
      removed: { href: editPath(c) },
    },
  })
}

export function draftName(content: Framework): string {
  return `${content.title}, edition ${content.edition} (draft)`
}

/** A text of a draft without characters that could not be stored; `optional` ones may still be empty. */
export function draftText(message: string, max: number) {
  return longText(message, { max }).refine(isPrintable, unprintable)
}

export const unprintable = 'Remove the character that cannot be printed'

/** Saves a change that is no text, such as moving or removing, and goes on. */
export async function saveAndGo(
  c: DraftContext,
  record: FrameworkRecord,
  content: Framework,
  part: string,
  to: string,
  done: string,
): Promise<Reply> {
  const refusal = await saveDraft(c.db, c.actor, record, content, part, c.now)
  if (refusal) throw new Error(refusal.message)
  return c.redirect(to, done)
}
