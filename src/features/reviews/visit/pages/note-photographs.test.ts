import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import sharp from 'sharp'
import { testApp } from '../../../../../tests/support/app.ts'
import { hostLead, ile, lead, type ReviewWorld, reviewAt, reviewer } from '../../../../../tests/support/review-world.ts'
import { rows } from '../../../../../tests/support/visit.ts'
import { routes } from '../../routes.ts'

const app = await testApp({ after }, routes)

/** A photograph beside a note that is evidence of a finding. */
async function photographIn(review: ReviewWorld): Promise<{ note: string; finding: string; address: string }> {
  const [found] = await rows(
    app,
    sql<{ note: string; finding: string }>`
      select e.note_id as note, e.finding_id as finding from finding_note e join finding f on f.id = e.finding_id
       where f.review_id = ${review.id} and f.removed_at is null order by e.note_id limit 1`,
  )
  assert.ok(found)
  const picture = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer()
  const { sha256, bytes } = await app.services.files.put(Readable.from([picture]))
  const id = randomUUID()
  await app.database.asOwner((db) =>
    sql`with noted as (select partnership_id, id, author_id from visit_note where id = ${found.note}),
             kept as (insert into stored_file (partnership_id, name, type, bytes, sha256, uploaded_by)
                      select partnership_id, 'photograph.jpg', 'image/jpeg', ${bytes}, ${sha256}, author_id from noted returning id)
        insert into visit_photograph (id, partnership_id, review_id, note_id, file_id, description, added_by, added_at)
        select ${id}, n.partnership_id, ${review.id}, n.id, k.id, 'Word wall in Year 2', n.author_id, now() from noted n, kept k`.execute(
      db,
    ),
  )
  return { ...found, address: `${review.path}/notes/${found.note}/photographs/${id}` }
}

test('a photograph stands beside its note wherever the note is shown as a source, small, and opens whole', async () => {
  const review = await reviewAt(app, 'drafted')
  const { note, finding, address } = await photographIn(review)
  const pages = [
    '/notes/all',
    '/findings',
    '/findings/notes',
    '/findings/new',
    `/findings/${finding}`,
    `/notes/${note}/source`,
  ]
  for (const page of pages)
    for (const who of page.startsWith('/notes/') || page === '/findings' ? [lead, reviewer, ile] : [lead]) {
      if (page.endsWith('/source') && who === ile) continue
      const { page: shown } = await app.get(review.path + page, who)
      const image = shown.querySelector(`img[src="${address}?size=small"]`)
      assert.equal(image?.getAttribute('alt'), 'Word wall in Year 2', `${page} for ${who}`)
      const link = image?.parentNode
      assert.equal(link?.getAttribute('href'), address, page)
      assert.match(link?.textContent ?? '', /open the full picture/)
    }
  for (const who of [lead, reviewer, ile]) assert.equal((await app.get(`${address}?size=small`, who)).status, 200)
})

test('no photograph is in a draft or a report, for the host, the partnership or whoever gets it', async () => {
  for (const stage of ['sent', 'agreed'] as const) {
    const review = await reviewAt(app, stage)
    const { address } = await photographIn(review)
    for (const page of ['', '/write-up', '/report'])
      for (const who of [lead, hostLead, 'north:partnership-lead'] as const) {
        const { status, body } = await app.get(review.path + page, who)
        assert.doesNotMatch(body, /\/photographs\/|Word wall/, `${stage} ${page} for ${who}, ${status}`)
      }
    for (const who of [hostLead, 'north:partnership-lead', 'north:partnership-officer'] as const)
      for (const size of ['', '?size=small'])
        assert.ok([403, 404].includes((await app.get(address + size, who)).status), who)
  }
})
