import assert from 'node:assert/strict'
import { test } from 'node:test'
import { navigation } from './navigation.ts'
import type { Actor } from './people/actor.ts'
import type { Role } from './people/roles.policy.ts'

function actorAs(role: Role): Actor {
  return {
    person_id: 'p',
    name: 'Ana Reyes',
    email: 'ana@north.example',
    account_id: 'a',
    session_id: 's',
    partnership: {
      id: 'n',
      key: 'north',
      name: 'North',
      contact_name: '',
      contact_email: '',
      contact_phone: '',
      is_demonstration: false,
      settings: {},
    },
    roles: [{ role, school_id: null }],
  }
}

const texts = (role: Role) => navigation(actorAs(role), '/north').map(({ text }) => text)
const current = (role: Role, path: string) =>
  navigation(actorAs(role), path)
    .filter((item) => item.current)
    .map(({ text }) => text)

test('people are offered what they may open', () => {
  assert.deepEqual(texts('partnership-officer'), ['Home', 'Reviews', 'Programmes', 'Schools', 'Frameworks', 'People'])
  assert.deepEqual(texts('senco'), ['Home', 'Self-evaluation', 'Reviews', 'Schools', 'Frameworks', 'People'])
  assert.deepEqual(texts('provider'), ['Home', 'Reviews', 'Schools', 'Frameworks', 'People'])
})

test('the link that a page stands under is marked, also for pages that have none of their own', () => {
  const places: [Role, string, string[]][] = [
    ['senco', '/north', ['Home']],
    ['senco', '/north?page=2', ['Home']],
    ['senco', '/north/schools/abc/people', ['Schools']],
    ['senco', '/north/schools?q=x', ['Schools']],
    ['partnership-officer', '/north/localities/new', ['Schools']],
    ['partnership-officer', '/north/review-groups/abc', ['Programmes']],
    ['partnership-officer', '/north/term-dates', ['Programmes']],
    ['headteacher', '/north/review-groups/abc', ['Reviews']],
    ['partnership-lead', '/north/settings', []],
    ['provider', '/north/self-evaluations', []],
  ]
  for (const [role, path, marked] of places) assert.deepEqual(current(role, path), marked, `${role} at ${path}`)
})
