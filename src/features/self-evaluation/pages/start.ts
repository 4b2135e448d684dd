/** Starts a school's self-evaluation. Nobody is told until colleagues are chosen on the next page. */
import { z } from 'zod'
import { emptyState } from '../../../design/components/empty-state.ts'
import { insetText } from '../../../design/components/inset-text.ts'
import { choice, id, optionalDate, text } from '../../../platform/web/fields.ts'
import { html, nothing } from '../../../platform/web/html.ts'
import { publishedFrameworks } from '../../frameworks/public.ts'
import { page } from '../../page.ts'
import { schoolIdsWhere } from '../../people/public.ts'
import { schoolsByIds } from '../../schools/public.ts'
import { startEvaluation } from '../evaluation.acts.ts'
import { evaluationsFor } from '../evaluation.queries.ts'
import { stageOf } from '../evaluation.rules.ts'
import { evaluationPath, evaluationsPath } from '../paths.ts'
import { termOf } from './common.ts'

export const start = page(
  {
    path: '/:partnership/self-evaluations/new',
    allow: 'self-evaluation:lead',
    params: z.object({ partnership: z.string() }),
    query: z.object({ school: z.string().optional() }),
  },
  async (c) => {
    const back = { href: evaluationsPath(c.partnership), text: 'Back to self-evaluation' }
    const schools = await schoolsByIds(c.db, c.actor, schoolIdsWhere(c.actor, 'self-evaluation:lead'))
    const frameworks = await publishedFrameworks(c.db, c.actor)
    if (frameworks.length === 0) {
      return c.view(
        'Start a self-evaluation',
        emptyState(
          'No framework is published yet. The partnership publishes one; then schools can evaluate themselves against it.',
        ),
        { back },
      )
    }
    const only = schools.length === 1 ? schools[0] : undefined
    const fields = z.object({
      school: only ? z.string().optional() : id('Choose the school'),
      framework: id('Choose a framework'),
      title: text('Enter a name for this self-evaluation', { max: 120 }),
      judge_by: optionalDate(),
      part: choice('Choose whether you judge as well', ['yes', 'no']),
    })
    const initial = {
      school: c.query.school ?? '',
      framework: frameworks.length === 1 ? frameworks[0]?.id : '',
      title: termOf(c.today),
      part: 'yes',
    }
    const form = c.form(fields, { initial })
    if (form.value) {
      const { framework, title, judge_by, part } = form.value
      const school = only?.id ?? form.value.school ?? ''
      if (!schools.some((each) => each.id === school))
        form.refuse({ field: 'school', message: 'Choose one of your schools' })
      else {
        const started = await startEvaluation(
          c.db,
          c.actor,
          { school_id: school, framework_id: framework, title, judge_by, takes_part: part === 'yes' },
          c.now,
        )
        if (!started.refusal)
          return c.redirect(
            evaluationPath(c.partnership, started.id, 'colleagues'),
            'Self-evaluation started. Now choose who judges',
          )
        form.refuse(started.refusal)
      }
    }
    const open = (await evaluationsFor(c.db, c.actor)).filter(
      (each) =>
        ['judging', 'comparing'].includes(stageOf(each)) && schools.some((school) => school.id === each.school_id),
    )
    return c.view(
      'Start a self-evaluation',
      html`${open.map((each) =>
        insetText({
          html: html`${each.school_name} has one that is not agreed yet: <a class="govuk-link" href="${evaluationPath(c.partnership, each.id)}">${each.title}</a>.`,
        }),
      )}
      ${form.start()}
      ${only ? nothing : form.radios('school', { legend: 'Which school?', items: schools.map((school) => ({ value: school.id, text: school.name })) })}
      ${form.radios('framework', {
        legend: 'Which framework?',
        hint: 'The self-evaluation stays with the edition that you choose, even when a newer one is published.',
        items: frameworks.map((each) => ({
          value: each.id,
          text: `${each.title}, edition ${each.edition}`,
          hint: `${each.statements} statements`,
        })),
      })}
      ${form.input('title', { label: 'What do you call it?', hint: 'So that colleagues and later years can tell it apart', width: 20 })}
      ${form.date('judge_by', { legend: 'By when should colleagues judge? (optional)', hint: 'After this day you can compare without waiting for everyone' })}
      ${form.radios('part', {
        legend: 'Do you judge as well?',
        items: [
          { value: 'yes', text: 'Yes, I judge too' },
          { value: 'no', text: 'No, I only lead it' },
        ],
        inline: true,
      })}
      <p class="govuk-body">Nobody is told yet. On the next page you choose colleagues and see the email that they get.</p>
      ${form.end('Start and choose colleagues', { cancel: { href: back.href } })}`,
      { back },
    )
  },
)
