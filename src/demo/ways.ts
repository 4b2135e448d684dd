/** The partnership's own way of reviewing: the first edition, and the draft of the next, which is not quite finished. */
import { publishModel, reviewModels, storeDraft } from '../features/review-models/public.ts'
import { as, at, type DemoWorld } from './world.ts'

/** What the officers learnt in the first year: a longer way to the follow-up, and a record that asks for pupils. */
export async function makeOwnWays(world: DemoWorld): Promise<void> {
  const shipped = reviewModels.get('inclusion-peer-review')
  if (!shipped) throw new Error('the way of reviewing that the demonstration builds on does not ship')
  const change = (weeks: number, label: string) =>
    shipped.stages.map((stage) =>
      stage.key === 'follow-up' && stage.window
        ? {
            ...stage,
            window: { ...stage.window, weeks_to: weeks },
            record: stage.record.map((part, index) => (index === 0 ? { ...part, label } : part)),
          }
        : stage,
    )
  const spring = {
    ...shipped,
    name: 'Wealdshire peer review',
    edition: '1',
    key: 'wealdshire-peer-review',
    stages: change(9, 'What has changed for pupils since the visit, and how do you know?'),
  }
  await as(world, 'Helen Ashdown', async (db, actor) => {
    const then = at(world.today.subtract({ days: 200 }))
    const stored = await storeDraft(db, actor, spring, then, shipped.key)
    if (!('id' in stored)) throw new Error(stored.refusal.message)
    const refused = await publishModel(db, actor, stored.id, then)
    if (refused) throw new Error(refused.message)
    const next = { ...spring, edition: '2', stages: change(10, 'What has changed for pupils since the visit?') }
    await storeDraft(db, actor, next, at(world.today.subtract({ days: 6 })), `own:${stored.id}`)
  })
}
