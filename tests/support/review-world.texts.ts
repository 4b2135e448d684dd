/** What the people of the test world's review write, long enough to look like the real thing. */

export const preReview =
  'Everyone had read the self-evaluation. The focus is agreed, and each of us knows with whom they look.'

export const focus =
  'How far the work of teaching assistants makes pupils with SEND more independent, in lessons and between them.'

export const questions = [
  'To what extent do pupils with SEND start and carry on with a task by themselves?',
  'To what extent do teachers and teaching assistants plan together who does what?',
]

export const notes = [
  {
    by: 'north:a:headteacher',
    from: 'learning-walk',
    question: 0,
    text: 'The assistant waited, pointed at the help ladder and moved away. The pupil read it and began. Seen twice.',
  },
  {
    by: 'north:d:senco',
    from: 'pupil-conversation',
    question: 0,
    text: 'Four of five pupils named three things that they try before they ask an adult.',
  },
  {
    by: 'north:e:senior-leader',
    from: 'book-study',
    question: 0,
    text: 'In the upper years the first line is often in an adult’s hand. Raw note: look again at the blue books.',
  },
  {
    by: 'north:ile',
    from: 'staff-meeting',
    question: 1,
    text: 'Assistants share planning on Fridays in the lower years. Higher up it depends on who meets in the corridor.',
  },
  {
    by: 'north:c:senco',
    from: 'learning-walk',
    question: 1,
    text: 'I had not noticed how long pupils in the upper years wait for an adult.',
  },
]

type Told = { kind: 'strength' | 'area-to-develop'; title: string; text: string; question: number; notes: number[] }

export const findings: readonly Told[] = [
  {
    kind: 'strength',
    title: 'Younger pupils know what to try before they ask',
    text: 'In the lower years the help ladder is used by adults and pupils alike. Assistants wait, point and step back, and pupils start by themselves.\n\nPupils could tell us what they try first, and why it helps.',
    question: 0,
    notes: [0, 1],
  },
  {
    kind: 'strength',
    title: 'Assistants who plan with the teacher know when to step back',
    text: 'Where Friday planning happens, assistants know what a task is for and which part of it a pupil can do alone.',
    question: 1,
    notes: [0, 3],
  },
  {
    kind: 'area-to-develop',
    title: 'In the upper years some pupils wait for an adult',
    text: 'Some pupils stop until an adult returns, and their books often begin in an adult’s hand, although the task is within their reach.',
    question: 0,
    notes: [2, 4],
  },
  {
    kind: 'area-to-develop',
    title: 'Planning together depends on chance after Year 3',
    text: 'Teachers and assistants in the upper years want to plan together and have no time set aside for it.',
    question: 1,
    notes: [3],
  },
]

export const challenge =
  'Is it the assistants who need something different here, or the tasks? In the lesson that I saw, the first step was unclear to everyone. I would look at both before choosing training.'

export const sections = [
  [
    'introduction',
    'Cedar Lane School serves a mixed community and knows its families well. It asked us to look at independence: its own staff had judged the work of teaching assistants very differently, and its leaders wanted to know why.',
  ],
  [
    'how-we-worked',
    'We walked through every year group in pairs, one colleague of the school and one visitor. We looked at the books of twelve pupils, talked with two groups of pupils and with nine teaching assistants, and spent lunchtime in the hall and outside.',
  ],
  [
    'overall',
    'Pupils become independent where adults have agreed how to step back, and that is true of the younger years.\n\nThe same good practice has not yet reached the upper years, mostly because there is no time in which teachers and assistants can plan it. The school’s own judgement was fair.',
  ],
  ['thanks', 'Thank you to the pupils who showed us their books and told us the truth about them.'],
] as const

export const comment =
  'We agree about the upper years. Year 6 had two cover teachers on the day: could this say “on the day of the visit”?'

export const reply = 'That is fair. We now say which classes we mean, and mention the cover in Year 6.'

export const steps = [
  {
    text: 'Give Years 4 to 6 twenty minutes of shared planning a week, in place of one assembly duty',
    finding: 3,
    owner: 'Deputy headteacher',
    due_on: '2026-12-11',
    success: 'Assistants can say the day before what each of their pupils will do alone',
  },
  {
    text: 'Bring the help ladder to Years 4 to 6, with pupils of Year 3 as teachers',
    finding: 2,
    owner: 'senco',
    due_on: '2027-01-22',
    success: 'In a learning walk, four of five pupils start within two minutes without an adult',
  },
]

export const followUp =
  'Shared planning is in place and assistants value it. The first learning walk counted three of five pupils who began alone in Year 4, and two of five in Year 5.'
