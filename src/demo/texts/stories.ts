import { adultsWhoStepBack, calmLunch } from './stories-day.ts'
import { plansThatMean, readersInEverySubject } from './stories-learning.ts'
import { familiesAsPartners, theNextSchool } from './stories-people.ts'
import type { Story } from './story.ts'

/** The six stories that the demonstration's reviews tell, by the name of their theme. */
export const stories: readonly Story[] = [
  adultsWhoStepBack,
  readersInEverySubject,
  familiesAsPartners,
  calmLunch,
  plansThatMean,
  theNextSchool,
]
