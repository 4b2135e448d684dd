/** The self-evaluation: judged blind, compared, agreed, shared. */
import assert from 'node:assert/strict'
import { reasons } from '../../src/demo/texts/reasons.ts'
import { frameworkById, highestAllowed, statementsOf } from '../../src/features/frameworks/public.ts'
import { agreedJudgements } from '../../src/features/self-evaluation/agreed-judgement.queries.ts'
import { evaluationFor, saveAgreedJudgement, saveOwnJudgement } from '../../src/features/self-evaluation/public.ts'
import { justSaved, type Person } from '../support/browser.ts'
import { schools } from './rother-vale.ts'
import { done, idIn, pathOf, type Story } from './story.ts'

const first = 'Pupils with SEND make good progress across the curriculum from their own starting points.'
const second = /^Pupils with SEND attend as well as other pupils/

async function frameworkOf(person: Person, story: Story) {
  return person.does(async (db, actor) => {
    const evaluation = await evaluationFor(db, actor, idIn(story.evaluation))
    const framework = await frameworkById(db, actor, evaluation?.framework_id ?? '')
    assert.ok(framework)
    return framework
  })
}

const reasonFor = (key: string, point: number) => reasons[key]?.[point <= 1 ? 0 : point <= 3 ? 1 : 2] ?? ''

/** How each of them sees the statement at a place of the framework. */
const views: Record<string, (place: number) => number> = {
  'David Osei': (place) => (place % 5 === 0 ? 4 : 3),
  'Priya Nair': (place) => (place % 7 === 3 ? 1 : place % 3 === 0 ? 2 : 3),
  'Tom Beckett': (place) => (place % 4 === 1 ? 2 : 3),
}

/** Judges what is left, as the first statements were judged in the browser. */
async function judgesTheRest(person: Person, story: Story, from: number): Promise<void> {
  const framework = await frameworkOf(person, story)
  await person.does(async (db, actor) => {
    for (const [place, { key }] of statementsOf(framework).entries()) {
      const point = views[person.name]?.(place) ?? 3
      const judgement = { point, reason: place % 3 === 0 ? reasonFor(key, point) : '' }
      if (place >= from)
        done(await saveOwnJudgement(db, actor, idIn(story.evaluation), key, judgement, story.app.clock.now()))
    }
  })
}

export async function judging(story: Story): Promise<void> {
  const { app, scene, people, monday } = story
  const { david, priya, tom, helen } = people

  await scene('the SENCO starts the self-evaluation and asks two colleagues', async () => {
    await priya.opens('Home')
    await priya.sees('A review begins with your school’s self-evaluation.')
    await priya.opens('Self-evaluation')
    await priya.follows('Start a self-evaluation')
    await priya.fillsDay('By when should colleagues judge?', monday.add({ days: 18 }))
    await priya.presses('Start and choose colleagues')
    story.evaluation = pathOf(priya).replace('/colleagues', '')
    await priya.ticks('David Osei', 'Who else should judge?')
    await priya.ticks('Tom Beckett', 'Who else should judge?')
    await priya.presses('Ask them to judge')
    await priya.sees('Asked David Osei and Tom Beckett to judge')
  })

  await scene('each judges blind', async () => {
    await david.opensMail(/^Please judge/)
    await david.follows('Start judging')
    await david.follows('Start judging')
    await david.chooses('4 Leading practice', first)
    await david.sees(justSaved)
    await david.fills('Why do you judge so? (optional)', 'Books show steady gains in nearly every class.')
    await david.chooses('3 Secure', second.source.slice(1))
    await david.presses('Save and go to Leadership')
    await david.isAt('Leadership')
    await judgesTheRest(david, story, 2)
    await priya.hasTask('Judge 40 statements on your own', { follow: true })
    await priya.follows('Start judging')
    await priya.chooses('2 Developing', first)
    await priya.presses('Save')
    await priya.sees(justSaved)
    await judgesTheRest(priya, story, 1)
    await judgesTheRest(tom, story, 0)
    app.comesTo(monday.add({ days: 9 }))
    for (const who of [david, tom, priya]) {
      await who.goesTo(`${story.evaluation}/judge`)
      await who.presses('I have finished my judgements')
    }
    await priya.goesTo(story.evaluation)
    await priya.sees('Everyone has finished. You can open the comparison.')
    await priya.cannotOpen(`${story.evaluation}/compare`)
    await helen.cannotOpen(story.evaluation)
  })
}

