/** The life of a framework: loaded, changed as a draft, published, retired. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Problem } from '../../lib/yaml-file.ts'
import type { Database, Db } from '../../platform/db/connect.ts'
import type { Refusal } from '../../platform/web/form.ts'
import { type Editor, editionsOfKind, inPartnershipCalled } from '../edition.life.ts'
import type { FrameworkRecord } from './framework.queries.ts'
import { type Framework, frameworkFaults } from './framework.rules.ts'
import { frameworkShape, problemText, readFramework } from './framework.schema.ts'

/** The frameworks that come with Schoolfellow, as files. */
export const shippedFrameworks = [
  { name: 'default', title: 'Inclusion framework: 8 areas, 40 statements, 4 points', file: './default.yaml' },
  {
    name: 'three-point',
    title: 'Social times for everyone: a short example with 3 points and a gate',
    file: './examples/three-point.yaml',
  },
  {
    name: 'open-questions',
    title: 'Enquiry questions: 8 “to what extent” questions, answered in words',
    file: './examples/open-questions.yaml',
  },
] as const

export type ShippedName = (typeof shippedFrameworks)[number]['name']

/** The text of a framework file that comes with Schoolfellow. */
export function shippedFile(name: ShippedName): string {
  const found = shippedFrameworks.find((each) => each.name === name) ?? shippedFrameworks[0]
  return readFileSync(new URL(found.file, import.meta.url), 'utf8')
}

const frameworks = editionsOfKind<Framework>({
  table: 'framework',
  named: 'title',
  nameOf: ({ title }) => title,
  subject: 'framework',
  what: 'framework',
})

export const { storeDraft, deleteDraft, retire: retireFramework } = frameworks

/** Reads a framework file and stores it as a draft. */
export async function loadFramework(
  db: Db,
  editor: Editor,
  yamlText: string,
  now: Temporal.Instant,
): Promise<{ id: string } | { problems: Problem[] } | { refusal: Refusal }> {
  const result = readFramework(yamlText)
  return 'problems' in result ? result : storeDraft(db, editor, result.framework, now)
}

/** Why this content cannot be stored, even as a draft: a text too long, or characters that cannot be printed. */
export function whyCannotKeep(content: Framework): Refusal | undefined {
  const shaped = frameworkShape.safeParse(content)
  const issue = shaped.error?.issues[0]
  return issue && { message: `This cannot be saved: ${String(issue.path.at(-1) ?? 'the framework')} ${issue.message}` }
}

/** Saves a changed draft; see `edition.life.ts`. Its texts must be such as can be kept. */
export async function saveDraft(
  db: Db,
  editor: Editor,
  draft: FrameworkRecord,
  content: Framework,
  part: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return whyCannotKeep(content) ?? frameworks.saveDraft(db, editor, draft.id, content, part, now)
}

/** Publishes a draft that is complete. From then on it cannot change. */
export function publishFramework(
  db: Db,
  editor: Editor,
  id: string,
  now: Temporal.Instant,
): Promise<Refusal | undefined> {
  return frameworks.publish(db, editor, id, now, (content) => {
    const faults = frameworkFaults(frameworkShape.parse(content)).length
    return faults > 0 ? { message: `The draft is not complete: ${faults} of its parts need work first` } : undefined
  })
}

/** Gives a partnership the standard framework, published, unless it has it. Says its id. */
export async function shipDefaultFramework(db: Db, editor: Editor, now: Temporal.Instant): Promise<string> {
  const result = readFramework(shippedFile('default'))
  if ('problems' in result) throw new Error(`default.yaml: ${result.problems.map(problemText).join('; ')}`)
  const { framework } = result
  const stored = await storeDraft(db, editor, framework, now)
  if ('id' in stored) {
    const refusal = await publishFramework(db, editor, stored.id, now)
    if (refusal) throw new Error(refusal.message)
    return stored.id
  }
  const { rows } = await sql<{ id: string }>`
    select id from framework where partnership_id = ${editor.partnership.id} and key = ${framework.key} and edition = ${framework.edition}`.execute(
    db,
  )
  const row = rows[0]
  if (!row) throw new Error('the standard framework is neither new nor there')
  return row.id
}

export type FrameworkImport = { id: string; title: string; edition: string } | { problems: string[] }

/** `schoolfellow import framework FILE --partnership KEY`: stores the file as a draft, or says why not, a line each. */
export async function importFramework(
  database: Database,
  command: { yamlText: string; partnership: string; now: Temporal.Instant },
): Promise<FrameworkImport> {
  const result = readFramework(command.yamlText)
  if ('problems' in result) return { problems: result.problems.map(problemText) }
  const { framework } = result
  return inPartnershipCalled(database, command.partnership, async (db, editor) => {
    const stored = await storeDraft(db, editor, framework, command.now)
    return 'refusal' in stored
      ? { problems: [stored.refusal.message] }
      : { id: stored.id, title: framework.title, edition: framework.edition }
  })
}
