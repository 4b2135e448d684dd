/** Which schools of Wealdshire have evaluated themselves, what they found hard and what they are proud of. */
import type { Telling } from './evaluations.ts'

type Profile = Pick<Telling, 'low' | 'high'>

/** Profiles that fit the six stories, in the order of `stories`. */
export const profiles: readonly Profile[] = [
  {
    low: ['teaching-assistants', 'resources-deployment', 'pupils-voice'],
    high: ['leadership-vision', 'outcomes-belonging', 'provision-universal'],
  },
  {
    low: ['teaching-language-reading', 'teaching-accessible-materials', 'teaching-adaptive'],
    high: ['provision-targeted', 'leadership-senco', 'monitoring-progress'],
  },
  {
    low: ['families-coproduction', 'families-information', 'assessment-ehc-plans'],
    high: ['families-resolving-concerns', 'outcomes-belonging', 'teaching-knowing-pupils'],
  },
  {
    low: ['provision-environment', 'outcomes-behaviour', 'leadership-staff-development'],
    high: ['provision-universal', 'teaching-adaptive', 'monitoring-patterns'],
  },
  {
    low: ['assessment-graduated-approach', 'monitoring-interventions', 'resources-value'],
    high: ['families-resolving-concerns', 'teaching-knowing-pupils', 'leadership-senco'],
  },
  {
    low: ['provision-transition', 'outcomes-next-stage', 'resources-partners'],
    high: ['outcomes-belonging', 'assessment-identification', 'leadership-governance'],
  },
]
