/** What a run writes into its log: nothing by which somebody could be known, no secret, and nothing that anybody typed. */
import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { z } from 'zod'
import { createApp } from '../../src/app.ts'
import { page, type Route } from '../../src/features/page.ts'
import { routes as people } from '../../src/features/people/routes.ts'
import { deliverMail } from '../../src/platform/mail/worker.ts'
import { longText } from '../../src/platform/web/fields.ts'
import { html } from '../../src/platform/web/html.ts'
import { testApp } from '../support/app.ts'

const typed = 'Bo is in year 4 and cannot'

/** Pages that fail in the ways that quote what was sent: in the message, over several lines, in a database's detail. */
const failing = page({ path: '/failing', allow: 'anyone', query: z.object({ how: z.string() }) }, async (c) => {
  const form = c.form(z.object({ text: longText('Enter it') }))
  const text = form.value?.text ?? ''
  if (c.query.how === 'lines') throw new Error(`The rule failed\n${text}\n  ${text}`)
  if (c.query.how === 'number') await c.db.selectFrom('school').select('name').where('id', '=', text).execute()
  return c.view('Never', html`${form.start()}${form.end('Send')}`)
})

const lines: string[] = []
const kept = new Writable({
  write(chunk, _, done) {
    lines.push(String(chunk))
    done()
  },
})
const log = pino({ level: 'trace', base: null }, kept)
const routes: Route[] = [...people, failing]
const app = await testApp({ after }, routes)
const logged = await createApp({
  ...{ database: app.database, clock: app.clock, services: app.services, log, routes },
  assetsFolder: fileURLToPath(new URL('../../dist/assets', import.meta.url)),
  ...{ trustProxy: false, unlimited: true },
})
after(() => logged.close())

async function send(
  method: 'GET' | 'POST',
  url: string,
  key?: string,
  fields?: Record<string, string>,
): Promise<number> {
  const cookie = key === undefined ? 'session=an-old-secret' : (app.world.people.get(key)?.cookie ?? '')
  const { statusCode } = await logged.inject({
    method,
    url,
    headers: {
      cookie,
      'user-agent': 'Their own browser',
      ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
    },
    ...(fields ? { payload: new URLSearchParams(fields).toString() } : {}),
  })
  return statusCode
}

test('the log of a run tells no name, no address, no secret and no text', async () => {
  const lead = 'north:partnership-lead'
  await send('GET', '/north/people', lead)
  await send('GET', '/north/people?find=Priya', lead)
  await send(
    'GET',
    `/north/people/${app.world.people.get('north:a:senco')?.id}?note=${encodeURIComponent(typed)}`,
    lead,
  )
  await send('POST', '/sign-in', undefined, { email: 'north.a.senco@example.org' })
  await send('POST', '/sign-in', undefined, { email: typed })
  await send('GET', '/sign-in/link/a-secret-of-a-link')
  await send('GET', '/join/a-secret-of-an-invitation')
  await send('GET', '/north/calendar/a-secret-of-a-calendar.ics')
  await send('GET', `/nowhere/${encodeURIComponent(typed)}`)
  await send('GET', '/%E0%A4%A-a-secret-of-a-link')
  const invitee = {
    _form: 'send',
    name: 'Priya Anand',
    email: 'priya@appleford.sch.uk',
    role: 'facilitator',
    message: typed,
  }
  assert.equal(await send('POST', '/north/people/invite', lead, invitee), 303)
  await send('POST', '/north/people/invite', lead, { ...invitee, role: typed })
  assert.equal(await send('POST', '/failing?how=lines', lead, { text: typed }), 500)
  assert.equal(await send('POST', '/failing?how=number', lead, { text: typed }), 500)
  const transport = {
    deliver: () =>
      Promise.reject(
        Object.assign(new Error(`no such mailbox priya@appleford.sch.uk: ${typed}`), { code: 'EENVELOPE' }),
      ),
    close: () => {},
  }
  await deliverMail({ database: app.database, transport, clock: app.clock, log, host: 'localhost' })
  const all = lines.join('')
  assert.ok(lines.length > 15 && all.includes('failed') && all.includes('will be tried again'), all)
  const secrets = [
    'Priya',
    'Anand',
    '@',
    typed,
    'year 4',
    'a-secret',
    'an-old-secret',
    'token-',
    'Their own browser',
    'senco of north',
    '127.0.0.1',
  ]
  for (const secret of secrets)
    assert.equal(
      lines.find((line) => line.includes(secret)),
      undefined,
      secret,
    )
})
