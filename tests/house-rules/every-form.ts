/** Filling in any form as somebody might who wants it to succeed, and sending it twice inside one transaction. */
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { type HTMLElement, parse } from 'node-html-parser'
import { pino } from 'pino'
import { createApp } from '../../src/app.ts'
import type { Route } from '../../src/features/page.ts'
import { asOwnerWithin, type Database, type Db } from '../../src/platform/db/connect.ts'
import type { TestApp } from '../support/app.ts'

export type Field = [name: string, value: string]
/** A form ready to be sent; `file` names its field for a file. */
export type Filled = { action: string; name: string; fields: Field[]; file?: string }

/** What a request did, and what the same request did that came after it. */
export type Effects = { first: number; second: number; foreign: string[] }

export type TwiceApp = {
  app: FastifyInstance
  /** How often each of the next requests is carried out. */
  times(count: 1 | 2): void
  /** What the last request changed. Everything is taken back after each. */
  effects(): Effects
  /** Look for these ids in what the next requests write. */
  lookFor(ids: readonly string[]): void
}

class Undone extends Error {
  readonly value: unknown
  constructor(value: unknown) {
    super('taken back')
    this.value = value
  }
}

/** The app over a database in which each request is carried out twice, one after the other, and then taken back. */
export async function twiceApp(app: TestApp, routes: readonly Route[]): Promise<TwiceApp> {
  let effects: Effects = { first: 0, second: 0, foreign: [] }
  let wanted: readonly string[] = []
  let count = 1
  const { database } = app
  const twice: Database = {
    ...database,
    async asVisitor<T>(...[opening, work]: Parameters<typeof database.asVisitor<T>>): Promise<T> {
      try {
        return await database.asVisitor(opening, async (db, opened) => {
          // The count of a connection may hold what earlier transactions did and took back.
          const before = await rowsChanged(db)
          const value = await work(db, opened)
          const first = (await rowsChanged(db)) - before
          const foreign = first > 0 && wanted.length > 0 ? await idsWritten(db, wanted) : []
          if (count === 2) await work(db, opened)
          const second = count === 2 ? (await rowsChanged(db)) - before - first : 0
          effects = { first, second, foreign }
          // What would fail at commit fails here.
          await sql`set constraints all immediate`.execute(db)
          throw new Undone(value)
        })
      } catch (error) {
        // Only `work` made the value, so it is of its type.
        if (error instanceof Undone) return error.value as T
        throw error
      }
    },
  }
  const made = await createApp({
    database: twice,
    clock: app.clock,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    services: app.services,
    assetsFolder: fileURLToPath(new URL('../../dist/assets', import.meta.url)),
    trustProxy: false,
    unlimited: true,
    routes,
  })
  made.addHook('onRequest', async () => {
    effects = { first: 0, second: 0, foreign: [] }
  })
  return {
    app: made,
    effects: () => effects,
    lookFor(ids) {
      wanted = ids
    },
    times(times) {
      count = times
    },
  }
}

/** Tables that keep notes of visits rather than what people do. */
const bookkeeping = ['accepted_submission', 'session', 'share_opening']

async function rowsChanged(db: Db): Promise<number> {
  const counted = await sql<{ changed: number }>`
    select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) as changed from pg_stat_xact_user_tables
    where schemaname = 'public' and relname <> all(${bookkeeping})`.execute(db)
  return counted.rows[0]?.changed ?? 0
}

/** Which of these ids stand in rows that this transaction has written. */
async function idsWritten(db: Db, ids: readonly string[]): Promise<string[]> {
  return asOwnerWithin(db, async (owner) => {
    const tables = await sql<{ name: string }>`select relname as name from pg_stat_xact_user_tables
      where schemaname = 'public' and n_tup_ins + n_tup_upd > 0 and relname <> all(${bookkeeping})`.execute(owner)
    const found: string[] = []
    for (const { name } of tables.rows) {
      const rows = await sql<{ id: string }>`select distinct wanted.id from ${sql.table(name)} t
        join unnest(${ids}::text[]) wanted(id) on t::text like '%' || wanted.id || '%'
        where t.xmin = pg_current_xact_id()::xid`.execute(owner)
      found.push(...rows.rows.map(({ id }) => `${name} has ${id}`))
    }
    return found
  })
}

/** Which of several ways to answer is tried: the n-th choice of radios, which ticks, which button, which days. */
/** Ids, wherever they stand. */
export const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

export type Way = { choice: number; ticks: 'as it is' | 'all' | 'first'; button: number; days: number }

const days = ['2026-12-15', '2027-01-19', '2027-03-16', '2026-12-21', '2026-11-20']

