import { z } from 'zod'
import { dayAndTime, sentenceList } from '../../../lib/words.ts'
import { acceptUpload } from '../../../platform/files/stored-file.ts'
import { file } from '../../../platform/web/fields.ts'
import { type Html, html, nothing } from '../../../platform/web/html.ts'
import { page } from '../../page.ts'
import { beginImport } from '../import.acts.ts'
import { authoritiesOf, type ImportInList, recentImports, storedAuthorities } from '../import.queries.ts'
import { importStateNames } from '../import.state.rules.ts'
import { largestRegister, readyUpload } from '../import.upload.ts'
import { authorityNames } from '../import.words.ts'

const fields = z.object({ register: file('Choose the file with the list of schools') })

/** Takes the file of a register and has it read. Nothing changes before a person has checked it. */
export const startImportPage = page(
  {
    path: '/:partnership/schools/import',
    allow: 'school:import',
    params: z.object({ partnership: z.string() }),
    upload: largestRegister,
  },
  async (c) => {
    const base = `/${c.partnership.key}/schools`
    const form = c.form(fields)
    const authorities = await authoritiesOf(c.db, c.actor)
    if (form.value) {
      const ready = await readyUpload(form.value.register)
      const accepted =
        'refusal' in ready
          ? ready
          : await acceptUpload(c.db, c.services.files, ready.upload, { limit: largestRegister })
      if (!('refusal' in accepted)) {
        const id = await beginImport(c.db, c.actor, accepted.file, authorities, c.now)
        return c.redirect(`${base}/imports/${id}`)
      }
      form.refuse({ field: 'register', message: accepted.refusal.message })
    }
    const earlier = await recentImports(c.db, c.actor)
    const names = authorityNames(authorities, await storedAuthorities(c.db, c.actor))
    return c.view(
      'Import schools from a register',
      html`${explanation(names)}
      ${form.start({ upload: true })}${form.file('register', {
        label: 'The list of schools',
        hint: 'A CSV file, or one packed as .gz, up to 100 MB',
        accept: '.csv,.txt,.gz',
      })}${form.end('Read the file', { cancel: { href: base } })}${earlier.length > 0 ? earlierImports(earlier, base) : nothing}`,
      {
        back: { href: base },
      },
    )
  },
)

function explanation(names: readonly string[]): Html {
  const whose =
    names.length === 0
      ? 'If the list has the schools of several local authorities, you will be asked which you want.'
      : `The schools of ${sentenceList(names)} are taken from it. You can choose others before you apply anything.`
  return html`<p class="govuk-body">Bring the list of schools that the Department for Education publishes as open data: on “Get information about schools”, choose Downloads, then the establishment fields as CSV. Lists of your own with the columns URN, name and local authority work too.</p>
    <p class="govuk-body">${whose}</p>
    <p class="govuk-body">The file is read and compared with your schools. You then see what is new, changed and closed, and nothing changes until you say so. Names of headteachers and other people in the file are never read, and the file itself is removed once you apply or cancel.</p>`
}

function earlierImports(earlier: readonly ImportInList[], base: string): Html {
  const items = earlier.map(({ id, file_name, started_at, started_by_name, state }) => {
    const by = started_by_name ? `by ${started_by_name}` : 'from the command line'
    return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link govuk-!-text-break-word" href="${base}/imports/${id}">${file_name}</a><p class="app-tasks__note">Brought ${by} on ${dayAndTime(started_at)}</p></div><div class="app-tasks__when"><p class="app-tasks__day">${importStateNames[state]}</p></div></li>`
  })
  return html`<h2 class="govuk-heading-m">Earlier imports</h2><ul class="app-tasks">${items}</ul>`
}
