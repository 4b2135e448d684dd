/** The life of what is kept in editions: stored as a draft, changed, published, retired. Everything that writes to such a table. */
import { sql } from 'kysely'
import { record } from '../platform/audit/audit.ts'
import { type Database, type Db, inSavepoint } from '../platform/db/connect.ts'
import type { Refusal } from '../platform/web/form.ts'

/** Who stores or publishes: a person, or nobody when a command or the demonstration does. */
export type Editor = { partnership: { id: string }; person_id?: string | undefined }

type Content = { key: string; edition: string }

/** Where one kind of thing is kept, and what it is called. */
type Kind<Whole extends Content> = {
  table: 'framework' | 'review_model'
  /** Its column for the name that people read. */
  named: 'title' | 'name'
  nameOf(content: Whole): string
  /** In the audit log. */
  subject: 'framework' | 'review-model'
  /** Inside a sentence. */
  what: string
}

/** The acts on one kind of thing that is kept in editions. */
export function editionsOfKind<Whole extends Content>(kind: Kind<Whole>) {
  const table = sql.table(kind.table)
  const named = sql.ref(kind.named)
  const taken = ({ edition }: Pick<Content, 'edition'>): Refusal => ({
    field: 'edition',
    message: `There is an edition “${edition}” of this ${kind.what} already. Enter another name`,
  })
  const ofEditor = (editor: Editor, id: string) => sql`id = ${id} and partnership_id = ${editor.partnership.id}`
  const note = (db: Db, action: string, id: string) =>
    record(db, {}, { action: `${kind.subject}:${action}`, subject_kind: kind.subject, subject_id: id })

  return {
    taken,

    /** Stores a draft. Refused when the partnership has that edition of it already. */
    async storeDraft(
      db: Db,
      editor: Editor,
      content: Whole,
      now: Temporal.Instant,
      adaptedFrom?: string,
    ): Promise<{ id: string } | { refusal: Refusal }> {
      const person = editor.person_id ?? null
      const { rows } = await sql<{ id: string }>`
        insert into ${table} (partnership_id, key, ${named}, edition, content, adapted_from, created_by, created_at, updated_by, updated_at)
        values (${editor.partnership.id}, ${content.key}, ${kind.nameOf(content)}, ${content.edition}, ${JSON.stringify(content)}::jsonb,
          ${adaptedFrom ?? null}, ${person}, ${now}, ${person}, ${now})
        on conflict (partnership_id, key, edition) do nothing returning id`.execute(db)
      const row = rows[0]
      return row ? { id: row.id } : { refusal: taken(content) }
    },

    /**
     * Saves a changed draft. `part` names what was changed, so that the next person who changes the same part is told
     * whose entry is there. The caller holds the row's lock and has checked the content's shape.
     */
    async saveDraft(
      db: Db,
      editor: Editor,
      id: string,
      content: Whole,
      part: string,
      now: Temporal.Instant,
    ): Promise<Refusal | undefined> {
      const person = editor.person_id ?? null
      const edit = JSON.stringify({ [part]: { by: person, at: now.toString() } })
      try {
        await inSavepoint(db, () =>
          sql`update ${table} set content = ${JSON.stringify(content)}::jsonb, ${named} = ${kind.nameOf(content)}, edition = ${content.edition},
              version = version + 1, part_edits = part_edits || ${edit}::jsonb, updated_by = ${person}, updated_at = ${now}
            where ${ofEditor(editor, id)} and published_at is null`.execute(db),
        )
        return undefined
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === '23505') return taken(content)
        throw error
      }
    },

    /** Removes a draft. Published editions stay for ever; the database refuses to let them go. */
    async deleteDraft(db: Db, editor: Editor, id: string): Promise<void> {
      await sql`delete from ${table} where ${ofEditor(editor, id)} and published_at is null`.execute(db)
    },

    /** Publishes a draft, unless `whyNot` says what its content lacks. From then on it cannot change. */
    async publish(
      db: Db,
      editor: Editor,
      id: string,
      now: Temporal.Instant,
      whyNot: (content: unknown) => Refusal | undefined,
    ): Promise<Refusal | undefined> {
      const { rows } = await sql<{ content: unknown; published_at: Temporal.Instant | null }>`
        select content, published_at from ${table} where ${ofEditor(editor, id)} for update`.execute(db)
      const row = rows[0]
      if (!row) return { message: 'This draft has been deleted' }
      if (row.published_at) return { message: 'This edition is published already' }
      const refused = whyNot(row.content)
      if (refused) return refused
      await sql`update ${table} set published_at = ${now}, published_by = ${editor.person_id ?? null}, version = version + 1
        where ${ofEditor(editor, id)}`.execute(db)
      await note(db, 'publish', id)
      return undefined
    },

    /** Takes a published edition out of choice, or brings it back. What uses it keeps it either way. */
    async retire(db: Db, editor: Editor, id: string, now: Temporal.Instant, isRetired: boolean): Promise<void> {
      const [at, by] = isRetired ? [now, editor.person_id ?? null] : [null, null]
      await sql`update ${table} set retired_at = ${at}, retired_by = ${by}, version = version + 1
        where ${ofEditor(editor, id)} and published_at is not null`.execute(db)
      await note(db, isRetired ? 'retire' : 'bring-back', id)
    },
  }
}

/** Runs a command's work as nobody in the partnership with that key, or says that there is none. */
export async function inPartnershipCalled<T>(
  database: Database,
  key: string,
  work: (db: Db, editor: Editor) => Promise<T>,
): Promise<T | { problems: string[] }> {
  const id = await database.asOwner(async (db) => {
    const { rows } = await sql<{ id: string }>`select id from partnership where key = ${key}`.execute(db)
    return rows[0]?.id
  })
  if (!id) return { problems: [`There is no partnership with the key “${key}”`] }
  return database.inPartnership(id, undefined, (db) => work(db, { partnership: { id } }))
}
