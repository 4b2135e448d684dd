/** What triads said and agreed when they met: at the launch, at their meetings, at the celebration. */
import type { Records } from './peer-story.ts'

export const halfWayMeetings: Records = {
  launch: {
    hopes:
      'Rushdale: that pupils who leave class for reading come back to the lesson that the others had. Millgate: that form tutors, not only the SENCO, know who finds mornings hard. Heatherfold: that a plan can be read in two minutes by a supply teacher.',
    agreed:
      'We say what we saw before what we think. Each of us may stop a conversation by saying “not here”. We ring on Thursdays after four; whoever is teaching rings back on Friday.',
  },
  'first-triad': {
    priorities:
      'Rushdale works on what happens in the ten minutes after a pupil comes back to class. Millgate on the first quarter of an hour of the day, because lateness and upset begin there. Heatherfold on one-page plans, because four supply teachers in one week used none of the old ones.',
    help: 'Heatherfold lends its morning checklist to Millgate until half-term. Millgate’s SENCO shows Rushdale how its tutors hand over at the door. Rushdale reads three of Heatherfold’s new plans as a stranger would, and says what is missing.',
  },
}

export const finishedMeetings: Records = {
  launch: {
    hopes:
      'Cragfoot: that lunchtime stops being the hour in which the morning is undone. Moorend: that homework does not measure who has help at home. Lower Beck: that parents come through the gate for something other than trouble.',
    agreed:
      'Nobody apologises for the state of a building. We write down questions and not advice until the second meeting. Heads come when they said they would, or send their deputy.',
  },
  'first-triad': {
    priorities:
      'Cragfoot: what there is to do at lunch for pupils who do not like football. Moorend: homework that can be done in school. Lower Beck: one good telephone call for each family before half-term.',
    help: 'Moorend’s librarian shows Cragfoot how to run a room with six tables and few rules. Lower Beck gives Moorend the list of what its pupils say about homework. Cragfoot’s head rings ten families of Lower Beck with its SENCO, to see how it goes.',
  },
  'second-triad': {
    changed:
      'Cragfoot counts 31 pupils in the lunch room on a wet day and 12 on a dry one; entries in the behaviour book for 12.30 to 1.30 have halved. At Moorend 48 pupils stay for homework club, 20 of whom had handed in nothing before. Lower Beck has rung 140 of 196 families.',
    stuck:
      'Moorend: teachers still set homework on Friday for Monday. The others suggested that departments, not the SENCO, look at what comes back. Lower Beck: the families that were not reached are those that change their number; the others asked who meets them at the gate.',
  },
  'third-triad': {
    plans:
      'Cragfoot trains two pupils of each class as hosts of the lunch room. Moorend sets no homework for the next day. Lower Beck keeps the calls in September for ever, and begins with Reception.',
    story:
      'Six tables: how a lunch room went from one school to the second, became a homework club, and came back as a breakfast for parents.',
  },
  celebration: {
    story:
      'We noticed that the hardest hour of the day was the one that nobody had planned. Cragfoot tried six tables, a kettle and three rules. Moorend borrowed the tables for homework. Lower Beck borrowed the kettle: on Fridays parents stay for ten minutes, and 40 of them do. What is different: pupils who used to stand by the wall have somewhere to be, and they run it.',
    learnt: 'Visit before you advise. Choose something that begins within three weeks. And tell your caretaker first.',
  },
}
