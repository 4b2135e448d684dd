/** What the people of a programme that lives through its time judge and write about. */
import type { Framework } from '../../src/features/frameworks/public.ts'

const points = ['Starting', 'Developing', 'Secure', 'Leading practice'].map((label, index) => ({
  value: index + 1,
  label,
  meaning: `${label} in general`,
}))

const statement = (key: string, text: string) => ({
  key,
  text,
  descriptors: Object.fromEntries(points.map((point) => [point.value, `${text} ${point.label}`])),
  look_for: [],
  evidence: [],
})

/** As short as a framework can be that has something to differ in. */
export const yearsFramework: Framework = {
  key: 'short',
  title: 'Short framework',
  edition: '1',
  description: 'Two statements.',
  scale: { kind: 'points', points },
  areas: [
    {
      key: 'teaching',
      title: 'Quality of teaching',
      summary: 'What happens in lessons.',
      statements: [
        statement('adapting', 'Teachers adapt lessons.'),
        statement('support', 'Assistants help pupils to learn.'),
      ],
    },
  ],
  gates: [],
}
