import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { dayOf } from '../../../../lib/clock.ts'
import { longDate } from '../../../../lib/words.ts'
import { choices, optionalId, optionalLongText } from '../../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { type Programme, programmeFor, programmePath } from '../../../review-groups/public.ts'
import { highlightedAreas } from '../../../self-evaluation/public.ts'
import { settingsFor } from '../../settings.queries.ts'
import { preferencesPath } from '../paths.ts'
import { givePreference, speaksAs } from '../preference.acts.ts'
import { areaTitles, whoSeesIt } from '../preference.parts.ts'
import {
  type ChosenFramework,
  frameworkToChooseFrom,
  type Given,
  preferenceFor,
  schoolsToName,
} from '../preference.queries.ts'
import { suggestedAreas, whyCannotGive, wishField } from '../preference.rules.ts'

const longestNote = 2000
const fieldsFor = (areas: readonly { key: string }[]) => {
  const area = () =>
    choices(
      'Choose areas of the framework',
      areas.map(({ key }) => key),
      0,
    )
  return z.object({
    strengths: area(),
    priorities: area(),
    wish_1: optionalId('Choose a school from the list'),
    wish_2: optionalId('Choose a school from the list'),
    wish_3: optionalId('Choose a school from the list'),
    note: optionalLongText({ max: longestNote }),
  })
}
type Said = z.output<ReturnType<typeof fieldsFor>>

/** A school says where it can help others, where it looks for help, and with whom it would like to work. */
export const givePreferencesPage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/preferences/change',
    allow: 'group-preference:give',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const { given, school_name, school_id } = found(await preferenceFor(c.db, c.actor, programme.id, c.params.school))
    const here = preferencesPath(c.partnership, programme.id, school_id)
    const view = { back: { href: here, text: school_name }, caption: `${school_name}, ${programme.name}` }
    const by = speaksAs(c.actor, school_id)
    const title =
      by === 'school'
        ? 'What does your school bring, and what does it look for?'
        : `What does ${school_name} bring, and what does it look for?`
    const framework = await frameworkToChooseFrom(c.db, c.actor, programme)
    if (!framework)
      return c.view(
        title,
        noFramework(c.can('programme:manage') ? programmePath(c.partnership, programme.id) : undefined),
        view,
      )
    const suggestion =
      given === null && by === 'school' && c.method === 'GET'
        ? await suggestionFor(await highlightedAreas(c.db, c.actor, school_id), framework)
        : undefined
    const form = c.form(fieldsFor(framework.areas), {
      initial: given ? shown(given) : (suggestion?.initial ?? {}),
      version: given?.version ?? 0,
    })
    if (form.value) {
      const said = {
        ...form.value,
        wished_school_ids: wishesOf(form.value),
      }
      const outcome = await givePreference(
        c.db,
        c.actor,
        { programme_id: programme.id, school_id },
        said,
        form.sentVersion ?? 0,
        c.now,
      )
      if (outcome.kind === 'saved')
        return c.redirect(here, by === 'school' ? 'Sent to the partnership’s officers' : `Saved for ${school_name}`)
      if (outcome.kind === 'conflict') {
        const choices = differences(
          form.value,
          outcome.current,
          framework,
          await schoolsToName(c.db, c.actor, programme.id),
        )
        if (choices.length === 0 && form.value.note === outcome.current.note) return c.redirect(here, 'Saved')
        return c.conflict(form, conflictWith(outcome.current, choices))
      }
      for (const refusal of outcome.refusals) form.refuse(refusal)
    }
    const settings = await settingsFor(c.db, c.actor, programme)
    const closed = whyCannotGive(settings, by)
    if (closed && c.method === 'GET') return c.view(title, insetText({ text: `${closed.message}.` }), view)
    const partners = (await schoolsToName(c.db, c.actor, programme.id)).filter(({ id }) => id !== school_id)
    return c.view(
      title,
      html`${introduction(programme, settings.preferences_until, by === 'officer' ? school_name : undefined)}${suggestion?.says ?? nothing}
      ${form.start()}${questions(form, framework, partners, by)}${whoSeesIt(school_name)}${form.end(by === 'school' ? 'Send to the officers' : 'Save for the school', { cancel: { href: here } })}`,
      view,
    )
  },
)

function noFramework(programmeHref: string | undefined): Html {
  return html`<p class="govuk-body">Schools choose from the areas of the programme’s framework, and this programme has none yet.</p>${
    programmeHref
      ? html`<p class="govuk-body"><a class="govuk-link" href="${programmeHref}/edit">Choose the programme’s framework</a></p>`
      : html`<p class="govuk-body">The partnership’s officers have to choose one first. You will be asked again then.</p>`
  }`
}

