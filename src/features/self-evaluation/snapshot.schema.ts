/**
 * What a frozen self-evaluation holds: everything needed to show it for ever, whatever becomes of
 * the framework, the people and the files afterwards. Colleagues' own judgements are not in it;
 * only how many there were and how far apart, without names.
 */
import { z } from 'zod'

const point = z.strictObject({ value: z.int(), label: z.string(), meaning: z.string() })

const evidence = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['file', 'link', 'note']),
  title: z.string(),
  url: z.string(),
  note: z.string(),
  /** The stored file and its name, for kind `file`. */
  file: z.strictObject({ id: z.uuid(), name: z.string(), bytes: z.number() }).nullable(),
})

const statement = z.strictObject({
  key: z.string(),
  text: z.string(),
  point: z.int().nullable(),
  /** What the agreed point looks like for this statement, in the framework's words. */
  descriptor: z.string(),
  answer: z.string(),
  reason: z.string(),
  views: z.strictObject({ judged: z.int(), asked: z.int(), lowest: z.int().nullable(), highest: z.int().nullable() }),
  evidence: z.array(evidence),
})

export const snapshotContent = z.strictObject({
  form: z.literal(1),
  evaluation_id: z.uuid(),
  title: z.string(),
  school: z.strictObject({ id: z.uuid(), name: z.string() }),
  agreed_on: z.iso.date(),
  framework: z.strictObject({
    id: z.uuid(),
    key: z.string(),
    title: z.string(),
    edition: z.string(),
    /** Empty for a framework that is answered in words. */
    points: z.array(point),
  }),
  areas: z.array(
    z.strictObject({ key: z.string(), title: z.string(), summary: z.string(), statements: z.array(statement) }),
  ),
  highlights: z.array(
    z.strictObject({ kind: z.enum(['strength', 'priority']), statement_key: z.string(), comment: z.string() }),
  ),
})

export type SnapshotContent = z.infer<typeof snapshotContent>
export type SnapshotStatement = z.infer<typeof statement>
export type SnapshotEvidence = z.infer<typeof evidence>
