import type { Story } from './story.ts'

export const familiesAsPartners: Story = {
  focus: 'How families of pupils with SEND hear from the school, and how the school hears from them.',
  questions: [
    {
      text: 'To what extent do parents and carers help to write their child’s plan?',
      statement: 'families-coproduction',
      why: 'A low judgement',
    },
    {
      text: 'To what extent can every family find out whom to ask, in a form that they can use?',
      statement: 'families-information',
      why: 'Judged without evidence',
    },
    {
      text: 'To what extent are concerns heard early?',
      statement: 'families-resolving-concerns',
      why: 'Judgements ran from 2 to 4',
    },
  ],
  notes: [
    {
      from: 'parent-meeting',
      question: 0,
      tag: 'look-again',
      text: 'Seven parents: five had been sent a finished plan to sign. Two had been asked first and said it felt quite different.',
    },
    {
      from: 'parent-meeting',
      question: 2,
      tag: 'strength',
      text: '“I rang at half past eight and she rang back at nine.” Three parents told the same story of the same person.',
    },
    {
      from: 'document-check',
      question: 1,
      tag: '',
      text: 'The information report is correct and has 4,300 words. The website needs five clicks to reach a telephone number.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: '',
      text: 'Teachers would welcome parents’ words before a plan, and worry about the time.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: 'question',
      text: 'Older pupils knew that they have a plan. One had read it.',
    },
    {
      from: 'learning-walk',
      question: 1,
      tag: 'strength',
      text: 'Reception: a board with photographs of “who can help”, at the door that parents use, in four languages.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Parents get an answer the same morning',
      text: 'Families know one person whom they can ring and who rings back. Trust in her is high.',
      question: 2,
      statement: 'families-resolving-concerns',
      notes: [1],
      one_source: 'We did not watch a telephone call: it would not have been right.',
    },
    {
      kind: 'strength',
      title: 'In Reception nobody has to ask who can help',
      text: 'A board with photographs and four languages stands where parents are.',
      question: 1,
      statement: 'families-information',
      notes: [5],
    },
    {
      kind: 'area-to-develop',
      title: 'Most plans are finished before families see them',
      text: 'Parents and pupils are asked to sign more often than to begin. Where they were asked first, they noticed.',
      question: 0,
      statement: 'families-coproduction',
      notes: [0, 3, 4],
      challenge:
        'Try one class in which the plan starts with a blank page and the family. Nothing else will tell you whether the time is really the obstacle.',
      answer:
        'We asked two class teachers. Both would try it with one family each, and both said that the form, not the time, makes them write first. We kept the finding and added what they said.',
    },
    {
      kind: 'area-to-develop',
      title: 'Good information is hard to find',
      text: 'The report is correct and long, and a telephone number is five clicks away.',
      question: 1,
      statement: 'families-information',
      notes: [2, 5],
    },
  ],
  introduction:
    '{school} is proud of its open door. It asked us whether families of pupils with SEND go through it as partners or as guests.',
  how: 'We met seven parents and carers without staff in the room, four more at the gate, two groups of pupils and ten members of staff. We tried to find a telephone number on the website with a stop-watch.',
  overall:
    'Families trust the people here. They are told more than they are asked. The school’s next gain is to let plans begin with them.',
  thanks: 'Thank you to the parents and carers who trusted four strangers with their stories.',
  comment: {
    finding: 2,
    text: 'We accept this. Could the report also say that all EHC plan reviews begin with the family’s form?',
    reply: 'We looked again and have kept the text: the form is sent in every case, but it came back in four of nine.',
    outcome: 'kept',
  },
  steps: [
    {
      text: 'Begin every plan in Years 1 and 4 with a conversation and a blank page',
      finding: 2,
      owner: 'SENCO',
      weeks: 6,
      success: 'Half of the targets are in the family’s or the child’s words',
      progress: 'Year 4 done, and it took less time than feared.',
    },
    {
      text: 'Put one telephone number and three questions with answers on the front page',
      finding: 3,
      owner: 'Office manager',
      weeks: 2,
      success: 'A new parent finds the number in one click',
      progress: 'Done in the first week.',
    },
    {
      text: 'Share the “who can help” board with every class',
      finding: 3,
      owner: 'Early years lead',
      weeks: 4,
      success: 'Parents of every class can name whom to ask',
      progress: 'Five of seven classes.',
    },
  ],
  followUp:
    'Year 4 teachers asked to keep the blank page. Parents brought things that the school did not know, among them why mornings are hard for one child.',
  celebrate: 'The number of parents who came to plan meetings rose from eleven to nineteen.',
  develop: 'Families who have never come: by telephone, in the evening, in their own language.',
}

