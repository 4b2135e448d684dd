/** A partnership makes a way of reviewing of its own, in pages and from a file, and a programme runs by it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { temporaryFolder } from '../support/folders.ts'
import { runningWorld } from '../support/running-world.ts'

test('a way of reviewing is drafted, changed, published, and a programme runs by it', { skip }, async (t) => {
  const { app, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const officer = await person('the officer', 'north.partnership-officer@example.org')
  const lead = await person('the lead', 'north.partnership-lead@example.org', { javaScript: false })
  await becomes(officer, 'north:partnership-officer')
  await becomes(lead, 'north:partnership-lead')
  const scene = scenesOf(t)
  const file = join(temporaryFolder(t), 'our-way.yaml')

  await scene('the officer makes a draft from the way that is nearest', async () => {
    await officer.goesTo('/north')
    await officer.opens('Programmes')
    await officer.follows('Ways of reviewing')
    await officer.follows('Inclusion triads')
    await officer.follows('Make a draft from it')
    await officer.fills('Name', 'Pairs of coaches')
    await officer.presses('Make the draft')
    await officer.isAt('Change this draft')
    await officer.sees('A programme could run by it')
  })

  await scene('sizes, people and steps are changed, and a wrong window is refused', async () => {
    await officer.follows(/Change\s+the rules for groups/)
    await officer.fills('Most schools in a group', '2')
    await officer.presses('Save')
    await officer.isRefused('The ideal number must be between the fewest and the most schools')
    await officer.fills('Most schools in a group', '5')
    await officer.presses('Save')
    await officer.follows(/Change this step.*Coaching conversation/)
    await officer.fills('Earliest', '9')
    await officer.presses('Save')
    await officer.isRefused('The best week must be between the beginning and the end')
    await officer.fills('Earliest', '2')
    await officer.presses('Save')
    await officer.follows(/Change what is written down.*Coaching conversation/)
    await officer.fills('Question 1', 'What did pupils notice?')
    await officer.presses('Save')
    await officer.sees('What did pupils notice?')
  })

  await scene('a step is added, moved, and another removed; what is missing is said', async () => {
    await officer.follows('Add a step')
    await officer.chooses('Meeting')
    await officer.fills('Name', 'Governors hear about it')
    await officer.fills('What it is for', 'The governors of each school hear what was learnt.')
    await officer.presses('Add the step')
    await officer.isAt('Meeting: Governors hear about it')
    await officer.selects('Its time counts from', 'Peer visit')
    for (const [label, weeks] of [
      ['Earliest', '4'],
      ['Best', '6'],
      ['Latest', '10'],
    ] as const)
      await officer.fills(label, weeks)
    await officer.presses('Save')
    await officer.follows('Put the steps in order')
    await officer.presses(/Move up.*Governors hear about it/)
    await officer.sees('Moved up: Governors hear about it')
    await officer.follows('Done')
    await officer.follows(/Remove this step.*Peer visit/)
    await officer.sees('count from it')
    await officer.presses('Remove this step')
    await officer.sees('Not complete', 'One stage must be the visit')
  })

  await scene('the lead, without scripts, adds the visit again and publishes', async () => {
    await lead.goesTo('/north/review-models')
    await lead.follows(/Pairs of coaches/)
    await lead.follows('Publish')
    await lead.isAt('This draft is not ready to publish')
    await lead.goesTo('/north/review-models')
    await lead.follows(/Pairs of coaches/)
    await lead.follows('Change this draft')
    await lead.follows('Add a step')
    await lead.chooses(/^Visit/)
    await lead.fills('Name', 'Visit')
    await lead.fills('What it is for', 'Colleagues look at one question with their host.')
    await lead.presses('Add the step')
    await lead.presses('Save')
    await lead.sees('A programme could run by it')
    await lead.follows('Check and publish it')
    await lead.sees('The step “Governors hear about it” is new.')
    await lead.presses('Publish this edition')
    await lead.sees('This edition never changes.')
  })

  await scene('it is downloaded, changed in a text editor with a slip, mended and loaded', async () => {
    await officer.goesTo('/north/review-models')
    await officer.follows(/Pairs of coaches/)
    const yaml = (await officer.downloads('Download it as a file')).toString('utf8')
    await officer.goesTo('/north/review-models/load')
    writeFileSync(file, yaml.replace('kind: visit', 'kind: picnic'))
    await officer.uploads('Way of reviewing, as a file', file)
    await officer.presses('Read the file')
    await officer.isRefused('The file has 1 problem, listed below. Nothing was stored')
    writeFileSync(file, yaml.replace('key: inclusion-triads', 'key: our-own'))
    await officer.uploads('Way of reviewing, as a file', file)
    await officer.presses('Read the file')
    await officer.sees('“Pairs of coaches” has no mistakes.')
    await officer.presses('Store as a draft')
    await officer.sees('Draft')
  })

  await scene('a new programme chooses it', async () => {
    await officer.goesTo('/north/programmes/new')
    await officer.fills('Name of the programme', 'Coaches of the coast')
    await officer.chooses(/Pairs of coaches, edition 2/)
    await officer.fillsDay('First day', Temporal.PlainDate.from('2027-09-01'))
    await officer.fillsDay('Last day', Temporal.PlainDate.from('2028-07-20'))
    await officer.presses('Start the programme')
    await officer.sees('Coaches of the coast started.')
    await officer.goesTo('/north/review-models')
    await officer.sees(/Coaches of the coast runs by it/)
  })
})
