/** The fictional people of the demonstration. */
import type { Role } from '../features/people/public.ts'

export type DemoPerson = {
  /** For the people whom a visitor can become: the key of `POST /demo/sign-in`. */
  key?: string
  name: string
  email: string
  jobTitle: string
  role: Role
  /** For roles at a school. */
  school?: string
}

export const mainSchool = 'Larkfield Primary School'
export const otherMainSchool = 'Thornbeck Primary School'

/** One person for each role, whom a visitor can become. */
export const leadingPeople: readonly DemoPerson[] = [
  {
    key: 'partnership-lead',
    name: 'Helen Ashdown',
    email: 'helen.ashdown@wealdshire.example',
    jobTitle: 'Head of Inclusion',
    role: 'partnership-lead',
  },
  {
    key: 'partnership-officer',
    name: 'Marcus Obi',
    email: 'marcus.obi@wealdshire.example',
    jobTitle: 'Peer review programme officer',
    role: 'partnership-officer',
  },
  {
    key: 'headteacher',
    name: 'Priya Raman',
    email: 'head@larkfield.example',
    jobTitle: 'Headteacher',
    role: 'headteacher',
    school: mainSchool,
  },
  {
    key: 'senior-leader',
    name: 'Tom Okafor',
    email: 'tom.okafor@larkfield.example',
    jobTitle: 'Deputy headteacher',
    role: 'senior-leader',
    school: mainSchool,
  },
  {
    key: 'senco',
    name: 'Bethan Pryce',
    email: 'senco@larkfield.example',
    jobTitle: 'SENCO',
    role: 'senco',
    school: mainSchool,
  },
  {
    key: 'governor',
    name: 'Alan Whitcombe',
    email: 'alan.whitcombe@larkfield.example',
    jobTitle: 'Link governor for SEND',
    role: 'governor',
    school: mainSchool,
  },
  {
    key: 'ile',
    name: 'Dr Nadia Rahman',
    email: 'nadia.rahman@wealdshire.example',
    jobTitle: 'Inclusion Leader of Education',
    role: 'ile',
  },
  {
    key: 'facilitator',
    name: 'Joanna Keeble',
    email: 'joanna.keeble@wealdshire.example',
    jobTitle: 'Programme facilitator',
    role: 'facilitator',
  },
  {
    key: 'quality-assurer',
    name: 'Peter Lindqvist',
    email: 'peter.lindqvist@wealdshire.example',
    jobTitle: 'Quality assurer',
    role: 'quality-assurer',
  },
  {
    key: 'provider',
    name: 'Samira Haddad',
    email: 'samira.haddad@speech.example',
    jobTitle: 'Lead speech and language therapist',
    role: 'provider',
  },
]

/** The same roles in the second partnership. */
export const otherLeadingPeople: readonly DemoPerson[] = [
  {
    key: 'other-partnership-lead',
    name: 'Graham Tait',
    email: 'graham.tait@calderfell.example',
    jobTitle: 'Assistant director, inclusion',
    role: 'partnership-lead',
  },
  {
    key: 'other-partnership-officer',
    name: 'Wendy Crossley',
    email: 'wendy.crossley@calderfell.example',
    jobTitle: 'Inclusion officer',
    role: 'partnership-officer',
  },
  {
    key: 'other-headteacher',
    name: 'Ruth Barraclough',
    email: 'head@thornbeck.example',
    jobTitle: 'Headteacher',
    role: 'headteacher',
    school: otherMainSchool,
  },
  {
    key: 'other-senior-leader',
    name: 'Imran Sadiq',
    email: 'imran.sadiq@thornbeck.example',
    jobTitle: 'Assistant headteacher',
    role: 'senior-leader',
    school: otherMainSchool,
  },
  {
    key: 'other-senco',
    name: 'Chloe Ramsden',
    email: 'senco@thornbeck.example',
    jobTitle: 'SENCO',
    role: 'senco',
    school: otherMainSchool,
  },
  {
    key: 'other-governor',
    name: 'Malcolm Firth',
    email: 'malcolm.firth@thornbeck.example',
    jobTitle: 'Chair of governors',
    role: 'governor',
    school: otherMainSchool,
  },
  {
    key: 'other-ile',
    name: 'Yvonne Akhtar',
    email: 'yvonne.akhtar@calderfell.example',
    jobTitle: 'Inclusion Leader of Education',
    role: 'ile',
  },
  {
    key: 'other-facilitator',
    name: 'Neil Sugden',
    email: 'neil.sugden@calderfell.example',
    jobTitle: 'Facilitator',
    role: 'facilitator',
  },
  {
    key: 'other-quality-assurer',
    name: 'Ingrid Holm',
    email: 'ingrid.holm@calderfell.example',
    jobTitle: 'Quality assurer',
    role: 'quality-assurer',
  },
  {
    key: 'other-provider',
    name: 'Derek Pollard',
    email: 'derek.pollard@outreach.example',
    jobTitle: 'Outreach teacher',
    role: 'provider',
  },
]

