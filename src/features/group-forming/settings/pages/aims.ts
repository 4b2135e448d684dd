import { z } from 'zod'
import { insetText } from '../../../../design/components/inset-text.ts'
import { choice, wholeNumber } from '../../../../platform/web/fields.ts'
import type { Form, OtherChoice } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { formingPath, programmeFor } from '../../../review-groups/public.ts'
import { factsFor } from '../../facts.queries.ts'
import type { FormingAims } from '../../forming.schema.ts'
import { settingsFor } from '../../settings.queries.ts'
import { travelUnit } from '../../travel.rules.ts'
import { aimsFrom, aimsInWords, aimsShown, dataFor, type Preset, presetOf, presets } from '../aims.rules.ts'
import { saveAims } from '../forming.acts.ts'
import { aimsPath, askPath, rulesPath, travelTimesPath } from '../paths.ts'

const worth = () => wholeNumber('Enter a number, 0 for nothing', { min: 0, max: 1000 })
const fields = z.object({
  unmet_priorities: worth(),
  unmet_wishes: worth(),
  profile_way: choice('Choose whether similar schools count', ['none', 'alike', 'different']),
  profile_worth: worth(),
  same_district_way: choice('Choose whether districts count', ['none', 'mixed', 'own']),
  same_district_worth: worth(),
  past_partners_way: choice('Choose whether earlier partners count', ['none', 'new', 'again']),
  past_partners_worth: worth(),
})
type Entered = z.output<typeof fields>
type Unit = 'km' | 'minutes'

/** What is wished for of groups, and how much longer a journey may be for each wish. */
export const aimsPage = page(
  {
    path: '/:partnership/programmes/:programme/forming/aims',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid() }),
    query: z.object({ fill: z.string().optional() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const back = formingPath(c.partnership, programme.id)
    const here = aimsPath(c.partnership, programme.id)
    const settings = await settingsFor(c.db, c.actor, programme)
    const facts = await factsFor(c.db, c.actor, programme.id)
    const unit = travelUnit(facts)
    const filled = presets.find(({ key }) => key === c.query.fill)
    const form = c.form(fields, { initial: aimsShown(filled?.aims ?? settings.aims), version: settings.aims_version })
    if (form.value) {
      const entered = aimsFrom(form.value)
      if ('refused' in entered) for (const refusal of entered.refused) form.refuse(refusal)
      else {
        const saved = await saveAims(c.db, c.actor, programme, entered.aims, form.sentVersion ?? 0, c.now)
        if (saved.kind === 'saved') return c.redirect(back, 'Aims saved')
        const { aims, aims_version, updated_by_name, updated_at } = saved.current
        const choices = differences(entered.aims, aims, unit)
        if (choices.length === 0) return c.redirect(back, 'Aims saved')
        const by = updated_by_name || 'Somebody else'
        return c.conflict(form, { version: aims_version, by, at: updated_at ?? c.now, theirs: {}, labels: {}, choices })
      }
    }
    const links = {
      ask: askPath(c.partnership, programme.id),
      times: travelTimesPath(c.partnership, programme.id),
      rules: rulesPath(c.partnership, programme.id),
    }
    return c.view(
      'Aims for the groups',
      html`${introduction(unit, links.rules)}${presetList(here, form.sent ? undefined : (filled ?? presetOf(settings.aims)), filled)}
      ${form.start()}${questions(form, unit, dataFor(facts), links)}${form.end('Save', { cancel: { href: back } })}`,
      { back: { href: back, text: 'Form the groups' }, caption: programme.name },
    )
  },
)

function introduction(unit: Unit, rules: string): Html {
  const one = unit === 'km' ? 'a kilometre' : 'a minute'
  return html`<p class="govuk-body">Nobody can have short journeys, partners who can help and every wish at once. Here you say how much longer a journey may be for each of them; the search then finds the groups that do best by your numbers. <a class="govuk-link" href="${rules}">Rules</a> are kept whatever the numbers.</p>
    <p class="govuk-body">The measure is ${one} between two partners. A wish that is worth 10 ${unit} is met as long as that makes all journeys between partners together less than 10 ${unit} longer.</p>`
}