/** The ways that are tried, the likeliest first. */
export const ways: readonly Way[] = [
  { choice: 0, ticks: 'as it is', button: 0, days: 0 },
  { choice: 0, ticks: 'first', button: 0, days: 1 },
  { choice: 1, ticks: 'all', button: 0, days: 2 },
  { choice: 2, ticks: 'first', button: 1, days: 3 },
  { choice: 0, ticks: 'all', button: 1, days: 4 },
  { choice: 3, ticks: 'as it is', button: 2, days: 1 },
  { choice: 1, ticks: 'first', button: 0, days: 0 },
]

/** The forms of a page that somebody sends, filled in; signing in and out is for tests of its own. */
export function formsOf(page: string, path: string, way: Way): Filled[] {
  const root = parse(page)
  const forms = root.querySelectorAll('form[method="post"]')
  return forms.map((form) => fill(root, form, path, way)).filter(({ action }) => !action.includes('/sign-'))
}

function fill(root: HTMLElement, form: HTMLElement, path: string, way: Way): Filled {
  const fields: Field[] = []
  const asked = new Set<string>()
  let file: string | undefined
  for (const control of form.querySelectorAll('input, textarea, select')) {
    const name = control.getAttribute('name')
    if (!name || control.hasAttribute('disabled')) continue
    const type = control.tagName === 'INPUT' ? (control.getAttribute('type') ?? 'text') : control.tagName
    if (type === 'file') file = name
    else if (type === 'radio' || type === 'checkbox') {
      if (!asked.has(name)) fields.push(...ticked(form, name, type, way))
      asked.add(name)
    } else fields.push([name, answerTo(control, name, type, way)])
  }
  // A button may belong to a form that it does not stand in.
  const elsewhere = form.id === '' ? [] : root.querySelectorAll(`button[form="${form.id}"][name]`)
  const buttons = [...form.querySelectorAll('button[name]'), ...elsewhere]
  const button = buttons[way.button % Math.max(1, buttons.length)]
  if (button) fields.push([button.getAttribute('name') ?? '', button.getAttribute('value') ?? ''])
  const name = fields.find(([key]) => key === '_form')?.[1] ?? ''
  return { action: decode(form.getAttribute('action') ?? path), name, fields, ...(file ? { file } : {}) }
}

function ticked(form: HTMLElement, name: string, type: string, way: Way): Field[] {
  const items = form.querySelectorAll('input').filter((input) => input.getAttribute('name') === name)
  const chosen = items.filter((item) => item.hasAttribute('checked'))
  const value = (item: HTMLElement | undefined): Field[] =>
    item ? [[name, decode(item.getAttribute('value') ?? 'on')]] : []
  if (type === 'radio')
    return chosen.length > 0 && way.choice === 0 ? value(chosen[0]) : value(items[way.choice % items.length])
  if (way.ticks === 'as it is') return chosen.flatMap(value)
  return (way.ticks === 'all' ? items : items.slice(0, 1)).flatMap(value)
}

function answerTo(control: HTMLElement, name: string, type: string, way: Way): string {
  if (type === 'TEXTAREA') return decode(control.innerHTML) || 'What we saw and agreed together'
  if (type === 'SELECT') {
    const options = control.querySelectorAll('option').filter((option) => option.getAttribute('value') !== '')
    const chosen =
      options.find((option) => option.hasAttribute('selected')) ?? options[way.choice % Math.max(1, options.length)]
    return decode(chosen?.getAttribute('value') ?? '')
  }
  const given = decode(control.getAttribute('value') ?? '')
  if (given !== '' || type === 'hidden') return given
  const part = /-(day|month|year)$/.exec(name)?.[1]
  const day = Temporal.PlainDate.from(days[way.days] ?? '2026-12-15')
  if (part) return String((/^(end|last|until)/.test(name) ? day.add({ days: 3 }) : day)[part as 'day'])
  return usual(name, type, control)
}

function usual(name: string, type: string, control: HTMLElement): string {
  if (type === 'email') return 'somebody.new@school.example'
  if (type === 'url' || /url|link|website/.test(name)) return 'https://www.school.example/page'
  if (/^(starts|starts_at|from)/.test(name)) return '10:00'
  if (/^(ends|ends_at|to)$/.test(name)) return '11:00'
  if (/^(half_days|at_least|at_most)$/.test(name)) return '2'
  if (control.getAttribute('inputmode') === 'numeric') return '30'
  if (name === 'days') return '1'
  if (name === 'academic_year') return '2029-30'
  if (name === 'local_authority_codes') return '999'
  return 'Something new'
}

function decode(markup: string): string {
  return parse(`<p>${markup}</p>`).text
}
