import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { subNavigation } from '../../../../design/components/sub-navigation.ts'
import { table } from '../../../../design/components/table.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, plural, shortDate } from '../../../../lib/words.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { type ProgrammeSettings, settingsFor } from '../../settings.queries.ts'
import { closeAsking } from '../asking.acts.ts'
import { answersOf, type SchoolAnswer } from '../asking.queries.ts'
import { type AskingState, askingState, whyCannotRemind } from '../asking.rules.ts'
import { askPath, preferencesPath } from '../paths.ts'

const filters = [
  { key: 'all', text: 'All schools' },
  { key: 'answered', text: 'Answered' },
  { key: 'waiting', text: 'Not answered' },
] as const

/** Who has said what it brings and looks for and who has not; from here schools are asked and reminded. */
export const askPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/ask',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ show: z.enum(['all', 'answered', 'waiting']).catch('all') }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const here = askPath(c.partnership, programme.id)
    const settings = await settingsFor(c.db, c.actor, programme)
    const state = askingState(settings, c.today)
    const close = c.form(z.object({}), { name: 'close' })
    if (close.value) {
      if (state === 'open' || state === 'late') {
        await closeAsking(c.db, c.actor, programme, c.now)
        return c.redirect(here, 'Schools are no longer asked')
      }
      close.refuse({ message: 'Schools are not being asked now' })
    }
    const answers = await answersOf(c.db, c.actor, programme.id)
    const waiting = answers.filter((school) => !school.given_at)
    const closing =
      state === 'open' || state === 'late'
        ? html`<h2 class="govuk-heading-m">Close the asking</h2><p class="govuk-body">Schools can then no longer change what they said. You still can, for a school that phones, and you can open it again with another day.</p>${close.start()}${close.end('Close the asking', { tone: 'secondary' })}`
        : nothing
    return c.view(
      'What schools bring and look for',
      html`${whatIsAsked(state, settings, answers.length, waiting.length)}
      ${answers.length === 0 ? emptyState('No open school takes part in the programme yet.') : actions(state, here, whyCannotRemind(settings, waiting.length, c.today)?.message)}
      ${answers.length === 0 ? nothing : list(answers, c.query.show, here, (id) => preferencesPath(c.partnership, programme.id, id))}
      ${closing}`,
      { back: { href: formingPath(c.partnership, programme.id), text: 'Form the groups' }, caption: programme.name },
    )
  },
)

function whatIsAsked(state: AskingState, settings: ProgrammeSettings, schools: number, waiting: number): Html {
  const why = html`<p class="govuk-body">Groups in which partners can help one another need to know where each school can help and where it looks for help. Schools that do not answer are grouped by the other aims.</p>`
  if (state === 'not asked') return html`${why}<p class="govuk-body">Nobody has been asked yet.</p>`
  const count = html`<p class="govuk-body"><strong>${schools - waiting} of ${plural(schools, 'school')} ${schools - waiting === 1 ? 'has' : 'have'} answered.</strong></p>`
  const until = settings.preferences_until
  const words: Record<Exclude<AskingState, 'not asked'>, string> = {
    open: until ? `Schools are asked to answer by ${dayAndDate(until)}.` : '',
    late: until ? `The day to answer by was ${dayAndDate(until)}. Answers still count until you close the asking.` : '',
    closed: settings.preferences_closed_at
      ? `The asking was closed on ${longDate(dayOf(settings.preferences_closed_at))}. Only officers can change what schools said.`
      : '',
    proposed: 'Groups were proposed to the schools, so what they said before stands. You can ask all schools again.',
  }
  const told = [
    settings.asked_at ? `Heads were asked on ${longDate(dayOf(settings.asked_at))}` : '',
    settings.reminded_at ? `last reminded on ${longDate(dayOf(settings.reminded_at))}` : '',
  ].filter((part) => part !== '')
  return html`${count}<p class="govuk-body">${words[state]} ${told.length > 0 ? `${told.join(', ')}.` : ''}</p>`
}

function actions(state: AskingState, here: string, cannotRemind: string | undefined): Html {
  const link = (text: string, to: string, isFirst = false) =>
    button({ text, href: `${here}/${to}`, ...(isFirst ? {} : { classes: 'govuk-button--secondary' }) })
  if (state === 'not asked') return link('Ask the schools', 'new', true)
  if (state === 'proposed') return link('Ask all schools again', 'new')
  if (state === 'closed')
    return html`<div class="govuk-button-group">${link('Open it again until another day', 'day')}${link('Ask all schools again', 'new')}</div>`
  return html`${cannotRemind ? html`<p class="govuk-body">${cannotRemind}.</p>` : nothing}<div class="govuk-button-group">${cannotRemind ? nothing : link('Remind those who have not answered', 'remind', true)}${link('Change the day', 'day')}</div>`
}

function list(
  answers: readonly SchoolAnswer[],
  show: (typeof filters)[number]['key'],
  here: string,
  hrefOf: (id: string) => string,
): Html {
  const by = {
    all: answers,
    answered: answers.filter((school) => school.given_at),
    waiting: answers.filter((school) => !school.given_at),
  }
  const shown = by[show]
  const nobody = show === 'waiting' ? 'Every school has answered.' : 'No school has answered yet.'
  return html`${subNavigation({
    label: 'Schools by answer',
    items: filters.map(({ key, text }) => ({
      href: key === 'all' ? here : `${here}?show=${key}`,
      text: `${text} (${by[key].length})`,
      active: key === show,
    })),
  })}
  ${
    shown.length === 0
      ? emptyState(nobody)
      : scrollable(
          table({
            caption: filters.find(({ key }) => key === show)?.text ?? 'Schools',
            captionClasses: 'govuk-visually-hidden',
            firstCellIsHeader: true,
            head: [{ text: 'School' }, { text: 'District' }, { text: 'Answer' }, { text: 'What it said' }],
            rows: shown.map((school) => row(school, hrefOf(school.school_id))),
          }),
          'Schools and their answers',
        )
  }`
}

function row(school: SchoolAnswer, href: string) {
  const link = (to: string, text: string) =>
    html`<a class="govuk-link" href="${to}">${text}<span class="govuk-visually-hidden"> for ${school.school_name}</span></a>`
  if (!school.given_at)
    return [
      { text: school.school_name },
      { text: school.district },
      { html: statusTag('Not answered', 'attention') },
      { html: link(`${href}/change`, 'Write it down') },
    ]
  const parts = [
    plural(school.strengths, 'strength'),
    plural(school.priorities, 'priority', 'priorities'),
    ...(school.wishes > 0 ? [plural(school.wishes, 'wish', 'wishes')] : []),
    ...(school.has_note ? ['a note'] : []),
  ]
  return [
    { text: school.school_name },
    { text: school.district },
    {
      html: html`${statusTag('Answered', 'done')}<br>${school.given_by_name}${school.by_officer ? ', for the partnership' : ''}, ${shortDate(dayOf(school.given_at))}`,
    },
    { html: html`${link(href, parts.join(', '))}` },
  ]
}
