/** What the schools of Wealdshire said before their groups were formed: what they bring, what they look for, with whom. */

/** Keys of the framework's areas. */
type Said = { strengths: readonly string[]; priorities: readonly string[] }

/** One for each of the six stories, in their order: what a school with such a self-evaluation says. */
export const saidByStory: readonly Said[] = [
  { strengths: ['leadership', 'outcomes', 'provision'], priorities: ['teaching', 'resources', 'pupils-parents'] },
  { strengths: ['provision', 'leadership', 'monitoring'], priorities: ['teaching'] },
  { strengths: ['outcomes', 'teaching'], priorities: ['pupils-parents', 'assessment'] },
  { strengths: ['teaching', 'monitoring'], priorities: ['provision', 'outcomes', 'leadership'] },
  { strengths: ['pupils-parents', 'teaching', 'leadership'], priorities: ['assessment', 'monitoring', 'resources'] },
  { strengths: ['assessment', 'leadership'], priorities: ['provision', 'outcomes', 'resources'] },
]

/** Partners that schools wished for. */
export const wishes: Readonly<Record<string, readonly string[]>> = {
  'Larkfield Primary School': ['Pilgrims Way Primary School', 'Bishop Lanfrid Catholic School'],
  'Millrace Junior School': ['Larkfield Primary School'],
  'Pilgrims Way Primary School': ['Oakhanger School'],
  'Tanyard Lane Primary School': ['Larkfield Primary School'],
  'Sandpit Lane Primary School': ['Ashmere Community Academy'],
  'Willowbank Primary School': ['Millrace Infant School'],
  'Ferncroft Primary School': ['Willowbank Primary School'],
  'Fairmile Primary School': ['Chalkpit Primary School'],
  'Elmstow Church of England Primary School': ['Chalkpit Primary School', 'Brockhurst High School'],
  'Maplesden Primary School': ['St Winifred’s Catholic Primary School', 'Nettlestead Road Primary School'],
  'St Winifred’s Catholic Primary School': ['Priory Fields School'],
}

/** The infant and the junior school share a site and a governing body already. */
export const keptApart: readonly (readonly [string, string])[] = [['Millrace Infant School', 'Millrace Junior School']]

/** What some schools told the officers beside their answers. */
export const preferenceNotes: Readonly<Record<string, string>> = {
  'Larkfield Primary School':
    'Please not a visit in the first fortnight of September: our new reception class settles in.',
  'Anchor Bay Primary School': 'The bus from the town takes an hour, so somewhere along the coast road would help.',
  'Oakhanger School': 'We would be glad of feeder primaries, so that we can look at how pupils arrive in Year 7.',
}

/** A second round begins with the schools that did not take part in the first. `undefined`: not answered yet. */
export const secondRound: readonly { school: string; said: Said | undefined; note?: string }[] = [
  { school: 'Beacon Hill School', said: { strengths: ['assessment', 'provision'], priorities: ['outcomes'] } },
  { school: 'Coldharbour Primary School', said: { strengths: ['outcomes'], priorities: ['assessment', 'teaching'] } },
  { school: 'Gorsebank Primary School', said: { strengths: ['teaching'], priorities: ['provision', 'monitoring'] } },
  {
    school: 'Greenhithe Way Infant School',
    said: { strengths: ['pupils-parents', 'teaching'], priorities: ['assessment'] },
    note: 'We share a car park with a clinic: visitors need to walk from the church.',
  },
  { school: 'Hartley Green Village School', said: { strengths: ['pupils-parents'], priorities: ['resources'] } },
  { school: 'Headland School', said: { strengths: ['provision', 'monitoring'], priorities: ['leadership'] } },
  { school: 'Ivychurch Road Primary School', said: { strengths: ['resources'], priorities: ['teaching'] } },
  { school: 'Juniper House School', said: { strengths: ['assessment', 'teaching'], priorities: ['pupils-parents'] } },
  { school: 'Lodge Meadow School', said: { strengths: ['provision'], priorities: ['outcomes', 'monitoring'] } },
  { school: 'Northcliff Junior School', said: { strengths: ['leadership'], priorities: ['assessment'] } },
  { school: 'Quarry Bank Primary School', said: undefined },
  { school: 'Rookwood Junior School', said: { strengths: ['monitoring'], priorities: ['pupils-parents'] } },
]
