/** The main line on real schools: those of Kent, brought in from the register, evaluate and review one another. */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { setupCodeOf } from '../../src/features/partnerships/partnership.queries.ts'
import { shareTrust } from '../../src/features/review-groups/public.ts'
import { kilometresBetweenSchools, type School, searchSchools } from '../../src/features/schools/public.ts'
import { timeZone } from '../../src/lib/clock.ts'
import { browserOn, scenesOf, skip } from '../support/browser.ts'
import { nextAutumn, runningApp } from '../support/running-app.ts'
import { testSecret } from '../support/world.ts'
import { invites } from './rother-vale.ts'
import { finishesReview, makesAgreedEvaluation, reviewsUpToReport } from './short-cuts.ts'
import { pathOf } from './story.ts'

const register = fileURLToPath(new URL('../../../shared/data/schools/kent_open_schools_merged.csv', import.meta.url))
const skipped = skip || (existsSync(register) ? false : `the register of Kent is not at ${register}`)

/** The school nearest to the others of its district, and its four nearest partners, no two of one trust. */
function neighbours(schools: readonly School[]): School[] {
  const placed = schools.filter((school) => school.latitude !== null && school.status === 'open')
  const [start] = placed
  assert.ok(start)
  const chosen = [start]
  const away = (school: School) => kilometresBetweenSchools(start, school) ?? Number.POSITIVE_INFINITY
  for (const school of placed.toSorted((a, b) => away(a) - away(b)))
    if (chosen.length < 5 && !chosen.some((one) => one.id === school.id || shareTrust(one, school))) chosen.push(school)
  return chosen
}

