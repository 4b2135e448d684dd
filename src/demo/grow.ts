import type { Services } from '../features/page.ts'
import type { Database } from '../platform/db/connect.ts'

/** Grows the demonstration partnerships by calling the features, as people would have used them up to `today`. */
export async function growDemonstration(_options: { database: Database; services: Services; today: Temporal.PlainDate }): Promise<void> {}
