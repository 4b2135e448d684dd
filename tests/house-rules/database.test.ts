import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Client } from 'pg'
import { schemaText } from '../../src/platform/db/dump-schema.ts'
import { tablesText } from '../../src/platform/db/generate-tables.ts'
import { testDatabase } from '../support/database.ts'

async function inMigrated<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const { connection } = await testDatabase()
  const client = new Client(connection)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function file(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}

test('db/schema.sql says what the migrations make', async () => {
  const made = await inMigrated(schemaText)
  assert.equal(file('db/schema.sql'), made, 'run: node src/platform/db/dump-schema.ts')
})

test('the types of the tables say what the migrations make', async () => {
  const made = await inMigrated(tablesText)
  assert.equal(file('src/platform/db/tables.ts'), made, 'run: node src/platform/db/generate-tables.ts')
})
