/** Programme, group, review: made by the partnership, arranged with the school, and the team comes together. */
import assert from 'node:assert/strict'
import { partnership, schools } from './rother-vale.ts'
import { pathOf, type Story } from './story.ts'

export async function grouping(story: Story): Promise<void> {
  const { scene, people, monday } = story
  const { helen, david } = people

  await scene('the lead starts a programme and makes a group by hand, as the rules allow', async () => {
    await helen.opens('Programmes')
    await helen.follows('Start a programme')
    await helen.fills('Name of the programme', 'Inclusion peer review')
    await helen.chooses('Inclusion peer review', 'How does the programme review?')
    await helen.selects('Which framework do schools use?', 'Inclusion framework, edition 1')
    await helen.fillsDay('First day', monday)
    await helen.fillsDay('Last day', monday.add({ years: 2 }))
    await helen.presses('Start the programme')
    await helen.ticks('Add every open school that matches the search (6)')
    await helen.presses('Add these schools')
    await helen.sees('6 schools added to Inclusion peer review')
    await helen.hasTask('Put 6 schools into review groups', { follow: true })
    await helen.follows('Make a group by hand')
    await helen.looksUp('First school of the group', schools.millbrook)
    await helen.presses('Continue')
    await helen.fills('Name of the group', 'Rother group')
    for (const school of [schools.oakHill, schools.harbour, schools.saltmarsh]) await helen.ticks(school, 'Schools')
    await helen.presses('Check and make the group')
    await helen.isRefused(`${schools.harbour} and ${schools.saltmarsh} belong to one trust, Tideway Learning Trust`)
    await helen.unticks(schools.saltmarsh, 'Schools')
    await helen.ticks(schools.wilfrid, 'Schools')
    await helen.presses(/the group$/)
    if (pathOf(helen).endsWith('/new')) await helen.presses('Make the group')
    await helen.sees(
      'Rother group made. Nobody is told until you publish it.',
      'Only officers see this group until it is published.',
    )
    await helen.follows('Choose who supports the group')
    await helen.chooses('Amina Yusuf')
    await helen.presses('Add the ILE')
    await david.opens('Home')
    await david.doesNotSee('Rother group')
    await helen.follows('Publish the group')
    await helen.sees('David Osei, Millbrook Primary School')
    await helen.presses('Publish and send')
    await helen.sees('Rother group published')
    await david.opensMail('Your review group: Rother group')
    await david.sees(schools.oakHill)
  })
}

export async function arranging(story: Story): Promise<void> {
  const { app, scene, people, monday, visitOn } = story
  const { david, helen, priya, ruth, sam, amina, joan } = people

  await scene('the head starts the review and chooses a day that can be', async () => {
    app.comesTo(monday.add({ days: 25 }))
    await david.opens('Reviews')
    await david.follows('Start a review')
    await david.chooses(schools.millbrook)
    await david.presses('Start the review')
    await david.sees('The review of Millbrook Primary School has started')
    story.review = pathOf(david)
    await david.follows(/^Choose the day/i)
    await david.fillsDay('Day of the visit', visitOn.subtract({ days: visitOn.dayOfWeek }))
    await david.presses('Check this day')
    await david.isRefused(/is not open on Sunday/)
    await helen.goesTo(`/${partnership.key}/term-dates`)
    await helen.follows('Close days')
    await helen.fillsDay('First day that is closed', visitOn.subtract({ days: 1 }))
    await helen.fills('Why are schools closed?', 'Staff development day')
    await helen.presses('Close these days')
    await helen.sees('Staff development day')
    await david.fillsDay('Day of the visit', visitOn.subtract({ days: 1 }))
    await david.presses('Check this day')
    await david.isRefused(/staff development day/i)
    await david.fillsDay('Day of the visit', visitOn)
    await david.presses('Check this day')
    await david.sees(/can be the day/, /^Follow-up meeting: from/)
    await david.presses('Save and tell the team')
    await david.sees(/^The visit to Millbrook Primary School is on Thursday/)
  })

  await scene('people are invited to the team; who may be unfair is not', async () => {
    await helen.goesTo(`${story.review}/team`)
    await helen.follows('Invite people')
    await helen.chooses('Lead reviewer')
    await helen.presses('Continue')
    await helen.unfolds('People who cannot take this part')
    await helen.sees(/Joan Ferris is a governor of Millbrook Primary School/)
    assert.equal(await helen.page.getByRole('radio', { name: 'Joan Ferris' }).count(), 0)
    await helen.chooses('Ruth Calloway')
    await helen.presses('Send the invitation')
    await helen.sees('Invitation sent')
    for (const [part, name] of [
      ['Inclusion Leader of Education (ILE)', 'Amina Yusuf'],
      ['Host colleague', 'Priya Nair'],
    ] as const) {
      await helen.follows('Invite people')
      await helen.chooses(part)
      await helen.presses('Continue')
      await (part === 'Host colleague' ? helen.ticks(name) : helen.chooses(name))
      await helen.presses('Send the invitation')
    }
    await ruth.opensMail(/review of Millbrook/i)
    await ruth.presses('Send my answer')
    await ruth.isRefused('Choose whether you take part')
    await ruth.chooses('Yes, I take part')
    await ruth.presses('Send my answer')
    await ruth.sees('You take part in the review of Millbrook Primary School')
    await ruth.goesTo(`${story.review}/team`)
    await ruth.follows('Invite people')
    await ruth.chooses('Reviewer')
    await ruth.presses('Continue')
    await ruth.ticks('Sam Whitlock')
    await ruth.fills('Your message (optional)', 'Your work on reading is just what they ask about.')
    await ruth.presses('Send the invitation')
    for (const who of [sam, amina, priya]) {
      await who.hasTask('Answer the invitation to the team')
      await who.opensMail(/review of Millbrook/i)
      await who.chooses('Yes, I take part')
      await who.presses('Send my answer')
      await who.sees('You take part in the review of Millbrook Primary School')
    }
    await joan.opens('Reviews')
    await joan.sees(schools.millbrook)
  })

  await scene('the visit stands in a calendar of one’s own', async () => {
    await sam.goesTo(`/${partnership.key}/calendar`)
    await sam.presses('Make an address')
    const address = /http\S+\.ics/.exec(await sam.words())?.[0] ?? ''
    const feed = await (await fetch(address)).text()
    assert.match(feed, /^BEGIN:VCALENDAR/)
    assert.match(feed, new RegExp(`DTSTART[^\\n]*${visitOn.toString().replaceAll('-', '')}`))
    assert.match(feed.replace(/\r\n /g, ''), /Millbrook Primary School/)
  })
}
