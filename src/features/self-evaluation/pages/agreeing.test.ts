import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../tests/support/app.ts'
import { openFramework, smallFramework } from '../../../../tests/support/self-evaluation-example.ts'
import { evaluationAt } from '../../../../tests/support/self-evaluations.ts'
import { routes } from '../routes.ts'

const app = await testApp({ after }, routes)

const head = 'north:a:headteacher'
const senco = 'north:a:senco'

test('the widest difference comes first, with who is at its ends', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const opened = await app.get(`${path}/compare`, head)
  assert.equal(opened.status, 200)
  const titles = opened.page.querySelectorAll('.app-card__title').map((title) => title.text)
  assert.equal(titles[0], 'Teachers adapt lessons.')
  assert.match(opened.text, /From 1 Starting \(A\. senco of north\) to 4 Leading practice \(A\. headteacher of north\)/)
  assert.match(opened.text, /0 of 5 statements/)
  assert.match((await app.get(`${path}/compare?show=agreed`, head)).text, /Nothing is agreed yet/)
  assert.equal((await app.get(`${path}/compare?show=nonsense`, head)).status, 200)
})

test('a statement shows everyone beside one another, offers a start, and is agreed with a reason', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const page = `${path}/agree/support`
  const opened = await app.get(page, senco)
  assert.match(opened.text, /north:a:headteacher on support.*Not judged by A\. senior leader of north/)
  assert.match(opened.text, /A point to start your talk from: 2 Developing \(the lower of the two in the middle\)/)
  assert.equal(opened.page.querySelector('input[type=radio][checked]'), null, 'nothing is filled in')
  assert.deepEqual((await app.submit(page, {}, senco)).errors, ['Choose the point that you agree on'])
  const refused = await app.submit(page, { point: '3', reason: ' ' }, senco)
  assert.deepEqual(refused.errors, ['Enter the reason for this judgement'])
  assert.ok(refused.page.querySelector('#point-3')?.hasAttribute('checked'), 'what was chosen is kept')
  const saved = await app.submit(page, { point: '3', reason: 'Seen in four classes', onward: 'next' }, senco)
  assert.equal(saved.status, 303)
  assert.equal(saved.location, `${path}/agree/adapting`)
  assert.match((await app.get(`${path}/compare?show=agreed`, head)).text, /Agreed: 3 Secure/)
})

test('a gate holds a judgement back with its reason until it is opened', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const opened = await app.get(`${path}/agree/vision`, head)
  assert.match(
    opened.text,
    /cannot be agreed above 2 Developing until “The duties are met\.” is agreed at 2 Developing or higher\. The law comes first\./,
  )
  const refused = await app.submit(`${path}/agree/vision`, { point: '3', reason: 'We think so' }, head)
  assert.deepEqual(refused.errors, ['Choose 2 Developing or lower: The law comes first.'])
  await app.submit(`${path}/agree/duty`, { point: '2', reason: 'All published' }, head)
  assert.equal((await app.submit(`${path}/agree/vision`, { point: '3', reason: 'We think so' }, head)).status, 303)
})

test('two editors: the later one sees both and chooses', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const page = `${path}/agree/adapting`
  assert.equal((await app.submit(page, { point: '2', reason: 'Seen by the SENCO' }, senco)).status, 303)
  const late = { point: '3', reason: 'Seen by the head', _version: '0' }
  const conflict = await app.post(page, late, head)
  assert.equal(conflict.status, 409)
  assert.match(conflict.text, /A\. senco of north.*2 Developing Seen by the SENCO.*3 Secure Seen by the head/s)
  const script = await app.post(page, late, head, { accept: 'application/json' })
  const { conflict: link } = script.json() as { conflict: string }
  const led = await app.get(link, head)
  assert.equal(led.status, 200)
  assert.match(led.text, /2 Developing Seen by the SENCO.*3 Secure Seen by the head/s)
  const fields = Object.fromEntries(
    conflict.page
      .querySelectorAll('main form input[type=hidden]')
      .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
  )
  assert.equal((await app.post(page, { ...fields, keep: 'theirs' }, head)).status, 303)
  assert.match((await app.get(page, head)).text, /Seen by the SENCO/)
  const again = await app.post(page, { ...fields, _once: crypto.randomUUID(), keep: 'mine' }, head)
  assert.equal(again.status, 303)
  assert.match((await app.get(page, senco)).text, /Seen by the head/)
})

