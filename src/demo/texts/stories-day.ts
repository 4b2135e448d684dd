import type { Story } from './story.ts'

export const adultsWhoStepBack: Story = {
  focus:
    'How far the work of teaching assistants makes pupils with SEND more independent, in lessons and between them.',
  questions: [
    {
      text: 'To what extent do pupils with SEND start and carry on with a task by themselves?',
      statement: 'teaching-assistants',
      why: 'Colleagues’ judgements ran from 2 to 4',
    },
    {
      text: 'To what extent do teachers and teaching assistants plan together who does what?',
      statement: 'resources-deployment',
      why: 'A low judgement',
    },
    {
      text: 'To what extent do pupils know what to try before they ask for help?',
      statement: 'pupils-voice',
      why: 'Judged with little evidence',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'Year 2: the assistant waited, pointed at the help ladder and moved away. The pupil read it and began. Seen twice in ten minutes.',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'look-again',
      text: 'Year 5: two pupils had put their pencils down until the assistant came back. The task was within their reach.',
    },
    {
      from: 'lesson-visit',
      question: 1,
      tag: 'question',
      text: 'The assistant told us she hears what the lesson is about when it begins. The teacher would like ten minutes the day before.',
    },
    {
      from: 'staff-meeting',
      question: 1,
      tag: '',
      text: 'Assistants in Years 1 to 3 share planning on Fridays. Higher up it depends on whether people meet in the corridor.',
    },
    {
      from: 'pupil-conversation',
      question: 2,
      tag: 'strength',
      text: 'Four of five pupils named three things they try first: look at the wall, ask a partner, use the word mat.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: 'look-again',
      text: 'One older pupil said, “I wait, because she tells me if it is right.”',
    },
    {
      from: 'book-study',
      question: 0,
      tag: '',
      text: 'In Year 5 books the first line is often in an adult’s hand. In Years 2 and 3 the start is the pupil’s own.',
    },
    {
      from: 'social-time',
      question: 2,
      tag: 'strength',
      text: 'At lunch two pupils sorted out a quarrel with the problem cards, with no adult near.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Younger pupils know what to try before they ask',
      text: 'In Years 1 to 3 the help ladder is used by adults and pupils alike. Assistants wait, point and step back, and pupils start by themselves. Pupils could tell us what they try first and why.',
      question: 2,
      statement: 'pupils-voice',
      notes: [0, 4, 7],
    },
    {
      kind: 'strength',
      title: 'Assistants who plan with the teacher know when to step back',
      text: 'Where Friday planning happens, assistants know the purpose of the task and which part a pupil can do alone.',
      question: 1,
      statement: 'teaching-assistants',
      notes: [3, 0],
    },
    {
      kind: 'area-to-develop',
      title: 'In the upper years some pupils wait for an adult',
      text: 'In Years 5 and 6 some pupils stop until an adult returns, and their books often begin in an adult’s hand, although the task is within their reach.',
      question: 0,
      statement: 'teaching-assistants',
      notes: [1, 5, 6],
      challenge:
        'Is it the assistants who need something different here, or the tasks? In the lesson I saw, the first step of the task was unclear to everyone. I would look at both before choosing training.',
      answer:
        'We went through the notes again: in two of the four lessons the first step was unclear to everyone. We have put the tasks beside the assistants in the finding.',
    },
    {
      kind: 'area-to-develop',
      title: 'Planning together depends on chance after Year 3',
      text: 'Teachers and assistants in the upper years want to plan together and have no time set aside for it.',
      question: 1,
      statement: 'resources-deployment',
      notes: [2, 3],
    },
  ],
  introduction:
    '{school} serves a mixed community and knows its families well. It asked us to look at independence: its own staff had judged the work of teaching assistants very differently, and leaders wanted to know why.',
  how: 'We walked through every year group in pairs, one colleague of the school and one visitor, looked at the books of twelve pupils, talked with two groups of pupils and with nine teaching assistants, and spent lunchtime in the hall and outside.',
  overall:
    'Pupils become independent here where adults have agreed how to step back, and that is true of the younger years. The same good practice has not yet reached the upper years, mostly because there is no time in which teachers and assistants can plan it. The school’s own judgement was fair.',
  thanks:
    'Thank you to the pupils who showed us their books and told us the truth about them, and to the midday team. We take the help ladder back to our own schools.',
  comment: {
    finding: 2,
    text: 'We agree about Year 5. Year 6 had two cover teachers on the day: could this say “on the day of the visit”?',
    reply: 'That is fair. We now say Year 5, and mention the cover in Year 6.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'Give Years 4 to 6 twenty minutes of shared planning a week, in place of one assembly duty',
      finding: 3,
      owner: 'Deputy headteacher',
      weeks: 3,
      success: 'Assistants can say the day before what each of their pupils will do alone',
      progress: 'Running since the third week. Two of six pairs had to swap days.',
    },
    {
      text: 'Bring the help ladder to Years 4 to 6, with pupils of Year 3 as teachers',
      finding: 2,
      owner: 'SENCO',
      weeks: 6,
      success: 'In a learning walk, four of five pupils start within two minutes without an adult',
      progress: 'Posters are up. Year 4 uses it daily, Year 6 less.',
    },
    {
      text: 'Look at the first step of tasks in Year 5 in three lesson studies',
      finding: 2,
      owner: 'English lead',
      weeks: 10,
      success: 'First lines in Year 5 books are in the pupils’ own hand',
      progress: '',
    },
  ],
  followUp:
    'Shared planning is in place and assistants value it. The first learning walk counted three of five pupils who began alone in Year 4, two of five in Year 5. The group suggested filming one good start and watching it together.',
  celebrate:
    'A pupil in Year 5 who used to wait now starts first and told the governors how. Assistants say that their work has become teaching.',
  develop:
    'The same idea for practical subjects, where tasks often begin with a demonstration that some pupils cannot hold in mind.',
}

