/**
 * How people do what their home page asks of them. Each way of doing is known by the page to which the task leads, and
 * goes on by what that page offers. A way ends in `done`, or in `waits` where the page says for whom or for what day.
 */
import assert from 'node:assert/strict'
import { addSchoolDays } from '../../src/lib/school-days.ts'
import type { Year } from './years.ts'
import { dayFields, type Item, type Visitor } from './years-visitor.ts'

type Outcome = 'done' | 'waits'
type Way = (year: Year, visitor: Visitor, item: Item) => Promise<Outcome>

/** Does one thing that a home page asks for. */
export async function doesWhatIsAsked(year: Year, visitor: Visitor, item: Item): Promise<Outcome> {
  await visitor.opens(item.href)
  const [path = ''] = item.href.split(/[?#]/)
  const found = ways.find(([pattern]) => pattern.test(path))
  assert.ok(found, `${visitor.name} does not know how to “${item.title}” at ${item.href}:\n${visitor.text()}`)
  return found[1](year, visitor, item)
}

const ways: readonly (readonly [RegExp, Way])[] = [
  [/\/reviews\/new$/, startsReview],
  [/\/reviews\/[^/]+\/team$/, findsTeam],
  [/\/reviews\/[^/]+\/invitation$/, accepts],
  [/\/reviews\/[^/]+\/schedule$/, choosesDay],
  [/\/self-evaluations$/, sharesEvaluation],
  [/\/self-evaluations\/[^/]+\/judge$/, judges],
  [/\/self-evaluations\/[^/]+\/compare\/open$/, opensComparison],
  [/\/self-evaluations\/[^/]+\/compare$/, agreesStatements],
  [/\/self-evaluations\/[^/]+\/check$/, agreesWhole],
  [/\/shares\/[^/]+$/, async () => 'done'],
  [/\/reviews\/[^/]+\/prepare$/, prepares],
  [/\/reviews\/[^/]+\/findings$/, challenges],
  [/\/reviews\/[^/]+\/write-up$/, worksOnReport],
  [/\/reviews\/[^/]+\/write-up\/my-word$/, saysWord],
  [/\/reviews\/[^/]+\/leaders\/[^/]+$/, namesLeader],
  [/\/reviews\/[^/]+\/plan\/[^/]+$/, arranges],
  [/\/reviews\/[^/]+\/meetings\/[^/]+$/, writesDown],
  [/\/review-groups\/[^/]+\/meetings\/[^/]+$/, meetsAsGroup],
  [/\/reviews\/[^/]+\/next-steps$/, writesNextSteps],
  [/\/next-steps\/[^/]+\/progress$/, saysHowItGoes],
]

async function startsReview(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends('Start the review')
  return 'done'
}

/**
 * Invites to every part in which the page offers room: the school that leads the visit is the next of the group, so that
 * each leads once, and the one after it sends a reviewer.
 */
async function findsTeam(year: Year, visitor: Visitor, item: Item): Promise<Outcome> {
  const { group, place } = hostOf(year, item)
  const other = (steps: number) => group.schools[(place + steps) % group.schools.length] ?? ''
  const { lead_roles, host_lead } = year.model.team
  const people: [string, Visitor | undefined][] = [
    ['Lead reviewer', lead_roles[0] === 'senco' ? year.senco(other(1)) : year.head(other(1))],
    ['Reviewer', year.senco(other(2))],
    ['Host colleague', host_lead === 'senco' ? year.head(other(0)) : year.senco(other(0))],
    ...year.model.group.leaders.map(({ name, short_name }): [string, Visitor | undefined] => [
      `${name} (${short_name})`,
      group.people.at(-1),
    ]),
  ]
  for (const [part, whom] of people) {
    if (!whom || visitor.text().includes(whom.name)) continue
    await visitor.follows('Invite people')
    const choice = visitor.choices('part').find(({ label }) => label === part)
    if (choice) {
      await visitor.sends('Continue', { part: choice.value })
      await visitor.sends('Send the invitation', { person_ids: year.idOf(whom) })
    } else await visitor.follows('Team')
  }
  return 'done'
}

function hostOf(year: Year, { about }: Item) {
  for (const group of year.groups) {
    const place = group.schools.findIndex((school) => about === `Review of ${year.nameOf(school)}`)
    if (place >= 0) return { group, place }
  }
  return assert.fail(`nobody knows whom “${about}” is about`)
}

async function accepts(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends('Send my answer', { answer: 'accept' })
  return 'done'
}

/** The first day on which the visit can be, some weeks ahead and apart from the other visits of its group. */
async function choosesDay(year: Year, visitor: Visitor, item: Item): Promise<Outcome> {
  const { place } = hostOf(year, item)
  let day = addSchoolDays(year.calendar, year.today(), 45 + place * (year.model.length_months > 12 ? 50 : 10))
  for (let tries = 0; tries < 60; tries++) {
    await visitor.presses(/^Check th/, dayFields('visit_on', day))
    if (visitor.errors().length === 0) {
      await visitor.sends('Save and tell the team')
      return 'done'
    }
    day = addSchoolDays(year.calendar, day, 1)
  }
  return assert.fail(`no day is left for the visit: ${visitor.errors().join('. ')}`)
}

/** Shares what the school has agreed, or starts a self-evaluation when there is none; one under way goes on by itself. */
async function sharesEvaluation(year: Year, visitor: Visitor): Promise<Outcome> {
  if (visitor.text().includes('has no self-evaluation yet')) {
    await visitor.follows('Start a self-evaluation')
    await visitor.sends('Start and choose colleagues')
    await visitor.sends('Ask them to judge', { people: visitor.choices('people').map(({ value }) => value) })
    return 'waits'
  }
  await visitor.follows(/ (term|year) /)
  if (!visitor.hasLink('Share it')) return 'waits'
  await visitor.follows('Share it')
  const partners = visitor.choices('with').filter(({ value }) => value.startsWith('school:'))
  await visitor.sends('Check before you share', {
    with: partners.map(({ value }) => value),
    ...dayFields('until', year.today().add({ months: 17 })),
  })
  await visitor.sends('Share it now')
  return 'done'
}

async function judges(_: Year, visitor: Visitor): Promise<Outcome> {
  if (visitor.hasLink('Start judging')) {
    await visitor.follows('Start judging')
    await visitor.sends(/^Save/)
    await visitor.opens(visitor.path().replace(/\/judge\/.*/, '/judge'))
  }
  await visitor.sends('I have finished my judgements')
  return 'done'
}

async function opensComparison(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends('Open the comparison')
  return 'done'
}

async function agreesStatements(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.follows(/lessons|Assistants/)
  while (visitor.hasButton('Save and go to the next')) await visitor.sends('Save and go to the next', { point: '3' })
  return 'done'
}

async function agreesWhole(_: Year, visitor: Visitor): Promise<Outcome> {
  if (visitor.hasLink('choose strengths and priorities')) {
    await visitor.follows('choose strengths and priorities')
    await visitor.sends(/^Strength:.*lessons/)
    await visitor.sends(/^Priority:.*Assistants/)
    await visitor.follows('Compare and agree')
    await visitor.follows('Check and agree the whole')
  }
  await visitor.sends('Agree the self-evaluation', { sure: 'yes' })
  return 'done'
}

async function prepares(year: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.follows(/^(See what is missing|Check and finish the preparation)$/)
  const missing = visitor.text()
  if (/Hold the .* on /.test(missing) || /has not shared its self-evaluation/.test(missing)) return 'waits'
  if (visitor.hasLink(/^Arrange the/)) assert.fail(`the meeting before the visit was not proposed: ${missing}`)
  if (visitor.hasLink(/^Record that/)) {
    await visitor.follows(/^Record that/)
    await visitor.sends('Record the meeting')
    await visitor.follows(/^(See what is missing|Check and finish the preparation)$/)
  }
  if (visitor.hasLink('Write the focus of the review')) {
    await visitor.follows('Write the focus of the review')
    await visitor.sends('Save the focus', { focus: 'How pupils become independent.' })
    for (let count = 0; count < year.model.enquiry_questions.fewest; count++) {
      await visitor.follows('Write a question')
      await visitor.sends('Add the question', {
        text: `To what extent do pupils start by themselves, part ${count + 1}?`,
      })
    }
    await visitor.follows('See what is missing')
  }
  if (visitor.hasLink('Plan the visit programme')) {
    await visitor.follows('Plan the visit programme')
    await visitor.sends('Start from a suggestion')
    await visitor.follows('Prepare')
    await visitor.follows(/^(See what is missing|Check and finish the preparation)$/)
  }
  await visitor.sends('Finish the preparation')
  return 'done'
}

/** On the day of the visit people write down what they see. */
export async function writesNotes(visitor: Visitor, item: Item): Promise<void> {
  await visitor.opens(item.href)
  if (!visitor.hasLink('Notes')) return
  await visitor.follows('Notes')
  if (visitor.hasButton('Save the note'))
    await visitor.sends('Save the note', { text: `Seen by ${visitor.name} in two rooms.` })
}

async function challenges(_: Year, visitor: Visitor): Promise<Outcome> {
  if (!visitor.hasLink(/^Challenge this finding/)) return 'waits'
  await visitor.follows(/^Challenge this finding/)
  await visitor.sends('Record the challenge')
  return 'done'
}

async function worksOnReport(year: Year, visitor: Visitor): Promise<Outcome> {
  if (visitor.text().includes('Before the draft can go')) await drafts(visitor)
  if (visitor.hasLink('Send the draft to the school')) {
    await visitor.follows('Send the draft to the school')
    await visitor.sends('Send the draft')
    return 'done'
  }
  while (visitor.hasLink(/^Answer the comment/)) {
    await visitor.follows(/^Answer the comment/)
    await visitor.sends('Send the answer', { outcome: 'changed', reply: 'We wrote it more clearly.' })
  }
  if (visitor.hasLink('Add a next step') && !visitor.hasLink('Agree the report')) {
    await visitor.follows('Add a next step')
    await addsStep(year, visitor)
    await visitor.follows('The report')
  }
  const agree = ['Agree the report', 'Agree for the team'].find((words) => visitor.hasLink(words))
  if (!agree) {
    assert.match(visitor.text(), /waits? for|sends it to|Read the draft/, 'nobody knows whom the report waits for')
    return 'waits'
  }
  await visitor.follows(agree)
  await visitor.sends(agree)
  return 'done'
}

/** Writes what the page says is missing, in its order. */
async function drafts(visitor: Visitor): Promise<void> {
  for (let things = 0; things < 8; things++) {
    if (visitor.hasLink(/^Write the section/)) {
      await visitor.follows(/^Write the section/)
      await visitor.sends('Save', { text: 'What we saw, and what it means for pupils.' })
    } else if (visitor.hasLink(/^Add at least one/)) {
      const kind = visitor.hasLink('Add at least one strength') ? 'strength' : 'area-to-develop'
      await visitor.follows(/^Add at least one/)
      await visitor.follows('Make a finding')
      const note_ids = visitor.choices('note_ids').map(({ value }) => value)
      assert.ok(note_ids.length > 0, `${visitor.name} has no notes to make findings of`)
      await visitor.sends('Make the finding', { kind, title: `A ${kind}`, note_ids })
      await visitor.follows('The review')
      await visitor.follows('Draft report')
    } else return
  }
}

async function saysWord(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends('Tell the team', { said: 'agrees', missing: '' })
  return 'done'
}

/** Names a colleague of the visiting school's SENCO, as a host would who knows them from the visit. */
async function namesLeader(year: Year, visitor: Visitor, item: Item): Promise<Outcome> {
  const { group, place } = hostOf(year, item)
  const school = group.schools[(place + 2) % group.schools.length] ?? ''
  await visitor.sends(/^Name/, { person_id: year.idOf(year.senco(school)) })
  return 'done'
}

/** Takes the day that is proposed; what the page advises is read, and the day kept. */
async function arranges(_: Year, visitor: Visitor): Promise<Outcome> {
  const save = /^Save and tell the/
  await visitor.presses(save)
  if (visitor.hasButton(save)) await visitor.sends(save)
  return 'done'
}

async function writesDown(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends(/^(Save|Finish the review)$/)
  return 'done'
}

async function meetsAsGroup(year: Year, visitor: Visitor): Promise<Outcome> {
  if (!visitor.hasLink('Choose when and where it is')) return writesDown(year, visitor)
  await visitor.follows('Choose when and where it is')
  return arranges(year, visitor)
}

async function writesNextSteps(year: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.follows('Add a next step')
  await addsStep(year, visitor)
  return 'done'
}

async function addsStep(year: Year, visitor: Visitor): Promise<void> {
  const day = dayFields('due_on', year.today().add({ days: 60 }))
  await visitor.sends('Add next step', { ...day, owner_name: 'The SENCO', text: 'Plan together every week.' })
}

async function saysHowItGoes(_: Year, visitor: Visitor): Promise<Outcome> {
  await visitor.sends('Save', { progress: 'done' })
  return 'done'
}