test('a script saves an agreed judgement; one that is not complete is not saved yet', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const save = (fields: Record<string, string>) =>
    app.post(`${path}/agree/adapting`, fields, senco, { accept: 'application/json' })
  assert.equal((await save({ point: '2', reason: '', _version: '0' })).status, 422)
  assert.deepEqual((await save({ point: '2', reason: 'Seen', _version: '0' })).json(), {
    saved: true,
    at: '10am',
    fields: { _version: '1' },
  })
})

test('strengths and priorities are chosen, explained, put in order and taken out', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const page = `${path}/highlights`
  for (const [key, point] of [
    ['duty', '4'],
    ['adapting', '1'],
    ['support', '2'],
    ['vision', '4'],
  ])
    await app.submit(`${path}/agree/${key}`, { point: point ?? '', reason: 'Together' }, head)
  const opened = await app.get(page, head)
  assert.match(opened.text, /No strength is chosen yet.*Agreed high, and supported best.*The duties are met\./)
  const change = (value: string, who = head) => app.post(page, { _form: 'change', change: value }, who)
  for (const value of ['strength s1', 'strength s2', 'priority s4', 'up s2'])
    assert.equal((await change(value)).status, 303)
  const ordered = await app.get(page, senco)
  assert.match(
    ordered.text,
    /Strengths.*Leaders set a direction.*The duties are met.*Priorities.*Teachers adapt lessons/,
  )
  assert.equal((await app.submit(page, { comment: 'Visit on a Tuesday' }, senco, 'comment-s1')).status, 303)
  const stale = await app.post(page, { _form: 'comment-s1', comment: 'Visit on a Friday', _version: '1' }, head)
  assert.equal(stale.status, 409)
  assert.match(stale.text, /Visit on a Tuesday.*Visit on a Friday/)
  const script = { _form: 'comment-s1', comment: 'Visit on a Friday', _version: '1' }
  const { conflict } = (await app.post(page, script, head, { accept: 'application/json' })).json() as {
    conflict: string
  }
  const led = await app.get(conflict, head)
  assert.equal(led.status, 200)
  assert.match(led.text, /Visit on a Tuesday.*Visit on a Friday/)
  await change('priority s2')
  assert.match((await app.get(page, head)).text, /Priorities.*Teachers adapt lessons.*Leaders set a direction/)
  await change('drop s1')
  const orphan = await app.post(page, { _form: 'comment-s1', comment: 'Typed meanwhile', _version: '2' }, senco)
  assert.equal(orphan.status, 422)
  assert.match(orphan.text, /Typed meanwhile/)
  assert.equal((await change('rename s1')).status, 422)
  assert.equal((await change('strength s99')).status, 422)
  assert.equal((await change('strength s1', 'north:a:governor')).status, 403)
})

