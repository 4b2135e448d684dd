/** How paths, files and tests are kept, so that a newcomer finds everything where the last thing was. */
import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { environment } from '../../src/config.ts'
import { policy } from '../../src/features/people/roles.policy.ts'
import { allRoutes } from '../../src/routes.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const files = (...patterns: string[]) =>
  patterns
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
const text = (path: string) => readFileSync(`${root}${path}`, 'utf8')

test('paths are kebab-case, and their parameters have one plain name each', () => {
  for (const { path } of allRoutes) {
    assert.match(path, /^\/$|^(\/(:?[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z]+)?))+$/, path)
    for (const [, name] of path.matchAll(/:(\w+)/g)) assert.match(name ?? '', /^[a-z]+$/, `${path}: :${name}`)
    const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1])
    assert.equal(new Set(names).size, names.length, `${path} names a parameter twice`)
    assert.ok(
      names.length === 0 || names[0] === 'partnership' || !names.includes('partnership'),
      `${path} begins with its partnership`,
    )
  }
})

test('every route says who may use it, in words of the policy table', () => {
  const known = ['anyone', 'signed-in', 'member', ...Object.keys(policy)]
  for (const { path, allow } of allRoutes) {
    assert.ok(known.includes(allow), `${path} is allowed to “${allow}”`)
    if (allow !== 'anyone' && allow !== 'signed-in')
      assert.ok(path.startsWith('/:partnership'), `${path} needs a partnership to know ${allow}`)
  }
  const used = new Set<string>(allRoutes.map(({ allow }) => allow))
  const sources = files('src/features/**/*.ts')
    .filter((path) => !path.endsWith('.policy.ts') && !path.endsWith('.test.ts'))
    .map(text)
    .join('\n')
  const idle = Object.keys(policy).filter((permission) => !used.has(permission) && !sources.includes(`'${permission}'`))
  assert.deepEqual(idle, [], 'a permission that nothing asks for')
})

test('no path is there twice, and none hides another', () => {
  const shapes = new Map<string, string>()
  for (const { path } of allRoutes) {
    const shape = path.replace(/:\w+/g, ':')
    assert.ok(!shapes.has(shape), `${path} is also ${shapes.get(shape)}`)
    shapes.set(shape, path)
  }
})

test('a page checks the form of each parameter in its path', () => {
  for (const { path, params } of allRoutes) {
    const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '').filter((name) => name !== 'partnership')
    if (names.length === 0) continue
    assert.ok(params, `${path} reads its parameters unchecked`)
    const valid = Object.fromEntries(['partnership', ...names].map((name) => [name, '']))
    const bad = params.safeParse({ ...valid, [names[0] ?? '']: { not: 'text' } })
    assert.equal(bad.success, false, `${path} takes anything as :${names[0]}`)
  }
})

test('every feature says in a short README.md what it is for', () => {
  const features = globSync('src/features/*/', { cwd: root }).map((path) =>
    path.replaceAll('\\', '/').replace(/\/$/, ''),
  )
  assert.ok(features.length >= 8)
  const missing = features.filter((feature) => !existsSync(`${root}${feature}/README.md`))
  assert.deepEqual(missing, [])
  for (const feature of features) {
    const lines = text(`${feature}/README.md`).trimEnd().split('\n').length
    assert.ok(lines <= 30, `${feature}/README.md has ${lines} lines; 25 or so say enough`)
  }
})

/** Files that are longer because a program writes them. */
const written = ['src/platform/db/tables.ts', 'src/design/components/generated.ts']

test('no file is longer than 300 lines: past that it splits by noun', () => {
  const long = files('src/**/*.ts', 'src/**/*.scss', 'tests/**/*.ts', 'bin/**/*.mjs', 'bench/**/*.ts')
    .filter((path) => !written.includes(path))
    .map((path) => ({ path, lines: text(path).trimEnd().split('\n').length }))
    // Tests are read case by case, not as a whole.
    .filter(({ path, lines }) => lines > (path.endsWith('.test.ts') || path.startsWith('tests/') ? 500 : 300))
  assert.deepEqual(long, [])
})

test('no page brings its own style or script, which the content security policy would refuse', () => {
  const pages = files('src/features/**/*.ts', 'src/design/**/*.ts').filter(
    (path) => !path.endsWith('.test.ts') && !path.includes('/client/'),
  )
  for (const path of pages) {
    const templates = text(path)
    assert.doesNotMatch(templates, /<style|\sstyle="|\son(click|change|load|submit|input|error)="|javascript:/, path)
    for (const [tag] of templates.matchAll(/<script[^>]*>/g))
      assert.match(tag, /src=|type="application\/json"/, `${path}: ${tag}`)
  }
})

test('no test is left out or run alone, and nothing waits to be done', () => {
  const own = 'tests/house-rules/routes.test.ts'
  for (const path of files('src/**/*.test.ts', 'tests/**/*.test.ts').filter((one) => one !== own)) {
    assert.doesNotMatch(text(path), /\b(test|it|describe|t\.test)\.(only|skip|todo)\b|\{\s*(only|todo):\s*true/, path)
    assert.doesNotMatch(text(path), /\{\s*skip:\s*true\b/, path)
  }
  for (const path of files('src/**/*.ts', 'tests/**/*.ts', 'bin/**/*.mjs', 'bench/**/*.ts', 'docs/**/*.md').filter(
    (one) => one !== own,
  )) {
    assert.doesNotMatch(text(path), /\bTODO\b|\bFIXME\b|\bXXX\b|[Ll]orem ipsum/, path)
  }
})

test('docs/operations.md lists exactly the variables that the service reads', () => {
  const rows = text('docs/operations.md').matchAll(/^\| `([A-Z][A-Z_]+)` \|/gm)
  assert.deepEqual([...rows].map((row) => row[1]).sort(), Object.keys(environment.shape).sort())
  const elsewhere = files('src/**/*.ts')
    .filter((path) => !path.endsWith('.test.ts'))
    .flatMap((path) => [...text(path).matchAll(/process\.env\.([A-Z_]+)/g)].map((match) => match[1] ?? ''))
  assert.deepEqual(
    elsewhere.filter((name) => !(name in environment.shape)),
    [],
    'a variable that is read without being checked',
  )
})
