/** The whole app with the test world in it, for journeys that need its people more than a long story. */
import type { Person } from './browser.ts'
import type { Ground } from './ground.ts'
import { type RunningApp, runningApp } from './running-app.ts'
import { makeWorld, type PersonKey } from './world.ts'

export type RunningWorld = {
  app: RunningApp
  ground: Ground
  /** Signs somebody at a browser in as a person of the world. */
  becomes(person: Person, key: PersonKey): Promise<void>
}

/** Starts the app and fills it; it ends with the test. */
export async function runningWorld(
  t: { after(cleanUp: () => Promise<void>): void },
  // Mail is due from the moment that the database's own clock gave it, so the app's must not be behind.
  now = Temporal.Now.instant().add({ hours: 1 }),
): Promise<RunningWorld> {
  const app = await runningApp(t, { now })
  const { database, clock } = app
  const world = await makeWorld(database)
  return {
    app,
    ground: { database, clock, world, as: (key, work) => app.as(tokenOf(key), key.split(':')[0] ?? '', work) },
    becomes: (person, key) => person.context.addCookies([{ name: 'session', value: tokenOf(key), url: app.url }]),
  }
}

const tokenOf = (key: PersonKey) => `token-${key}`
