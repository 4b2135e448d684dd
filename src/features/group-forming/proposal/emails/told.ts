/** The shorter emails about a proposal: a reminder, another last day, a reply, the end of it. */
import { dayAndDate } from '../../../../lib/words.ts'
import { schoolProposalPath } from '../paths.ts'
import type { Decision } from '../proposal.rules.ts'

type School = { school_id: string; school_name: string }
type About = { programme: { id: string; name: string }; partnership: { key: string }; baseUrl: string }
type Text = { subject: string; paragraphs: string[] }

const linkFor = ({ baseUrl, partnership, programme }: About, { school_id }: School) =>
  `${baseUrl}${schoolProposalPath(partnership, programme.id, school_id)}`

export function reminderMail(school: School, about: About, until: Temporal.PlainDate): Text {
  return {
    subject: `Reminder: the review group proposed for ${school.school_name}`,
    paragraphs: [
      `We proposed a review group of ${about.programme.name} for ${school.school_name} and have not heard from you yet.`,
      `Until ${dayAndDate(until)} you or a senior leader can say that you are content or that you object, and why. If we hear nothing by then, we count your school as content.\n${linkFor(about, school)}`,
    ],
  }
}

export function laterDayMail(school: School, about: About, until: Temporal.PlainDate): Text {
  return {
    subject: `More time to answer: the review group proposed for ${school.school_name}`,
    paragraphs: [
      `You now have until ${dayAndDate(until)} to say whether ${school.school_name} is content with the review group of ${about.programme.name} that we proposed. An answer that you gave stands unless you change it.`,
      linkFor(about, school),
    ],
  }
}

export function withdrawnMail(school: School, about: About, reason: string): Text {
  return {
    subject: `Withdrawn: the review group proposed for ${school.school_name}`,
    paragraphs: [
      `We have withdrawn the review groups that we proposed for ${about.programme.name}. You need not answer any more, and nothing changes for ${school.school_name}.`,
      reason,
      'When we propose groups again, you will get another email.',
    ],
  }
}

export function replyMail(
  school: School & { reason: string },
  about: About,
  { decision, reply }: { decision: Decision; reply: string },
): Text {
  const decided =
    decision === 'stays'
      ? `${school.school_name} stays in the group that we proposed.`
      : `We changed the group of ${school.school_name}. Please look at it again.`
  return {
    subject: `Our answer to your objection: ${school.school_name}`,
    paragraphs: [
      `You objected to the review group of ${about.programme.name} that we proposed for ${school.school_name}:`,
      school.reason,
      `What we decided: ${decided}`,
      reply,
      linkFor(about, school),
    ].filter((paragraph) => paragraph !== ''),
  }
}
