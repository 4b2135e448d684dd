import type { Route } from '../page.ts'
import { account } from './pages/account.ts'
import { audit } from './pages/audit.ts'
import { changePerson } from './pages/change-person.ts'
import { demo, demoSignIn } from './pages/demo.ts'
import { demoMail, demoOutbox } from './pages/demo-outbox.ts'
import { failedWork } from './pages/failed-work.ts'
import { giveRole } from './pages/grant-role.ts'
import { invite } from './pages/invite.ts'
import { inviteAgain, withdraw } from './pages/invite-again.ts'
import { join } from './pages/join.ts'
import { leave } from './pages/leave.ts'
import { people } from './pages/people.ts'
import { person } from './pages/person.ts'
import { takeRole } from './pages/remove-role.ts'
import { schoolPeople } from './pages/school-people.ts'
import { signIn, signInSent } from './pages/sign-in.ts'
import { openSignInLink } from './pages/sign-in-link.ts'
import { signedOut, signOut } from './pages/sign-out.ts'

export const routes: Route[] = [
  signIn,
  signInSent,
  openSignInLink,
  join,
  signOut,
  signedOut,
  account,
  people,
  invite,
  schoolPeople,
  person,
  changePerson,
  giveRole,
  takeRole,
  inviteAgain,
  withdraw,
  leave,
  audit,
  failedWork,
  demo,
  demoSignIn,
  demoOutbox,
  demoMail,
]
