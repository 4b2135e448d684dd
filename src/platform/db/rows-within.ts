/** Rows of one query inside another's, so that a page asks once for what belongs together. */
import { type Expression, type RawBuilder, sql } from 'kysely'

type Time = Temporal.Instant | Temporal.PlainDate

/** A row as it comes inside another: moments and days are text. */
export type Within<Row> = { [Column in keyof Row]: Row[Column] extends Time | null ? string | null : Row[Column] }

/** How to read the text of each column that is a moment or a day; none can be forgotten. */
type Reading<Row> = {
  [Column in keyof Row as Row[Column] extends Time | null ? Column : never]: (text: string) => NonNullable<Row[Column]>
}

export const moment = (text: string) => Temporal.Instant.from(text)
export const day = (text: string) => Temporal.PlainDate.from(text)

/** All rows of a query as one value, in its order. Give them to `rowsOf` to use them. */
export function rowsWithin<Row>(query: Expression<Row>): RawBuilder<Within<Row>[]> {
  return sql`(select coalesce(json_agg(within_it), '[]') from (${query}) within_it)`
}

/** The rows that came inside another, with their moments and days. */
export function rowsOf<Row>(rows: readonly Within<Row>[], reading: Reading<Row>): Row[] {
  const readers = Object.entries<(text: string) => unknown>(reading)
  return rows.map((row) => {
    const whole: Record<string, unknown> = { ...row }
    for (const [column, read] of readers) {
      const text = whole[column]
      if (typeof text === 'string') whole[column] = read(text)
    }
    // Every column that is no plain text or number was read above: the type of `reading` sees to that.
    return whole as Row
  })
}
