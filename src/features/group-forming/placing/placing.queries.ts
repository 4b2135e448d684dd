import { sql } from 'kysely'
import type { Db } from '../../../platform/db/connect.ts'
import type { Actor } from '../../people/public.ts'
import { formingPath } from '../../review-groups/public.ts'
import { factsFor } from '../facts.queries.ts'
import type { FormingSettings } from '../forming.schema.ts'
import type { FormingFacts } from '../problem.rules.ts'
import { proposalPath } from '../proposal/paths.ts'
import { topicsOf } from '../settings/preference.queries.ts'
import { settingsFor } from '../settings.queries.ts'
import { shortGroups, waitingSchools } from './placing.rules.ts'

type Closed = { text: string; link: string; href: (partnership: { key: string }) => string }

export type PlacingGround = {
  facts: FormingFacts
  settings: FormingSettings
  topic: (key: string) => string
  /** Why there is nothing to place. */
  closed: Closed | undefined
}

/** What a placement is worked out from, or why there is nothing to place. */
export async function placingGround(
  db: Db,
  actor: Actor,
  programme: { id: string; model_key: string; framework_id: string | null },
): Promise<PlacingGround> {
  const facts = await factsFor(db, actor, programme.id)
  const { rules, aims } = await settingsFor(db, actor, programme)
  const settings = { rules, aims }
  const found = await sql<{ is_published: boolean; is_proposed: boolean }>`
    select exists (select from review_group g where g.programme_id = p.id and g.published_at is not null and g.disbanded_at is null) as is_published,
           exists (select from group_proposal x where x.programme_id = p.id and x.confirmed_at is null and x.withdrawn_at is null) as is_proposed
      from programme p where p.partnership_id = ${actor.partnership.id} and p.id = ${programme.id}`.execute(db)
  const [state] = found.rows
  const forming = (partnership: { key: string }) => formingPath(partnership, programme.id)
  const closed = !state?.is_published
    ? {
        text: 'The groups of this programme have not been confirmed yet. Find groups for all its schools together.',
        link: 'Form the groups',
        href: forming,
      }
    : state.is_proposed
      ? {
          text: 'Groups are proposed to the schools now. Change that proposal, or confirm it before you place more schools.',
          link: 'The proposed groups',
          href: (partnership: { key: string }) => proposalPath(partnership, programme.id),
        }
      : waitingSchools(facts).length + shortGroups(facts, settings).length === 0
        ? {
            text: 'Every school has a group, and no group is too small. When a school joins or leaves, you can place it here.',
            link: 'Form the groups',
            href: forming,
          }
        : undefined
  return { facts, settings, closed, topic: await topicsOf(db, actor, programme) }
}
