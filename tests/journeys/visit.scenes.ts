/** The visit: prepared at the pre-review meeting, made, and turned into findings. */
import { justSaved } from '../support/browser.ts'
import { focus, notes, questions } from '../support/review-world.texts.ts'
import { pathOf, type Story } from './story.ts'

export async function preparing(story: Story): Promise<void> {
  const { app, scene, people, visitOn } = story
  const { ruth, sam, david } = people
  const meetingOn = visitOn.subtract({ days: 14 })

  await scene('at the pre-review meeting they agree the focus and the questions', async () => {
    app.comesTo(meetingOn, '17:30')
    await ruth.hasTask('Prepare the visit: focus, enquiry questions and programme', { follow: true })
    await ruth.follows(/^Record/)
    await ruth.fills(
      'What did you agree, besides the questions and the programme? (optional)',
      'Park at the church. Tom greets the team at 8:30am.',
    )
    await ruth.presses('Record the meeting')
    await ruth.sees('Meeting recorded', /^Held on/)
    await ruth.follows('Write the focus')
    await ruth.fills('What does the review look at?', focus)
    await ruth.presses('Save the focus')
    await ruth.follows('Open the agenda')
    await ruth.follows(/^Set it aside/)
    await ruth.fills('Why does it need no question?', 'We talked about it; the school is working on it already.')
    await ruth.presses('Set it aside')
    await ruth.sees('We talked about it; the school is working on it already.')
    await ruth.follows(/^Make a question of it/)
    await ruth.fills('Question', 'Is teaching good?')
    await ruth.presses('Add the question')
    await ruth.sees(/became questions/)
    await ruth.follows('Go on to the questions')
    await ruth.sees(/^Advice:/)
    await ruth.follows(/^Change question 1/)
    await ruth.fills('Question', questions[0] ?? '')
    await ruth.presses('Save the question')
    await ruth.follows('Write a question')
    await ruth.fills('Question', questions[1] ?? '')
    await ruth.presses('Add the question')
    await ruth.sees(questions[1] ?? '')
  })

  await scene('they put the programme of the day together, and say that the visit is prepared', async () => {
    await ruth.goesTo(`${story.review}/prepare/ready`)
    await ruth.sees(/programme/)
    await ruth.follows('Programme')
    await ruth.presses('Start from a suggestion')
    await ruth.sees('The suggested programme is in place. Change it until it suits the school', /Ruth Calloway/)
    await ruth.follows('Page to print for the staffroom')
    await ruth.sees(questions[0] ?? '', /No pupil is named in what they write/)
    await ruth.goesTo(`${story.review}/visit-programme/send`)
    await ruth.presses(/^Send to/)
    await ruth.sees(/reaches their calendars/)
    await ruth.goesTo(`${story.review}/prepare/ready`)
    await ruth.presses('Finish the preparation')
    await ruth.sees('The visit is prepared')
    await david.opens('Home')
    await david.sees(/Visit from/)
    await sam.cannotOpen(story.evaluation)
  })
}

export async function visiting(story: Story): Promise<void> {
  const { app, scene, people, visitOn } = story
  const { ruth, sam, amina, priya } = people

  await scene('on the day each writes notes of what they see', async () => {
    app.comesTo(visitOn, '10:20')
    await sam.opens('Home')
    await sam.follows(/Visit from/)
    await sam.follows('Notes')
    await sam.presses('Save the note')
    await sam.isRefused(/note|saw|write/i)
    await sam.fills('What did you see or hear?', 'Jayden waited with his hand up for most of the lesson.')
    await sam.sees(justSaved)
    await sam.presses('Save the note')
    await sam.sees(/^Advice:/, /Jayden/)
    await sam.follows(/^Change the note/)
    await sam.fills('What did you see or hear?', 'A pupil in Year 4 waited with a hand up for most of the lesson.')
    await sam.presses('Save the note')
    await sam.sees('Note saved')
    for (const [who, index] of [
      [ruth, 0],
      [sam, 1],
      [ruth, 2],
      [amina, 3],
      [priya, 4],
    ] as const) {
      if (pathOf(who) !== `${story.review}/notes`) await who.goesTo(`${story.review}/notes`)
      await who.fills('What did you see or hear?', notes[index]?.text ?? '')
      await who.unfolds('It belongs to:')
      await who.selects(
        'Question (optional)',
        `${(notes[index]?.question ?? 0) + 1}. ${questions[notes[index]?.question ?? 0]}`,
      )
      await who.chooses('Strength', 'Mark it as')
      await who.presses('Save the note')
      await who.sees(notes[index]?.text ?? '')
    }
    await priya.cannotOpen(`${story.review}/findings`)
    await priya.doesNotSee('A pupil in Year 4 waited')
  })

  await scene('notes become findings, each with its evidence, and the ILE challenges', async () => {
    app.comesTo(visitOn, '15:40')
    await ruth.goesTo(`${story.review}/findings`)
    await ruth.follows(/^Sort these/)
    await ruth.presses('Put the notes in')
    await ruth.isRefused('Choose at least one note')
    await ruth.ticks(notes[0]?.text ?? '', 'Which notes?')
    await ruth.ticks(notes[1]?.text ?? '', 'Which notes?')
    await ruth.chooses('A new finding', 'Put them into')
    await ruth.presses('Put the notes in')
    await ruth.presses('Make the finding')
    await ruth.isRefused('Choose whether it is a strength or an area to develop')
    await ruth.chooses('Strength', 'Is it a strength or an area to develop?')
    await ruth.fills('The finding in one line', 'Younger pupils know what to try before they ask')
    await ruth.fills(
      'What you saw, and what it means (optional)',
      'Assistants wait, point and step back, and pupils start by themselves.',
    )
    await ruth.presses('Make the finding')
    await ruth.sees('Finding made', 'Younger pupils know what to try before they ask')
    await ruth.follows(/^Sort these.*plan together/)
    await ruth.ticks(notes[3]?.text ?? '', 'Which notes?')
    await ruth.chooses('A new finding', 'Put them into')
    await ruth.presses('Put the notes in')
    await ruth.chooses('Area to develop', 'Is it a strength or an area to develop?')
    await ruth.fills('The finding in one line', 'Planning together depends on chance after Year 3')
    await ruth.presses('Make the finding')
    await amina.goesTo(`${story.review}/findings`)
    await amina.follows(/^Challenge this finding.*Planning together/)
    await amina.fills(
      'What should the team look at again, and why?',
      'Is it time that is missing, or agreement about what planning is for?',
    )
    await amina.presses('Record the challenge')
    await amina.sees('Is it time that is missing, or agreement about what planning is for?')
  })
}
