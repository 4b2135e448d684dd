import type { Story } from './story.ts'

export const readersInEverySubject: Story = {
  focus: 'What the weakest readers read, hear and say in subjects other than English.',
  questions: [
    {
      text: 'To what extent can pupils who read below their age read what they are given in history, geography and science?',
      statement: 'teaching-language-reading',
      why: 'A low judgement',
    },
    {
      text: 'To what extent are the words of a topic taught before pupils meet them?',
      statement: 'teaching-adaptive',
      why: 'Judgements ran from 2 to 4',
    },
    {
      text: 'To what extent do pupils use technology to read and to record?',
      statement: 'teaching-accessible-materials',
      why: 'Judged without evidence',
    },
  ],
  notes: [
    {
      from: 'lesson-visit',
      question: 0,
      tag: 'look-again',
      text: 'History: the source was the same for all. Three pupils copied the title and stopped.',
    },
    {
      from: 'lesson-visit',
      question: 1,
      tag: 'strength',
      text: 'Science: six words on the board with pictures, said aloud by everyone before the task. Each was used in talk by the end.',
    },
    {
      from: 'book-study',
      question: 0,
      tag: '',
      text: 'Weakest readers: English books show a full page a day. Geography books hold stuck-in sheets with gaps filled by an adult.',
    },
    {
      from: 'pupil-conversation',
      question: 2,
      tag: 'question',
      text: '“The computer can read it to me, but the charger is in the other room.”',
    },
    {
      from: 'pupil-conversation',
      question: 1,
      tag: 'strength',
      text: 'Pupils remembered last month’s science words and explained “evaporate” with their hands.',
    },
    {
      from: 'staff-meeting',
      question: 1,
      tag: '',
      text: 'Science has a word list for each topic. History and geography are writing theirs this year.',
    },
    {
      from: 'document-check',
      question: 2,
      tag: '',
      text: 'Twelve licences for reading software, three used in the last month.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Science teaches words first, and pupils keep them',
      text: 'Words are taught with pictures and said aloud before the lesson needs them. Pupils used them in talk and remembered them weeks later.',
      question: 1,
      statement: 'teaching-language-reading',
      notes: [1, 4, 5],
    },
    {
      kind: 'strength',
      title: 'Daily reading is protected for those who need it most',
      text: 'The weakest readers read to an adult every day and their English books show it.',
      question: 0,
      statement: 'provision-targeted',
      notes: [2],
    },
    {
      kind: 'area-to-develop',
      title: 'In history and geography the weakest readers cannot read what they are given',
      text: 'Sources and sheets are the same for everyone. Some pupils copy or wait, and their books say little of what they know.',
      question: 0,
      statement: 'teaching-adaptive',
      notes: [0, 2],
      challenge:
        'Before you write easier texts, try reading the real one aloud together. I saw pupils who could have discussed that source very well.',
    },
    {
      kind: 'area-to-develop',
      title: 'Reading software is there and hardly used',
      text: 'Pupils know that it helps. Chargers, log-ins and habit stand in the way.',
      question: 2,
      statement: 'teaching-accessible-materials',
      notes: [3, 6],
    },
  ],
  introduction:
    '{school} has worked hard on early reading. It wanted to know whether pupils who are still catching up can learn as much as others in the rest of the curriculum.',
  how: 'We visited eleven lessons in science, history and geography, looked at the books of the eight weakest readers across subjects, talked with pupils about what they had learnt, and met subject leaders.',
  overall:
    'In science, the answer to the school’s question is yes. In history and geography it is not yet: pupils who read below their age meet texts that they cannot use. What science does can be carried across.',
  thanks:
    'Thank you to the pupils who read to us, and to the science lead for her word lists, which three of us have already borrowed.',
  comment: {
    finding: 3,
    text: 'The software counts are from a month with building works in the suite. We would rather keep the finding and add that.',
    reply: 'Agreed and added.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'Write word lists with pictures for the next two history and geography topics',
      finding: 2,
      owner: 'Humanities lead',
      weeks: 5,
      success: 'Pupils use five of eight words in talk by the end of a topic',
      progress: 'Done for one topic. Pupils used six of eight.',
    },
    {
      text: 'Read every source aloud together before anyone works alone',
      finding: 2,
      owner: 'All teachers of history',
      weeks: 2,
      success: 'No pupil stops at the title',
      progress: 'In place in four of six classes.',
    },
    {
      text: 'Move the charging trolley to the library and set one log-in for reading software',
      finding: 3,
      owner: 'Network manager',
      weeks: 3,
      success: 'Twelve licences used each week',
      progress: 'Nine used last week.',
    },
  ],
  followUp:
    'Word lists are in use and were shared with two other schools of the group. Reading aloud first has helped more pupils than expected.',
  celebrate: 'A pupil who had written nothing in history all autumn gave a two-minute talk about the Great Fire.',
  develop: 'Mathematics: the words of reasoning questions.',
}

