import type { Db, Partnership } from '../../../../platform/db/connect.ts'
import { mailText } from '../../../../platform/mail/layout.ts'
import { sendMails } from '../../../../platform/mail/outbox.ts'
import type { Review, ReviewMember } from '../../review.queries.ts'

type MailAbout = { link: string; partnership: Partnership }

async function tell(
  db: Db,
  to: readonly ReviewMember[],
  mail: MailAbout & { kind: string; subject: string; paragraphs: readonly string[] },
): Promise<void> {
  const mails = to.map(({ name, email }) => ({
    to: { address: email, name },
    subject: mail.subject,
    kind: mail.kind,
    text: mailText({ greeting: name, paragraphs: [...mail.paragraphs, mail.link], sender: mail.partnership }),
  }))
  await sendMails(db, mails)
}

const onTeam = (review: Review, ...parts: ReviewMember['part'][]) =>
  review.members.filter((member) => member.state === 'on-team' && parts.includes(member.part))

/** Tells the host that the draft is there. */
export function draftMail(db: Db, review: Review, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'host-lead', 'host'), {
    ...mail,
    kind: 'report-draft',
    subject: 'The draft report of your review is ready to read',
    paragraphs: [
      `The team that visited ${review.host_school_name} has written its draft report.`,
      'You can comment on every part of it, and the team answers each comment. When you are content, add your next steps and agree it. Nobody outside your team and the visiting team can read it.',
      'Read it here:',
    ],
  })
}

/** Tells the writers that the host has commented. */
export function commentMail(db: Db, review: Review, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'lead-reviewer', 'reviewer'), {
    ...mail,
    kind: 'report-comment',
    subject: `${review.host_school_name} has commented on the draft report`,
    paragraphs: [
      `${review.host_school_name} has begun to comment on the draft report. Please answer each comment: the school can agree the report when all are answered.`,
      'The comments are here:',
    ],
  })
}

/** Tells the team that the host has agreed: the lead reviewer, and those for whom the lead still waits. */
export function hostAgreedMail(db: Db, review: Review, waiting: readonly string[], mail: MailAbout): Promise<void> {
  const team = onTeam(review, 'lead-reviewer', 'reviewer', 'ile')
  return tell(
    db,
    team.filter((member) => member.part === 'lead-reviewer' || waiting.includes(member.name)),
    {
      ...mail,
      kind: 'report-host-agreed',
      subject: `${review.host_school_name} has agreed its report`,
      paragraphs: [
        `${review.host_school_name} has agreed the report of its review. It becomes final when each member of the visiting team has agreed it, the lead reviewer last. Please agree it, or say what is missing:`,
      ],
    },
  )
}

/** Tells the lead reviewer that a member does not agree yet. What is missing stands on the page only. */
export function missingMail(db: Db, review: Review, member: { name: string }, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'lead-reviewer'), {
    ...mail,
    kind: 'report-missing',
    subject: `${member.name} finds something missing in the report`,
    paragraphs: [
      `${member.name} does not agree the report of ${review.host_school_name} yet, and has written what is missing.`,
      'You can change the text, talk about it, or go on without with a reason:',
    ],
  })
}

/** Tells the host that the text it agreed is open again, and why. */
export function reopenedMail(db: Db, review: Review, reason: string, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'host-lead', 'host'), {
    ...mail,
    kind: 'report-reopened',
    subject: 'The text of your report is open again',
    paragraphs: [
      'The visiting team asks to change the report after you agreed it. What it wants to change:',
      reason,
      'Your agreement no longer stands. Please read the changes when the team has made them, and agree the report again:',
    ],
  })
}

/** Tells everyone on the two teams that the report is agreed. */
export function agreedMail(db: Db, review: Review, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'host-lead', 'host', 'lead-reviewer', 'reviewer', 'ile'), {
    ...mail,
    kind: 'report-agreed',
    subject: `The report of the review at ${review.host_school_name} is agreed`,
    paragraphs: [
      `Both sides have agreed the report. It belongs to ${review.host_school_name}, which decides who else reads it.`,
      'It is here:',
    ],
  })
}
