/** What self-evaluation writes to people. Pages show the same words before anything is sent. */
import { longDate } from '../../../lib/words.ts'
import { mailText } from '../../../platform/mail/layout.ts'
import type { Actor } from '../../people/public.ts'

type About = { title: string; school_name: string; judge_by: Temporal.PlainDate | null }
type MailWords = { subject: string; text: string }

/** Asks a colleague to judge. */
export function invitedMail(evaluation: About, to: { name: string }, actor: Actor, link: string): MailWords {
  return {
    subject: `Please judge: ${evaluation.title}, ${evaluation.school_name}`,
    text: mailText({
      greeting: to.name,
      paragraphs: [
        `${actor.name} asks you to take part in the self-evaluation “${evaluation.title}” of ${evaluation.school_name}.`,
        'Judge what you know from your own work, and leave out what you do not know. Nobody sees what you judge, the headteacher included, until the judgements of all colleagues are compared.',
        evaluation.judge_by
          ? `Please judge by the end of ${longDate(evaluation.judge_by)}. You can stop and come back at any time.`
          : 'You can stop and come back at any time.',
        link,
      ],
      sender: actor.partnership,
    }),
  }
}

/** Tells a colleague that judgements are being compared. */
export function comparisonMail(
  evaluation: About,
  to: { name: string },
  reason: string,
  actor: Actor,
  link: string,
): MailWords {
  return {
    subject: `Judgements are being compared: ${evaluation.title}`,
    text: mailText({
      greeting: to.name,
      paragraphs: [
        `${actor.name} has opened the comparison of “${evaluation.title}”. Those who took part now see what each colleague judged and why, and your own judgements can no longer be changed.`,
        reason === '' ? '' : `Not everyone had finished. The reason given: ${reason}`,
        'See where you differ, and agree one judgement together:',
        link,
      ],
      sender: actor.partnership,
    }),
  }
}

/** Tells a colleague that an evaluation is stopped, why, and what becomes of what they judged. */
export function stoppedMail(
  evaluation: About,
  to: { name: string },
  reason: string,
  actor: Actor,
  link: string,
): MailWords {
  return {
    subject: `Stopped: ${evaluation.title}, ${evaluation.school_name}`,
    text: mailText({
      greeting: to.name,
      paragraphs: [
        `${actor.name} has stopped the self-evaluation “${evaluation.title}” of ${evaluation.school_name}. You do not need to do anything more for it.`,
        reason === '' ? '' : `The reason given: ${reason}`,
        'What you judged is kept, and nobody sees more of it than before. You can still read it:',
        link,
      ],
      sender: actor.partnership,
    }),
  }
}

/** Tells a colleague that a stopped evaluation goes on. */
export function takenUpMail(evaluation: About, to: { name: string }, actor: Actor, link: string): MailWords {
  return {
    subject: `Taken up again: ${evaluation.title}, ${evaluation.school_name}`,
    text: mailText({
      greeting: to.name,
      paragraphs: [
        `${actor.name} has taken up the self-evaluation “${evaluation.title}” of ${evaluation.school_name} again. It goes on where it stood, with everything that you had judged.`,
        link,
      ],
      sender: actor.partnership,
    }),
  }
}
