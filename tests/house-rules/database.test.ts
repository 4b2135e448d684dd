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

/** Compares by lines, since two whole schemas side by side tell nobody anything. */
function assertSame(path: string, made: string, command: string): void {
  const kept = file(path).split('\n')
  const wanted = made.split('\n')
  const first = wanted.findIndex((line, index) => line !== kept[index])
  if (first === -1 && kept.length === wanted.length) return
  const line = first === -1 ? wanted.length : first
  assert.fail(
    `${path} is not what the migrations make. Run: ${command}\n` +
      `Line ${line + 1} is   ${kept[line] ?? '(missing)'}\nand should be ${wanted[line] ?? '(missing)'}`,
  )
}

test('db/schema.sql says what the migrations make', async () => {
  assertSame('db/schema.sql', await inMigrated(schemaText), 'node src/platform/db/dump-schema.ts')
})

test('the types of the tables say what the migrations make', async () => {
  assertSame('src/platform/db/tables.ts', await inMigrated(tablesText), 'node src/platform/db/generate-tables.ts')
})
