import highs from 'highs'

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

export type { Highs, Model } from 'highs'
