/** A triad at the end of its year: Cragfoot, Moorend and Lower Beck. */
import type { PeerStory } from './peer-story.ts'

const coached = (going: string, next: string) => ({ 'going-well': going, next })

export const sixTables: PeerStory = {
  focus: 'The hour after lunch for pupils who find the playground hard.',
  questions: [
    {
      text: 'To what extent is there something to do at lunchtime for pupils who find the playground hard?',
      statement: 'outcomes-belonging',
      why: 'A low judgement',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'look-again',
      text: 'Playground, ten minutes: nine pupils along the wall. Two adults, both busy with football.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Five pupils: “I wait for it to be over.” Three would like “a table and something to make”.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'strength',
      text: 'Lunchtime staff know every one of these pupils by name and what each likes.',
    },
    {
      from: 'book-study',
      question: 0,
      tag: '',
      text: 'After lunch the first page is shorter in six of eight books than the page before lunch.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Lunchtime staff know the pupils well',
      text: 'They named each pupil by the wall and what that pupil likes to do. It is knowledge that the school had not used.',
      question: 0,
      statement: 'outcomes-belonging',
      notes: [1, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'For some pupils lunch is an hour of waiting',
      text: 'There is football, and there is the wall. What happens there is seen in the first lesson after it.',
      question: 0,
      statement: 'outcomes-belonging',
      notes: [0, 3],
    },
  ],
  introduction: 'The SENCOs of Moorend School and Lower Beck Primary School visited {school} from eleven until two.',
  how: 'We stood in the playground, talked with five pupils and with the lunchtime staff, and looked at eight books.',
  overall: '{school} has people who know exactly what these pupils would enjoy. They need a room, and leave to begin.',
  thanks: 'Thank you to the lunchtime staff, who stayed after their hours to talk with us.',
  comment: {
    finding: 1,
    text: 'There is a reading corner on Wednesdays.',
    reply: 'We have added it. Pupils told us that it is full.',
    outcome: 'changed',
  },
  steps: [],
  plan: [
    {
      text: 'A room with six tables is open every lunchtime, run by lunchtime staff and two pupils',
      owner: 'SENCO',
      weeks: 8,
      success: 'Nobody stands by the wall who does not want to',
      progress: 'Done. On wet days there is a second room.',
    },
  ],
  meetings: {
    coaching: coached(
      'It began on a Monday, with six tables and no budget. Lunchtime staff made the rules, and there are three.',
      'Ask the pupils who no longer come why they stopped. It may be a success.',
    ),
    'quality-visit': {
      'best-hopes': 'To hear whether it would go on without us.',
      'works-already':
        'Two pupils showed me the room and explained the rules, which hang at the door in their own handwriting. The kitchen sends the late plates there without being asked.',
      scale: 'The SENCO and the head both said 7. Why not lower: “It was open on the day I was ill.”',
      'one-up': 'Pupils of every class would have run it once.',
      'small-steps': 'A list at the door on which classes take turns. Begin with Year 2.',
    },
  },
}

export const doneInSchool: PeerStory = {
  focus: 'Homework, for pupils who have nobody to ask.',
  questions: [
    {
      text: 'To what extent can homework be done by a pupil who has no quiet place and nobody to ask?',
      statement: 'teaching-accessible-materials',
      why: 'Judgements ran from 1 to 4',
    },
  ],
  notes: [
    {
      from: 'book-study',
      question: 0,
      tag: 'look-again',
      text: 'Twelve planners of Year 8: 41 tasks in a week, 27 of them for the next day.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Seven pupils: four do homework on a telephone. “If I cannot do the first line I leave it.”',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'In the library eleven pupils did homework at break without being told to. The librarian had put an example beside each task.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'question',
      text: 'Science sets homework that begins in the lesson. Could every department try it for half a term?',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'The library is where homework succeeds',
      text: 'An example beside the task and somebody to ask are enough. Pupils come by choice.',
      question: 0,
      statement: 'teaching-accessible-materials',
      notes: [1, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'Much homework is set for the next day',
      text: 'Two thirds of what we counted was due within a day, so that it measures whose evening is free.',
      question: 0,
      statement: 'teaching-accessible-materials',
      notes: [0, 3],
    },
  ],
  introduction: 'The SENCOs of Cragfoot Primary School and Lower Beck Primary School visited {school} for a morning.',
  how: 'We read twelve planners, talked with seven pupils, and sat in the library at break.',
  overall: '{school} has solved the question in one room. The triad suggests to look at how the room did it.',
  thanks: 'Thank you to the librarian, who did not know that she was the answer.',
  comment: {
    finding: 1,
    text: 'The week that you saw was before assessments.',
    reply: 'We have said so in the text. The pupils thought that the week was usual.',
    outcome: 'changed',
  },
  steps: [],
  plan: [
    {
      text: 'Homework club on four days, with an example for each task',
      owner: 'SENCO',
      weeks: 10,
      success: 'Forty pupils come, half of them from those who handed in nothing before',
      progress: 'Done: 48 pupils, 20 of whom had handed in nothing.',
    },
  ],
  meetings: {
    coaching: coached(
      'The club is asked for. Pupils bring others.',
      'Let two departments look at what came back from three tasks, and say what they would set again.',
    ),
    'quality-visit': {
      'best-hopes': 'A way to speak about homework with departments that does not sound like blame.',
      'works-already':
        'I saw 39 pupils at work and heard no adult ask for quiet. A boy explained to me what an “example with a hole in it” is, and that he makes them for others now.',
      scale: '5, said the SENCO; 6, said the head. Why not lower: “Because mathematics has copied us.”',
      'one-up': 'A task would begin in the lesson, so that nobody goes home with an empty line.',
      'small-steps': 'Two departments begin homework in the last five minutes of the lesson, for three weeks.',
    },
  },
}

export const goodNews: PeerStory = {
  focus: 'What families hear from the school when nothing is wrong.',
  questions: [
    {
      text: 'To what extent do families of pupils with SEND hear from the school before there is a concern?',
      statement: 'families-information',
      why: 'A low judgement',
    },
  ],
  notes: [
    {
      from: 'parent-meeting',
      question: 0,
      tag: 'look-again',
      text: 'Eight parents: six had been rung this year, all six because of something that had gone wrong.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'strength',
      text: 'Teachers had plenty of good news to tell. “We tell each other.”',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'At the gate the teaching assistant of Reception told four families one good thing each, in two minutes.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Four pupils: “If school rings, I am in trouble.” One had never been rung about and would like it.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Good news is there, and one person tells it at the gate',
      text: 'Reception shows how little time it takes. Teachers of other years know as much.',
      question: 0,
      statement: 'families-information',
      notes: [1, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'A call from school means trouble',
      text: 'Parents and pupils said it in the same words. It makes the call that is needed harder for both sides.',
      question: 0,
      statement: 'families-information',
      notes: [0, 3],
    },
  ],
  introduction:
    'The SENCOs of Cragfoot Primary School and Moorend School visited {school} and met parents at a table with cake.',
  how: 'We listened to eight parents and four pupils, stood at the gate at the end of the day, and talked with teachers.',
  overall:
    '{school} has much to tell. It tells it to itself. One call to each family would change what the next one means.',
  thanks: 'Thank you to the eight parents, and to whoever made the lemon cake.',
  comment: {
    finding: 0,
    text: 'Our caretaker tells good news too.',
    reply: 'He does. We have added him with his permission.',
    outcome: 'changed',
  },
  steps: [],
  plan: [
    {
      text: 'Every family gets one call with good news before half-term',
      owner: 'SENCO',
      weeks: 7,
      success: '196 families, 196 calls',
      progress: 'Done: 190 by telephone and six at the gate.',
    },
  ],
  meetings: {
    coaching: coached(
      'Two teachers asked for more names. They say that the calls are the best part of their Thursday.',
      'Find out at the gate which numbers are out of date. The caretaker offered to ask.',
    ),
    'quality-visit': {
      'best-hopes': 'To know what parents would say if we were not in the room.',
      'works-already':
        'I met five parents alone. Each remembered who had rung and what was said. One had told it at work. A list hangs in the staff room, with a tick for each family and no names of concerns.',
      scale: 'The SENCO said 8 and laughed; the head said 7. Why not lower: “Because they ring us now.”',
      'one-up': 'A family that is new in January would get its call in the first week.',
      'small-steps': 'The office adds “good call made” to what is done when a child joins.',
    },
  },
}
