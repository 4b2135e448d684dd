/** The first review of a cluster: whether pupils who know a lot get to say it. */
import type { PeerStory } from './peer-story.ts'

export const whoSpeaks: PeerStory = {
  focus: 'Talk in lessons, above all by pupils who find writing hard.',
  questions: [
    {
      text: 'To what extent do pupils who find writing hard say aloud what they know?',
      statement: 'teaching-adaptive',
      why: 'Judgements ran from 2 to 4',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'look-again',
      text: 'Eight lessons: 94 answers by pupils were heard, 71 of them from hands that were up. Pupils with support plans gave five.',
    },
    {
      from: 'lesson-visit',
      question: 0,
      tag: 'strength',
      text: 'Year 4: everybody tells a partner first, then the teacher asks for the partner’s answer. All three pupils with plans spoke.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Six pupils knew a great deal about volcanoes. “I know it, but not when she asks.” Three said that ten seconds would help.',
    },
    {
      from: 'book-study',
      question: 0,
      tag: '',
      text: 'Ten books: what the six pupils told us aloud is not to be found in what they had written on the same day.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: 'question',
      text: 'Staff counted for themselves in pairs and were surprised. Most wait about one second after a question.',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Where a partner comes first, everybody is heard',
      text: 'In the classes that let pupils tell a partner first, pupils with plans spoke as often as others, and said more.',
      question: 0,
      statement: 'teaching-adaptive',
      notes: [1, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'Most answers come from those whose hands are up',
      text: 'Pupils who find writing hard know much more than a lesson hears. One second of waiting favours those who are quick.',
      question: 0,
      statement: 'teaching-adaptive',
      notes: [0, 3, 4],
    },
  ],
  introduction:
    'Colleagues from Calder Bridge Primary School and Fellside School reviewed {school} for a day, on a question of the school’s own.',
  how: 'We were in eight lessons in pairs, talked with six pupils, looked at ten books, and counted. Staff counted with us.',
  overall:
    'At {school} pupils with plans know things that their lessons do not hear. The way to hear them is in the building already, in two classes.',
  thanks: 'Thank you for counting with us, and for the courage to read the numbers aloud on the same afternoon.',
  comment: {
    finding: 1,
    text: 'In two of the eight lessons a visitor taught.',
    reply: 'We have taken those two out of the count; the share is the same.',
    outcome: 'changed',
  },
  steps: [
    {
      text: 'In every lesson each question is told to a partner before anybody answers to the class',
      finding: 0,
      owner: 'Headteacher',
      weeks: 6,
      success: 'Pupils with plans give as many answers as their share of the class',
      progress: 'Under way in all years. Year 6 asked to try it in assembly.',
    },
    {
      text: 'Pairs of teachers count waiting time for each other, once a fortnight',
      finding: 1,
      owner: 'SENCO',
      weeks: 10,
      success: 'Five seconds on average by the end of term',
      progress: 'First round done: between one and four seconds.',
    },
  ],
  plan: [],
  meetings: {
    workshop: {
      champion:
        'The assistant headteacher of Calder Bridge Primary School led it as improvement champion. All eleven teachers, seven teaching assistants and the head took part.',
      causes:
        'We are afraid of silence. We plan what we ask and not who answers. Teaching assistants whisper the answer because it is kind.',
      changes:
        'From Monday every question goes to a partner first. Nobody answers within five seconds. Teaching assistants ask “what would you say?” and wait. We stop asking for hands on Tuesdays and Thursdays.',
      measures:
        'We count answers in one lesson a fortnight, in pairs. In twelve weeks the six pupils tell us again about something they know.',
    },
  },
}
