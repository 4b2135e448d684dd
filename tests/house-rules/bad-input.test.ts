/** Bad input to every page: addresses, forms and bodies that no browser would send. */
import { after, test } from 'node:test'
import { allRoutes } from '../../src/routes.ts'
import { matrixWorld } from '../support/matrix-world.ts'
import { type Answered, ask, faultsOf, keepingNothing, openersIn, openRoutes } from './access-matrix.ts'
import { brokenAddresses, brokenBodies, brokenForms } from './bad-input.ts'

const { app, scenes } = await matrixWorld({ after }, allRoutes)
const trial = await keepingNothing(app, allRoutes)
after(() => trial.close())
const openers = openersIn(app)

test('nothing that anybody sends is a fault of ours', async () => {
  const faults = faultsOf()
  const note = (what: string, { status }: Answered) => {
    if (status >= 500) faults.add(`${what}: ${status}`)
  }
  for (const { route, path, scene, opener, body } of await openRoutes(trial, allRoutes, scenes, openers)) {
    const cookie = opener === undefined ? undefined : openers.get(opener)
    for (const address of brokenAddresses(route, scene)) {
      note(`GET ${address.slice(0, 200)}`, await ask(trial, 'GET', address, cookie))
    }
    for (const form of brokenForms(body)) {
      note(`POST ${path} as ${opener} with ${form.slice(0, 300)}`, await ask(trial, 'POST', path, cookie, form))
    }
    for (const [type, broken] of brokenBodies) {
      note(`POST ${path} with ${type} ${broken.slice(0, 60)}`, await ask(trial, 'POST', path, cookie, broken, type))
    }
  }
  faults.none()
})
