/** Whom an adopted match concerns: the heads of the published groups that get another leader, and the leaders who come and go. */
import type { Db } from '../../platform/db/connect.ts'
import type { Actor } from '../people/public.ts'
import { type GroupToLead, headsOf, type Programme } from '../review-groups/public.ts'
import type { MatchResult } from './match.schema.ts'
import { changedPlaces } from './match-result.rules.ts'

type To = { name: string; email: string }
type GroupNews = { id: string; name: string; part_name: string; leader: string | undefined; before: string | undefined }

export type Told = {
  programme_name: string
  heads: (To & { school_name: string; news: GroupNews })[]
  leaders: (To & { gained: GroupNews[]; lost: GroupNews[] })[]
}

/** Nobody is told of a group that is not published: its schools and leaders hear of it when it is. */
export async function whoIsTold(
  db: Db,
  actor: Actor,
  programme: Programme,
  { groups: all, people }: { groups: readonly GroupToLead[]; people: readonly (To & { id: string })[] },
  result: MatchResult,
): Promise<Told> {
  const groups = new Map(all.map((group) => [group.id, group]))
  const changed = changedPlaces(result).filter(({ group_id }) => groups.get(group_id)?.published_at)
  const schools = changed.flatMap(({ group_id }) => groups.get(group_id)?.members ?? [])
  const heads = await headsOf(
    db,
    actor,
    schools.map(({ id }) => id),
  )
  const news = changed.map((place) => ({
    place,
    news: {
      id: place.group_id,
      name: place.group_name,
      part_name: place.part_name,
      leader: place.leader?.name,
      before: place.now?.name,
    },
  }))
  return {
    programme_name: programme.name,
    heads: news.flatMap(({ place, news: of }) => {
      const members = new Set(groups.get(place.group_id)?.members.map(({ id }) => id))
      return heads.filter(({ school_id }) => members.has(school_id)).map((head) => ({ ...head, news: of }))
    }),
    leaders: people.flatMap(({ id, name, email }) => {
      const gained = news.filter(({ place }) => place.leader?.person_id === id).map(({ news: of }) => of)
      const lost = news.filter(({ place }) => place.now?.person_id === id).map(({ news: of }) => of)
      return gained.length + lost.length === 0 ? [] : [{ name, email, gained, lost }]
    }),
  }
}
