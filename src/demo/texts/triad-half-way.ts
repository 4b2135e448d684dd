/** A triad in the middle of its year: Rushdale, Millgate and Heatherfold. */
import type { PeerStory } from './peer-story.ts'

export const comingBack: PeerStory = {
  focus: 'What pupils meet when they come back to class from reading support.',
  questions: [
    {
      text: 'To what extent can pupils who come back from support join the lesson within five minutes?',
      statement: 'provision-targeted',
      why: 'A low judgement',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'look-again',
      text: 'Four returns seen in two classes. Twice nobody looked up; the pupils copied from a neighbour for about six minutes.',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'One teacher keeps a stool beside her desk. “Two minutes, then you are with us.” The pupil was writing after three.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Five pupils of two classes: all like going. Four said that coming back is “like walking into a film in the middle”.',
    },
    {
      from: 'book-study',
      question: 0,
      tag: 'question',
      text: 'Nine books: the page of the support lesson is empty in seven. Is it ever filled in, and should it be?',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'Where somebody waits for them, pupils are back in the lesson in three minutes',
      text: 'One class has a way of its own: a stool, a sentence and a card with today’s two words. It costs the teacher nothing, and pupils describe it by themselves.',
      question: 0,
      statement: 'provision-targeted',
      notes: [1, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'Most pupils come back to a lesson that they do not know',
      text: 'Support itself is liked and regular. What was missed is not told, and books stay empty for that hour. Pupils fill the gap by copying.',
      question: 0,
      statement: 'provision-targeted',
      notes: [0, 3],
    },
  ],
  introduction:
    'The SENCOs of Millgate School and Heatherfold Primary School visited {school} for a morning. The school had asked about one thing: the minutes after support.',
  how: 'We walked with the SENCO, talked with five pupils and looked at nine books together. Nobody was graded.',
  overall:
    '{school} has built support that pupils like to go to. The next step is small and lies at the classroom door: whoever comes back is expected, and is told in two minutes what the others know.',
  thanks: 'Thank you for the stool. We have each put one in a classroom at home.',
  comment: {
    finding: 1,
    text: 'In Year 3 the empty pages are filled in on Friday. Could the text say so?',
    reply: 'Yes. We looked at Years 4 and 5 and have added that.',
    outcome: 'changed',
  },
  steps: [],
  plan: [
    {
      text: 'Each class chooses a “two-minute place” and a card with today’s two words for those who come back',
      owner: 'Year 4 teachers',
      weeks: 8,
      success: 'Of ten returns that we watch, eight pupils work within five minutes',
      progress: 'Four of seven classes have a place. In those, nine of twelve returns took under five minutes.',
    },
    {
      text: 'Support begins ten minutes later on Tuesdays, so that pupils hear how the lesson starts',
      owner: 'SENCO',
      weeks: 6,
      success: 'No pupil misses the start of English on a Tuesday',
      progress: 'Done since half-term. Two pupils asked for it on Thursdays too.',
    },
  ],
  meetings: {
    coaching: {
      'going-well':
        'The card with two words. Teachers write it while the register is taken; it works because it is so small. Pupils ask for it when it is missing.',
      next: 'Sit in the two classes without a place for one return each, and only count minutes. By the last day of the month.',
    },
    'quality-visit': {
      'best-hopes':
        'That we hear whether what we see as better is better for pupils too, and where to go from four classes to seven.',
      'works-already':
        'In four classes somebody expects the pupil who comes back. Three pupils told me, without being asked, which two words they had been given. The head had moved a meeting so that teachers have the ten minutes on Tuesday.',
      scale:
        'The SENCO said 6, the head 5. Why not lower: “Because it no longer depends on me. Ms Kay does it when I am at another school.”',
      'one-up':
        'A pupil would know before leaving what the lesson is going to be about. A supply teacher would find the card on the desk.',
      'small-steps':
        'The card goes into the folder for supply teachers this week. Two pupils show the head how coming back works, before the end of the month.',
    },
  },
}

export const firstQuarterHour: PeerStory = {
  focus: 'How the first quarter of an hour of the day is for pupils who find arriving hard.',
  questions: [
    {
      text: 'To what extent is somebody there, and a thing to do, for pupils who find arriving hard?',
      statement: 'provision-environment',
      why: 'Judged without evidence',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'The side door opens at 8.20. Two adults, no bells, toast. Eleven pupils came in by it and went on to form by themselves.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: 'look-again',
      text: 'Six pupils of Years 8 and 9: “The door is good. Then you are in the corridor with everyone.” All six named the same stairs.',
    },
    {
      from: 'staff-meeting',
      question: 0,
      tag: '',
      text: 'Of seven tutors, three could say which of their pupils come by the side door.',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'question',
      text: 'From 8.40 to 8.46 about two hundred pupils use the east stairs in both directions. Could one direction wait?',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'A calm way in that pupils choose for themselves',
      text: 'The side door is staffed by the same two people every day and needs no pass. Pupils who use it arrive on time and leave it when they are ready.',
      question: 0,
      statement: 'provision-environment',
      notes: [0, 1],
    },
    {
      kind: 'area-to-develop',
      title: 'Between the door and the form room the calm is lost',
      text: 'The east stairs are the hardest six minutes of the day for the pupils we heard. Few tutors know who has just come through them.',
      question: 0,
      statement: 'provision-environment',
      notes: [1, 2, 3],
    },
  ],
  introduction:
    'The SENCOs of Rushdale Primary School and Heatherfold Primary School were at {school} before the pupils were, and stayed for a morning.',
  how: 'We stood at the side door and on the east stairs, talked with six pupils, and joined the tutors’ briefing.',
  overall:
    'The idea is right and the people at the door are loved. What is missing is two minutes long: from the door to the form room, and from the people at the door to the tutor.',
  thanks: 'Thank you to the two colleagues at the side door, and for the toast.',
  comment: {
    finding: 1,
    text: 'Since the visit tutors get a note at 8.45. We would like that to be mentioned.',
    reply: 'It happened after the visit, so it belongs to your plan and not to what we saw.',
    outcome: 'kept',
  },
  steps: [],
  plan: [
    {
      text: 'Pupils of the side door go to form at 8.35, before the bell',
      owner: 'SENCO',
      weeks: 4,
      success: 'None of them is on the east stairs between 8.40 and 8.46',
      progress: 'Done. Two chose to stay with their friends, which is fine.',
    },
    {
      text: 'A note with names goes from the door to each tutor by 8.45',
      owner: 'Ms Adeyemi, pastoral team',
      weeks: 6,
      success: 'Every tutor can say who came by the side door today',
      progress: 'Runs on three days of five. On Mondays the note is late.',
    },
  ],
  meetings: {
    coaching: {
      'going-well': 'Going to form early. Pupils said what they needed, and nobody had to write a rule for it.',
      next: 'Ask the Monday tutors what they would like to know, before changing the note again. In the tutors’ briefing next week.',
    },
  },
}

export const readInTwoMinutes: PeerStory = {
  focus: 'Whether plans are used by somebody who meets a class for the first time.',
  questions: [
    {
      text: 'To what extent do the new one-page plans change what a supply teacher does?',
      statement: 'assessment-graduated-approach',
      why: 'A low judgement',
    },
  ],
  notes: [
    {
      from: 'learning-walk',
      question: 0,
      tag: 'strength',
      text: 'A supply teacher in Year 2 had three plans on the desk and moved one pupil’s seat before the register, because the plan says so.',
    },
    {
      from: 'learning-walk',
      question: 0,
      tag: 'look-again',
      text: 'In Year 5 the plans were in the cupboard. The teaching assistant knew them by heart and told nobody, “they never ask”.',
    },
    {
      from: 'pupil-conversation',
      question: 0,
      tag: '',
      text: 'Four pupils had drawn the picture on their own page. Two said that a new teacher had looked at it and smiled.',
    },
    {
      from: 'book-study',
      question: 0,
      tag: 'question',
      text: 'Six plans: five say what to do in the first lesson. One lists only difficulties. Who reads them before they go out?',
    },
  ],
  findings: [
    {
      kind: 'strength',
      title: 'A page that a stranger can act on',
      text: 'Where the page lies on the desk it is used within minutes. Pupils have a part in it and know that it is read.',
      question: 0,
      statement: 'assessment-graduated-approach',
      notes: [0, 2],
    },
    {
      kind: 'area-to-develop',
      title: 'Whether the page is on the desk depends on the class',
      text: 'The plans are good and not yet everywhere. Teaching assistants know most and are asked least.',
      question: 0,
      statement: 'assessment-graduated-approach',
      notes: [1, 3],
    },
  ],
  introduction:
    'The SENCOs of Millgate School and Rushdale Primary School visited {school} on a morning with two supply teachers, as the school had wished.',
  how: 'We watched the first twenty minutes in two classes, talked with four pupils and read six plans.',
  overall:
    '{school} has turned eleven pages into one that works. Now it needs a place: the same in every room, and told by the person who knows it best.',
  thanks: 'Thank you for letting us come on a day when two of your teachers were ill.',
  comment: {
    finding: 1,
    text: 'We agree, and would like “are asked least” to say that we had not asked them to tell.',
    reply: 'That is fair, and we have changed the sentence.',
    outcome: 'changed',
  },
  steps: [],
  plan: [
    {
      text: 'In each room the plans hang in a yellow folder beside the door',
      owner: 'Teaching assistants',
      weeks: 5,
      success: 'A visitor finds the folder in every room within a minute',
      progress: 'Seven of nine rooms.',
    },
  ],
  meetings: {},
}
