import { z } from 'zod'
import { insetText } from '../../../design/components/inset-text.ts'
import { plural } from '../../../lib/words.ts'
import {
  choice,
  choices,
  optionalId,
  optionalLongText,
  optionalText,
  repeated,
  ticked,
  wholeNumber,
} from '../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { type Area, frameworkById } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { leadersPath, programmeFor, programmePath } from '../../review-groups/public.ts'
import { modelFor, type ReviewModel } from '../../review-models/public.ts'
import { schoolOptions } from '../../schools/public.ts'
import { giveAnswer } from '../answer.acts.ts'
import { answersTo, leaderToAsk } from '../answer.queries.ts'
import {
  type Answer,
  conflictKinds,
  conflictNames,
  daysFor,
  fundedDays,
  fundedDaysAYear,
  type Given,
  sectorNames,
  sectors,
} from '../answer.rules.ts'

const longestNote = 2000
const fieldsFor = (areas: readonly Pick<Area, 'key'>[]) =>
  z.object({
    days: wholeNumber('Enter how many days, or 0 for none', { min: 0, max: 200 }),
    sectors: choices('Choose at least one kind of school', sectors),
    areas: choices(
      'Choose areas of the framework',
      areas.map(({ key }) => key),
      0,
    ),
    from_school_id: optionalId('Choose a school from the list'),
    conflicts: repeated(
      {
        school_id: optionalId('Choose a school from the list'),
        kind: choice('Choose what you have to do with the school', ['', ...conflictKinds]).optional(),
        reason: optionalText({ max: 300 }),
        remove: ticked(),
      },
      { most: 20 },
    ),
    note: optionalLongText({ max: longestNote }),
  })
type Said = z.output<ReturnType<typeof fieldsFor>>
type Named = { value: string; text: string }