const leaderNames = [
  'Dr Nadia Rahman',
  'Caroline Frith',
  'Stephen Adeyemi',
  'Maureen Tully',
  'Jonas Weller',
  'Farah Siddiqui',
  'Ewan McCrae',
  'Lydia Banerjee',
]

/** The designated pool of leaders: one for each review group; the first is among the leading people. */
export const otherLeaders: readonly DemoPerson[] = leaderNames.slice(1).map((name) => ({
  name,
  email: `${emailName(name)}@wealdshire.example`,
  jobTitle: 'Inclusion Leader of Education',
  role: 'ile',
}))

const first = [
  'Amelia',
  'Benedict',
  'Catrin',
  'Daniel',
  'Esther',
  'Fergus',
  'Grace',
  'Hamish',
  'Isla',
  'Joseph',
  'Kavita',
  'Leon',
  'Miriam',
  'Nathan',
  'Olwen',
  'Patrick',
  'Rosa',
  'Samuel',
  'Teresa',
  'Umar',
  'Vera',
  'William',
  'Yasmin',
  'Zachary',
  'Anita',
  'Brendan',
  'Clara',
  'Dominic',
  'Elin',
]
const last = [
  'Abara',
  'Birch',
  'Chowdhury',
  'Dunmore',
  'Ellery',
  'Farrant',
  'Goddard',
  'Hale',
  'Ibbotson',
  'Jessop',
  'Kershaw',
  'Lindley',
  'Marchetti',
  'Nowak',
  'Osei',
  'Pascoe',
  'Quill',
  'Redmond',
  'Sato',
  'Thorne',
  'Upton',
  'Vance',
  'Wyatt',
  'Yeo',
  'Zielinska',
  'Ashby',
  'Boateng',
  'Cotterill',
  'Dyson',
  'Emery',
  'Fairbairn',
]

function emailName(name: string): string {
  return name
    .replace(/^Dr /, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
}

/** A name for the n-th person, so that neighbours in the list do not share one. */
function nameOf(index: number): string {
  return `${first[(index * 7) % first.length]} ${last[(index * 11 + Math.floor(index / 29)) % last.length]}`
}

/** A head, a SENCO and a senior leader for each school that has no leading people. */
export function staffOf(schoolName: string, index: number, domain: string): DemoPerson[] {
  const staff = [
    { role: 'headteacher', jobTitle: 'Headteacher' },
    { role: 'senco', jobTitle: 'SENCO' },
    { role: 'senior-leader', jobTitle: 'Assistant headteacher' },
  ] as const
  const site = schoolName
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/-(primary|school|academy|infant|junior|church|of|england|catholic|community|nursery|and|high).*$/, '')
  return staff.map(({ role, jobTitle }, position) => {
    const name = nameOf(index * 3 + position)
    return { name, email: `${emailName(name)}@${site}.${domain}`, jobTitle, role, school: schoolName }
  })
}
