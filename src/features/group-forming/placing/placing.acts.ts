/** Works out placements, keeps the chosen one as a version, or adds joiners to their groups at once. */
import { createHash } from 'node:crypto'
import { type Placed, type PlaceOrder, placeInWorker } from '../../../lib/grouping/place-in-worker.ts'
import { rulesBroken } from '../../../lib/grouping/recount.ts'
import { sentenceList } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db/connect.ts'
import type { Refusal } from '../../../platform/web/form.ts'
import type { Actor } from '../../people/public.ts'
import { type At, arrangeGroups } from '../../review-groups/public.ts'
import { insertArrangement } from '../arrangement.queries.ts'
import type { FormingSettings } from '../forming.schema.ts'
import type { FormingFacts } from '../problem.rules.ts'
import type { PlacingGround } from './placing.queries.ts'
import { type Option, optionOf, placedInWords, placeOrder, withoutBrokenRules } from './placing.rules.ts'

/** What was worked out lately, so that choosing a placement does not take as long as looking at it. */
const lately = new Map<string, Promise<Placed>>()
const mostKept = 20

function placed(order: PlaceOrder): Promise<Placed> {
  const key = createHash('sha256').update(JSON.stringify(order)).digest('hex')
  const known = lately.get(key)
  if (known) return known
  const found = placeInWorker(order)
  lately.set(key, found)
  found.catch(() => lately.delete(key))
  for (const old of [...lately.keys()].slice(0, Math.max(0, lately.size - mostKept))) lately.delete(old)
  return found
}

export type Placements =
  | {
      options: Option[]
      isFewest: boolean
      /** What each group should have but the present ones have not: the placement leaves it at that. */
      dropped: string[]
    }
  | { conflict: { reason: string } }

/** The placement with the fewest changes and up to two others, the fewest first. */
export async function placementsOf({ facts, settings, topic }: PlacingGround): Promise<Placements> {
  let order = placeOrder(facts, settings)
  let found = await placed(order)
  const without = 'conflict' in found ? withoutBrokenRules(facts, settings) : undefined
  if (without) {
    order = placeOrder(facts, without.settings)
    found = await placed(order)
  }
  if ('conflict' in found) return found
  const options = [found, ...found.alternatives].map((placing) => optionOf(placing, order, facts, topic))
  const different = options.filter(({ key }, index) => options.findIndex((one) => one.key === key) === index)
  return { options: different, isFewest: found.isFewest, dropped: without?.dropped ?? [] }
}

/** Keeps a placement as a version that can be proposed like any other. Answers its id. */
export async function keepPlacement(
  db: Db,
  actor: Actor,
  programmeId: string,
  option: Option,
  facts: FormingFacts,
  { rules, aims }: FormingSettings,
): Promise<string> {
  const { problem } = placeOrder(facts, { rules, aims })
  const moves = option.changes === 0 ? 'no school moves' : option.title.toLowerCase()
  return insertArrangement(db, actor, programmeId, {
    origin: 'placement',
    summary: `A place for ${placedInWords(facts, { rules, aims })}: ${moves}`,
    groups: option.groups.filter(({ school_ids }) => school_ids.length > 0),
    settings: { rules, aims },
    score: option.score,
    violations: rulesBroken(
      problem,
      option.groups.map(({ school_ids }) => school_ids),
    ),
  })
}

/** Adds joiners to groups that have room, where nobody else moves, and tells the groups. */
export async function addNow(
  db: Db,
  actor: Actor,
  programme: { id: string; name: string; model_key: string },
  option: Option,
  facts: FormingFacts,
  at: At,
): Promise<{ mails: number } | { refused: Refusal[] }> {
  if (!option.isShortWay) return { refused: [{ message: 'Other schools move as well, so propose it as a version' }] }
  const wanted = joinedGroups(option).map(({ name, review_group_id, school_ids }) => ({
    id: review_group_id,
    name,
    school_ids,
  }))
  const opening = (group: { school_ids: readonly string[] }) => openingFor(option, facts, group.school_ids)
  return arrangeGroups(db, actor, programme, wanted, { ...at, opening })
}

/** The groups that somebody joins. */
export function joinedGroups(option: Option) {
  return option.groups.filter((group) => option.joiners.some((joiner) => joiner.group === group))
}

/** "Hazel Grove Primary School joins your review group." */
export function openingFor(option: Option, facts: FormingFacts, schoolIds: readonly string[]): string {
  const names = option.joiners
    .filter(({ school_id }) => schoolIds.includes(school_id))
    .map(({ school_id }) => facts.schools.find(({ id }) => id === school_id)?.name ?? 'A school')
  return `${sentenceList(names)} ${names.length === 1 ? 'joins' : 'join'} this review group.`
}
