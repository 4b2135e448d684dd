import { z } from 'zod'
import type {
  FieldChange,
  FieldValue,
  RegisterComparison,
  RegisterField,
  SchoolLink,
  StoredSchool,
} from './import.rules.ts'
import { registerFields } from './import.rules.ts'
import type { RegisterRow } from './register.school.ts'

/**
 * A comparison as it is kept between the moment it was made and the moment a person applies it: what
 * is shown is what is applied. Days are kept as text.
 */
const value = z.union([z.string(), z.number(), z.boolean(), z.null()])
const field = z.enum(registerFields)
const change = z.object({ field, from: value, to: value })
const named = z.object({ urn: z.number(), name: z.string() })
const changed = named.extend({ changes: z.array(change) })

const keptComparison = z.object({
  added: z.array(named.extend({ row: z.number(), values: z.partialRecord(field, value) })),
  changed: z.array(changed),
  closed: z.array(changed.extend({ successors: z.array(named) })),
  reopened: z.array(changed),
  missing: z.array(named),
  unreadable: z.array(
    z.object({ row: z.number(), column: z.string(), value: z.string(), reason: z.string(), left_out: z.boolean() }),
  ),
  unreadable_count: z.number(),
  unchanged_count: z.number(),
  closed_before: z.number(),
  not_schools: z.number(),
  links: z.array(z.object({ urn: z.number(), next_urn: z.number() })),
})

export type KeptComparison = z.infer<typeof keptComparison>
export type KeptChange = z.infer<typeof change>
export type KeptValue = z.infer<typeof value>

/** Reads a comparison back from where it was kept. */
export function readComparison(json: unknown): KeptComparison {
  return keptComparison.parse(json)
}

/** What is kept of a comparison. `links` are those between schools that the partnership has or gets. */
export function keepable(
  comparison: RegisterComparison,
  unreadable_count: number,
  links: readonly SchoolLink[],
): KeptComparison {
  const { added, changed, closed, reopened, missing, unreadable, unchanged, closed_before, not_schools } = comparison
  return {
    added: added.map((row) => ({ urn: row.urn, name: row.name, row: row.row, values: valuesOf(row) })),
    changed: changed.map(keptChange),
    closed: closed.map((one) => ({ ...keptChange(one), successors: one.successors })),
    reopened: reopened.map(keptChange),
    missing: missing.map(({ urn, name }) => ({ urn, name })),
    unreadable,
    unreadable_count,
    unchanged_count: unchanged.length,
    closed_before,
    not_schools,
    links: [...links],
  }
}

function keptChange({ school, changes }: { school: StoredSchool; changes: FieldChange[] }) {
  return {
    urn: school.urn,
    name: school.name,
    changes: changes.map(({ field: name, from, to }) => ({ field: name, from: asJson(from), to: asJson(to) })),
  }
}

function valuesOf(row: RegisterRow): Partial<Record<RegisterField, KeptValue>> {
  return Object.fromEntries(registerFields.map((name) => [name, asJson(row[name])]).filter(([, one]) => one !== null))
}

function asJson(one: FieldValue): KeptValue {
  return one instanceof Temporal.PlainDate ? one.toString() : one
}

/** How many schools an import would add or change; nothing to apply when it is none. */
export function changeCount({ added, changed, closed, reopened }: KeptComparison): number {
  return added.length + changed.length + closed.length + reopened.length
}
