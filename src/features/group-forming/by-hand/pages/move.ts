import { z } from 'zod'
import { button } from '../../../../design/components/button.ts'
import { insetText } from '../../../../design/components/inset-text.ts'
import { select } from '../../../../design/components/select.ts'
import { warningText } from '../../../../design/components/warning-text.ts'
import { type Effect, effectOf } from '../../../../lib/grouping/effect.ts'
import { ticked } from '../../../../platform/web/fields.ts'
import type { Form } from '../../../../platform/web/form.ts'
import { type Html, html, nothing } from '../../../../platform/web/html.ts'
import { found } from '../../../../platform/web/page.ts'
import { page } from '../../../page.ts'
import { versionPath } from '../../versions/paths.ts'
import { effectList, firstSight, groupsBeforeAndAfter } from '../effect.parts.ts'
import { type Explained, groundFor, holdVersion } from '../hand.queries.ts'
import { makeMove } from '../move.acts.ts'
import { type Change, changeInWords, groupOf, movesOf, whyCannotMove, whyMustStay } from '../move.rules.ts'
import { boardPath, movePath, whyPath } from '../paths.ts'
import { placesList } from '../places.parts.ts'
import { swapsWith, worthInWords } from '../places.rules.ts'
import { newerNote } from '../version.parts.ts'

const fields = z.object({ know: ticked() })
type MoveForm = Form<z.output<typeof fields>>

const query = z.object({
  school: z.uuid(),
  to: z.coerce.number().int().min(0).max(9999).optional(),
  // A list of groups has "nobody in return" as its first choice.
  with: z.preprocess((value) => (value === '' ? undefined : value), z.uuid().optional()),
  /** Where to go on after the move: the board, as it was filtered. */
  back: z
    .string()
    .max(2000)
    .regex(/^board(\?[\w%=&.+-]*)?$/)
    .optional(),
})
type Query = z.output<typeof query>

/** A move or a swap, with what it does shown before it is made. Without a group, a choice of groups. */
export const movePage = page(
  {
    path: '/:partnership/programmes/:programme/forming/versions/:arrangement/move',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), arrangement: z.uuid() }),
    query,
  },
  async (c) => {
    const { programme, arrangement } = c.params
    if (c.method === 'POST') await holdVersion(c.db, c.actor, programme, arrangement)
    const ground = found(await groundFor(c.db, c.actor, programme, arrangement))
    const problem = found(ground.problem)
    const explained = { ...ground, problem }
    const { school, to } = c.query
    found(problem.schools.find(({ id }) => id === school))
    const version = versionPath(c.partnership, programme, arrangement)
    const cancel = c.query.back ? `${version}/${c.query.back}#school-${school}` : whyPath(version, school)
    const options = {
      back: { href: cancel, text: c.query.back ? 'Board' : ground.nameOf(school) },
      caption: `${ground.programme.name}, version ${ground.arrangement.number}`,
    }
    if (to === undefined || groupOf(ground.arrangement, school) === to)
      return c.view(`Move ${ground.nameOf(school)}`, choiceOfGroups(explained, version, c.query), options)
    const change = { school, to, with: c.query.with }
    const moves = found(movesOf(ground.arrangement, change))
    const effect = effectOf(problem, groupIds(explained), moves)
    if (c.wantsJson && c.method === 'GET') return c.json({ text: firstSight(explained, moves, effect) })
    const refusal = whyCannotMove(ground.arrangement, ground.facts, moves, ground)
    const newest = ground.newer?.number ?? ground.arrangement.number
    const form = c.form(fields, { version: newest })
    if (form.value) {
      if (refusal) form.refuse(refusal)
      else if (effect.broken.length > 0 && !form.value.know)
        form.refuse({ field: 'know', message: 'Tick that you know which rule this breaks' })
      else if (form.sentVersion !== newest)
        form.refuse({ message: 'A newer version was made meanwhile. Look at it, or make this move all the same' })
      else {
        const id = await makeMove(c.db, c.actor, explained, change, effect)
        const made = versionPath(c.partnership, programme, id)
        const said = `${changeInWords(ground.arrangement, change, ground)}. This is version ${newest + 1}; version ${ground.arrangement.number} is as it was.`
        return c.redirect(c.query.back ? `${made}/${c.query.back}#school-${school}` : made, said)
      }
    }
    const sameMove = (other: string) => movePath(other, change)
    return c.view(
      titleOf(explained, change),
      html`<div data-effect>
        ${newerNote(ground, c.partnership, c.query.back ? boardPath : sameMove)}
        ${effectList(explained, moves, effect)}
        ${refusal ? blocked(refusal.message, cancel) : makeForm(form, effect, newest, cancel)}
      </div>
      ${swapChoice(explained, version, c.query, to)}
      ${groupsBeforeAndAfter(explained, effect)}`,
      options,
    )
  },
)

