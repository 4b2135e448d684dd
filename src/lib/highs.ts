import highs from 'highs'

/**
 * Loads the solver HiGHS (linear and whole-number programmes, compiled to WebAssembly; it works in one thread).
 * The package's types describe its CommonJS form, in which the loader stands one level deeper than where it is.
 */
export const loadHighs = highs as unknown as typeof highs.default

export type { Highs, Model } from 'highs'
