import { growDemonstration } from '../demo/grow.ts'
import { Refused } from '../failure.ts'
import { systemClock } from '../lib/clock.ts'
import { servicesOf } from '../services.ts'
import { atDatabase, say } from './at-database.ts'

/** `schoolfellow seed` */
export function seed(): Promise<void> {
  return atDatabase({ onlyLooks: false }, async ({ database, config }) => {
    const some = await database.asOwner((db) => db.selectFrom('partnership').select('id').limit(1).executeTakeFirst())
    if (some) throw new Refused('The database has a partnership already: the demonstration grows only in an empty one')
    await growDemonstration({ database, services: servicesOf(config), today: systemClock.today() })
    say(
      'The demonstration has grown. Start Schoolfellow and open /demo; one that runs already shows it after a restart',
    )
  })
}
