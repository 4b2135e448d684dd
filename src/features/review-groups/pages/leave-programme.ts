import { z } from 'zod'
import { plural, sentenceList } from '../../../lib/words.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { found } from '../../../platform/web/page.ts'
import { page } from '../../page.ts'
import { modelFor } from '../../review-models/public.ts'
import { hostsOf, membersOf } from '../group.queries.ts'
import { groupPath, placingPath, programmePath } from '../paths.ts'
import { takeOutOfProgramme } from '../programme.acts.ts'
import { programmeFor, programmeSchools } from '../programme.queries.ts'
import { whyCannotLeave } from '../programme.rules.ts'

/** Takes a school out of a programme, and with it out of its group. */
export const leaveProgrammePage = page(
  {
    path: '/:partnership/programmes/:programme/schools/:school/leave',
    allow: 'programme:manage',
    params: z.object({ partnership: z.string(), programme: z.uuid(), school: z.uuid() }),
  },
  async (c) => {
    const programme = found(await programmeFor(c.db, c.actor, c.params.programme))
    const school = found(
      (await programmeSchools(c.db, c.actor, programme.id)).find((one) => one.id === c.params.school),
    )
    const back = programmePath(c.partnership, programme.id)
    const options = { back: { href: back, text: programme.name } }
    const title = `Does ${school.name} leave the programme?`
    const { fewest } = (await modelFor(c.db, c.actor, programme.model_key)).group
    const members = school.group_id ? await membersOf(c.db, c.actor, school.group_id) : []
    const partners = members.filter((one) => one.id !== school.id)
    const isShort = school.group_id !== null && partners.length < fewest
    const form = c.form(z.object({}))
    if (form.value) {
      const done = await takeOutOfProgramme(c.db, c.actor, programme.id, school, c.today)
      if (!done)
        return c.redirect(
          isShort ? placingPath(c.partnership, programme.id) : back,
          `${school.name} left ${programme.name}`,
        )
      form.refuse(done.refused)
    }
    const has_review = school.group_id !== null && (await hostsOf(c.db, c.actor, school.group_id)).includes(school.id)
    const refusal = whyCannotLeave({ ...school, has_review })
    if (refusal && school.group_id)
      return c.view(
        title,
        html`<p class="govuk-body">${refusal.message}.</p><p class="govuk-body"><a class="govuk-link" href="${groupPath(c.partnership, school.group_id)}">${school.group_name ?? 'The group'}</a></p>`,
        options,
      )
    return c.view(
      title,
      html`<p class="govuk-body">The school is no longer offered for review groups of ${programme.name}. Its self-evaluations and earlier reviews stay. It can join again later.</p>
      ${school.group_name ? groupLeft(school.name, school.group_name, partners, isShort ? fewest : undefined) : nothing}
      ${form.start()}${form.end('Leave the programme', { tone: 'warning', cancel: { href: back } })}`,
      options,
    )
  },
)

/** What it means for the school's group; `fewest` when it falls short. */
function groupLeft(
  school: string,
  group: string,
  partners: readonly { name: string }[],
  fewest: number | undefined,
): Html {
  const short =
    fewest === undefined ? '' : ` A group needs at least ${fewest}, so you are shown next how to fill it again.`
  const tell =
    partners.length === 0 ? '' : ` No email is sent, so tell ${sentenceList(partners.map(({ name }) => name))}.`
  return html`<p class="govuk-body">${school} is in ${group} and leaves it as well. ${group} then has ${plural(partners.length, 'school')}.${short}${tell}</p>`
}