/** A leader says how many days they can give in a programme, for which schools, from where, and where they have a conflict. */
export const answerPage = page(
  {
    path: '/:partnership/programmes/:programme/leaders/:person',
    allow: 'leader-answer:give',
    params: z.object({ partnership: z.string(), programme: z.uuid(), person: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const leader = found(await leaderToAsk(c.db, c.actor, programme, c.params.person))
    const isOwn = leader.id === c.actor.person_id
    const given = (await answersTo(c.db, c.actor, programme.id)).get(leader.id)
    const framework = programme.framework_id ? await frameworkById(c.db, c.actor, programme.framework_id) : undefined
    const schools = await schoolOptions(c.db, c.actor)
    const areas = framework?.areas ?? []
    const back = c.can('programme:manage')
      ? { href: leadersPath(c.partnership, programme.id), text: 'Match leaders to groups' }
      : { href: programmePath(c.partnership, programme.id), text: programme.name }
    const form = c.form(fieldsFor(areas), { initial: given ? shown(given) : {}, version: given?.version ?? 0 })
    if (form.value) {
      const answer = answerOf(form.value)
      for (const refusal of unfinished(form.value)) form.refuse(refusal)
      if (form.value) {
        const outcome = await giveAnswer(c.db, c.actor, programme, leader.id, answer, form.sentVersion ?? 0, c.now)
        if (outcome.kind === 'saved')
          return c.redirect(back.href, isOwn ? 'Sent to the partnership’s officers' : `Saved for ${leader.name}`)
        if (outcome.kind === 'conflict') {
          const { current } = outcome
          const others = differences(answer, current, areas, schools)
          return c.conflict(form, {
            version: current.version,
            by: current.answered_by_name,
            at: current.answered_at,
            theirs: { note: current.note },
            labels: { note: 'Note for the officers' },
            choices: others,
          })
        }
        for (const refusal of outcome.refusals) form.refuse(refusal)
      }
    }
    return c.view(
      isOwn ? 'What can you give as a leader?' : `What can ${leader.name} give as a leader?`,
      html`${introduction(await modelFor(c.db, c.actor, programme.model_key), isOwn)}${form.start()}${questions(form, areas, schools, given, isOwn)}
      ${form.end(isOwn ? 'Send to the officers' : 'Save for the leader', { cancel: { href: back.href } })}`,
      { back, caption: programme.name },
    )
  },
)

function introduction(model: ReviewModel, isOwn: boolean): Html {
  const { visits, each, days } = daysFor(model.half_days, model.group.ideal)
  const funded = fundedDays(model.length_months)
  return html`<p class="govuk-body">${isOwn ? 'You are' : 'Each leader is'} matched to review groups by these answers. The officers and ${isOwn ? 'you' : 'the leader'} see them; schools do not.</p>
  ${insetText({
    text: `Supporting a group of ${model.group.ideal} takes ${plural(days, 'day')}: ${plural(visits, 'visit')} at ${plural(each, 'day')} each. At least ${fundedDaysAYear} days are funded in an academic year, ${funded} over this programme${days >= funded ? ', so one such group uses them all' : ''}.`,
  })}`
}

function questions(
  form: Form<Said>,
  areas: readonly Pick<Area, 'key' | 'title'>[],
  schools: readonly Named[],
  given: Given | undefined,
  isOwn: boolean,
): Html {
  const you = isOwn ? 'you' : 'they'
  const kinds = conflictKinds.map((kind) => ({ value: kind, text: conflictNames[kind] }))
  return html`${form.input('days', { label: `How many days can ${you} give in this programme, all together?`, width: 3, numeric: true, suffix: 'days' })}
    ${form.checkboxes('sectors', { legend: `Which schools can ${you} support?`, items: sectors.map((sector) => ({ value: sector, text: sectorNames[sector] })) })}
    ${areas.length === 0 ? nothing : form.checkboxes('areas', { legend: `Which areas of the framework do ${you} know best?`, small: true, items: areas.map(({ key, title }) => ({ value: key, text: title })) })}
    ${form.select('from_school_id', { label: `Where do ${you} start from? (optional)`, hint: `Choose the school where ${you} work, or one near by. Without it, distance does not count.`, items: schools, searchable: true, empty: 'No school' })}
    <h2 class="govuk-heading-m">Conflicts of interest</h2>
    <p class="govuk-body">The schools where ${you} hold a role, and their trusts, are known already. Name other schools that ${you} should not review, and why.</p>
    ${form.groups('conflicts', {
      legend: 'School with a conflict',
      addText: 'Add another school',
      draw: (group, index) =>
        html`${group.select('school_id', { label: 'School', items: schools, searchable: true, empty: 'No school' })}
        ${group.select('kind', { label: `What ${isOwn ? 'do you' : 'do they'} have to do with it?`, items: kinds, empty: 'Choose' })}
        ${group.input('reason', { label: 'In a few words (optional)' })}
        ${index < (given?.conflicts.length ?? 0) ? group.tick('remove', { text: 'Remove this school' }) : nothing}`,
    })}
    ${form.textarea('note', { label: 'Note for the officers (optional)', rows: 3, maxLength: longestNote })}`
}

function answerOf(said: Said): Answer {
  return {
    days: said.days,
    sectors: said.sectors,
    areas: said.areas,
    from_school_id: said.from_school_id ?? null,
    note: said.note,
    conflicts: said.conflicts.flatMap(({ school_id, kind, reason, remove }) =>
      school_id && kind && !remove ? [{ school_id, kind, reason }] : [],
    ),
  }
}

/** What is half filled in among the conflicts. */
function unfinished({ conflicts }: Said): { field: string; message: string }[] {
  return conflicts.flatMap(({ school_id, kind, reason, remove }, index) => {
    if (remove || (school_id && kind) || (!school_id && !kind && reason === '')) return []
    return school_id
      ? [{ field: `conflicts[${index}][kind]`, message: 'Choose what you have to do with the school' }]
      : [{ field: `conflicts[${index}][school_id]`, message: 'Choose the school' }]
  })
}

function shown(given: Given) {
  return {
    days: String(given.days),
    sectors: given.sectors,
    areas: given.areas,
    from_school_id: given.from_school_id ?? '',
    conflicts: given.conflicts.map(({ school_id, kind, reason }) => ({ school_id, kind, reason })),
    note: given.note,
  }
}

/** What two people answered differently, besides the note. */
function differences(
  mine: Answer,
  theirs: Given,
  areas: readonly Pick<Area, 'key' | 'title'>[],
  schools: readonly Named[],
): OtherChoice[] {
  const was = shown(theirs)
  const list = (texts: readonly string[]) => texts.join(', ') || 'Nothing'
  const nameOf = (id: string | null) => schools.find(({ value }) => value === id)?.text ?? 'No school'
  const titles = (keys: readonly string[]) =>
    list(areas.filter(({ key }) => keys.includes(key)).map(({ title }) => title))
  const conflicts = (answer: Answer) =>
    list(
      answer.conflicts.map(
        ({ school_id, kind, reason }) => `${nameOf(school_id)}: ${conflictNames[kind]}${reason ? ` (${reason})` : ''}`,
      ),
    )
  const row = (label: string, say: (answer: Answer) => string, fields: OtherChoice['fields']) => ({
    label,
    theirs: say(theirs),
    mine: say(mine),
    fields,
  })
  return [
    row('Days', ({ days }) => plural(days, 'day'), { days: was.days }),
    row('Schools', (answer) => list(answer.sectors.map((sector) => sectorNames[sector])), { sectors: was.sectors }),
    row('Areas', (answer) => titles(answer.areas), { areas: was.areas }),
    row('Where journeys start', (answer) => nameOf(answer.from_school_id), { from_school_id: was.from_school_id }),
    row('Conflicts of interest', conflicts, { conflicts: was.conflicts }),
  ].filter((choice) => choice.theirs !== choice.mine)
}