export async function agreeing(story: Story): Promise<void> {
  const { app, scene, people, monday } = story
  const { david, priya } = people

  await scene('they compare, and agree one judgement for each statement', async () => {
    await priya.hasTask('Compare your colleagues’ judgements', { follow: true })
    await priya.presses('Open the comparison')
    await priya.isAt('Compare and agree')
    await priya.sees(/^From 1 Starting \(Priya Nair\) to [34]/)
    await priya.followsFirstCard()
    await priya.chooses('2 Developing', 'Agreed judgement')
    await priya.fills('Reason', 'What a pupil gets still depends on the class. We want the same everywhere.')
    await priya.presses('Save and go to the next')
    await priya.sees('Judgement agreed')
    await priya.presses('Save and go to the list')
    await priya.isRefused('Choose')
    await priya.chooses('2 Developing', 'Agreed judgement')
    await priya.sees('Not saved yet: Enter the reason for this judgement')
    await priya.presses('Save and go to the next')
    await priya.isRefused('Enter the reason for this judgement')
    await priya.fills('Reason', 'Two of the three of us see it so, and the records bear us out.')
    await priya.presses('Save and go to the list')
    await priya.sees('2 of 40 statements')
    await agreesTheRest(priya, story)
  })

  await scene('evidence stands beside the judgements', async () => {
    await priya.goesTo(`${story.evaluation}/agree/outcomes-progress`)
    await priya.follows('Add evidence')
    await priya.chooses('A link', 'What do you want to add?')
    await priya.fills('Web address', 'https://millbrook.org.uk/inclusion')
    await priya.fills('Name of the evidence', 'Our SEN information report')
    await priya.presses('Add evidence')
    await priya.sees('Our SEN information report')
    await priya.follows('Add evidence')
    await priya.chooses(/^A note/, 'What do you want to add?')
    await priya.presses('Add evidence')
    await priya.isRefused(/name|what/i)
    await priya.fills('Name of the evidence', 'Lesson visits in October')
    await priya.fills('What does it show?', 'In six of nine lessons every pupil worked on the same idea.')
    await priya.presses('Add evidence')
    await priya.sees('Lesson visits in October')
  })

  await scene('they choose strengths and priorities, and the head agrees the whole', async () => {
    await priya.goesTo(`${story.evaluation}/highlights`)
    await priya.presses(/^Strength/)
    await priya.sees('Chosen as a strength')
    await priya.fills('What others could see or learn', 'Come and see how pupils start by themselves.')
    await priya.presses('Save')
    await priya.sees('Comment saved')
    await priya.presses(/^Priority/)
    await priya.sees('Chosen as a priority')
    await david.hasTask('Check and agree the self-evaluation', { follow: true })
    await david.presses(/agree/i)
    await david.isRefused('Tick to say that you agree these judgements for the school')
    await david.ticks(/agree/i)
    app.comesTo(monday.add({ days: 24 }))
    await david.presses(/agree/i)
    await david.sees('The self-evaluation is agreed')
    await david.isAt('Profile')
    await david.sees('Points are not added up: they describe, and are no score.')
    assert.equal(await david.page.getByRole('img').count(), 1)
    await david.unfolds('Show these figures as a table')
    await david.page
      .getByRole('table')
      .first()
      .getByRole('row', { name: /^Leadership.*3/ })
      .waitFor()
  })
}

/** Agrees what is left, the statements that open others first. */
async function agreesTheRest(person: Person, story: Story): Promise<void> {
  const framework = await frameworkOf(person, story)
  const gates = framework.gates.map((gate) => gate.statement)
  const keys = statementsOf(framework).map((statement) => statement.key)
  await person.does(async (db, actor) => {
    const agreed = new Map(
      [...(await agreedJudgements(db, idIn(story.evaluation))).values()].map((each) => [
        each.statement_key,
        each.point ?? 0,
      ]),
    )
    for (const key of [...gates, ...keys]) {
      if (agreed.has(key)) continue
      const point = Math.min(keys.indexOf(key) % 7 === 3 ? 2 : 3, highestAllowed(framework, key, agreed).point)
      agreed.set(key, point)
      const wanted = { point, reason: reasonFor(key, point) }
      done(await saveAgreedJudgement(db, actor, idIn(story.evaluation), key, wanted, story.app.clock.now()))
    }
  })
}

export async function sharing(story: Story): Promise<void> {
  const { scene, people, monday } = story
  const { david, ruth, amina, sam } = people

  await scene('the head shares it with the group and its ILE, by name and until a date', async () => {
    await david.goesTo(story.evaluation)
    await david.follows('Share it')
    await david.presses('Check before you share')
    await david.isRefused(/with whom|with somebody|choose/i)
    for (const reader of [schools.oakHill, schools.harbour, schools.wilfrid, 'Amina Yusuf'])
      await david.ticks(reader, 'With whom?')
    await david.fillsDay('Until when?', monday.add({ days: 300 }))
    await david.presses('Check before you share')
    await david.sees(
      'They do not see what any colleague judged or wrote alone.',
      /Oak Hill Community School: Ruth Calloway/,
    )
    await david.presses('Share it now')
    await david.sees('The self-evaluation is shared', 'Nobody yet')
    await ruth.opensMail(/self-evaluation/)
    await ruth.sees(/The school sees that you opened it/)
    await ruth.sees('Come and see how pupils start by themselves.')
    await amina.hasTask(/Read the self-evaluation of Millbrook/, { follow: true })
    await sam.hasTask(/Read the self-evaluation of Millbrook/, { follow: true })
    await david.goesTo(`${story.evaluation}/shares`)
    await david.sees(/Ruth Calloway, /, /Amina Yusuf, /)
  })
}
