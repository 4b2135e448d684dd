/** What the people of the whole review write about Millbrook. */

export const sections = [
  [
    'Introduction',
    'Millbrook Primary School knows its families well. It asked us to look at independence: its own staff had judged it very differently, and its leaders wanted to know why.',
  ],
  [
    'How we worked',
    'We walked through every year group in pairs, one colleague of the school and one visitor. We looked at the books of twelve pupils and talked with two groups of pupils.',
  ],
  [
    'What we found overall',
    'Pupils become independent where adults have agreed how to step back, and that is true of the younger years. The same practice has not yet reached the upper years.',
  ],
  ['Thanks', 'Thank you to the pupils who showed us their books and told us the truth about them.'],
] as const

export const comment = 'Year 6 had two cover teachers on the day: could this say “on the day of the visit”?'
export const answer = 'That is fair. We now say which classes we mean, and mention the cover in Year 6.'
export const followUp =
  'Planning together happens each Friday. The upper years asked for a second model, which Oak Hill will show them in March.'
