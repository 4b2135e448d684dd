/** Evidence that schools put beside their judgements: notes and links of the kind that people keep. */
import type { addEvidence } from '../../features/self-evaluation/public.ts'

type Wanted = Parameters<typeof addEvidence>[3]

const kinds: Readonly<Record<string, readonly [title: string, note: string]>> = {
  outcomes: [
    'Progress meeting notes, spring',
    'Pupils at SEN support: 41 of 58 on track in reading, 36 of 58 in writing. Year 4 discussed at length.',
  ],
  leadership: ['Leadership meeting minutes', 'Inclusion was the first item in six of the last eight meetings.'],
  teaching: [
    'Learning walk, twelve lessons',
    'Adapted from the start in eight of twelve. Notes by subject leaders, shared with staff on the same day.',
  ],
  families: ['Parents’ survey', '63 answers. “I know whom to ask”: 51 agree. “I helped to write the plan”: 29 agree.'],
  pupils: [
    'Pupil conversations',
    'Two groups of six, with pictures. What helps most: knowing what comes next, a quiet place, being asked.',
  ],
  assessment: [
    'Sample of ten support plans',
    'Read with the SENCO of a neighbouring school. Six had targets that a teacher could act on.',
  ],
  monitoring: [
    'Pupil trail, one day',
    'A senior leader followed one timetable. Most surprising: the time spent waiting.',
  ],
  resources: ['Provision map, costed', 'Shows 27 provisions, with staff, time and cost. Reviewed with governors.'],
  provision: ['Environment walk', 'Walked the building with the sensory checklist of the specialist teaching service.'],
}

/** A note of evidence for each statement that a school names, from its area. */
export function evidenceFor(high: readonly string[], low: readonly string[]): Wanted[] {
  const notes = [...high, ...low].flatMap((statement_key): Wanted[] => {
    const [title, note] = kinds[statement_key.split('-')[0] ?? ''] ?? []
    return title && note ? [{ statement_key, kind: 'note', title, note }] : []
  })
  const first = high[0]
  const link: Wanted[] = first
    ? [
        {
          statement_key: first,
          kind: 'link',
          title: 'SEN information report on our website',
          url: 'https://www.school.example/send-information-report',
        },
      ]
    : []
  return [...notes, ...link]
}