export const plansThatMean: Story = {
  focus: 'Whether plans at SEN support change what happens on Monday morning.',
  questions: [
    {
      text: 'To what extent do targets in plans tell a teacher what to do differently?',
      statement: 'assessment-graduated-approach',
      why: 'A low judgement',
    },
    {
      text: 'To what extent does the school know which support helps which pupil?',
      statement: 'monitoring-interventions',
      why: 'Judgements ran from 1 to 3',
    },
  ],
  notes: [
    {
      from: 'document-check',
      question: 0,
      tag: '',
      text: 'Ten plans: six targets could have been written for any pupil. Four named what the pupil would do, where and with what help.',
    },
    {
      from: 'lesson-visit',
      question: 0,
      tag: 'strength',
      text: 'The teacher had the target “asks a partner before the adult” on her seating plan, and praised it when it happened.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'question',
      text: 'Teachers write plans in one evening a term. They would rather write two lines each fortnight.',
    },
    {
      from: 'document-check',
      question: 1,
      tag: 'look-again',
      text: 'Fourteen interventions listed, entry and exit scores for three.',
    },
    {
      from: 'pupil-conversation',
      question: 1,
      tag: '',
      text: 'Pupils like the reading group and say they are better for it. Nobody could say what the Tuesday group is for.',
    },
    {
      from: 'parent-meeting',
      question: 0,
      tag: 'strength',
      text: 'Parents said that meetings are warm and that they are listened to. Two had not understood the targets.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Where targets are plain, teachers use them',
      text: 'Plans that say what the pupil will do, where and with what help are seen in lessons, on seating plans and in praise.',
      question: 0,
      statement: 'teaching-knowing-pupils',
      notes: [1, 0],
    },
    {
      kind: 'strength',
      title: 'Families feel listened to',
      text: 'Meetings are warm, on time and well attended.',
      question: 0,
      statement: 'families-coproduction',
      notes: [5],
    },
    {
      kind: 'area-to-develop',
      title: 'Many targets could belong to anyone',
      text: 'More than half of the targets we read do not tell a teacher what to do, and some parents do not understand them.',
      question: 0,
      statement: 'assessment-graduated-approach',
      notes: [0, 2, 5],
    },
    {
      kind: 'area-to-develop',
      title: 'Most interventions run on trust',
      text: 'The school gives much time to interventions and can show the effect of three of fourteen.',
      question: 1,
      statement: 'monitoring-interventions',
      notes: [3, 4],
      challenge:
        'Which three would you stop tomorrow if you had to? Start the conversation there, not with a new form.',
    },
  ],
  introduction:
    '{school} has a committed SENCO and plans for every pupil at SEN support. Leaders wondered whether the plans are worth the evenings they cost.',
  how: 'We read ten plans before lunch and looked for them in lessons after it. We met teachers, parents and two groups of pupils, and went through the list of interventions with the SENCO.',
  overall:
    'Plans work where they are plain. Fewer words, written more often by the teacher, would do more. The list of interventions needs the same courage.',
  thanks: 'Thank you to the parents who came in on a wet morning, and to staff who let us read their plans unprepared.',
  comment: {
    finding: 3,
    text: 'Five of the fourteen are speech and language programmes that the therapist checks. They do have scores, in her folder.',
    reply: 'We have changed the number and say where the scores are. The point about bringing them together stays.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'Replace the termly plan by two lines a fortnight, tried in three classes',
      finding: 2,
      owner: 'SENCO',
      weeks: 6,
      success: 'Teachers can name each target without looking',
      progress: 'Running in three classes; two more have asked to join.',
    },
    {
      text: 'Stop three interventions and agree with staff what to do with the time',
      finding: 3,
      owner: 'Headteacher',
      weeks: 4,
      success: 'Every programme that stays has a check at the start and at the end',
      progress: 'Two stopped. The third ends at Easter.',
    },
  ],
  followUp:
    'Two lines a fortnight take less time than the old form and are read. Parents of pupils in the three classes said they now know what to ask about at home.',
  celebrate: 'Teachers talk about targets in the staffroom without being asked.',
  develop: 'The same plainness for the outcomes in annual reviews.',
}
