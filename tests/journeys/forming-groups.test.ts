/** An officer finds groups, looks why, moves schools by mouse and by keyboard, and proposes; heads answer; groups are confirmed. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { moreSchools, programmeToForm } from '../support/forming-programme.ts'
import { runningWorld } from '../support/running-world.ts'

/** A card of the board in words: the school, its group's name, and how many schools the group has. */
type Card = { school: string; group: string; size: number }

/** The board as somebody sees it, group by group. */
async function board(person: Person): Promise<Card[]> {
  const groups = await person.page.getByRole('main').getByRole('region').all()
  const cards = groups.map(async (group) => {
    const name = await group.getByRole('heading').textContent()
    const schools = await group
      .getByRole('listitem')
      .getByRole('link', { name: /^(School|Cedar|Dunmere)/ })
      .allInnerTexts()
    return schools.map((school) => ({ school, group: name ?? '', size: schools.length }))
  })
  return (await Promise.all(cards)).flat()
}

const groupOf = (cards: readonly Card[], school: string) => cards.find((card) => card.school === school)?.group

/** A school of the larger group that can leave it, and the group that has room. */
function toMove(cards: readonly Card[]): { school: string; to: string } {
  const largest = Math.max(...cards.map(({ size }) => size))
  const school = cards.find(({ size, school }) => size === largest && /School 00[123]/.test(school))?.school
  const to = cards.find(({ size }) => size < largest)?.group
  assert.ok(school && to, 'one group has a school more than the other')
  return { school, to }
}

test('groups are found, explained, moved by hand, proposed, answered and confirmed', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const programme = await programmeToForm(ground, { letters: 'cd' })
  await moreSchools(ground, programme, 9)
  const here = `/north/programmes/${programme}`
  const officer = await person('the officer', 'north.partnership-officer@example.org')
  const head = await person('the head', 'north.c.headteacher@example.org')
  const other = await person('the other head', 'north.d.headteacher@example.org', { javaScript: false })
  await app.startJobs()
  await becomes(officer, 'north:partnership-officer')
  await becomes(head, 'north:c:headteacher')
  await becomes(other, 'north:d:headteacher')
  const scene = scenesOf(t)

  await scene('the officer has groups looked for, and is told that none are better', async () => {
    await officer.goesTo(here)
    await officer.follows('Form the groups')
    await officer.sees('No groups have been looked for yet')
    await officer.follows('Find groups')
    await officer.chooses('3 seconds')
    await officer.presses('Find groups')
    await officer.comesTo('Version 1')
    await officer.sees('1 group of 6 schools and one of 5', 'No groups that keep the rules are better')
  })

  await scene('a school’s page says why it is there, and what its next best places would cost', async () => {
    await officer.follows('School 004')
    await officer.sees('The best other places')
    await officer.goesBack()
  })

  await scene('with the mouse a school is dragged to the other group, and what that does is shown first', async () => {
    await officer.follows('Move schools')
    const { school, to } = toMove(await board(officer))
    const from = await officer.page.getByRole('link', { name: school, exact: true }).boundingBox()
    const target = await officer.page.getByRole('heading', { name: to, exact: true }).boundingBox()
    assert.ok(from && target)
    const { mouse } = officer.page
    await mouse.move(from.x + 10, from.y + 8)
    await mouse.down()
    await mouse.move(target.x + 20, target.y + 30, { steps: 8 })
    await mouse.up()
    const dialog = officer.page.getByRole('dialog', { name: `Move ${school} to ${to}` })
    await dialog.getByText(/No school is told/).waitFor()
    await officer.goes(() => dialog.getByRole('button', { name: 'Make this move' }).click())
    await officer.sees(/This is version 2; version 1 is as it was/)
    assert.equal(groupOf(await board(officer), school), to)
  })

  await scene('by keyboard alone a school is picked up, put down, and the move is taken back', async () => {
    const { school, to } = toMove(await board(officer))
    const { keyboard } = officer.page
    await officer.page.getByRole('button', { name: `Pick up ${school}` }).focus()
    await keyboard.press('Enter')
    await keyboard.press('Escape')
    await keyboard.press('Enter')
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    const dialog = officer.page.getByRole('dialog')
    await dialog.getByText(/No school is told/).waitFor()
    await keyboard.press('Escape')
    assert.notEqual(groupOf(await board(officer), school), to)
    await officer.page.getByRole('button', { name: `Pick up ${school}` }).focus()
    await keyboard.press('Enter')
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Make this move' }).focus()
    await officer.goes(() => keyboard.press('Enter'))
    assert.equal(groupOf(await board(officer), school), to)
    await officer.follows(/Undo: back to version 2/)
    assert.notEqual(groupOf(await board(officer), school), to)
  })

  await scene('two versions stand side by side, and a locked group stays when groups are found again', async () => {
    await officer.goesTo(`${here}/forming`)
    await officer.follows('Compare two versions')
    await officer.sees('The two versions in figures', 'Schools with other partners')
    await officer.goesTo(`${here}/forming`)
    await officer.follows(/^1/)
    await officer.page
      .getByRole('button', { name: /^Lock District/ })
      .first()
      .focus()
    await officer.goes(() => officer.page.keyboard.press('Enter'))
    await officer.follows('Find groups for the rest again')
    await officer.sees(/Stays as it is: 1 locked group/)
    await officer.goesBack()
  })

  await scene('the officer proposes the best version and sees the email first', async () => {
    await officer.follows(/^1/)
    await officer.follows('Propose to the schools')
    await officer.presses(/^Propose and send 2 emails/)
    await officer.sees(/Proposed\. 2 emails will be sent/)
  })

  await scene('one head is content, the other objects with a reason, each from home', async () => {
    await head.goesTo('/north')
    await head.hasTask(/proposed/i, { follow: true })
    await head.follows('Answer for your school')
    await head.chooses(/content/i)
    await head.presses('Send the answer')
    await other.goesTo('/north')
    await other.hasTask(/proposed/i, { follow: true })
    await other.follows('Answer for your school')
    await other.chooses(/object/i)
    await other.fills('Why do you object?', 'The ferry runs twice a day only.')
    await other.presses('Send the answer')
    await other.sees('The ferry runs twice a day only.')
  })

  await scene('the officer decides the objection, and confirms when the last day has passed', async () => {
    await officer.goesTo(`${here}/forming/proposal`)
    await officer.sees('The ferry runs twice a day only.')
    await officer.follows(/Decide/)
    await officer.chooses(/stays/i)
    await officer.fills('Why does it stay?', 'Visits begin at ten, after the first ferry.')
    await officer.presses('Decide and send the reply')
    app.comesTo(ground.clock.today().add({ days: 40 }))
    await becomes(officer, 'north:partnership-officer')
    await officer.goesTo(`${here}/forming/proposal`)
    await officer.follows('Confirm the groups')
    await officer.presses('Confirm the groups')
    await officer.goesTo(here)
    await officer.sees('Every school is in a group.', 'Published')
  })
})
