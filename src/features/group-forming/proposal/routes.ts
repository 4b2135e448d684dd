import type { Route } from '../../page.ts'
import { answerProposalPage } from './pages/answer.ts'
import { confirmProposalPage } from './pages/confirm.ts'
import { decideObjectionPage } from './pages/decide.ts'
import { laterDayPage, remindOfProposalPage, withdrawProposalPage } from './pages/manage.ts'
import { proposalPage } from './pages/proposal.ts'
import { proposePage } from './pages/propose.ts'
import { schoolProposalPage } from './pages/school-proposal.ts'

/** Versions proposed to schools, their answers, and the groups confirmed. */
export const proposalRoutes: Route[] = [
  proposePage,
  proposalPage,
  decideObjectionPage,
  remindOfProposalPage,
  laterDayPage,
  withdrawProposalPage,
  confirmProposalPage,
  schoolProposalPage,
  answerProposalPage,
]
