/** Both texts of each statement that one person changed on two devices, and the choice between them. */
import { radios } from '../../../design/components/radios.ts'
import { twoTexts } from '../../../design/components/two-texts.ts'
import { dayAndTime } from '../../../lib/words.ts'
import type { RawValues } from '../../../platform/web/form.ts'
import { type Html, html } from '../../../platform/web/html.ts'
import { type Framework, findStatement, type Statement } from '../../frameworks/public.ts'
import { inWords } from './judge-closed.ts'
import { partName } from './judge-form.ts'
import { type JudgeConflict, partOfBody } from './judge-save.ts'

type Form = { start(options: { action: string }): Html; end(text: string): Html }

/** `raw` is all that the page sent: what is not in conflict is saved with the choice. */
export function conflictBody(
  framework: Framework,
  place: { here: string; statements: readonly Statement[] },
  form: Form,
  raw: RawValues,
  conflicts: readonly JudgeConflict[],
): Html {
  const inConflict = new Set(conflicts.map(({ key }) => key))
  const others = place.statements
    .filter(({ key }) => !inConflict.has(key))
    .map(({ key }) => hiddenPart(partName(framework, key), raw, {}))
  const saved = others.length === 0 ? '' : ' Everything else that you typed on the page is saved with your choice.'
  return html`<p class="govuk-body">You saved this on another device, or in another window, after you opened this page. Nothing is lost: both are below.${saved}</p>
${form.start({ action: place.here })}${others}${conflicts.map((conflict) => choice(framework, raw, conflict))}${form.end('Save my choice')}`
}

function choice(framework: Framework, raw: RawValues, { key, sent, theirs }: JudgeConflict): Html {
  const part = partName(framework, key)
  const mine = { point: sent.point ?? null, answer: sent.answer ?? '', reason: sent.reason ?? '' }
  const whole = (judgement: { point: number | null; answer: string; reason: string }) =>
    framework.scale.kind === 'open'
      ? judgement.answer
      : `${inWords(framework, judgement)}${judgement.reason === '' ? '' : `\n${judgement.reason}`}`
  return html`<h2 class="govuk-heading-m">${findStatement(framework, key)?.statement.text ?? ''}</h2>${twoTexts({
    first: { heading: 'Saved before', by: `By you, ${dayAndTime(theirs.updated_at)}`, text: whole(theirs) },
    second: { heading: 'What you typed here', by: 'Not saved yet', text: whole(mine) },
    headingLevel: 3,
  })}${hiddenPart(part, raw, { _version: String(theirs.version), _shown: '' })}${radios({
    name: `${part}[keep]`,
    idPrefix: `${part}-keep`,
    value: 'mine',
    fieldset: { legend: { text: 'Which should stay?', classes: 'govuk-fieldset__legend--s' } },
    items: [
      { value: 'theirs', text: 'What was saved before' },
      { value: 'mine', text: 'What I typed here' },
    ],
  })}`
}

/** What was sent for one statement, to be sent again as it was. */
function hiddenPart(part: string, raw: RawValues, changed: RawValues): Html {
  const sent: RawValues = { ...partOfBody(raw, part), ...changed }
  const fields = (['_version', '_shown', 'point', 'answer', 'reason'] as const).flatMap((name) => {
    const value = sent[name]
    return typeof value === 'string' ? [html`<input type="hidden" name="${part}[${name}]" value="${value}">`] : []
  })
  return html`${fields}`
}
