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

/** Tells the lead reviewer that the host has agreed. */
export function hostAgreedMail(db: Db, review: Review, mail: MailAbout): Promise<void> {
  return tell(db, onTeam(review, 'lead-reviewer'), {
    ...mail,
    kind: 'report-host-agreed',
    subject: `${review.host_school_name} has agreed its report`,
    paragraphs: [
      `${review.host_school_name} has agreed the report of its review. It becomes final when you agree it for the team:`,
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
