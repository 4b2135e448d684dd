/** Every route × every role × two partnerships × signed out, in one database. */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isSchoolRole, type Role, roleKeys } from '../../src/features/people/roles.policy.ts'
import { allRoutes } from '../../src/routes.ts'
import { fillPath, matrixWorld } from '../support/matrix-world.ts'
import {
  type Answered,
  ask,
  cookieIn,
  faultsOf,
  fingerprint,
  isAllowed,
  keepingNothing,
  openersIn,
  openRoutes,
  paramsOf,
} from './access-matrix.ts'
import { brokenInvariants } from './invariants.ts'

const { app, scenes } = await matrixWorld({ after }, allRoutes)
const trial = await keepingNothing(app, allRoutes)
after(() => trial.close())

/** Pages that answer every GET with a redirect, or cannot be there in this world; each with its reason. */
const neverShown: Readonly<Record<string, string>> = {
  '/setup': 'is there only before the first partnership',
  '/demo/sign-in': 'only takes forms',
  '/:partnership/shares/:share': 'sends its reader on to what is shared, unless it is over',
}

const cookieOf = (key: string) => cookieIn(app, key)
const opened = await openRoutes(trial, allRoutes, scenes, openersIn(app))

/** Somebody with this role: at school a, when schools give it. */
const holder = (partnership: 'north' | 'south', role: Role) =>
  isSchoolRole(role) ? `${partnership}:${partnership === 'north' ? 'a' : 'z'}:${role}` : `${partnership}:${role}`

const emptyBody = ''
const garbage = '_form=nonsense&_once=7&_version=-1&x[]=1&x[y][z]=%00&title=%00%F0%9F%92%A5&id=..%2F..%2Fetc&-day=0'

/** Both ways to ask: opening it, and sending nothing and then nonsense. */
async function everyWay(on: typeof trial, path: string, cookie: string | undefined): Promise<[string, Answered][]> {
  return [
    ['GET', await ask(on, 'GET', path, cookie)],
    ['POST of nothing', await ask(on, 'POST', path, cookie, emptyBody)],
    ['POST of nonsense', await ask(on, 'POST', path, cookie, garbage)],
  ]
}

test('every page opens for somebody, so that what follows says something', () => {
  const closed = opened.filter(({ opener, route }) => opener === undefined && !neverShown[route.path])
  assert.deepEqual(
    closed.map(({ path }) => path),
    [],
  )
})

test('each role is let in or refused as the policy table says, and nothing ever breaks', async () => {
  const faults = faultsOf()
  const before = await fingerprint(app.database)
  for (const { route, path } of opened) {
    for (const role of roleKeys) {
      const allowed = isAllowed(route, role)
      // Whoever is let in meets an app that keeps nothing; a refusal has to keep nothing by itself.
      for (const [way, { status }] of await everyWay(
        allowed ? trial : app.app,
        path,
        cookieOf(holder('north', role)),
      )) {
        const right = allowed ? status < 500 && (status !== 403 || decidedByPart(route.path)) : status === 403
        if (!right)
          faults.add(`${way} ${path} as ${role}: ${status}, and the policy ${allowed ? 'allows' : 'refuses'} it`)
      }
    }
  }
  assert.deepEqual(await fingerprint(app.database), before, 'somebody who was refused changed something')
  faults.none()
})

/** Where being one of the team or of the colleagues decides, not the role: a refusal there is the record's own. */
function decidedByPart(path: string): boolean {
  return (
    /^\/:partnership\/(reviews|self-evaluations|shares)\//.test(path) || path.startsWith('/:partnership/people/:person')
  )
}

test('signed-out people are asked to sign in and get nothing done', async () => {
  const faults = faultsOf()
  const guarded = opened.filter(({ route }) => route.allow !== 'anyone')
  const before = await fingerprint(app.database)
  for (const { path } of guarded) {
    for (const cookie of [undefined, 'session=nobody-has-this-one']) {
      for (const [way, { status, location }] of await everyWay(app.app, path, cookie)) {
        const right = way === 'GET' ? status === 303 && location.startsWith('/sign-in?return=') : status === 401
        if (!right) faults.add(`${way} ${path} signed out: ${status} ${location}`)
      }
    }
  }
  assert.deepEqual(await fingerprint(app.database), before, 'somebody who was signed out changed something')
  for (const { path } of opened.filter(({ route }) => route.allow === 'anyone')) {
    for (const [way, { status }] of await everyWay(trial, path, undefined)) {
      if (status >= 500 || status === 403) faults.add(`${way} ${path} signed out: ${status}`)
    }
  }
  faults.none()
})