test('the whole is agreed once everything is there, and is frozen then', async () => {
  const { path } = await evaluationAt(app, 'comparing')
  const check = `${path}/check`
  assert.match(
    (await app.get(check, head)).text,
    /Agree the 5 statements that have no agreed judgement yet.*Choose at least one statement as a strength/,
  )
  const early = await app.post(check, { sure: 'yes' }, head)
  assert.equal(early.status, 422)
  assert.match(early.errors.join(), /Agree the 5 statements that have no agreed judgement yet/)
  for (const key of ['duty', 'vision', 'governors', 'adapting', 'support'])
    await app.submit(`${path}/agree/${key}`, { point: '3', reason: `Together on ${key}` }, head)
  await app.post(`${path}/highlights`, { _form: 'change', change: 'strength s1' }, head)
  await app.post(`${path}/highlights`, { _form: 'change', change: 'priority s4' }, head)
  assert.deepEqual((await app.submit(check, {}, head)).errors, [
    'Tick to say that you agree these judgements for the school',
  ])
  assert.equal((await app.get(check, 'north:a:governor')).status, 403)
  assert.equal((await app.submit(check, { sure: 'yes' }, head)).location, `${path}/profile`)
  const frozen = await app.post(`${path}/agree/duty`, { point: '1', reason: 'Typed too late', _version: '1' }, head)
  assert.equal(frozen.status, 422)
  assert.match(frozen.text, /is agreed and no longer changes/)
  assert.match(frozen.body, /Typed too late/)
  const comment = await app.post(`${path}/highlights`, { _form: 'comment-s1', comment: 'Said too late' }, head)
  assert.equal(comment.status, 422)
  assert.match(comment.text, /is agreed and no longer changes.*Said too late/)
  assert.match((await app.get(`${path}/agree/duty`, senco)).text, /Together on duty.*What each colleague judged/)
  const read = await app.get(`${path}/compare`, senco)
  assert.deepEqual(
    read.page.querySelectorAll('.app-card__title').map((title) => title.text),
    smallFramework.areas.flatMap((area) => area.statements).map((statement) => statement.text),
    'what is agreed is read in the order of the framework',
  )
  assert.doesNotMatch(read.text, /Agreed so far|not agreed yet/)
  assert.equal((await app.post(`${path}/highlights`, { _form: 'change', change: 'drop s1' }, head)).status, 422)
  assert.equal((await app.get(check, head)).status, 303)
})

test('an open framework is compared, agreed and read in words', async () => {
  const { path } = await evaluationAt(app, 'comparing', openFramework)
  assert.match((await app.get(`${path}/compare`, head)).text, /3 answers/)
  const page = `${path}/agree/duty`
  assert.match((await app.get(page, head)).text, /north:a:senco on duty/)
  assert.deepEqual((await app.submit(page, { answer: ' ' }, head)).errors, ['Enter the answer that you agree on'])
  assert.equal((await app.submit(page, { answer: 'Mostly so' }, head)).status, 303)
  assert.match((await app.get(`${path}/profile`, head)).text, /Mostly so/)
  const agreed = await evaluationAt(app, 'agreed', openFramework)
  assert.match((await app.get(`${agreed.path}/profile`, head)).text, /Agreed on support/)
})

test('the profile shows each area, its distribution and the year before; the file holds the same', async () => {
  app.clock.set(app.clock.now().add({ hours: 24 }))
  const before = await evaluationAt(app, 'agreed')
  app.clock.set(app.clock.now().add({ hours: 24 * 5 }))
  const { path } = await evaluationAt(app, 'agreed')
  const opened = await app.get(`${path}/profile`, head)
  assert.match(opened.text, /Leadership is strongest; quality of teaching needs most work/)
  assert.match(opened.text, /Since the time before 0 statements higher, 0 lower, 5 the same/)
  const file = await app.get(`${path}/profile/download`, head)
  assert.match(String(file.headers['content-type']), /^text\/csv/)
  assert.match(file.body, /Leadership,The duties are met\.,3,Secure,3/)
  const school = app.world.schools.a ?? ''
  assert.match((await app.get(`${path}/agree/duty`, head)).text, /Agreed on duty/)
  app.clock.set(app.clock.now().add({ hours: 1 }))
  const later = await evaluationAt(app, 'comparing')
  assert.match(
    (await app.get(`${later.path}/agree/duty`, head)).text,
    /What you agreed in Autumn term 2026 3 Secure Agreed on duty/,
  )
  const history = await app.get(`/north/self-evaluations/history/${school}`, 'north:a:governor')
  assert.match(history.text, /Years side by side/)
  assert.ok(history.page.querySelector(`a[href="${before.path}/profile"]`))
  assert.equal((await app.get(`/north/self-evaluations/history/${school}`, 'north:b:headteacher')).status, 404)
  assert.equal((await app.get(`/north/self-evaluations/history/${school}`, 'north:partnership-lead')).status, 404)
})
