import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { type TestApp, testApp, testNow } from '../../../../tests/support/app.ts'
import { loadFramework, shipDefaultFramework, shippedFile } from '../framework.life.ts'
import { routes } from '../routes.ts'

const lead = 'north:partnership-lead'
let app: TestApp
let ids: string[]

before(async (t) => {
  assert.ok('after' in t)
  app = await testApp(t, routes)
  ids = await app.as(lead, async (db, actor) => {
    const stored = await loadFramework(db, actor, shippedFile('open-questions'), testNow)
    const draft = await loadFramework(db, actor, shippedFile('three-point'), testNow)
    assert.ok('id' in stored && 'id' in draft)
    return [await shipDefaultFramework(db, actor, testNow), stored.id, draft.id]
  })
})

const oddBodies: Record<string, string | string[]>[] = [
  {},
  { _form: '', _version: '12', title: ['a', 'b'], text: ['a', 'b'], edition: ['1', '2'] },
  {
    _form: '',
    'text[a][b]': 'x',
    'title[0]': 'x',
    'point_1[x]': 'y',
    'move[]': 'z',
    'statement[k]': 'v',
    'look_for[0]': 'l',
  },
  { _form: '', 'text[toString]': 'x', '__proto__[text]': 'x', 'constructor[prototype]': 'x', move: 'up:__proto__' },
  {
    _form: '',
    _version: '-1',
    text: '\ud800\u0000\u0007',
    title: '\u0000',
    summary: '\u202e',
    reason: '💥'.repeat(600),
  },
  { _form: 'store', yaml: '\u0000', edition: 'x' },
  { _form: 'shipped', name: '../../etc/passwd' },
  { _form: 'file', file: 'not a file' },
  { _form: '', _once: 'not-a-uuid', _keep: 'x', _theirs: 'y', '_keep[text]': 'theirs', '_theirs[text]': 'x' },
]

test('no page of this feature fails on odd input, for any state of a framework', async () => {
  for (const route of routes) {
    for (const id of ids) {
      const path = route.path
        .replace(':partnership', 'north')
        .replace(':framework', id)
        .replace(':area', 'places')
        .replace(':statement', 'places-calm')
        .replace(':gate', '1')
      // Everything is tried on the draft; of what can no longer be changed, one body shows that nothing fails.
      for (const body of id === ids[2] ? oddBodies : oddBodies.slice(1, 2)) {
        const answer = await app.post(path, body, lead)
        assert.ok(answer.status < 500, `${answer.status} for ${path} with ${JSON.stringify(body)}`)
      }
    }
  }
  for (const path of [
    'not-an-id',
    `${ids[2]}/edit/statements/__proto__/wording`,
    `${ids[2]}/edit/areas/constructor`,
    `${ids[2]}/edit/gates/x/remove`,
  ]) {
    assert.ok((await app.get(`/north/frameworks/${path}`, lead)).status < 500, path)
  }
})