export const theNextSchool: Story = {
  focus: 'What pupils with SEND carry with them when they move on, and what the next school does with it.',
  questions: [
    {
      text: 'To what extent does the next school know on the first day what helps each pupil?',
      statement: 'provision-transition',
      why: 'A low judgement',
    },
    {
      text: 'To what extent are pupils themselves ready to explain what they need?',
      statement: 'outcomes-next-stage',
      why: 'Judgements ran from 2 to 3',
    },
  ],
  notes: [
    {
      from: 'document-check',
      question: 0,
      tag: '',
      text: 'Transfer files are thick. The page that a form tutor would need is page nine.',
    },
    {
      from: 'pupil-conversation',
      question: 1,
      tag: 'strength',
      text: 'Pupils in the nurture group have made films about themselves. They showed us with pride.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'question',
      text: 'Receiving schools ring in October to ask what was in the file in July.',
    },
    {
      from: 'parent-meeting',
      question: 0,
      tag: 'look-again',
      text: 'Two parents of last year’s leavers: “We told the whole story again.”',
    },
    {
      from: 'lesson-visit',
      question: 1,
      tag: 'strength',
      text: 'In the oldest class pupils plan their own day once a week and say afterwards what helped.',
    },
    {
      from: 'pupil-conversation',
      question: 1,
      tag: '',
      text: 'Pupils at SEN support, outside the nurture group, were less sure what they would say to a new teacher.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Some pupils can already speak for themselves',
      text: 'Films and planned days have taught pupils in the nurture group to say what helps them, in their own way.',
      question: 1,
      statement: 'outcomes-next-stage',
      notes: [1, 4],
    },
    {
      kind: 'strength',
      title: 'Staff know every leaver well',
      text: 'Teachers could tell us for each pupil what works, what does not, and what they would try next.',
      question: 0,
      statement: 'teaching-knowing-pupils',
      notes: [2],
    },
    {
      kind: 'area-to-develop',
      title: 'What matters is on page nine',
      text: 'Files are complete and not read. Families tell their story again, and new schools ask in October for what they were sent in July.',
      question: 0,
      statement: 'provision-transition',
      notes: [0, 2, 3],
      challenge: 'Ask the receiving schools what they would read. If the answer is one page, send one page.',
      answer: 'We rang one of them from the staff room: they would read one page. The finding now says so.',
    },
    {
      kind: 'area-to-develop',
      title: 'Pupils outside the nurture group have had less practice',
      text: 'Pupils at SEN support are not yet sure what they would tell a new teacher.',
      question: 1,
      statement: 'outcomes-next-stage',
      notes: [5, 1],
    },
  ],
  introduction:
    'Most leavers of {school} go to three other schools. Both sides of the move are in this review group, which made it a good question for us to look at together.',
  how: 'We read six transfer files, met pupils of the oldest classes, parents of this year’s and last year’s leavers, and the staff on both sides.',
  overall:
    'The school knows its pupils, and some of them can say what they need. The way in which this knowledge travels does not do it justice.',
  thanks: 'Thank you to last year’s parents, who came back to tell us.',
  comment: {
    finding: 3,
    text: 'This is fair. We have already begun with Year 6 and would like the report to say so.',
    reply: 'Added: the school began with Year 6 in the week of the visit.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'Agree one page for leavers with the three receiving schools',
      finding: 2,
      owner: 'SENCO',
      weeks: 7,
      success: 'Each form tutor has read it before the first day',
      progress: 'Agreed with two of three.',
    },
    {
      text: 'Let every pupil at SEN support make a short film or poster about what helps',
      finding: 3,
      owner: 'Year leader',
      weeks: 9,
      success: 'Each pupil has shown it to one adult they did not know',
      progress: 'Fourteen of twenty-two made.',
    },
  ],
  followUp: 'The page is agreed in substance. Pupils asked whether the next school could send a film back.',
  celebrate: 'A pupil showed her film to a visiting teacher and answered questions for ten minutes.',
  develop: 'Moves in the middle of the year, which have none of this.',
}
