import { z } from 'zod'
import { dayOf } from '../../../lib/clock.ts'
import { longDate, plural } from '../../../lib/words.ts'
import { wholeNumber } from '../../../platform/web/fields.ts'
import type { OtherChoice } from '../../../platform/web/form.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { healthPath, programmeFor } from '../../review-groups/public.ts'
import { changeLimits } from '../limits.acts.ts'
import { limitsFor, type StoredLimits } from '../limits.queries.ts'
import { areUsual, type Limits, limitNames, longestLimit, usualLimits } from '../limits.rules.ts'
import { programmeParams } from '../paths.ts'

const days = () => wholeNumber('Enter a number of school days, 0 for the day itself', { min: 0, max: longestLimit })
const fields = z.object({
  preparation: days(),
  team: days(),
  window_opens: days(),
  invitation: days(),
  visit_before_end: days(),
})

const questions: Record<keyof Limits, { label: string; name: string }> = {
  preparation: { label: 'A visit is this near, and its preparation is open', name: 'Visit near, preparation open' },
  team: {
    label: 'A visit is this near, and the team has fewer visitors than it should',
    name: 'Visit near, few visitors',
  },
  window_opens: {
    label: 'The window for a meeting opens this soon, or is open, and no day is chosen',
    name: 'Window near, no day',
  },
  invitation: {
    label: 'An invitation to a team has had no answer for longer than',
    name: 'Invitation without an answer',
  },
  visit_before_end: {
    label: 'The programme ends this soon, and a visit has no day',
    name: 'End near, visit without a day',
  },
}

/** When something in a programme's reviews is worth a look: five numbers, and the usual ones. */
export const limitsPage = page(
  { path: '/:partnership/programmes/:programme/health/limits', allow: 'programme:manage', params: programmeParams },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const health = healthPath(c.partnership, programme.id)
    const stored = await limitsFor(c.db, c.actor, programme.id)
    const form = c.form(fields, { initial: stored.limits, version: stored.version })
    const reset = c.form(z.object({}), { name: 'usual', version: stored.version })
    if (form.value) {
      const saved = await changeLimits(c.db, c.actor, programme.id, form.value, form.sentVersion ?? 0, c.now)
      if (saved) return c.redirect(health, 'Saved. The page and the home page use these numbers')
      const current = await limitsFor(c.db, c.actor, programme.id)
      const choices = differences(form.value, current.limits)
      if (choices.length === 0) return c.redirect(health, 'A colleague saved the same numbers')
      const { version, updated_by_name: by, updated_at } = current
      return c.conflict(form, { version, by, at: updated_at ?? c.now, theirs: {}, labels: {}, choices })
    }
    if (reset.value) {
      const saved = await changeLimits(c.db, c.actor, programme.id, usualLimits, reset.sentVersion ?? 0, c.now)
      if (saved) return c.redirect(health, 'The usual numbers hold again')
      reset.refuse({ message: 'A colleague saved other numbers meanwhile. Look at them before you change them' })
    }
    const usual = areUsual(stored.limits)
      ? nothing
      : html`<h2 class="govuk-heading-m">The usual numbers</h2><p class="govuk-body">They replace the numbers above.</p>${reset.start()}${reset.end('Use the usual numbers', { tone: 'secondary' })}`
    return c.view(
      'When is something worth a look?',
      html`<p class="govuk-body">A review is at risk, and is listed first, when one of these holds. The numbers are school days of the host school.</p>
      ${lastSaved(stored)}
      ${form.start()}${limitNames.map((name) =>
        form.input(name, {
          label: questions[name].label,
          hint: `Usually ${usualLimits[name]}`,
          width: 3,
          numeric: true,
          suffix: 'school days',
        }),
      )}${form.end('Save', { cancel: { href: health } })}${usual}`,
      { caption: programme.name, back: { href: health, text: 'Health of the programme' } },
    )
  },
)

function lastSaved({ updated_at, updated_by_name }: StoredLimits) {
  if (!updated_at) return nothing
  return html`<p class="govuk-body">Last changed by ${updated_by_name} on ${longDate(dayOf(updated_at))}.</p>`
}

/** What two officers chose differently. */
function differences(mine: Limits, theirs: Limits): OtherChoice[] {
  const inWords = (days: number) => plural(days, 'school day')
  return limitNames
    .filter((name) => mine[name] !== theirs[name])
    .map((name) => ({
      label: questions[name].name,
      theirs: inWords(theirs[name]),
      mine: inWords(mine[name]),
      fields: { [name]: String(theirs[name]) },
    }))
}