export const calmLunch: Story = {
  focus: 'What the middle of the day is like for pupils who find noise, waiting and change hard.',
  questions: [
    {
      text: 'To what extent can every pupil eat, rest and be with friends at lunchtime?',
      statement: 'provision-environment',
      why: 'A low judgement',
    },
    {
      text: 'To what extent do adults outside lessons know what helps each pupil?',
      statement: 'outcomes-behaviour',
      why: 'Judgements differed between teachers and midday staff',
    },
  ],
  notes: [
    {
      from: 'social-time',
      question: 0,
      tag: 'look-again',
      text: 'The queue took eleven minutes. Three pupils left it and did not eat until the end.',
    },
    {
      from: 'social-time',
      question: 0,
      tag: 'strength',
      text: 'The library is open with two adults. Eighteen pupils chose it, not only those on a list.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Pupils: “The hall hurts my ears.” “I like it when we can go in early.” “I eat better in the library.”',
    },
    {
      from: 'staff-meeting',
      question: 1,
      tag: 'question',
      text: 'Midday staff know pupils by face and habit. None had seen a one-page profile.',
    },
    {
      from: 'learning-walk',
      question: 1,
      tag: 'strength',
      text: 'After lunch, Year 4 begins with five quiet minutes and soft light. Pupils who came in upset were settled by the register.',
    },
    {
      from: 'document-check',
      question: 1,
      tag: '',
      text: 'Of 34 incidents this half-term, 21 began between 12:10 and 1:20.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'There is a good place to go',
      text: 'The library at lunch is calm, chosen freely and well staffed, and nobody is marked out by going there.',
      question: 0,
      statement: 'provision-environment',
      notes: [1, 2],
    },
    {
      kind: 'strength',
      title: 'Afternoons begin gently',
      text: 'Five quiet minutes after lunch help pupils to be ready to learn, and staff in other classes want to copy it.',
      question: 1,
      statement: 'provision-universal',
      notes: [4],
    },
    {
      kind: 'area-to-develop',
      title: 'The queue and the hall are the hardest part of the day',
      text: 'Noise, waiting and brightness in the hall lead some pupils to skip lunch, and most incidents begin there.',
      question: 0,
      statement: 'provision-environment',
      notes: [0, 2, 5],
      challenge:
        'You have the figures to show that this is about the place and not about the pupils. Say so plainly to governors: it changes what you would spend money on.',
    },
    {
      kind: 'area-to-develop',
      title: 'Midday staff have not been told what helps',
      text: 'The adults who are with pupils at the hardest time have least information about them and no part in training.',
      question: 1,
      statement: 'leadership-staff-development',
      notes: [3, 5],
    },
  ],
  introduction:
    '{school} had seen incidents fall in lessons and rise at lunchtime, and asked us to spend more of the day outside classrooms than reviews usually do.',
  how: 'Two pairs spent the whole of lunch in the hall, the library and the playground. We talked with pupils while they ate, met the midday team, read the behaviour log for the half-term, and visited the first lesson of the afternoon in six classes.',
  overall:
    'Lessons are calm and lunch is not. What the school already does well in its library and after the bell shows the way for the hall. The midday team is ready to be part of it.',
  thanks: 'Thank you to the midday team, who gave us their only quiet quarter of an hour.',
  comment: {
    finding: 3,
    text: 'Two of the midday staff did come to the September training. Could you say “most”?',
    reply: 'Changed: we now write that most of the team had not been part of it.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'Start lunch in three sittings with a ten-minute early entry for pupils who want it',
      finding: 2,
      owner: 'Headteacher',
      weeks: 2,
      success: 'No pupil waits longer than five minutes',
      progress: 'Three sittings since week two; the longest wait was six minutes.',
    },
    {
      text: 'Hang the sound panels that were bought for the studio in the hall',
      finding: 2,
      owner: 'Site manager',
      weeks: 5,
      success: 'Pupils who avoided the hall eat there twice a week',
      progress: 'Half are up.',
    },
    {
      text: 'Share what helps each pupil with the midday team, on one card a table',
      finding: 3,
      owner: 'SENCO',
      weeks: 4,
      success: 'Incidents between 12:10 and 1:20 fall by a third',
      progress: 'Cards in use. Eleven incidents, compared with twenty-one.',
    },
  ],
  followUp:
    'The sittings work and the hall is quieter. Incidents at midday have almost halved. Early entry is chosen by pupils nobody had thought of.',
  celebrate: 'A pupil who had not eaten at school for a year now has lunch in the hall with two friends.',
  develop: 'The bus queue, which pupils now name as the loudest part of the day.',
}
