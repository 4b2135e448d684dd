import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigError, readConfig } from './config.ts'

test('without settings it serves on this machine only, from ./data, and asks nobody for mail', () => {
  const config = readConfig({ PORT: '', DATABASE_URL: '' })
  assert.deepEqual([config.port, config.host, config.baseUrl], [3000, '127.0.0.1', 'http://localhost:3000'])
  assert.deepEqual(
    [config.databaseUrl, config.mailUrl, config.demo, config.trustProxy],
    [undefined, undefined, undefined, false],
  )
  assert.match(config.dataDir, /data$/)
})

test('what is set is read', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgresql://schoolfellow:secret@db.example.org:5432/schoolfellow?sslmode=require',
    MAIL_URL: 'smtps://name:password@mail.example.org:465',
    MAIL_FROM: 'Inclusion team <inclusion@example.org>',
    BASE_URL: 'https://inclusion.example.org/',
    SESSION_SECRET: 'x'.repeat(32),
    DEMO: '0',
    LOG_LEVEL: 'warn',
    TRUST_PROXY: '1',
    NODE_ENV: 'production',
  })
  assert.deepEqual([config.port, config.baseUrl, config.demo], [8080, 'https://inclusion.example.org', false])
  assert.deepEqual([config.logLevel, config.trustProxy, config.production], ['warn', true, true])
})

test('a wrong value is refused in one line that names the variable and says what it takes', () => {
  const wrong: [name: string, value: string, message: RegExp][] = [
    ['PORT', 'many', /^PORT must be a number from 0 to 65535$/],
    ['PORT', '70000', /^PORT must be a number from 0 to 65535$/],
    ['HOST', 'my host', /^HOST must be a host name/],
    ['DATABASE_URL', 'mysql://x', /^DATABASE_URL must be a PostgreSQL address/],
    ['MAIL_URL', 'http://mail', /^MAIL_URL must be an SMTP address/],
    ['MAIL_FROM', 'nobody', /^MAIL_FROM must be an email address/],
    ['BASE_URL', 'example.org', /^BASE_URL must be a web address/],
    ['BASE_URL', 'https://example.org/inclusion', /^BASE_URL must be an address without a path/],
    ['BASE_URL', 'https://example.org?a=b', /^BASE_URL must be an address without a path/],
    ['NODE_ENV', 'prod', /^NODE_ENV must be production, development or test$/],
    ['SESSION_SECRET', 'short', /^SESSION_SECRET must have 32 characters or more$/],
    ['DEMO', 'yes', /^DEMO must be 1 or 0$/],
    ['LOG_LEVEL', 'loud', /^LOG_LEVEL must be fatal, error/],
    ['TRUST_PROXY', 'on', /^TRUST_PROXY must be 1 or 0$/],
  ]
  for (const [name, value, message] of wrong) {
    assert.throws(
      () => readConfig({ [name]: value }),
      (error) => error instanceof ConfigError && message.test(error.message) && !error.message.includes('\n'),
      `${name}=${value}`,
    )
  }
})
