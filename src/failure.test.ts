import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { test } from 'node:test'
import { readConfig } from './config.ts'
import { reasonOf } from './failure.ts'

const listening = (host: string, port: number) =>
  new Promise<unknown>((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })

test('an address that is not of this machine is a wrong HOST, and not a wrong database', async () => {
  for (const host of ['192.0.2.1', 'nohost.invalid']) {
    const error = await listening(host, 0)
    assert.equal(reasonOf(error, readConfig({ HOST: host })), `HOST is not an address of this machine: ${host}`)
  }
})

test('what a database, a port or an account refuses is said in one line that names the setting', () => {
  const fault = (code: string, more = {}) => Object.assign(new Error('several\nlines'), { code, ...more })
  const config = readConfig({ PORT: '80' })
  assert.match(reasonOf(fault('EADDRINUSE'), config) ?? '', /^Port 80 is in use/)
  assert.match(reasonOf(fault('EACCES', { syscall: 'listen' }), config) ?? '', /^Port 80 may not be used/)
  for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN'])
    assert.match(reasonOf(fault(code, { hostname: 'db.invalid' }), config) ?? '', /^DATABASE_URL .* does not answer/)
  assert.match(reasonOf(fault('28P01'), config) ?? '', /^DATABASE_URL is refused/)
  assert.match(reasonOf(fault('3D000'), config) ?? '', /^DATABASE_URL names a database that does not exist/)
  assert.equal(reasonOf(fault('other'), config), 'several lines')
})
