/** What the pages of one evaluation share: its links, its status in words, and who is who. */

import { details } from '../../../design/components/details.ts'
import { statusTag } from '../../../design/components/status-tag.ts'
import { subNavigation } from '../../../design/components/sub-navigation.ts'
import { dayOf } from '../../../lib/clock.ts'
import { longDate } from '../../../lib/words.ts'
import { type Html, html, join, raw } from '../../../platform/web/html.ts'
import type { Context } from '../../../platform/web/page.ts'
import type { Services } from '../../page.ts'
import type { Actor, Permission } from '../../people/public.ts'
import { type Flag, flagText } from '../comparison.rules.ts'
import type { Evaluation } from '../evaluation.queries.ts'
import { type Status, stageOf } from '../evaluation.rules.ts'
import { partOf } from '../part.rules.ts'
import { evaluationPath } from '../paths.ts'

export type PageContext = Context<Actor, Permission, unknown, unknown, Services>

const statusWords: Record<Status, { text: string; tone: 'progress' | 'attention' | 'done' | 'info' | 'neutral' }> = {
  judging: { text: 'Being judged', tone: 'progress' },
  comparing: { text: 'Being compared', tone: 'attention' },
  agreed: { text: 'Agreed', tone: 'done' },
  shared: { text: 'Agreed and shared', tone: 'info' },
  stopped: { text: 'Stopped', tone: 'neutral' },
}

export function statusOfEvaluation(status: Status): Html {
  const { text, tone } = statusWords[status]
  return statusTag(text, tone)
}

/** One line on where an evaluation stands. */
export function whereItStands(evaluation: Evaluation): string {
  if (evaluation.agreed_at) return `Agreed on ${longDate(dayOf(evaluation.agreed_at))}`
  if (evaluation.stopped_at) return `Stopped on ${longDate(dayOf(evaluation.stopped_at))}`
  if (evaluation.compared_at) return `Being compared since ${longDate(dayOf(evaluation.compared_at))}`
  return evaluation.judge_by
    ? `Judging until ${longDate(evaluation.judge_by)}`
    : `Started on ${longDate(dayOf(evaluation.started_at))}`
}

export type Section = '' | 'judge' | 'compare' | 'highlights' | 'evidence' | 'profile' | 'shares'

/** Links between the pages of one evaluation: only those that have something for this person now. */
export function evaluationNavigation(c: PageContext, evaluation: Evaluation, active: Section): Html {
  const part = partOf(c.actor, evaluation)
  const isAgreed = stageOf(evaluation) === 'agreed'
  const isCompared = evaluation.compared_at !== null
  const items: { section: Section; text: string; isShown: boolean }[] = [
    { section: '', text: 'Where it stands', isShown: true },
    { section: 'judge', text: 'Your judgements', isShown: part.judge },
    {
      section: 'compare',
      text: isAgreed ? 'Agreed judgements' : 'Compare and agree',
      isShown: isCompared && part.team,
    },
    { section: 'highlights', text: 'Strengths and priorities', isShown: isCompared },
    { section: 'evidence', text: 'Evidence', isShown: part.team },
    { section: 'profile', text: 'Profile', isShown: isCompared },
    {
      section: 'shares',
      text: 'Sharing',
      isShown: isAgreed && c.can('self-evaluation:see', evaluation.school_id),
    },
  ]
  return subNavigation({
    label: 'This self-evaluation',
    items: items
      .filter((item) => item.isShown)
      .map(({ section, text }) => ({
        href: evaluationPath(c.partnership, evaluation.id, section),
        text,
        active: section === active,
      })),
  })
}

export function captionOf(evaluation: Evaluation): string {
  return `${evaluation.title}, ${evaluation.school_name}`
}

/** The term that a day is in, for naming an evaluation: "Autumn term 2026". */
export function termOf(day: Temporal.PlainDate): string {
  const term = day.month >= 9 ? 'Autumn' : day.month <= 4 ? 'Spring' : 'Summer'
  return `${term} term ${day.year}`
}

/** What people typed, in paragraphs and lines as they typed it. */
export function paragraphs(text: string): Html {
  const lines = (part: string) =>
    join(
      part.split('\n').map((line) => html`${line}`),
      raw('<br>'),
    )
  return html`${text
    .trim()
    .split(/\n{2,}/)
    .filter((part) => part !== '')
    .map((part) => html`<p class="govuk-body">${lines(part)}</p>`)}`
}

/** The words of an email before it is sent, folded away. */
export function mailPreview(mail: { subject: string; text: string }): Html {
  return details({
    summaryText: 'What the email says',
    html: html`<p class="govuk-body"><strong>${mail.subject}</strong></p>${paragraphs(mail.text)}`,
  })
}

const flagTones: Record<Flag, 'problem' | 'attention' | 'neutral'> = {
  differs: 'attention',
  'not-judged': 'problem',
  'one-view': 'neutral',
  low: 'attention',
  'no-evidence': 'neutral',
}

export function flagTags(flags: readonly Flag[]): Html {
  return html`${flags.map((flag) => html`${statusTag(flagText[flag], flagTones[flag])} `)}`
}
