/** The whole app with the test world in it, for journeys that need its people more than a long story. */
import { testNow } from './app.ts'
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

/**
 * Starts the app and fills it; it ends with the test. The app's day is that of every page test, for which the days of
 * the worlds' reviews and evaluations were chosen; what the database's own clock decides (when a session ends, from
 * when an email is due) is not known to such a world.
 */
export async function runningWorld(
  t: { after(cleanUp: () => Promise<void>): void },
  now = testNow,
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
