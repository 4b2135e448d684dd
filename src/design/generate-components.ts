/**
 * Writes the parameter types of every component from govuk-frontend's own `macro-options.json`,
 * so that an upgrade of the library shows up as type errors and not as missing markup.
 * Run as `node src/design/generate-components.ts`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

type Option = {
  name: string
  type: string
  required: boolean
  params?: Option[] | undefined
  isComponent?: boolean | undefined
  deprecated?: string | undefined
}

const optionSchema: z.ZodType<Option> = z.object({
  name: z.string(),
  type: z.string(),
  required: z.boolean(),
  get params() {
    return z.array(optionSchema).optional()
  },
  isComponent: z.boolean().optional(),
  deprecated: z.string().optional(),
})

const libraryFolder = fileURLToPath(
  new URL('components/', import.meta.resolve('govuk-frontend/package.json').replace('package.json', 'dist/govuk/')),
)

/** Where the generated types are kept. */
export const generatedFile = fileURLToPath(new URL('components/generated.ts', import.meta.url))

/**
 * Components that this service does not show: because they belong to GOV.UK itself (the footer carries the crown), because
 * the layout draws them on every page without a template, or because no page needs them.
 */
const leftOut = new Set([
  'accordion',
  'cookie-banner',
  'exit-this-page',
  'feedback',
  'footer',
  'generic-header',
  'header',
  'language-navigation',
  'password-input',
  'phase-banner',
  'service-navigation',
  'skip-link',
  'tabs',
])

/** Lists of plain values and objects whose keys the library describes in words only. */
const described: Record<string, string> = {
  values: 'readonly string[]',
  day: 'DateInputPart | false',
  month: 'DateInputPart | false',
  year: 'DateInputPart | false',
}

const pascal = (name: string) => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

function typeOf(option: Option, insideSlots: boolean): string {
  if (option.isComponent) return `${pascal(option.name)}Params`
  if (option.name === 'attributes' || option.name === 'wrapperAttributes') return 'Attributes'
  if (option.params) {
    if (option.name === 'rows' && option.params.some((cell) => cell.name === 'colspan'))
      return `readonly (readonly (${membersOf(option.params, false)})[])[]`
    const members = membersOf(option.params, option.name === 'slots')
    return option.type === 'array' ? `readonly (${members})[]` : members
  }
  if (insideSlots || /^html$|Html$/.test(option.name)) return 'Html'
  if (option.type === 'string' || option.type === 'boolean') return option.type
  if (option.type === 'integer') return 'number'
  if (described[option.name]) return described[option.name] ?? ''
  if (option.name.endsWith('Text')) return 'Record<string, string>'
  throw new Error(`${option.name} has the type ${option.type}, which this script does not know`)
}

function memberOf(option: Option, allOptional: boolean, insideSlots: boolean): string {
  const eitherOr = /^(text|html)$|(Text|Html)$/.test(option.name)
  const type = typeOf(option, insideSlots)
  return option.required && !eitherOr && !allOptional
    ? `${option.name}: ${type}`
    : `${option.name}?: ${type} | undefined`
}

function memberList(options: readonly Option[], insideSlots: boolean): string[] {
  // A list with dividers has items that carry nothing else; every slot may be empty.
  const allOptional = insideSlots || options.some((option) => option.name === 'divider')
  const members = new Map<string, string>()
  for (const option of options) {
    // An option described twice may take either shape; the first is the simple one.
    if (option.type === 'nunjucks-block' || option.deprecated || members.has(option.name)) continue
    members.set(option.name, memberOf(option, allOptional, insideSlots))
  }
  return [...members.values()]
}

function membersOf(options: readonly Option[], insideSlots: boolean): string {
  return `{ ${memberList(options, insideSlots).join('; ')} }`
}

function optionsOf(component: string): Option[] {
  const parsed: unknown = JSON.parse(readFileSync(`${libraryFolder}${component}/macro-options.json`, 'utf8'))
  return z.array(optionSchema).parse(parsed)
}

/** The text of `components/generated.ts` for the installed govuk-frontend. */
export function generateTypes(): string {
  const components = readdirSync(libraryFolder)
    .filter((name) => existsSync(`${libraryFolder}${name}/macro-options.json`) && !leftOut.has(name))
    .sort()
  const types = components.map(
    (name) => `export type ${pascal(name)}Params = {\n  ${memberList(optionsOf(name), false).join('\n  ')}\n}\n`,
  )
  return [
    '// Made by src/design/generate-components.ts from the macro-options.json files of govuk-frontend. Do not edit.',
    '/* biome-ignore-all format: generated */',
    "import type { Html } from '../../platform/web/html.ts'",
    '',
    '/** HTML attributes by name. A value with `optional` is left out when it is false. */',
    'export type Attributes = Readonly<Record<string, string | number | boolean | { value: string | boolean | undefined; optional: true }>>',
    '',
    '/** One of the three boxes; `false` leaves it out. */',
    "type DateInputPart = Partial<NonNullable<DateInputParams['items']>[number]>",
    '',
    ...types,
  ].join('\n')
}

if (import.meta.main) {
  writeFileSync(generatedFile, generateTypes())
}
