/** Who may use which page, written out from the routes and the policy table, so that a change of either is seen and meant. */
import { may, policy, roleKeys } from '../../src/features/people/roles.policy.ts'
import { allRoutes } from '../../src/routes.ts'

/** The text of who-may.txt. Write it anew with: node tests/house-rules/who-may.ts > tests/house-rules/who-may.txt */
export function whoMayText(): string {
  const permissions = Object.keys(policy).filter((key): key is keyof typeof policy => key in policy)
  const roles = permissions.map((permission) => {
    const able = roleKeys.filter((role) => may([{ role, school_id: null }], permission))
    return `${permission}: ${able.length === roleKeys.length ? 'every role' : able.join(', ')}`
  })
  const pages = allRoutes.map(({ path, allow, upload }) => `${path}: ${allow}${upload ? ', takes files' : ''}`)
  return [...roles, '', ...pages.toSorted(), ''].join('\n')
}

if (import.meta.main) process.stdout.write(whoMayText())
