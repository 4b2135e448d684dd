import highs, { type Highs, type Model } from 'highs'

// The package's types describe its CommonJS form, in which the loader stands one level deeper than where it is.
const load = highs as unknown as typeof highs.default

let loaded: ReturnType<typeof load> | undefined

/**
 * The solver HiGHS (linear and whole-number programmes, compiled to WebAssembly), loaded once in each thread. It answers only
 * when it has finished: use it in a worker thread or a command.
 */
export function loadHighs(): ReturnType<typeof load> {
  loaded ??= load()
  return loaded
}

/**
 * Solves a model. The solver's simplification beforehand fails on a few well-formed small models (about one in a thousand of
 * those that place a school): they are solved as they are.
 */
export function solve(model: Model): void {
  try {
    model.run()
  } catch {
    model.options.set({ presolve: 'off' })
    model.run()
  }
}

export type { Highs, Model }
