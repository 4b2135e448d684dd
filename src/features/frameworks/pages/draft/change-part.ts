/** What every page that changes a draft shares: opening it, clashing with somebody else, and what is kept when it is too late. */
import type { z } from 'zod'
import { textarea } from '../../../../design/components/textarea.ts'
import { longText } from '../../../../platform/web/fields.ts'
import type { Form, RawValues } from '../../../../platform/web/form.ts'
import { type Html, html } from '../../../../platform/web/html.ts'
import { type Context, found, type Reply } from '../../../../platform/web/page.ts'
import type { Services } from '../../../page.ts'
import type { Actor } from '../../../people/actor.ts'
import type { Permission } from '../../../people/roles.policy.ts'
import { type PartTexts, partVersion } from '../../draft.rules.ts'
import { saveDraft } from '../../framework.life.ts'
import { type FrameworkRecord, frameworkRecord, nameOf } from '../../framework.queries.ts'
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
  if (!record.published_at) return undefined
  const text = `Edition ${record.content.edition} is published and can no longer be changed. Make a new draft from it instead`
  return c.redirect(frameworkPath(c.partnership.key, record.id), { text, tone: 'notice' })
}

export type PartChange<Shape extends z.ZodType> = {
  /** The part's name in the record of who changed what. */
  part: string
  title: string
  fields: Shape
  /** The texts as they are now; undefined when somebody has removed what they belonged to. */
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

/**
 * One page that changes texts of a draft. Two people clash only over the same texts, and then both
 * are shown. Texts that have nowhere to go, because the draft was published or the statement
 * removed meanwhile, are shown to be copied.
 */
export async function changePart<Shape extends z.ZodType>(
  c: DraftContext,
  record: FrameworkRecord,
  change: PartChange<Shape>,
): Promise<Reply> {
  const { now } = change
  const version = now && partVersion(now)
  const form = c.form(change.fields, now && version !== undefined ? { initial: now, version } : {})
  if (record.published_at || !now) {
    // There is nothing left to correct, only to copy.
    form.errors = []
    return tooLate(c, record, form.sent ? form.raw : undefined, change.labels)
  }
  if (form.value) {
    if (form.sentVersion !== version && isDifferent(form.raw, now)) {
      const edit = record.part_edits[change.part] ?? { by: record.updated_by, at: record.updated_at.toString() }
      const by = await nameOf(c.db, c.actor, edit.by)
      return c.conflict(form, {
        version: version ?? 0,
        by,
        at: Temporal.Instant.from(edit.at),
        theirs: now,
        labels: change.labels,
      })
    }
    const changed = change.apply(form.value)
    const refusal = await saveDraft(c.db, c.actor, record, changed, change.part, c.now)
    if (!refusal) return c.redirect(change.next?.(changed) ?? change.backTo, change.done)
    form.refuse(refusal)
  }
  return c.view(
    change.title,
    html`${form.start()}${change.draw(form)}${form.end(change.button ?? 'Save', { cancel: { href: change.backTo } })}`,
    { back: { href: change.backTo }, caption: draftName(record.content) },
  )
}

export function draftName(content: Framework): string {
  return `${content.title}, edition ${content.edition} (draft)`
}

function isDifferent(typed: RawValues, stored: PartTexts): boolean {
  const plain = (value: unknown) =>
    String(value ?? '')
      .replace(/\r\n?/g, '\n')
      .trim()
  return Object.entries(stored).some(([name, value]) => plain(typed[name]) !== plain(value))
}

function tooLate(
  c: DraftContext,
  record: FrameworkRecord,
  typed: RawValues | undefined,
  labels: Record<string, string>,
): Reply {
  const why = record.published_at
    ? `edition ${record.content.edition} was published`
    : 'someone removed this part of the draft'
  if (!typed) {
    return (
      whyClosed(c, record) ??
      c.redirect(editPath(c), { text: 'Someone has removed that part of the draft', tone: 'notice' })
    )
  }
  const texts = Object.entries(labels).map(([name, label], index) => {
    return textarea({
      name,
      id: `typed-${index}`,
      label: { text: label, classes: 'govuk-label--s' },
      value: String(typed[name] ?? ''),
      rows: '5',
    })
  })
  const href = record.published_at ? frameworkPath(c.partnership.key, record.id, 'adapt') : editPath(c)
  return c.view(
    'This could not be saved',
    html`<p class="govuk-body">While you were writing, ${why}. What you typed is below: copy it, then use it where it belongs.</p>${texts}
<p class="govuk-body"><a class="govuk-link" href="${href}">${record.published_at ? 'Make a new draft' : 'Go to the draft'}</a></p>`,
    { status: 409 },
  )
}

/** A text of a draft without characters that could not be stored; `optional` ones may still be empty. */
export function draftText(message: string, max: number) {
  return longText(message, { max }).refine(isPrintable, unprintable)
}

export const unprintable = 'Remove the character that cannot be printed'

export function isPrintable(typed: string): boolean {
  return !/[^\P{Cc}\n\t]/u.test(typed)
}

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
