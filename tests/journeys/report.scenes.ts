/** The report: drafted, commented on, agreed, shared; then the meetings that see what has become of it. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { timeZone } from '../../src/lib/clock.ts'
import { answer, comment, followUp, sections } from './report.texts.ts'
import { schools } from './rother-vale.ts'
import type { Story } from './story.ts'

export async function reporting(story: Story): Promise<void> {
  const { app, scene, people, visitOn } = story
  const { ruth, sam, david, priya, helen, amina } = people

  await scene('the team writes the report and sends it to the school', async () => {
    app.comesTo(visitOn.add({ days: 4 }), '16:00')
    await ruth.hasTask('Write up the findings and send the draft report to the host', { follow: true })
    await ruth.sees(/Before the draft can go to Millbrook Primary School/)
    for (const [name, text] of sections) {
      await ruth.follows(`Write ${name}`)
      await ruth.fills('Text', text)
      await ruth.presses('Save')
      await ruth.sees(`“${name}” is saved`)
    }
    await priya.cannotOpen(`${story.review}/write-up`)
    await ruth.follows('Send the draft to the school')
    await ruth.presses('Send the draft')
    await ruth.sees('The draft is with Millbrook Primary School')
  })

  await scene('the school comments, the team answers', async () => {
    app.comesTo(visitOn.add({ days: 6 }))
    await priya.hasTask('Read the draft report and comment on it')
    await priya.opensMail('The draft report of your review is ready to read')
    await priya.sees('Younger pupils know what to try before they ask')
    await priya.follows('Comment on Planning together depends on chance after Year 3')
    await priya.presses('Send the comment')
    await priya.isRefused('Enter your comment')
    await priya.fills('Your comment', comment)
    await priya.presses('Send the comment')
    await priya.sees('Your comment is with the team')
    await sam.opensMail('Millbrook Primary School has commented on the draft report')
    await sam.hasTask('Answer 1 comment on the draft report', { follow: true })
    await sam.follows('Answer the comment of Priya Nair')
    await sam.chooses('The text stays as it is', 'What did you do?')
    await sam.presses('Send the answer')
    await sam.isRefused('Say why the text stays as it is')
    await sam.chooses('We changed the text', 'What did you do?')
    await sam.fills('Your answer', answer)
    await sam.presses('Send the answer')
    await sam.sees(answer)
  })

  await scene('the school writes its next steps and agrees, then the team agrees', async () => {
    app.comesTo(visitOn.add({ days: 8 }))
    await david.hasTask('Read the draft report: comment on it or agree it', { follow: true })
    await david.follows('Add a next step')
    await david.presses('Add next step')
    await david.isRefused('Enter what you will do')
    await david.fills('What will you do?', 'Give Years 4 to 6 twenty minutes of shared planning a week')
    await david.selects('Which finding is it for?', 'Planning together depends on chance after Year 3')
    await david.selects('Who will see to it?', 'Priya Nair')
    await david.fillsDay('By when?', visitOn.add({ days: 60 }))
    await david.fills(
      'How will you know that it worked?',
      'Assistants can say the day before what each pupil will do alone',
    )
    await david.presses('Add next step')
    await david.goesTo(`${story.review}/write-up`)
    await david.follows('Agree the report')
    await david.presses('Agree the report')
    await david.sees('You have agreed the report. The visiting team agrees it next.')
    await ruth.opensMail('Millbrook Primary School has agreed its report')
    for (const member of [sam, amina]) {
      await member.hasTask('Agree the report, or say what is missing', { follow: true })
      await member.chooses('I agree the report', 'What do you say?')
      await member.presses('Tell the team')
      await member.sees('You agree the report')
    }
    await ruth.hasTask('Agree the report for the team', { follow: true })
    await ruth.follows('Agree for the team')
    await ruth.presses('Agree for the team')
    await ruth.sees('The report is agreed and belongs to Millbrook Primary School')
  })

  await scene(
    'the report can be read, kept as a PDF and for word processors, and shared by the school alone',
    async () => {
      await helen.cannotOpen(`${story.review}/report`)
      await david.goesTo(`${story.review}/report`)
      await david.sees(
        'Planning together depends on chance after Year 3',
        'Give Years 4 to 6 twenty minutes of shared planning a week',
      )
      const pdf = await david.downloads('Download the report (PDF)')
      assert.equal(pdf.subarray(0, 4).toString(), '%PDF')
      const word = await david.downloads('Download the report (Word)')
      assert.equal(word.subarray(0, 2).toString(), 'PK')
      await david.follows('Share the report')
      await david.ticks('The partnership’s lead and officers', 'With whom?')
      await david.fills('What may they use it for?', 'To see what our group has learnt')
      await david.presses('Check before you share')
      await david.sees(/They see no notes, no comments/)
      await david.presses('Share it now')
      await david.sees('The report is shared', 'Not opened yet')
      await helen.hasTask('Read the review report of Millbrook Primary School')
      await helen.opensMail(/report/i)
      await helen.sees('To see what our group has learnt', 'Younger pupils know what to try before they ask')
      await david.goesTo(`${story.review}/report/share`)
      await david.sees(/^Opened by Helen Marsh/)
    },
  )
}

export async function following(story: Story): Promise<void> {
  const { app, scene, people } = story
  const { ruth, david, priya, amina } = people

  await scene('six weeks later they look at what has become of the next steps', async () => {
    const followUpOn = await dayOfMeeting(story, 'follow-up')
    app.comesTo(followUpOn.subtract({ days: 3 }))
    await priya.hasTask(/Give Years 4 to 6/)
    await priya.goesTo(`${story.review}/next-steps`)
    await priya.follows(/^Say how it is going/)
    await priya.chooses('Under way', 'How far is it?')
    await priya.fills('What has changed, and what shows it?', 'Friday planning has happened five weeks in a row.')
    await priya.presses('Save')
    app.comesTo(followUpOn, '17:00')
    await ruth.hasTask(/follow-up/i, { follow: true })
    await ruth.fills('What was said and decided?', followUp)
    await ruth.presses('Save')
    await ruth.sees('What came of the follow-up meeting is written down')
  })

  await scene('a term later they celebrate, decide what to develop, and the review is finished', async () => {
    app.comesTo(await dayOfMeeting(story, 'check-in'), '17:00')
    await david.hasTask(/check-in/i, { follow: true })
    await david.presses('Finish the review')
    await david.isRefused('Answer “What is there to celebrate?”')
    await david.fills('What was said and decided?', 'The group walked through Years 4 to 6 and talked with six pupils.')
    await david.fills(
      'What is there to celebrate?',
      'Pupils in the upper years start by themselves and say what helps them.',
    )
    await david.fills('What will you develop next?', 'Bring planning together to science, where it is still rare.')
    await david.presses('Finish the review')
    await david.sees('What came of the check-in is written down', 'Finished')
    await ruth.opens('Home')
    await ruth.doesNotSee('Review of Millbrook')
    await ruth.sees('Start the review of Oak Hill Community School')
    await amina.opens('Reviews')
    await amina.sees(schools.millbrook, 'Finished')
  })
}

async function dayOfMeeting(story: Story, kind: string): Promise<Temporal.PlainDate> {
  const { rows } = await story.app.database.asOwner((db) =>
    sql<{ starts_at: Temporal.Instant }>`select starts_at from review_meeting where stage = ${kind}`.execute(db),
  )
  const starts = rows[0]?.starts_at
  assert.ok(starts, `the ${kind} is not arranged`)
  return starts.toZonedDateTimeISO(timeZone).toPlainDate()
}