function groupIds({ arrangement }: Explained): string[][] {
  return arrangement.groups.map(({ school_ids }) => school_ids)
}

function titleOf({ nameOf, groupName, arrangement }: Explained, { school, to, with: other }: Change): string {
  if (other !== undefined) return `Swap ${nameOf(school)} and ${nameOf(other)}`
  return `${groupOf(arrangement, school) === undefined ? 'Place' : 'Move'} ${nameOf(school)} ${groupOf(arrangement, school) === undefined ? 'in' : 'to'} ${groupName(to)}`
}

function makeForm(form: MoveForm, effect: Effect, newest: number, cancel: string): Html {
  const isBreaking = effect.broken.length > 0
  return html`${form.start()}${
    isBreaking
      ? html`${warningText({ text: 'The next version will say that a rule is broken. While a rule of the review model is broken, groups cannot be proposed to schools.', iconFallbackText: 'Warning' })}${form.tick('know', { text: 'I know which rule this breaks' })}`
      : nothing
  }
  <p class="govuk-body">This makes version ${newest + 1}. No school is told.</p>
  ${form.end('Make this move', { cancel: { href: cancel } })}`
}

function blocked(message: string, href: string): Html {
  return html`${insetText({ text: `This move cannot be made. ${message}.` })}<p class="govuk-body"><a class="govuk-link" href="${href}">Back</a></p>`
}

function choiceOfGroups(ground: Explained, version: string, { school, back }: Query): Html {
  const { arrangement, facts, nameOf, groupName } = ground
  const from = groupOf(arrangement, school)
  const stays = whyMustStay(arrangement, facts, school, ground)
  if (stays) return insetText({ text: `${stays}.` })
  return html`<p class="govuk-body">${nameOf(school)} is ${from === undefined ? 'in no group of this version' : `in ${groupName(from)}`}. Choose a place to see what going there would do to whom. Nothing is changed by looking.</p>
    ${placesList(ground, version, school, back)}`
}

/** The same target group with another school in return, or none. */
function swapChoice(ground: Explained, version: string, { school, back, with: chosen }: Query, to: number): Html {
  const { arrangement, facts, problem, nameOf, groupName, saying } = ground
  const stays = (other: string) => whyMustStay(arrangement, facts, other, ground) !== undefined
  const swaps = swapsWith(problem, groupIds(ground), school, to, stays)
  if (swaps.length === 0) return nothing
  const items = swaps.map(({ swapWith = '', change, breaksRule }) => ({
    value: swapWith,
    text: `${nameOf(swapWith)}: ${worthInWords(change, saying.unit)}${breaksRule ? ', breaks a rule' : ''}`,
  }))
  return html`<h2 class="govuk-heading-m">Another school in return?</h2>
    <form method="get" action="${version}/move">
      <input type="hidden" name="school" value="${school}"><input type="hidden" name="to" value="${to}">${back ? html`<input type="hidden" name="back" value="${back}">` : nothing}
      ${select({ id: 'with', name: 'with', label: { text: `School of ${groupName(to)} that changes places` }, value: chosen ?? '', items: [{ value: '', text: 'Nobody' }, ...items] })}
      ${button({ text: 'Show what this does', classes: 'govuk-button--secondary' })}
    </form>`
}