test('real schools of Kent evaluate themselves and review one another', { skip: skipped }, async (t) => {
  const monday = nextAutumn()
  const app = await runningApp(t, { now: monday.toZonedDateTime({ timeZone, plainTime: '09:00' }).toInstant() })
  const { person } = await browserOn(t, app)
  const lead = await person('Ellen Marchant', 'ellen.marchant@inclusion.gov.uk')
  const head = await person('Owen Fairbrass', 'head@first.sch.uk')
  const senco = await person('Lucy Denholm', 'senco@first.sch.uk')
  const visitor = await person('Grace Tolhurst', 'head@second.sch.uk')
  const second = await person('Ravi Menon', 'senco@third.sch.uk')
  const ile = await person('Dr Hannah Boorman', 'hannah.boorman@inclusion.org.uk')
  const scene = scenesOf(t)
  let group: School[] = []
  const [host, other, third] = [() => group[0]?.name ?? '', () => group[1]?.name ?? '', () => group[2]?.name ?? '']
  const visitOn = monday.add({ weeks: 8, days: 3 })

  await scene('a first partnership is begun with the code of the server', async () => {
    await lead.goesTo('/setup')
    await lead.fills('Code', 'not the code')
    await lead.fills('Name of the partnership', 'Kent Inclusion Partnership')
    await lead.fills('Short name in addresses (optional)', 'kent')
    await lead.fills('Your name', lead.name)
    await lead.fills('Your email address', lead.email)
    await lead.presses('Begin')
    await lead.isRefused('This is not the code that the server printed')
    await lead.fills('Code', setupCodeOf(testSecret))
    await lead.presses('Begin')
    await lead.sees(/has begun. Bring in your schools next/)
  })

  await scene('the register is brought in: read with its progress, checked, then applied', async () => {
    await lead.follows('Bring in your schools')
    await lead.presses('Read the file')
    await lead.isRefused('Choose the file with the list of schools')
    await lead.uploads('The list of schools', register)
    await lead.presses('Read the file')
    await lead.isAt('Reading the file')
    await app.startJobs()
    await lead.comesTo('Check what will change')
    await lead.sees(/^709 rows read/, 'New schools')
    await lead.presses(/^Apply \d+ changes$/)
    await lead.sees(/\d{3} schools added/)
    await lead.follows('Put them into localities by district')
    await lead.presses(/^Put \d+ schools into their districts$/)
    await lead.sees(/12 localities made/)
    await lead.opens('Schools')
    await lead.fills('Name, URN or postcode', 'Crockenhill')
    await lead.presses(/Show|Search|Find|Apply/)
    await lead.follows('Crockenhill Primary School')
    await lead.sees('118254')
  })

  await scene('the standard framework is published', async () => {
    await lead.opens('Home')
    await lead.follows('Publish a framework')
    await lead.follows('Load a framework')
    await lead.chooses(/Inclusion framework/)
    await lead.presses('Use this framework')
    await lead.presses('Store as a draft')
    await lead.follows(/^Publish/)
    await lead.presses('Publish this edition')
    await lead.sees('Published. Schools can now use edition 1')
  })

  await scene('neighbours of one district become a review group', async () => {
    await lead.opens('Home')
    await lead.follows('Start a programme')
    await lead.fills('Name of the programme', 'Inclusion peer review')
    await lead.chooses('Inclusion peer review', 'How does the programme review?')
    await lead.fillsDay('First day', monday)
    await lead.fillsDay('Last day', monday.add({ years: 2 }))
    await lead.presses('Start the programme')
    const district = await largestDistrict()
    await lead.selects('Locality', `District: ${district}`)
    await lead.presses('Show schools')
    await lead.ticks(/^Add every open school that matches the search/)
    await lead.presses('Add these schools')
    group = neighbours(
      await lead.does(
        async (db, actor) => (await searchSchools(db, actor, { district, status: 'open' }, { limit: 200 })).schools,
      ),
    )
    await lead.follows('Back to the programme')
    await lead.follows('Make a group by hand')
    await lead.looksUp('First school of the group', host())
    await lead.presses('Continue')
    await lead.fills('Name of the group', 'First group')
    for (const school of group.slice(1)) await lead.ticks(school.name, 'Schools')
    await lead.presses('Check and make the group')
    if (pathOf(lead).endsWith('/new')) await lead.presses('Make the group')
    await lead.sees(/^First group made/, /^Furthest|km/)
    await invites(lead, app, head, 'headteacher', host())
    await invites(lead, app, senco, 'senco', host())
    await invites(lead, app, visitor, 'headteacher', other())
    await invites(lead, app, second, 'senco', third())
    await invites(lead, app, ile, 'ile')
    for (const who of [head, senco, visitor, second, ile]) {
      await who.opensMail(/invites you/)
      await who.presses('Join and sign in')
    }
    await lead.follows('Choose who supports the group')
    await lead.chooses(ile.name)
    await lead.presses('Add the ILE')
    await lead.follows('Publish the group')
    await lead.presses('Publish and send')
  })

  let review = ''
  await scene('one of them evaluates itself, and its visit is arranged', async () => {
    await makesAgreedEvaluation(app, { head, senco, readers: [other(), third()] })
    app.comesTo(monday.add({ days: 25 }))
    await head.opensMail('Your review group: First group')
    await head.follows('Start a review')
    await head.chooses(host())
    await head.presses('Start the review')
    review = pathOf(head)
    await head.follows(/^Choose the day/i)
    await head.fillsDay('Day of the visit', visitOn)
    await head.presses('Check this day')
    await head.presses('Save and tell the team')
    await lead.goesTo(review)
    await lead.sees(host())
  })

  await scene('it is visited, and its report stands', async () => {
    await reviewsUpToReport(app, { lead, head, senco, visitor, second, ile, review, visitOn })
    await head.goesTo(`${review}/report`)
    await head.sees('Planning together depends on chance after Year 3')
    assert.equal((await head.downloads('Download the report (PDF)')).subarray(0, 4).toString(), '%PDF')
    await lead.cannotOpen(`${review}/report`)
    await finishesReview(app, { visitor, head, review })
    await head.goesTo(review)
    await head.sees('Finished')
    await lead.opens('Reviews')
    await lead.sees(host())
  })

  async function largestDistrict(): Promise<string> {
    const { rows } = await app.database.asOwner((db) =>
      sql<{
        district: string
      }>`select district from school where district <> '' and status = 'open' group by district order by count(*) desc, district limit 1`.execute(
        db,
      ),
    )
    return rows[0]?.district ?? ''
  }
})
