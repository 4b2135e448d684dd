/** Renders govuk-frontend's own Nunjucks templates, so that its markup arrives with each upgrade. */
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { Html, raw } from '../../platform/web/html.ts'

const templates = fileURLToPath(
  import.meta.resolve('govuk-frontend/package.json').replace('package.json', 'dist/govuk'),
)
const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(templates), {
  autoescape: true,
})

/** Nunjucks writes strings it is told are safe as they are, so `Html` becomes its markup, at any depth. */
function withMarkup(value: unknown): unknown {
  if (value instanceof Html) return value.toString()
  if (Array.isArray(value)) return value.map(withMarkup)
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) copy[name] = withMarkup(member)
  }
  return copy
}

/** A component of govuk-frontend by its folder; its template is compiled at the first use and kept. */
export function govukTemplate<Params extends object>(component: string): (params: Params) => Html {
  let template: nunjucks.Template | undefined
  return (params) => {
    template ??= environment.getTemplate(`components/${component}/template.njk`, true)
    return raw(template.render({ params: withMarkup(params) }).trim())
  }
}
