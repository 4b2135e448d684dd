import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { id, ids, optionalLongText, optionalText, text } from '../../../platform/web/fields.ts'
import type { Form } from '../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { type GroupRules, modelFor } from '../../review-models/public.ts'
import { checkChoice, createGroup, refusalsOf } from '../group.acts.ts'
import { candidatesFor } from '../group.queries.ts'
import { type CandidateSchool, sizeInWords } from '../group.rules.ts'
import { groupPath, programmePath } from '../paths.ts'
import { programmeFor } from '../programme.queries.ts'
import { adviceList, nearestFirst, pickerItem, travelText } from './group-parts.ts'

/** How many of the nearest schools are offered: enough to choose from, few enough to read. */
const mostOffered = 40

const startFields = z.object({ start: id('Choose a school to start from') })
const groupFields = z.object({
  name: text('Enter a name for the group', { max: 80 }),
  note: optionalLongText({ max: 2000 }),
  school_ids: ids('Tick the schools of the group', 0),
  checked: optionalText({ max: 2000 }),
})
type GroupForm = Form<z.infer<typeof groupFields>>

/** Makes a review group by hand: start from one school, tick partners, read the checks, save. */
export const makeGroup = page(
  {
    path: '/:partnership/programmes/:programme/review-groups/new',
    allow: 'group:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ start: z.uuid().optional().catch(undefined) }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const rules = (await modelFor(c.db, c.actor, programme.model_key)).group
    const candidates = await candidatesFor(c.db, c.actor, programme.id)
    const back = programmePath(c.partnership, programme.id)
    const options = { back: { href: back, text: programme.name } }
    const here = `${back}/review-groups/new`
    const free = candidates.filter((school) => school.other_group === null && school.status === 'open')
    const start = free.find((school) => school.id === c.query.start)
    if (!start) {
      const form = c.form(startFields, { name: 'start' })
      if (form.value && free.some((school) => school.id === form.value?.start))
        return c.redirect(`${here}?start=${form.value.start}`)
      if (form.value) form.refuse({ field: 'start', message: 'Choose a school of this programme that is in no group' })
      return c.view('Which school do you start from?', startQuestion(form, free, back), options)
    }
    const form: GroupForm = c.form(groupFields, { name: 'group', initial: { school_ids: [start.id] } })
    if (form.value) {
      const chosen = form.value.school_ids
      const { checks, chosen: schools } = await checkChoice(c.db, c.actor, programme, chosen)
      for (const refusal of refusalsOf(checks)) form.refuse(refusal)
      const signature = [...chosen].sort().join(' ')
      if (form.value && (form.value.checked === signature || checks.length === 0)) {
        const made = await createGroup(c.db, c.actor, {
          programme_id: programme.id,
          name: form.value.name,
          note: form.value.note,
          school_ids: chosen,
        })
        if ('id' in made)
          return c.redirect(
            groupPath(c.partnership, made.id),
            `${form.value.name} made. Nobody is told until you publish it.`,
          )
        for (const refusal of made.refused) form.refuse(refusal)
      }
      const advice = html`${adviceList(checks, form.value ? 'You can go on, but think about this first' : 'Think about this too')}${schools.length > 1 ? html`<p class="govuk-body">${travelText(schools)}</p>` : nothing}`
      return c.view(
        'Make a review group',
        groupForm(form, { rules, start, free, advice, signature: form.value ? signature : '', back }),
        options,
      )
    }
    return c.view(
      'Make a review group',
      groupForm(form, { rules, start, free, advice: nothing, signature: '', back }),
      options,
    )
  },
)

function startQuestion(form: Form<z.infer<typeof startFields>>, free: readonly CandidateSchool[], back: string): Html {
  if (free.length === 0)
    return emptyState('Every open school of the programme is in a group.', {
      href: `${back}/schools`,
      text: 'Add schools to the programme',
    })
  return html`${form.start()}
    ${form.select('start', { label: 'First school of the group', hint: 'The next page lists the other schools that are in no group, the nearest first.', items: free.map((school) => ({ value: school.id, text: school.name })), searchable: true })}
    ${form.end('Continue', { cancel: { href: back } })}`
}

type Shown = {
  rules: GroupRules
  start: CandidateSchool
  free: readonly CandidateSchool[]
  advice: Html
  signature: string
  back: string
}

function groupForm(form: GroupForm, { rules, start, free, advice, signature, back }: Shown): Html {
  const offered = nearestFirst(free, start).slice(0, mostOffered)
  return html`${advice}
    ${insetText({ text: `A group has ${sizeInWords(rules)}; ${rules.ideal} is best.${rules.same_trust === 'refused' ? ' Two schools of one trust cannot be in a group.' : ''}` })}
    ${form.start()}
    ${form.input('name', { label: 'Name of the group', hint: 'For example, a river or a place between the schools', width: 20 })}
    ${form.checkboxes('school_ids', { legend: 'Schools', hint: `Schools that are in no group, the nearest to ${start.name} first.`, small: true, items: offered.map((school) => pickerItem(school, start)) })}
    ${form.textarea('note', { label: 'Note (optional)', hint: 'Why these schools: for the schools of the group and for officers.', rows: 3 })}
    ${form.hidden('checked', signature)}
    ${form.end(signature === '' ? 'Check and make the group' : 'Make the group', { cancel: { href: back } })}`
}
