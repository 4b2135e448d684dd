/** One review from the first invitation to its last meeting, as six people live it. */
import { test } from 'node:test'
import { shipDefaultFramework } from '../../src/features/frameworks/public.ts'
import { timeZone } from '../../src/lib/clock.ts'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { nextAutumn, runningApp } from '../support/running-app.ts'
import { arranging, grouping } from './arranging.scenes.ts'
import { following, reporting } from './report.scenes.ts'
import { beginPartnership, invites, partnership, schools } from './rother-vale.ts'
import { agreeing, judging, sharing } from './self-evaluation.scenes.ts'
import type { Story } from './story.ts'
import { preparing, visiting } from './visit.scenes.ts'

test('a school evaluates itself, is reviewed by its group, and its report and next steps stand', {
  skip,
}, async (t) => {
  const monday = nextAutumn()
  const app = await runningApp(t, { now: monday.toZonedDateTime({ timeZone, plainTime: '09:00' }).toInstant() })
  const { person } = await browserOn(t, app)
  const helen = await person('Helen Marsh', 'helen.marsh@rothervale.gov.uk')
  const david = await person('David Osei', 'head@millbrook.org.uk')
  const priya = await person('Priya Nair', 'senco@millbrook.org.uk')
  const tom = await person('Tom Beckett', 't.beckett@millbrook.org.uk')
  const ruth = await person('Ruth Calloway', 'head@oakhill.org.uk')
  const sam = await person('Sam Whitlock', 'senco@harbourview.org.uk')
  const amina = await person('Amina Yusuf', 'amina.yusuf@inclusion.org.uk')
  const joan = await person('Joan Ferris', 'head@stwilfrids.org.uk')
  const scene = scenesOf(t)
  const people = { helen, david, priya, tom, ruth, sam, amina, joan }
  const story: Story = {
    app,
    scene,
    monday,
    people,
    evaluation: '',
    review: '',
    visitOn: monday.add({ weeks: 8, days: 3 }),
  }

  await scene('the lead invites people, and each joins by the link in their email', async () => {
    await beginPartnership(app, helen)
    await helen.signsIn()
    await helen.isAt('What you need to do')
    await helen.does((db, actor) => shipDefaultFramework(db, actor, app.clock.now()))
    await helen.opens('People')
    await helen.follows('Invite somebody')
    await helen.fills('Their name', david.name)
    await helen.presses('Continue')
    await helen.isRefused('Enter their email address')
    await helen.fills('Their email address at work', david.email)
    await helen.chooses('Headteacher')
    await helen.looksUp('Their school', schools.millbrook)
    await helen.presses('Continue')
    await helen.sees('David Osei <head@millbrook.org.uk>', /as Headteacher at Millbrook Primary School/)
    await helen.presses('Send the invitation')
    await invites(helen, app, priya, 'senco', schools.millbrook)
    await invites(helen, app, tom, 'senior-leader', schools.millbrook)
    await invites(helen, app, ruth, 'headteacher', schools.oakHill)
    await invites(helen, app, sam, 'senco', schools.harbour)
    await invites(helen, app, amina, 'ile')
    await invites(helen, app, joan, 'headteacher', schools.wilfrid)
    await helen.opens('People')
    await helen.follows('Joan Ferris')
    await helen.follows('Give Joan Ferris a role')
    await helen.chooses('Governor')
    await helen.looksUp('At which school?', schools.millbrook)
    await helen.fills('Why?', 'Elected by the parents')
    await helen.presses('Give the role')
    for (const who of [david, priya, tom, ruth, sam, amina, joan]) {
      await who.opensMail(/invites you to Rother Vale Schools/)
      await who.presses('Join and sign in')
      await who.sees(`Welcome to ${partnership.name}`)
    }
  })

  await judging(story)
  await agreeing(story)
  await grouping(story)
  await sharing(story)
  await arranging(story)
  await preparing(story)
  await visiting(story)
  await reporting(story)
  await following(story)
})
