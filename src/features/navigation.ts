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
  const [plain] = path.split('?')
  return items.map((item) => {
    const current =
      item.href === base ? plain === base : plain === item.href || plain?.startsWith(`${item.href}/`) === true
    return current ? { ...item, current } : item
  })
}
