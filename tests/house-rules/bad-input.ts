/** What people, programs and attackers send that no page expects. */
import { type HTMLElement, parse } from 'node-html-parser'
import { z } from 'zod'
import type { Route } from '../../src/features/page.ts'
import type { Scene } from '../support/matrix-ground.ts'
import { fillPath } from '../support/matrix-world.ts'
import { paramsOf } from './access-matrix.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'
const brokenParams = [
  'not-an-id',
  '%00',
  '%F0%9F%92%A5',
  '%E0%A4%A',
  'x'.repeat(150),
  nowhere,
  '..%2F..%2Fetc',
  "'%20or%201=1",
]
const brokenValues = ['%00', '-1', '99999999999999999999', 'x'.repeat(3000), '%F0%9F%92%A5', nowhere, '2026-02-31']

/** Addresses with a parameter, or a part of the query, that makes no sense. */
export function brokenAddresses(route: Route, scene: Scene): string[] {
  const names = paramsOf(route.path).filter((name) => name !== ':partnership')
  const paths = names.flatMap((name) =>
    brokenParams.map((value) => fillPath(route.path.replace(name, ':broken'), { ...scene, ':broken': value })),
  )
  const path = fillPath(route.path, scene).split('?')[0]
  const keys = route.query instanceof z.ZodObject ? Object.keys(route.query.shape) : []
  const queries = keys.flatMap((key) => [
    ...brokenValues.map((value) => `${path}?${key}=${value}`),
    `${path}?${key}=1&${key}=%00`,
    `${path}?${key}[a]=b`,
  ])
  return [...paths, ...queries, `${path}?%00=1&=&&unknown[]=%`]
}

/** Bodies for every form of a page: each field broken in several ways, and the form as it is but of a wrong version. */
export function brokenForms(page: string): string[] {
  return parse(page)
    .querySelectorAll('form[method="post"]')
    .flatMap((form) => brokenForm(form))
}

const encoded = encodeURIComponent

function brokenForm(form: HTMLElement): string[] {
  const controls = form.querySelectorAll('input, textarea, select, button').flatMap((control) => {
    const name = control.getAttribute('name')
    return name ? [{ name, value: control.getAttribute('value') ?? control.text }] : []
  })
  const hidden = controls.filter(({ name }) => name.startsWith('_') && name !== '_version')
  const fields = [...new Set(controls.filter(({ name }) => !name.startsWith('_')).map(({ name }) => name))]
  const start = hidden.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`)
  const all = (values: (name: string) => string) => [...start, ...fields.map(values)].join('&')
  const values = controls.filter(({ name }) => !name.startsWith('_'))
  const asItIs = values.map(({ name, value }) => `${encoded(name)}=${encoded(value)}`)
  return [
    all((name) => `${encoded(name)}=%00%ED%A0%80%F0%9F%92%A5%3Cscript%3E`),
    all((name) => `${encoded(name)}=${'x'.repeat(1500)}`),
    all((name) => `${encoded(name)}=-99999999999999999999`),
    all((name) => `${encoded(name)}=${nowhere}`),
    all((name) => `${encoded(name)}=2026-02-31`),
    all((name) => `${encoded(name)}[]=1&${encoded(name)}[]=%00`),
    all((name) => `${encoded(name)}[0][text]=%00&${encoded(name)}[7][x]=1&${encoded(name)}[__proto__]=1`),
    [...start, ...asItIs].join('&'),
    [...start, ...asItIs, '_version=999999999'].join('&'),
    [...start, ...asItIs, '_version=0', '_keep[x]=theirs', '_theirs[x]=%00'].join('&'),
  ]
}

/** Bodies that cannot be what they say they are, by their type. */
export const brokenBodies: readonly [type: string, body: string][] = [
  ['application/json', '{"a":'],
  ['application/json', '[]'],
  ['text/plain', 'hello'],
  ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nnever ended'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n\u0000\r\n--x--\r\n',
  ],
  ['multipart/form-data', 'no boundary'],
  ['application/x-www-form-urlencoded', `${'a=1&'.repeat(6000)}`],
  ['application/x-www-form-urlencoded', `a${'[b]'.repeat(50)}=1`],
]
