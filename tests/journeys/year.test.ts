/** A year of a triad and of a cluster: what only their models have, as the people of their schools live it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserOn, type Person, scenesOf, skip } from '../support/browser.ts'
import { runningWorld } from '../support/running-world.ts'
import { assurer, triadAt } from '../support/triads.ts'
import { pathOf } from './story.ts'
import { beginsReview, meets, type Reviewing, reviewsUpToAgreement } from './year.short-cuts.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const launched = day('2026-11-26')
const firstMet = day('2027-01-14')
const visited = day('2027-02-04')
const coached = day('2027-03-02')
const secondMet = day('2027-04-20')
const assured = day('2027-04-27')
const clusterVisited = day('2027-05-13')
const workshopOn = day('2027-06-08')
const thirdMet = day('2027-06-15')
const celebrated = day('2027-07-06')

test('a triad works through its year, and a cluster turns findings into changes', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const triad = await triadAt(ground)
  const cluster = await triadAt(ground, 'school-clusters', 'bde')
  const signedIn = async (name: string, key: string): Promise<Person> => {
    const one = await person(name)
    await becomes(one, key)
    await one.goesTo('/north')
    return one
  }
  const head = await signedIn('the head of the coach school', 'north:c:headteacher')
  const senco = await signedIn('the SENCO of the coach school', 'north:c:senco')
  const partner = await signedIn('the SENCO of a partner school', 'north:d:senco')
  const quality = await signedIn('the quality assurer', assurer)
  const host = await signedIn('the head of the cluster’s host school', 'north:e:headteacher')
  const champion = await signedIn('the improvement champion', 'north:b:senior-leader')
  const officer = await signedIn('an officer', 'north:partnership-officer')
  const scene = scenesOf(t)
  const triads: Reviewing = {
    ground,
    group: triad.id,
    host: { letter: 'c', name: 'Cedar Lane School' },
    hostLead: 'north:c:senco',
    lead: 'north:d:senco',
    reviewer: 'north:e:senco',
  }
  const clusters: Reviewing = {
    ground,
    group: cluster.id,
    host: { letter: 'e', name: 'Elmstead Infant School' },
    hostLead: 'north:e:headteacher',
    lead: 'north:d:headteacher',
    reviewer: 'north:b:senco',
  }
  let review = ''

  await scene('a head starts the review of the school, and the triad agrees when it launches', async () => {
    await head.hasTask('Start the review of Cedar Lane School', { follow: true })
    review = await beginsReview(triads, visited)
    await head.hasTask(/^Choose the day of the launch/, { follow: true })
    await head.follows('Choose when and where it is')
    await head.fillsDay('Day', launched)
    await head.fills('Where? (optional)', 'Cedar Lane School')
    await head.presses('Save and tell the group')
    await head.sees(/^Launch arranged for Thursday 26 November 2026/)
    await quality.opens('Home')
    await quality.sees(/^Launch at/)
  })

  await scene('after the launch a SENCO writes down what the schools hope for and agreed', async () => {
    app.comesTo(launched, '17:00')
    await partner.hasTask('Hold the launch and write down what came of it', { follow: true })
    await partner.fills('What does each school hope for from this year?', 'That SENCOs learn from one another.')
    await partner.presses('Save')
    await partner.isRefused('Answer “What did you agree about how you work together?”')
    await partner.fills('What did you agree about how you work together?', 'We ask before we advise.')
    await partner.presses('Save')
    await partner.sees('What came of the launch is written down', 'We ask before we advise.')
    await quality.goesTo(`${triad.path}/meetings/launch`)
    await quality.sees('That SENCOs learn from one another.')
    await officer.goesTo(`${triad.path}/meetings/launch`)
    await officer.doesNotSee('That SENCOs learn from one another.')
  })

  await scene('at the first triad meeting the school drafts its plan', async () => {
    await senco.hasTask(/^Choose the day of the first triad meeting/, { follow: true })
    await senco.follows('Choose when and where it is')
    await senco.fillsDay('Day', firstMet)
    await senco.presses('Save and tell the group')
    app.comesTo(firstMet, '17:30')
    await senco.hasTask(/^Hold the first triad meeting/, { follow: true })
    await senco.fills('What will each school work on, and why that?', 'Planning together after Year 3.')
    await senco.fills('Which help did the schools offer one another?', 'Dunmere shows how it plans on Fridays.')
    await senco.presses('Save')
    await senco.hasTask('Write the next steps', { follow: true })
    await senco.follows('Add a next step')
    await senco.fills('What will you do?', 'Give Years 4 to 6 twenty minutes of shared planning a week')
    await senco.fills('Or somebody else, by name or job title', 'The SENCO')
    await senco.fillsDay('By when?', day('2027-05-28'))
    await senco.presses('Add next step')
    await senco.sees('Next step added')
  })

  await scene('after the visit the coach and the host talk, as often as they need', async () => {
    app.comesTo(visited.subtract({ days: 7 }))
    await reviewsUpToAgreement(triads, review, (days) => app.comesTo(visited.add({ days })))
    await partner.hasTask(/^Choose the day of the coaching conversation/, { follow: true })
    await partner.fillsDay('Day', coached)
    await partner.presses('Save and tell the team')
    app.comesTo(coached, '17:00')
    await partner.hasTask(/^Hold the coaching conversation/, { follow: true })
    await partner.fills('What is going well, and what makes it work?', 'Friday planning has a fixed place.')
    await partner.fills('What will you try next, and by when?', 'Planning with the assistants of Year 6.')
    await partner.presses('Save')
    await partner.sees('What came of the coaching conversation is written down')
    await senco.goesTo(review)
    await senco.follows(/^What came of it/)
    await senco.sees('Friday planning has a fixed place.')
  })

  await scene('the quality assurer visits, and writes a report that helps the school one step on', async () => {
    app.comesTo(secondMet, '17:00')
    await meets(triads, 'second-triad', { changed: 'Assistants start by themselves.', stuck: 'Science.' })
    await senco.hasTask(/^Choose the day of the quality-assurance visit/, { follow: true })
    await senco.fillsDay('Day', assured)
    await senco.presses('Save and tell the team')
    await quality.opens('Home')
    await quality.sees(/^Quality-assurance visit at/)
    app.comesTo(assured, '17:00')
    await quality.hasTask(/^Hold the quality-assurance visit/, { follow: true })
    const report = pathOf(quality)
    await quality.fills('What were the school’s best hopes for this visit?', 'To see what makes Fridays work.')
    await quality.fills('What works already?', 'Assistants know the plan the day before.')
    await quality.fills(
      'Where between 0 and 10 does the school see itself, and why not lower?',
      'At six: three year groups plan together.',
    )
    await quality.fills('How would pupils notice one step higher?', 'They would start tasks in science alone.')
    await quality.presses('Save')
    await quality.isRefused('Answer “Which small steps will the school take in the next weeks?”')
    await quality.fills(
      'Which small steps will the school take in the next weeks?',
      'Plan one science lesson together.',
    )
    await quality.presses('Save')
    await quality.sees(/^What came of the quality-assurance visit is written down/)
    await senco.goesTo(report)
    await senco.sees('At six: three year groups plan together.')
    await senco.follows('Read and download it as a document')
    await senco.sees('Assistants know the plan the day before.')
    for (const path of [report, `${report}/record`]) await officer.cannotOpen(path)
  })

  await scene('in a cluster a champion of another school leads the staff from findings to changes', async () => {
    app.comesTo(clusterVisited.subtract({ days: 21 }))
    const path = await beginsReview(clusters, clusterVisited)
    app.comesTo(clusterVisited.subtract({ days: 7 }))
    await reviewsUpToAgreement(clusters, path, (days) => app.comesTo(clusterVisited.add({ days })))
    await host.hasTask('Name the improvement champion for the improvement workshop', { follow: true })
    await host.looksUp('Who leads?', 'B. senior leader of north')
    await host.presses('Name them')
    await host.sees(/named/)
    await champion.hasTask(/^Choose the day of the improvement workshop/, { follow: true })
    await champion.fillsDay('Day', workshopOn)
    await champion.presses('Save and tell the team')
    app.comesTo(workshopOn, '17:30')
    await champion.hasTask(/^Hold the improvement workshop/, { follow: true })
    await champion.fills('Who took part?', 'Every teacher and every assistant.')
    await champion.fills('What did staff say lies behind the findings?', 'Nobody has time on the same day.')
    await champion.fills('What will staff do differently, from when?', 'Plan on Fridays from September.')
    await champion.fills('How will you see that it works?', 'Pupils say what they do alone.')
    await champion.presses('Save')
    await champion.sees('What came of the improvement workshop is written down')
    await host.goesTo(path)
    await host.follows('What came of it')
    await host.sees('Plan on Fridays from September.', 'Bring the next steps up to date')
    await champion.cannotOpen(`${path}/report`)
  })

  await scene('at the third meeting the triad finds its story, and tells it at the celebration', async () => {
    app.comesTo(thirdMet, '17:00')
    await meets(triads, 'third-triad', { plans: 'Fridays go on.', story: 'How Year 6 began to start alone.' })
    await head.hasTask(/^Choose the day of the celebration of learning/, { follow: true })
    await head.follows('Choose when and where it is')
    await head.fillsDay('Day', celebrated)
    await head.presses('Save and tell the group')
    app.comesTo(celebrated, '17:00')
    await partner.hasTask(/^Hold the celebration of learning/, { follow: true })
    await partner.fills('The triad’s story', 'Year 6 pupils start by themselves, and say what helps them.')
    await partner.presses('Save')
    await partner.sees('Year 6 pupils start by themselves, and say what helps them.')
    await senco.goesTo(review)
    await senco.sees('Finished')
    await officer.goesTo(`${triad.path}/meetings/celebration`)
    await officer.doesNotSee('Year 6 pupils start by themselves')
    assert.equal(app.clock.today().toString(), celebrated.toString())
  })
})
