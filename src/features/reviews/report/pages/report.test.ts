import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { parse } from 'node-html-parser'
import { testApp } from '../../../../../tests/support/app.ts'
import * as texts from '../../../../../tests/support/review-world.texts.ts'
import { hostLead, hostSchool, ile, lead, outsiders, reviewAt } from '../../../../../tests/support/review-world.ts'
import { unzipped } from '../../../../../tests/support/unzip.ts'
import { pdf } from '../../../../platform/documents/pdf.ts'
import { reportContent, reportOf } from '../report.ts'
import { reportDocument } from '../report-parts.ts'
import { reportRoutes } from '../routes.ts'
import { writeUpFor } from '../summary.queries.ts'

const app = await testApp({ after }, reportRoutes)

test('the agreed report has every part in its order, and nothing to write with', async () => {
  const review = await reviewAt(app, 'agreed')
  const page = await app.get(`${review.path}/report`, hostLead)
  assert.equal(page.page.querySelector('h1')?.text.trim(), 'Review report: Cedar Lane School')
  assert.deepEqual(
    page.page.querySelectorAll('main h2').map((heading) => heading.text),
    [
      'Introduction',
      'What the review looked at',
      'How we worked',
      'What we found overall',
      'Strengths',
      'Areas to develop',
      'Next steps',
      'Thanks',
      'The team',
    ],
  )
  assert.match(page.text, /Agreed on 20 November 2026/)
  assert.match(page.text, /Bring the help ladder to Years 4 to 6/)
  assert.doesNotMatch(page.text, /two cover teachers on the day/, 'comments are no part of the report')
  assert.doesNotMatch(page.body, /Raw note/)
  assert.equal(page.page.querySelectorAll('main form, main textarea').length, 0)
})