function presetList(here: string, chosen: Preset | undefined, filled: Preset | undefined): Html {
  return html`<h2 class="govuk-heading-m">Begin with a set of numbers</h2>
    ${filled ? insetText({ text: `The numbers of “${filled.name}” are filled in below. Nothing is saved yet.` }) : nothing}
    <ul class="govuk-list govuk-list--spaced">${presets.map(
      (preset) =>
        html`<li><a class="govuk-link" href="${here}?fill=${preset.key}"><span class="govuk-visually-hidden">Fill in the numbers of </span>${preset.name}</a>${preset.key === chosen?.key ? html` <strong>(${filled ? 'filled in' : 'as saved'})</strong>` : nothing}<br>${preset.effect}</li>`,
    )}</ul>`
}

type Links = { ask: string; times: string }

function questions(form: Form<Entered>, unit: Unit, data: ReturnType<typeof dataFor>, links: Links): Html {
  const box = (name: keyof Entered, label: string) => form.input(name, { label, width: 4, numeric: true, suffix: unit })
  const known = (text: string, link?: { href: string; text: string }) =>
    html`<p class="govuk-body">${text}${link ? html` <a class="govuk-link" href="${link.href}">${link.text}</a>` : nothing}</p>`
  return html`<h2 class="govuk-heading-m">Short journeys</h2>
    ${known(data.travel, { href: links.times, text: unit === 'km' ? 'Use travel times instead' : 'Travel times' })}
    <h2 class="govuk-heading-m">Partners who can help</h2>
    ${known(data.unmet_priorities, { href: links.ask, text: 'What schools bring and look for' })}
    ${box('unmet_priorities', 'What a school looks for and no partner can help with is worth')}
    <h2 class="govuk-heading-m">Schools that want to work together</h2>
    ${known(data.unmet_wishes)}${box('unmet_wishes', 'A wish for a partner that is not met is worth')}
    <h2 class="govuk-heading-m">Similar or different schools</h2>
    ${known(data.profile)}
    ${form.radios('profile_way', {
      legend: 'Which schools should meet?',
      hint: 'By the number of pupils, and by whether there is an SEN unit or resourced provision.',
      items: [
        { value: 'none', text: 'It does not count' },
        { value: 'alike', text: 'Similar schools' },
        { value: 'different', text: 'Different schools' },
      ],
    })}
    ${box('profile_worth', 'Two partners of which one has nearly three times as many pupils are worth')}
    <h2 class="govuk-heading-m">Districts</h2>
    ${known(data.same_district)}
    ${form.radios('same_district_way', {
      legend: 'Should partners be of one district?',
      items: [
        { value: 'none', text: 'It does not count' },
        { value: 'mixed', text: 'No, of different districts' },
        { value: 'own', text: 'Yes, of one district' },
      ],
    })}
    ${box('same_district_worth', 'Two partners of one district are worth')}
    <h2 class="govuk-heading-m">Earlier partners</h2>
    ${known(data.past_partners)}
    ${form.radios('past_partners_way', {
      legend: 'Should schools that were in a group before meet again?',
      items: [
        { value: 'none', text: 'It does not count' },
        { value: 'new', text: 'No, new partners' },
        { value: 'again', text: 'Yes, the same partners again' },
      ],
    })}
    ${box('past_partners_worth', 'Two earlier partners in a group are worth')}`
}

const labels = {
  unmet_priorities: 'What a school looks for and no partner can help with',
  unmet_wishes: 'A wish for a partner that is not met',
  profile: 'Similar or different schools',
  same_district: 'Districts',
  past_partners: 'Earlier partners',
}

/** What two officers weigh differently. */
function differences(mine: FormingAims, theirs: FormingAims, unit: Unit): OtherChoice[] {
  const [myWords, theirWords, shown] = [aimsInWords(mine, unit), aimsInWords(theirs, unit), aimsShown(theirs)]
  return (Object.keys(labels) as (keyof typeof labels)[])
    .filter((key) => myWords[key] !== theirWords[key])
    .map((key) => ({
      label: labels[key],
      theirs: theirWords[key],
      mine: myWords[key],
      fields: Object.fromEntries(Object.entries(shown).filter(([name]) => name.startsWith(key))),
    }))
}
