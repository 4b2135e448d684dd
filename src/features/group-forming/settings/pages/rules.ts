import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { warningText } from '../../../../design/components/warning-text.ts'
import { plural } from '../../../../lib/words.ts'
import { choice, optionalId, repeated, ticked, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { factsFor } from '../../facts.queries.ts'
import type { FormingRules, Sector } from '../../forming.schema.ts'
import { openSchools } from '../../problem.rules.ts'
import { settingsFor } from '../../settings.queries.ts'
import { saveRules } from '../forming.acts.ts'
import { type RulesEntered, rulesFrom, rulesInWords, sizesInWords, whyCannotBeKept } from '../forming-rules.rules.ts'
import { aimsPath, rulesPath } from '../paths.ts'
import { schoolsToName } from '../preference.queries.ts'

const size = (message: string) => wholeNumber(message, { min: 2, max: 26 })
const atLeast = () => wholeNumber('Enter a number, 0 for none', { min: 0, max: 26 })
const pair = {
  one: optionalId('Choose a school from the list'),
  other: optionalId('Choose a school from the list'),
  remove: ticked(),
}
const fields = z.object({
  fewest: size('Enter the fewest schools of a group'),
  ideal: size('Enter the best number of schools of a group'),
  most: size('Enter the most schools of a group'),
  separate_trusts: ticked(),
  phases: choice('Choose which phases a group has', ['any', 'mixed', 'one']),
  at_least_primary: atLeast(),
  at_least_secondary: atLeast(),
  at_least_special: atLeast(),
  together: repeated(pair, { most: 200 }),
  apart: repeated(pair, { most: 200 }),
})
type Entered = z.output<typeof fields>
type Named = { id: string; name: string; text: string }

/** What always holds when groups are formed. */
export const rulesPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/rules',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = formingPath(c.partnership, programme.id)
    const settings = await settingsFor(c.db, c.actor, programme)
    const schools = await schoolsToName(c.db, c.actor, programme.id)
    const known = new Set(schools.map(({ id }) => id))
    const nameOf = (id: string) => schools.find((school) => school.id === id)?.name ?? 'A school that has left'
    const form = c.form(fields, { initial: shown(settings.rules, known), version: settings.rules_version })
    if (form.value) {
      const entered = rulesFrom(asEntered(form.value), settings.rules.coaches, known)
      if ('refused' in entered) for (const refusal of entered.refused) form.refuse(refusal)
      else {
        const saved = await saveRules(c.db, c.actor, programme, entered.rules, form.sentVersion ?? 0, c.now)
        if (saved.kind === 'saved')
          return c.redirect(back, `Rules saved. ${sizesInWords(schools.length, entered.rules) ?? ''}`.trim())
        if (saved.kind === 'conflict') {
          const { rules, rules_version, updated_by_name, updated_at } = saved.current
          const choices = differences(entered.rules, rules, known, nameOf)
          if (choices.length === 0) return c.redirect(back, 'Rules saved')
          const by = updated_by_name || 'Somebody else'
          return c.conflict(form, {
            version: rules_version,
            by,
            at: updated_at ?? c.now,
            theirs: {},
            labels: {},
            choices,
          })
        }
        form.refuse(saved.refusal)
      }
    }
    const facts = await factsFor(c.db, c.actor, programme.id)
    const broken = form.sent ? undefined : whyCannotBeKept(facts, settings)
    return c.view(
      'Rules for the groups',
      html`<p class="govuk-body">These rules are always kept: a search never breaks one. What is only wished for is weighed as an <a class="govuk-link" href="${aimsPath(c.partnership, programme.id)}">aim</a>.</p>
      ${broken ? warningText({ text: `These rules cannot all be kept any more: ${broken.message}.`, iconFallbackText: 'Warning' }) : nothing}
      ${form.start()}${sizeQuestions(form, sizesInWords(schools.length, settings.rules))}${mixQuestions(form, openSchools(facts).filter(({ trust }) => trust.trim() !== '').length)}
      ${pairQuestions(form, schools, settings.rules)}
      <h2 class="govuk-heading-m">A coach in every group</h2>
      <p class="govuk-body">${settings.rules.coaches.length === 0 ? 'Groups need no coach.' : `Every group has one of ${plural(settings.rules.coaches.length, 'school')} as its coach.`} <a class="govuk-link" href="${rulesPath(c.partnership, programme.id)}/coaches">Choose the schools that can coach</a> (save your changes here first).</p>
      ${form.end('Check and save', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Form the groups' }, caption: programme.name },
    )
  },
)

function sizeQuestions(form: Form<Entered>, makes: string | undefined): Html {
  const box = (name: 'fewest' | 'ideal' | 'most', label: string) =>
    form.input(name, { label, width: 2, numeric: true, suffix: 'schools' })
  return html`<h2 class="govuk-heading-m">How large is a group?</h2>${box('fewest', 'Fewest')}${box('ideal', 'Best')}${box('most', 'Most')}
    ${makes ? insetText({ text: `As saved, ${makes}. Sizes come as near to the best as they can and differ by one at the most.` }) : nothing}`
}

function mixQuestions(form: Form<Entered>, withTrust: number): Html {
  const least = (phase: Sector, schools: string) =>
    form.input(`at_least_${phase}`, { label: `${schools} in each group, at least`, width: 2, numeric: true })
  return html`<h2 class="govuk-heading-m">Who is in a group?</h2>
    ${form.tick('separate_trusts', { text: 'Never two schools of one trust', hint: `${plural(withTrust, 'school')} of the programme ${withTrust === 1 ? 'belongs' : 'belong'} to a trust.` })}
    ${form.radios('phases', {
      legend: 'Which phases does a group have?',
      items: [
        { value: 'any', text: 'Any' },
        { value: 'mixed', text: 'At least two', hint: 'For example, primary schools and a secondary school' },
        { value: 'one', text: 'One only' },
      ],
    })}
    <p class="govuk-body">A group may need at least so many schools of a phase. 0 means no rule. An all-through school counts as secondary.</p>
    ${least('primary', 'Primary schools')}${least('secondary', 'Secondary schools')}${least('special', 'Special schools')}`
}

function pairQuestions(form: Form<Entered>, schools: readonly Named[], rules: FormingRules): Html {
  const items = schools.map(({ id, text }) => ({ value: id, text }))
  const questions = (name: 'together' | 'apart', legend: string, addText: string) =>
    form.groups(name, {
      legend,
      addText,
      draw: (group, index) => {
        const saved = index < rules[name].length
        const select = (side: string, label: string) =>
          group.select(side, { label, items, searchable: true, empty: 'No school' })
        return html`${select('one', 'School')}${select('other', name === 'together' ? 'Together with' : 'Apart from')}${saved ? group.tick('remove', { text: 'Remove this pair' }) : nothing}`
      },
    })
  return html`<h2 class="govuk-heading-m">Pairs of schools</h2>
    ${questions('together', 'Schools that stay together', 'Add another pair to keep together')}
    ${questions('apart', 'Schools that are kept apart', 'Add another pair to keep apart')}`
}

function asEntered(value: Entered): RulesEntered {
  const { at_least_primary: primary, at_least_secondary: secondary, at_least_special: special, ...rest } = value
  return { ...rest, at_least: { primary, secondary, special } }
}

/** The fields of saved rules. A pair with a school that has left the programme binds nobody, and is left out. */
function shown(rules: FormingRules, known: ReadonlySet<string>) {
  const pairs = (list: readonly (readonly [string, string])[]) =>
    list.filter(([one, other]) => known.has(one) && known.has(other)).map(([one, other]) => ({ one, other }))
  const least = (phase: Sector) => String(rules.at_least.find((need) => need.phase === phase)?.number ?? 0)
  return {
    fewest: String(rules.fewest),
    ideal: String(rules.ideal),
    most: String(rules.most),
    separate_trusts: rules.separate_trusts ? 'yes' : '',
    phases: rules.phases,
    at_least_primary: least('primary'),
    at_least_secondary: least('secondary'),
    at_least_special: least('special'),
    together: pairs(rules.together),
    apart: pairs(rules.apart),
  }
}

/** What two officers entered differently. */
function differences(
  mine: FormingRules,
  theirs: FormingRules,
  known: ReadonlySet<string>,
  nameOf: (id: string) => string,
): OtherChoice[] {
  const [myWords, theirWords] = [rulesInWords(mine, nameOf), rulesInWords(theirs, nameOf)]
  const was = shown(theirs, known)
  const { fewest, ideal, most, separate_trusts, phases, at_least_primary, at_least_secondary, at_least_special } = was
  // A list becomes fields with numbers; an empty one is sent as nothing.
  const list = (pairs: readonly object[]) => (pairs.length === 0 ? '' : { ...pairs })
  const fieldsOf = {
    sizes: { fewest, ideal, most },
    trusts: { separate_trusts },
    phases: { phases, at_least_primary, at_least_secondary, at_least_special },
    together: { together: list(was.together) },
    apart: { apart: list(was.apart) },
  }
  const labels = {
    sizes: 'How large a group is',
    trusts: 'Trusts',
    phases: 'Phases',
    together: 'Schools that stay together',
    apart: 'Schools that are kept apart',
  }
  return (Object.keys(labels) as (keyof typeof labels)[])
    .filter((key) => myWords[key] !== theirWords[key])
    .map((key) => ({ label: labels[key], theirs: theirWords[key], mine: myWords[key], fields: fieldsOf[key] }))
}