test('people of another partnership find nothing, here or under their own address', async () => {
  const faults = faultsOf()
  const before = await fingerprint(app.database)
  for (const { route, path, scene } of opened) {
    if (!route.path.startsWith('/:partnership') || route.allow === 'anyone') continue
    const isOfOne = paramsOf(route.path).length > 1
    const own = isOfOne ? fillPath(route.path, { ...scene, ':partnership': 'south' }) : undefined
    for (const role of roleKeys) {
      const cookie = cookieOf(holder('south', role))
      for (const [way, { status }] of await everyWay(app.app, path, cookie)) {
        if (status !== 404) faults.add(`${way} ${path} as ${role} of the other partnership: ${status}`)
      }
      if (own === undefined) continue
      const expected = isAllowed(route, role) ? 404 : 403
      for (const [way, { status }] of await everyWay(app.app, own, cookie)) {
        if (status !== expected) faults.add(`${way} ${own} as ${role} of that partnership: ${status}, not ${expected}`)
      }
    }
  }
  assert.deepEqual(await fingerprint(app.database), before, 'somebody of another partnership changed something')
  faults.none()
})

/** What belongs to one school, or to those who do a review together, and people of the partnership who are no part of it. */
const owned: readonly { what: string; is(path: string): boolean; strangers: readonly string[] }[] = [
  {
    what: 'a self-evaluation of school a, and what it shares with b',
    is: (path) => /:evaluation|:share|history\/:school/.test(path) && !path.includes('/reviews/'),
    strangers: [
      ...['headteacher', 'senior-leader', 'senco', 'governor'].map((role) => `e:${role}`),
      ...['partnership-lead', 'partnership-officer', 'provider', 'facilitator', 'quality-assurer', 'ile'],
    ],
  },
  {
    what: 'a self-evaluation of school a itself, for those who only read what it shares',
    is: (path) => path.includes(':evaluation'),
    strangers: ['headteacher', 'senior-leader', 'senco', 'governor'].map((role) => `b:${role}`),
  },
  {
    what: 'the time of the head of school a, and of the school',
    is: (path) => /time\/:person|:school\/time/.test(path),
    strangers: [
      ...['headteacher', 'senior-leader', 'senco', 'governor'].flatMap((role) => [`b:${role}`, `e:${role}`]),
      ...['partnership-lead', 'partnership-officer', 'provider', 'ile'],
    ],
  },
  {
    what: 'a review of school c by people of a, d and e',
    is: (path) => path.includes(':review'),
    strangers: [
      ...['headteacher', 'senior-leader', 'senco', 'governor'].map((role) => `b:${role}`),
      ...['provider', 'quality-assurer', 'facilitator'],
    ],
  },
  {
    what: 'what a review is about, for those who see only how far it is',
    is: (path) =>
      /:review\/(prepare|questions|visit-programme|notes|findings|write-up|next-steps|report|meetings)|reviews\/shared/.test(
        path,
      ),
    strangers: ['partnership-lead', 'partnership-officer', 'e:governor', 'a:governor'],
  },
]

test('people of an unrelated school find nothing of what belongs to others', async () => {
  const faults = faultsOf()
  const before = await fingerprint(app.database)
  for (const { what, is, strangers } of owned) {
    const routes = opened.filter(({ route }) => is(route.path))
    assert.ok(routes.length > 0, what)
    for (const { route, path } of routes) {
      for (const key of strangers) {
        for (const [way, { status }] of await everyWay(app.app, path, cookieOf(`north:${key}`))) {
          if (status !== 404 && status !== 403) faults.add(`${way} ${route.path} as ${key}: ${status}`)
        }
      }
    }
  }
  assert.deepEqual(await fingerprint(app.database), before, 'a stranger changed something')
  faults.none()
})

test('after all of this the world is sound', async () => {
  assert.deepEqual(await brokenInvariants(app.database), [])
})
