/** What the people of a programme that lives through its time judge and write about. */
import type { Framework } from '../../src/features/frameworks/public.ts'
import { smallFramework } from './self-evaluation-example.ts'

/** As short as a framework can be that has something to differ in. */
export const yearsFramework: Framework = {
  ...smallFramework,
  key: 'short',
  title: 'Short framework',
  description: 'Two statements.',
  areas: smallFramework.areas.filter(({ key }) => key === 'teaching'),
  gates: [],
}
