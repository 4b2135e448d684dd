/** What the leaders of Wealdshire can give in the programme. One of them, whom a visitor can become, has not answered yet. */
import { type Answer, giveAnswer } from '../features/leaders/public.ts'
import { groupFor } from '../features/review-groups/public.ts'
import { as, at, type DemoWorld, done, schoolCalled } from './world.ts'

type Said = Pick<Answer, 'days' | 'sectors' | 'areas'> & {
  leader: string
  from: string
  note?: string
  conflicts?: readonly { school: string; kind: Answer['conflicts'][number]['kind']; reason: string }[]
}

const every: Answer['sectors'] = ['primary', 'secondary', 'special']

const answers: readonly Said[] = [
  {
    leader: 'Caroline Frith',
    days: 12,
    sectors: every,
    areas: ['teaching', 'assessment'],
    from: 'Ashmere Community Academy',
    conflicts: [
      { school: 'Willowbank Primary School', kind: 'recent-employer', reason: 'Deputy headteacher until last summer' },
    ],
  },
  {
    leader: 'Stephen Adeyemi',
    days: 12,
    sectors: every,
    areas: ['leadership', 'monitoring', 'resources'],
    from: 'Chalkpit Primary School',
  },
  {
    leader: 'Maureen Tully',
    days: 24,
    sectors: every,
    areas: ['pupils-parents', 'provision', 'teaching'],
    from: 'Maplesden Primary School',
    note: 'I have retired from my headship and can take on a second group.',
    conflicts: [{ school: 'Fairmile Primary School', kind: 'family', reason: 'My daughter teaches in Year 4' }],
  },
  {
    leader: 'Jonas Weller',
    days: 12,
    sectors: every,
    areas: ['outcomes', 'assessment'],
    from: 'Copley Vale School',
  },
  {
    leader: 'Farah Siddiqui',
    days: 10,
    sectors: every,
    areas: ['provision', 'teaching'],
    from: 'Kingsferry Primary School',
  },
  {
    leader: 'Ewan McCrae',
    days: 6,
    sectors: ['primary'],
    areas: ['resources'],
    from: 'Harbour Street Primary School',
    note: 'From January I teach four days a week, so no more than this.',
  },
  {
    leader: 'Lydia Banerjee',
    days: 12,
    sectors: every,
    areas: ['leadership', 'pupils-parents'],
    from: 'Fleet Lane Primary School',
  },
]

/** The leaders answer, one after the other, in the weeks before today. `groupId` is a group of the programme that asks. */
export async function tellLeaders(world: DemoWorld, groupId: string): Promise<void> {
  const group = await as(world, 'Marcus Obi', (db, actor) => groupFor(db, actor, groupId))
  if (!group) throw new Error('the leaders are asked by no programme')
  const programme = { id: group.programme_id, model_key: group.model_key }
  for (const [index, { leader, from, note = '', conflicts = [], ...said }] of answers.entries())
    await as(world, leader, async (db, actor) => {
      const answer: Answer = {
        ...said,
        note,
        from_school_id: schoolCalled(world, from),
        conflicts: conflicts.map(({ school, ...rest }) => ({ ...rest, school_id: schoolCalled(world, school) })),
      }
      const given = at(world.today.subtract({ days: 20 - index }))
      done(await giveAnswer(db, actor, programme, actor.person_id, answer, 0, given), leader)
    })
}