function introduction(programme: Programme, until: Temporal.PlainDate | null, phonedFor: string | undefined): Html {
  return html`<p class="govuk-body">Before the groups of ${programme.name} are formed, each school says where it can help others and where it looks for help. Groups are put together so that partners can help one another.</p>
  <p class="govuk-body">${phonedFor ? `You write this down for ${phonedFor}. Its leaders see that you did, and can change it.` : `Leave out what you are not sure of. ${until ? `Schools are asked to answer by ${longDate(until)}. ` : ''}You can change it until the groups are formed.`}</p>`
}

function questions(
  form: Form<Said>,
  framework: ChosenFramework,
  partners: readonly { id: string; text: string }[],
  by: 'school' | 'officer',
): Html {
  const we = by === 'school' ? 'your school' : 'the school'
  const areas = framework.areas.map(({ key, title }) => ({ value: key, text: title }))
  const wish = (index: number, label: string) =>
    form.select(wishField(index), {
      label,
      items: partners.map(({ id, text }) => ({ value: id, text })),
      searchable: true,
      empty: 'No school',
    })
  return html`${form.checkboxes('strengths', { legend: `Where can ${we} help others?`, hint: `Choose up to three areas of the ${framework.title}.`, small: true, items: areas })}
    ${form.checkboxes('priorities', { legend: `Where does ${we} look for help?`, hint: 'Choose up to three areas.', small: true, items: areas })}
    ${partners.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Schools to work with</h2><p class="govuk-body">Name up to three schools that ${we} would like in its group. It is a wish: not all wishes can be met.</p>${wish(0, 'First school (optional)')}${wish(1, 'Second school (optional)')}${wish(2, 'Third school (optional)')}`}
    ${form.textarea('note', { label: 'Note for the officers (optional)', hint: 'For example, a journey that is hard for you, or a school that you worked with before.', rows: 4, maxLength: longestNote })}`
}

/** The schools that are named, each once. */
const wishesOf = (said: Pick<Said, 'wish_1' | 'wish_2' | 'wish_3'>) => [
  ...new Set([said.wish_1, said.wish_2, said.wish_3].filter((id) => id !== undefined)),
]

function shown(given: Given) {
  const wish = (index: number) => given.wished[index]?.id ?? ''
  return {
    strengths: given.strengths,
    priorities: given.priorities,
    wish_1: wish(0),
    wish_2: wish(1),
    wish_3: wish(2),
    note: given.note,
  }
}

/** The ticks that the school's own self-evaluation points to, and words that say so. */
function suggestionFor(highlighted: Awaited<ReturnType<typeof highlightedAreas>>, framework: ChosenFramework) {
  if (!highlighted || highlighted.framework_key !== framework.key) return undefined
  const initial = suggestedAreas(highlighted.areas, framework.areas)
  if (initial.strengths.length + initial.priorities.length === 0) return undefined
  const agreedOn = longDate(dayOf(highlighted.agreed_at))
  return {
    initial,
    says: insetText({
      html: html`<p>We ticked areas for you to start from: those of the strengths and priorities in your self-evaluation “${highlighted.title}”, agreed on ${agreedOn}.</p><p>Nothing was sent yet, and the officers do not see your self-evaluation. Change the ticks as you like.</p>`,
    }),
  }
}

/** What two people of a school answered differently, besides the note, whose texts stand beside each other. */
function differences(
  mine: Said,
  theirs: Given,
  framework: ChosenFramework,
  partners: readonly { id: string; name: string }[],
): OtherChoice[] {
  const was = shown(theirs)
  const named = (texts: readonly string[]) => texts.join(', ') || 'Nothing'
  const nameOf = new Map(partners.map(({ id, name }) => [id, name]))
  const areas = (keys: readonly string[]) => named(areaTitles(framework, keys))
  const { strengths, priorities } = was
  const choices: OtherChoice[] = [
    {
      label: 'Where the school can help others',
      theirs: areas(strengths),
      mine: areas(mine.strengths),
      fields: { strengths },
    },
    {
      label: 'Where the school looks for help',
      theirs: areas(priorities),
      mine: areas(mine.priorities),
      fields: { priorities },
    },
    {
      label: 'Schools to work with',
      theirs: named(theirs.wished.map(({ name }) => name)),
      mine: named(wishesOf(mine).map((id) => nameOf.get(id) ?? 'A school')),
      fields: { wish_1: was.wish_1, wish_2: was.wish_2, wish_3: was.wish_3 },
    },
  ]
  return choices.filter((choice) => choice.theirs !== choice.mine)
}

function conflictWith(theirs: Given, choices: OtherChoice[]) {
  return {
    version: theirs.version,
    by: theirs.given_by_name,
    at: theirs.given_at,
    theirs: { note: theirs.note },
    labels: { note: 'Note for the officers' },
    choices,
  }
}
