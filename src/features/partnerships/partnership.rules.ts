import type { Refusal } from '../../platform/web/form.ts'

/** Words that stand at the beginning of other addresses, so that no partnership can have them as its key. */
const taken = new Set([
  'assets',
  'health',
  'metrics',
  'demo',
  'sign-in',
  'sign-out',
  'signed-out',
  'account',
  'setup',
  'held',
  'invitations',
  'join',
  'display-settings',
  'accessibility-statement',
  'privacy',
  'design',
  'api',
])

/** Why a key cannot be a partnership's: it becomes the first part of its addresses. */
export function whyNotKey(key: string): Refusal | undefined {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(key)) {
    return { field: 'key', message: 'Use 2 to 41 small letters, digits and hyphens, starting with a letter, like kent' }
  }
  return taken.has(key)
    ? { field: 'key', message: `“${key}” is used by the service itself: choose another word` }
    : undefined
}

/** A key drawn from a partnership's name: "Kent Inclusion Partnership" gives "kent-inclusion-partnership". */
export function keyFrom(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 41)
}
