import type { Actor } from './people/actor.ts'
import { can, isOfficer } from './people/actor.ts'

type Item = { href: string; text: string; current?: boolean }

/** The links at the top of every page for one person: only what they may open. */
export function navigation(actor: Actor, path: string): Item[] {
  const base = `/${actor.partnership.key}`
  const items: Item[] = [{ href: base, text: 'Home' }]
  if (can(actor, 'self-evaluation:see')) items.push({ href: `${base}/self-evaluations`, text: 'Self-evaluation' })
  if (can(actor, 'review:see')) items.push({ href: `${base}/reviews`, text: 'Reviews' })
  if (isOfficer(actor)) items.push({ href: `${base}/programmes`, text: 'Programmes' })
  if (can(actor, 'school:see')) items.push({ href: `${base}/schools`, text: 'Schools' })
  if (can(actor, 'framework:see')) items.push({ href: `${base}/frameworks`, text: 'Frameworks' })
  if (can(actor, 'person:see')) items.push({ href: `${base}/people`, text: 'People' })
  const here = sectionOf(path, isOfficer(actor))
  return items.map((item) => (item.href === here ? { ...item, current: true } : item))
}

/** The link that a page stands under: that of its own address, or of the pages through which people come to it. */
function sectionOf(path: string, runsProgrammes: boolean): string {
  const [, partnership = '', first = ''] = path.split(/[?#]/, 1)[0]?.split('/') ?? []
  const programmes = runsProgrammes ? 'programmes' : 'reviews'
  const under: Record<string, string> = {
    localities: 'schools',
    'review-groups': programmes,
    'review-models': programmes,
    'term-dates': programmes,
    calendar: 'reviews',
    'blocked-dates': 'reviews',
    time: 'reviews',
  }
  const section = under[first] ?? first
  return section === '' ? `/${partnership}` : `/${partnership}/${section}`
}
