/** Stands in for node:test while rules are broken: it only collects the tests, so that one process can run them again and again. */
export type Collected = { id: string; file: string; run: () => Promise<void> }

type Context = { name: string; skip(): void; diagnostic(): void }
type Body = (context: Context) => unknown

const collected: Collected[] = []
let loading = ''

/** Loads a test file and gives its tests, without running them. */
export async function testsOf(file: string, load: () => Promise<unknown>): Promise<Collected[]> {
  loading = file
  await load()
  return collected.splice(0)
}

/** What a test file gets as `test` of node:test. */
export function test(name: string, optionsOrBody: object | Body, maybeBody?: Body) {
  const body = typeof optionsOrBody === 'function' ? (optionsOrBody as Body) : maybeBody
  if (!body) throw new Error(`The test “${name}” of ${loading} has no body.`)
  const context = { name, skip() {}, diagnostic() {} }
  collected.push({ id: `${loading} › ${name}`, file: loading, run: async () => void (await body(context)) })
}
