/** Changing one part of a draft that several people may edit: clashing over that part only, and what is kept when it is too late. */
import type { z } from 'zod'
import { textarea } from '../design/components/textarea.ts'
import { partVersion } from '../lib/draft-parts.ts'
import type { Conflict, Form, OtherChoice, RawValues, Refusal } from '../platform/web/form.ts'
import { type Html, html } from '../platform/web/html.ts'
import type { Context, Reply } from '../platform/web/page.ts'
import type { Services } from './page.ts'
import type { Actor } from './people/actor.ts'
import { personNames } from './people/public.ts'
import type { Permission } from './people/roles.policy.ts'

/** What the row of a draft knows of who changed it. */
export type DraftRow = {
  version: number
  part_edits: Record<string, { by: string | null; at: string } | undefined>
  updated_at: Temporal.Instant
  updated_by: string | null
  published_at: Temporal.Instant | null
}

export type PartChange<Shape extends z.ZodType> = {
  /** The part's name in the record of who changed what. */
  part: string
  title: string
  /** The name of the draft, above the title. */
  caption: string
  fields: Shape
  /** The part as its form shows it now; undefined when somebody has removed what it belonged to. */
  now: RawValues | undefined
  labels: Record<string, string>
  draw(form: Form<z.output<Shape>>): Html
  /** Saves what was typed, or says why it cannot be; `to` is where to go on. */
  save(value: z.output<Shape>): Promise<{ refused: Refusal[] } | { to: string }>
  backTo: string
  done: string
  button?: string
  /** What to do when it is too late: why, and where what was typed could go. */
  late: { published: { reply: Reply; why: string; link: { href: string; text: string } }; removed: { href: string } }
}

type PartContext = Context<Actor, Permission, Record<string, string>, unknown, Services>

/**
 * One page that changes a part of a draft. Two people clash only over the same part, and then both see what the other
 * entered. What has nowhere to go, because the draft was published or its part removed meanwhile, is shown to be copied.
 */
export async function changeDraftPart<Shape extends z.ZodType>(
  c: PartContext,
  draft: DraftRow,
  change: PartChange<Shape>,
): Promise<Reply> {
  const { now } = change
  const version = now && partVersion(now)
  const form = c.form(change.fields, now && version !== undefined ? { initial: now, version } : {})
  if (draft.published_at || !now) {
    // There is nothing left to correct, only to copy.
    form.errors = []
    return tooLate(c, draft, form.sent ? form.raw : undefined, change)
  }
  if (form.value) {
    if (form.sentVersion !== version && isDifferent(form.raw, now)) {
      const edit = draft.part_edits[change.part] ?? { by: draft.updated_by, at: draft.updated_at.toString() }
      const names = await personNames(c.db, c.actor, edit.by ? [edit.by] : [])
      const by = names.get(edit.by ?? '') ?? 'Someone else'
      return c.conflict(form, {
        version: version ?? 0,
        by,
        at: Temporal.Instant.from(edit.at),
        ...bothSides(form.raw, now, change.labels),
      })
    }
    const saved = await change.save(form.value)
    if ('to' in saved) return c.redirect(saved.to, change.done)
    for (const refusal of saved.refused) form.refuse(refusal)
  }
  return c.view(
    change.title,
    html`${form.start()}${change.draw(form)}${form.end(change.button ?? 'Save', { cancel: { href: change.backTo } })}`,
    { back: { href: change.backTo }, caption: change.caption },
  )
}

/** Texts are shown side by side; ticks, numbers of groups and the like as two answers in words. */
function bothSides(
  typed: RawValues,
  stored: RawValues,
  labels: Record<string, string>,
): Pick<Conflict, 'theirs' | 'labels' | 'choices'> {
  const theirs: Record<string, string> = {}
  const choices: OtherChoice[] = []
  for (const [name, value] of Object.entries(stored)) {
    const label = labels[name] ?? name
    const isText = typeof value === 'string' || typeof value === 'number'
    if (isText) theirs[name] = String(value)
    else if (inWords(value) !== inWords(typed[name]))
      choices.push({
        label,
        theirs: inWords(value) || 'Nothing',
        mine: inWords(typed[name]) || 'Nothing',
        fields: { [name]: numbered(value) },
      })
  }
  return { theirs, labels, choices }
}

/** A list of groups under the names that its form gives them; anything else as it is. */
function numbered(value: unknown): unknown {
  return Array.isArray(value) && value.some((item) => typeof item === 'object') ? { ...value } : value
}

function inWords(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'object') return String(value).replace(/\r\n?/g, '\n').trim()
  return Object.entries(value)
    .filter(([name]) => name !== 'key')
    .map(([, item]) => inWords(item))
    .filter((text) => text !== '')
    .join('; ')
}

function isDifferent(typed: RawValues, stored: RawValues): boolean {
  return Object.entries(stored).some(([name, value]) => inWords(typed[name]) !== inWords(value))
}

function tooLate<Shape extends z.ZodType>(
  c: PartContext,
  draft: DraftRow,
  typed: RawValues | undefined,
  { late, labels }: PartChange<Shape>,
): Reply {
  if (!typed)
    return draft.published_at
      ? late.published.reply
      : c.redirect(late.removed.href, { text: 'Someone has removed that part of the draft', tone: 'notice' })
  const why = draft.published_at ? late.published.why : 'someone removed this part of the draft'
  const texts = Object.entries(labels).map(([name, label], index) => {
    return textarea({
      name,
      id: `typed-${index}`,
      label: { text: label, classes: 'govuk-label--s' },
      value: inWords(typed[name]),
      rows: '5',
    })
  })
  const link = draft.published_at ? late.published.link : { href: late.removed.href, text: 'Go to the draft' }
  return c.view(
    'This could not be saved',
    html`<p class="govuk-body">While you were writing, ${why}. What you typed is below: copy it, then use it where it belongs.</p>${texts}
<p class="govuk-body"><a class="govuk-link" href="${link.href}">${link.text}</a></p>`,
    { status: 409 },
  )
}
