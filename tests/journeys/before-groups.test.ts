/** Before groups are formed: schools are asked and answer, an officer says what always holds and what is wished for. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addSchoolDays, schoolCalendar } from '../../src/lib/school-days.ts'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { temporaryFolder } from '../support/folders.ts'
import { moreSchools, programmeToForm } from '../support/forming-programme.ts'
import { runningWorld } from '../support/running-world.ts'

test('schools are asked, and an officer says how groups are to be formed', { skip }, async (t) => {
  const { app, ground, becomes } = await runningWorld(t)
  const { person } = await browserOn(t, app)
  const programme = await programmeToForm(ground)
  await moreSchools(ground, programme, 12)
  const here = `/north/programmes/${programme}`
  const officer = await person('the officer', 'north.partnership-officer@example.org')
  const head = await person('the head', 'north.c.headteacher@example.org')
  const senco = await person('the SENCO', 'north.d.senco@example.org', { javaScript: false })
  await becomes(officer, 'north:partnership-officer')
  await becomes(head, 'north:c:headteacher')
  await becomes(senco, 'north:d:senco')
  const scene = scenesOf(t)

  await scene('the officer names a day, sees the email and sends it', async () => {
    await officer.goesTo(`${here}/forming/ask`)
    await officer.sees('Nobody has been asked yet.')
    await officer.follows('Ask the schools')
    await officer.presses('Continue')
    await officer.isRefused('Enter the day by which schools should answer')
    await officer.fillsDay('Last day to answer', addSchoolDays(schoolCalendar([], []), ground.clock.today(), 12))
    await officer.presses('Continue')
    await officer.isAt('Ask 17 schools')
    await officer.sees(/is about to form the review groups/)
    await officer.presses(/Ask and send 5 emails/)
    await officer.sees('0 of 17 schools have answered.')
  })

  await scene('the head answers from home, looking partners up by name', async () => {
    await head.goesTo('/north')
    await head.hasTask('Say what your school brings and looks for', { follow: true })
    await head.ticks('Outcomes', 'Where can your school help others?')
    await head.ticks('Outcomes', 'Where does your school look for help?')
    await head.fills('Note for the officers (optional)', 'The bus takes an hour.')
    await head.presses('Send to the officers')
    await head.isRefused('You chose Outcomes in both questions')
    await head.unticks('Outcomes', 'Where does your school look for help?')
    await head.ticks('Quality of teaching', 'Where does your school look for help?')
    await head.looksUp('First school (optional)', 'Dunmere Community School')
    await head.presses('Send to the officers')
    await head.isAt('What Cedar Lane School brings and looks for')
    await head.sees('Dunmere Community School', 'The bus takes an hour.')
    await head.opens('Home')
    await head.sees('Groups are formed from what schools said')
  })

  await scene('the SENCO answers on a computer that runs no scripts', async () => {
    await senco.goesTo('/north')
    await senco.hasTask('Say what your school brings and looks for', { follow: true })
    await senco.ticks('Quality of teaching', 'Where can your school help others?')
    await senco.selects('First school (optional)', 'Cedar Lane School (ND1 1AA)')
    await senco.presses('Send to the officers')
    await senco.sees('Quality of teaching', 'Cedar Lane School')
  })

  await scene('the officer writes down what a school says on the phone, and sees what is scarce', async () => {
    await officer.goesTo(`${here}/forming/ask?show=waiting`)
    await officer.follows(/^Write it down for Elmstead/)
    await officer.ticks('Leadership', 'Where does the school look for help?')
    await officer.presses('Save for the school')
    await officer.goesBack()
    await officer.sees('3 of 17 schools have answered.')
    await officer.follows('By area')
    await officer.sees(/Nobody can help yet with Leadership/)
  })

  await scene('rules that cannot be kept come back with names, and are mended', async () => {
    await officer.goesTo(`${here}/forming/rules`)
    const pairs = officer.page.getByRole('group', { name: 'Schools that stay together' })
    await pairs.getByRole('combobox', { name: 'School' }).fill('Appleford Primary School')
    await pairs.getByRole('option').first().click()
    await officer.looksUp('Together with', 'Birchwood Academy')
    await officer.presses('Check and save')
    await officer.isRefused(/2 schools of Orchard Trust \(Appleford Primary School and Birchwood Academy\)/)
    await officer.unticks('Never two schools of one trust')
    await officer.presses('Check and save')
    await officer.sees(/Rules saved\. 17 schools make 2 groups of 6 and 1 of 5/)
    await officer.goesTo(`${here}/forming/rules`)
    await officer.ticks('Remove this pair')
    await officer.presses('Check and save')
    await officer.goesTo(`${here}/forming/rules`)
    await officer.doesNotSee('Remove this pair')
  })

  await scene('aims begin from a set of numbers, and are the officer’s own after that', async () => {
    await officer.goesTo(`${here}/forming/aims`)
    await officer.follows(/Partners who can help first/)
    await officer.sees('The numbers of “Partners who can help first” are filled in below. Nothing is saved yet.')
    await officer.chooses('No, new partners')
    await officer.presses('Save')
    await officer.goesTo(`${here}/forming/aims`)
    await officer.doesNotSee('as saved')
  })

  await scene('travel times come from the template, are looked at and kept, and turn aims into minutes', async () => {
    await officer.goesTo(`${here}/forming/travel-times`)
    const template = (await officer.downloads(/Download a file of the programme’s/)).toString()
    const [heading = '', ...rows] = template.trim().split('\r\n')
    const path = join(temporaryFolder(t), 'times.csv')
    writeFileSync(path, [heading, ...rows.map((row) => `${row}15`), '1,x,2,x,0,3'].join('\r\n'))
    await officer.uploads('File of travel times', path)
    await officer.presses('Read the file')
    await officer.sees(`The file has times for ${rows.length} pairs`, /No school of the programme has the URN 1/)
    await officer.presses(`Keep ${rows.length} travel times`)
    await officer.goesTo(`${here}/forming/aims`)
    await officer.sees(/The measure is a minute between two partners/)
  })

  await scene('answers are no longer taken', async () => {
    await officer.goesTo(`${here}/forming/ask`)
    await officer.unfolds('Stop taking answers')
    await officer.presses('Stop taking answers')
    await officer.sees(/Answers have not been taken since/)
    await head.goesTo(`${here}/schools/${ground.world.schools.c}/preferences`)
    await head.sees(/The officers have closed this/)
  })
})
