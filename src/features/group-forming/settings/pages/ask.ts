import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { details } from '../../../../design/components/details.ts'
import { emptyState } from '../../../../design/components/empty-state.ts'
import { scrollable } from '../../../../design/components/scrollable.ts'
import { statusTag } from '../../../../design/components/status-tag.ts'
import { subNavigation } from '../../../../design/components/sub-navigation.ts'
import { table } from '../../../../design/components/table.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { dayAndDate, longDate, plural, sentenceList, shortDate } from '../../../../lib/words.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { type ProgrammeSettings, settingsFor } from '../../settings.queries.ts'
import { closeAsking } from '../asking.acts.ts'
import { answersOf, type SchoolAnswer } from '../asking.queries.ts'
import { type AskingState, askingState, whyCannotRemind } from '../asking.rules.ts'
import { askPath, preferencesPath } from '../paths.ts'
import { type ChosenFramework, frameworkToChooseFrom } from '../preference.queries.ts'

const filters = [
  { key: 'all', text: 'All schools' },
  { key: 'answered', text: 'Answered' },
  { key: 'waiting', text: 'Not answered' },
  { key: 'areas', text: 'By area' },
] as const
type Show = (typeof filters)[number]['key']

/** Who has said what it brings and looks for and who has not; from here schools are asked and reminded. */
export const askPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/ask',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ show: z.enum(['all', 'answered', 'waiting', 'areas']).catch('all') }),
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
        return c.redirect(here, 'Schools can no longer answer')
      }
      close.refuse({ message: 'Schools are not being asked now' })
    }
    const answers = await answersOf(c.db, c.actor, programme.id)
    const waiting = answers.filter((school) => !school.given_at)
    const framework = c.query.show === 'areas' ? await frameworkToChooseFrom(c.db, c.actor, programme) : undefined
    const shown = framework
      ? areaTable(answers, framework)
      : schoolTable(answers, c.query.show, (id) => preferencesPath(c.partnership, programme.id, id))
    return c.view(
      'What schools bring and look for',
      html`${whatIsAsked(state, settings, answers.length, waiting.length)}
      ${answers.length === 0 ? emptyState('No open school takes part in the programme yet.') : actions(state, here, whyCannotRemind(settings, waiting.length, c.today)?.message)}
      ${state === 'open' || state === 'late' ? closing(close) : nothing}
      ${answers.length === 0 ? nothing : html`${navigation(answers, c.query.show, here)}${shown}`}`,
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
    late: until ? `The day to answer by was ${dayAndDate(until)}. Answers still count until you stop taking them.` : '',
    closed: settings.preferences_closed_at
      ? `Answers have not been taken since ${longDate(dayOf(settings.preferences_closed_at))}. Only officers can change what schools said.`
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
    return html`<div class="govuk-button-group">${link('Take answers again until another day', 'day')}${link('Ask all schools again', 'new')}</div>`
  return html`${cannotRemind ? html`<p class="govuk-body">${cannotRemind}.</p>` : nothing}<div class="govuk-button-group">${cannotRemind ? nothing : link('Remind those who have not answered', 'remind', true)}${link('Change the day', 'day')}</div>`
}

function closing(form: Form<Record<string, never>>): Html {
  return details({
    summaryText: 'Stop taking answers',
    html: html`<p class="govuk-body">Schools can then no longer change what they said. You still can, for a school that phones, and you can take answers again until another day.</p>${form.start()}${form.end('Stop taking answers', { tone: 'secondary' })}`,
  })
}

const whichOf = (answers: readonly SchoolAnswer[], show: Show) =>
  answers.filter((school) => show === 'all' || (show === 'answered') === (school.given_at !== null))

function navigation(answers: readonly SchoolAnswer[], show: Show, here: string): Html {
  const count = (key: Show) => (key === 'areas' ? '' : ` (${whichOf(answers, key).length})`)
  return subNavigation({
    label: 'Schools by answer',
    items: filters.map(({ key, text }) => ({
      href: key === 'all' ? here : `${here}?show=${key}`,
      text: `${text}${count(key)}`,
      active: key === show,
    })),
  })
}

/** For each area who offers and who asks: what nobody offers cannot be met by any groups. */
function areaTable(answers: readonly SchoolAnswer[], framework: ChosenFramework): Html {
  const count = (key: string, side: 'strengths' | 'priorities') =>
    answers.filter((school) => school[side].includes(key)).length
  const rows = framework.areas.map(({ key, title }) => ({
    title,
    help: count(key, 'strengths'),
    look: count(key, 'priorities'),
  }))
  const scarce = rows.filter(({ help, look }) => help === 0 && look > 0).map(({ title }) => title)
  return html`${scarce.length === 0 ? nothing : html`<p class="govuk-body">Nobody can help yet with ${sentenceList(scarce)}, so no groups can meet what schools look for there.</p>`}
    ${scrollable(
      table({
        caption: framework.title,
        captionClasses: 'govuk-visually-hidden',
        firstCellIsHeader: true,
        head: [{ text: 'Area' }, { text: 'Look for help', format: 'numeric' }, { text: 'Can help', format: 'numeric' }],
        rows: rows.map(({ title, help, look }) => [
          { text: title },
          { text: String(look), format: 'numeric' },
          { text: String(help), format: 'numeric' },
        ]),
      }),
      'Areas and how many schools named them',
    )}`
}

function schoolTable(answers: readonly SchoolAnswer[], show: Show, hrefOf: (id: string) => string): Html {
  const shown = show === 'areas' ? answers : whichOf(answers, show)
  if (shown.length === 0)
    return emptyState(show === 'waiting' ? 'Every school has answered.' : 'No school has answered yet.')
  return scrollable(
    table({
      caption: filters.find(({ key }) => key === show)?.text ?? 'Schools',
      captionClasses: 'govuk-visually-hidden',
      firstCellIsHeader: true,
      head: [{ text: 'School' }, { text: 'Answer' }, { text: 'What it said' }, { text: 'District' }],
      rows: shown.map((school) => row(school, hrefOf(school.school_id))),
    }),
    'Schools and their answers',
  )
}

function row(school: SchoolAnswer, href: string) {
  const link = (to: string, text: string) =>
    html`<a class="govuk-link" href="${to}">${text}<span class="govuk-visually-hidden"> for ${school.school_name}</span></a>`
  if (!school.given_at)
    return [
      { text: school.school_name },
      { html: statusTag('Not answered', 'attention') },
      { html: link(`${href}/change`, 'Write it down') },
      { text: school.district },
    ]
  const parts = [
    plural(school.strengths.length, 'strength'),
    plural(school.priorities.length, 'priority'),
    ...(school.wishes > 0 ? [plural(school.wishes, 'wish')] : []),
    ...(school.has_note ? ['a note'] : []),
  ]
  return [
    { text: school.school_name },
    {
      html: html`${statusTag('Answered', 'done')}<br>${school.given_by_name}${school.by_officer ? ', for the partnership' : ''}, ${shortDate(dayOf(school.given_at))}`,
    },
    { html: link(href, parts.join(', ')) },
    { text: school.district },
  ]
}