/** Every text of a document or of a page, in order, white space folded. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll(/\s+/g, ' ')
  return value !== null && typeof value === 'object' ? Object.values(value).map(wordsIn).join(' ') : ''
}

test('the page and the PDF say everything that was asked, found, challenged and planned, in its order', async () => {
  const review = await reviewAt(app, 'agreed')
  const report = await app.as(hostLead, async (db, actor) => {
    const writeUp = await writeUpFor(db, actor, review.id)
    assert.ok(writeUp)
    return reportOf(writeUp)
  })
  const { introduction = '', 'how-we-worked': how = '', overall = '', thanks = '' } = Object.fromEntries(texts.sections)
  const [one, two, three, four] = texts.findings.map(({ title, text }) => [title, ...text.split('\n\n')])
  const all = [
    [introduction, texts.focus, ...texts.questions, how, ...overall.split('\n\n')],
    [one, two, three, texts.challenge, 'ile of north', four].flat(),
    ...texts.steps.map((step) => [step.text, step.owner === 'senco' ? 'C. senco of north' : step.owner, step.success]),
    [thanks, 'E. senior leader of north'],
  ].flat()
  const page = await app.get(`${review.path}/report`, hostSchool)
  for (const told of [page.text, wordsIn(reportDocument(report))]) {
    let from = 0
    for (const text of all) {
      const at = told.indexOf(wordsIn(text ?? ''), from)
      assert.notEqual(at, -1, `“${text}” is missing or out of its order`)
      from = at
    }
    assert.match(told, /11 December 2026[\s\S]*22 January 2027/)
  }
})

test('the team, the host and, once agreed, the rest of the host school read it; nobody else does', async () => {
  const sent = await reviewAt(app, 'sent')
  assert.match((await app.get(`${sent.path}/report`, lead)).text, /Draft, not agreed yet/)
  assert.equal((await app.get(`${sent.path}/report`, hostSchool)).status, 404)
  const review = await reviewAt(app, 'agreed')
  for (const who of [lead, ile, hostLead, hostSchool])
    for (const path of ['report', 'report.pdf', 'report.docx']) {
      const page = await app.get(`${review.path}/${path}`, who)
      assert.equal(page.status, 200, `${path} as ${who}`)
      if (path === 'report' && who !== hostLead) assert.equal(page.page.querySelector('a[href$="/share"]'), null, who)
    }
  for (const who of outsiders)
    for (const path of ['report', 'report.pdf', 'report.docx'])
      assert.equal((await app.get(`${review.path}/${path}`, who)).status, 404, `${path} as ${who}`)
})

test('the report is a tagged PDF that bears its title', async () => {
  const review = await reviewAt(app, 'agreed')
  const file = await app.get(`${review.path}/report.pdf`, lead)
  assert.equal(file.headers['content-type'], 'application/pdf')
  assert.match(decodeURIComponent(String(file.headers['content-disposition'])), /Review report: Cedar Lane School\.pdf/)
  assert.equal(file.body.slice(0, 4), '%PDF')
  assert.match(file.body, /Review report: Cedar Lane School/)
  assert.match(file.body, /StructTreeRoot/)
})

test('the word-processor document says what the page says, part by part, with real headings and header rows', async () => {
  const review = await reviewAt(app, 'agreed')
  const page = await app.get(`${review.path}/report`, lead)
  const file = await app.get(`${review.path}/report.docx`, lead)
  assert.equal(file.headers['content-type'], 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  assert.match(
    decodeURIComponent(String(file.headers['content-disposition'])),
    /Review report: Cedar Lane School\.docx/,
  )
  const files = unzipped(file.bytes)
  const document = parse(files.get('word/document.xml') ?? '')
  const told = (paragraph: { querySelectorAll(of: string): { text: string }[] }) =>
    paragraph
      .querySelectorAll('w\\:t')
      .map((run) => run.text)
      .join('')
      .replaceAll(/\s+/g, ' ')
      .trim()
  const styled = (style: string) =>
    document
      .querySelectorAll('w\\:p')
      .filter((paragraph) => paragraph.querySelector('w\\:pstyle')?.getAttribute('w:val') === style)
      .map(told)
  const onPage = (selector: string) =>
    page.page.querySelectorAll(selector).map((one) => one.text.replaceAll(/\s+/g, ' ').trim())
  assert.deepEqual(styled('Heading1'), onPage('.app-report h2'))
  assert.deepEqual(styled('Heading2'), onPage('.app-report h3'))
  const everything = document.querySelectorAll('w\\:p').map(told).join('\n')
  for (const text of onPage('.app-report p.govuk-body, .app-report .app-finding__source, .app-report li'))
    assert.ok(everything.replaceAll('\n', ' ').includes(text), `“${text}” is missing`)
  assert.equal(
    document.querySelectorAll('w\\:tblheader').length,
    page.page.querySelectorAll('.app-report thead').length,
  )
  assert.match(files.get('word/styles.xml') ?? '', /w:lang w:val="en-GB"/)
})

test('the PDF says, as the page does, when the report was agreed and which finding a step is for', async () => {
  const review = await reviewAt(app, 'agreed')
  const { subtitle, content } = await app.as(hostLead, async (db, actor) => {
    const writeUp = await writeUpFor(db, actor, review.id)
    assert.ok(writeUp)
    return reportDocument(reportOf(writeUp))
  })
  assert.match(subtitle ?? '', /, visit on \d+ \w+ 2026, agreed on \d+ \w+ 2026$/)
  const [steps] = content.filter((block) => block.kind === 'table')
  assert.match(JSON.stringify(steps?.rows[0]), /For: Planning together depends on chance after Year 3/)
})

test('a report with every gap still makes a page and a PDF', async () => {
  const review = await reviewAt(app, 'visited')
  const page = await app.get(`${review.path}/report`, lead)
  assert.equal(page.status, 200)
  assert.match(page.text, /Strengths None yet\./)
  const body = Buffer.from(
    await pdf(
      reportDocument({
        form: 1,
        review_id: review.id,
        title: 'Review report: Cedar Lane School',
        school: { id: review.school, name: 'Cedar Lane School' },
        programme: 'Inclusion peer review',
        visit_on: null,
        visit_second_on: null,
        agreed_on: null,
        focus: '',
        questions: [],
        team: [],
        sections: [],
        strengths: [],
        areas: [],
        steps: [],
      }),
    ),
  )
  assert.equal(body.subarray(0, 4).toString(), '%PDF')
})

test('a copy that was frozen before answers and kinds of source were asked for still reads', async () => {
  const review = await reviewAt(app, 'agreed')
  const report = await app.as(hostLead, async (db, actor) => {
    const writeUp = await writeUpFor(db, actor, review.id)
    assert.ok(writeUp)
    return reportOf(writeUp)
  })
  const older = (one: (typeof report.strengths)[number]) => {
    const { answer, answer_by, rests_on_one, ...rest } = one
    return rest
  }
  const frozen = { ...report, strengths: report.strengths.map(older), areas: report.areas.map(older) }
  const read = reportContent.parse(JSON.parse(JSON.stringify(frozen)))
  assert.ok([...read.strengths, ...read.areas].every((one) => one.answer === '' && one.rests_on_one === ''))
  assert.equal(reportDocument(read).title, report.title)
})
