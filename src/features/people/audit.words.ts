import { roleKeys, roleName } from './roles.policy.ts'

/** Actions whose key does not read well by itself. */
const known: Record<string, string> = {
  'person:invite': 'Invited',
  'person:withdraw-invitation': 'Took back an invitation',
  'person:leave': 'Ended a place in the partnership',
  'person:change': 'Changed somebody’s details',
  'role:grant': 'Gave a role',
  'role:remove': 'Removed a role',
  'partnership:change': 'Changed the partnership’s details',
  'job:retry': 'Tried failed work again',
  'job:dismiss': 'Let failed work go',
}

/** What was done, in words: the known ones, else the key itself made readable ("Evaluation: share"). */
export function actionWords(action: string): string {
  const words = known[action] ?? action.replaceAll('-', ' ').replaceAll(':', ': ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The facts kept with an entry, on one line. Ids say nothing to a reader and are left out. */
export function detailWords(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .flatMap(([name, value]) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return []
      const text = String(value)
      if (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text)) return []
      const role = roleKeys.find((key) => key === text)
      return [`${name.replaceAll('_', ' ')}: ${role ? roleName(role) : text}`]
    })
    .join('; ')
}
