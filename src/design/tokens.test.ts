import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markPairs, textPairs, themes } from './tokens.ts'

/** Relative luminance of a colour, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrastOf(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (lighter + 0.05) / (darker + 0.05)
}

for (const [theme, tokens] of Object.entries(themes)) {
  test(`every text of the ${theme} theme stands out 4.5 to 1, every mark 3 to 1`, () => {
    const weak = [
      ...textPairs.map((pair) => [...pair, 4.5] as const),
      ...markPairs.map((pair) => [...pair, 3] as const),
    ]
      .map(([front, back, least]) => ({
        pair: `${front} on ${back}`,
        ratio: contrastOf(tokens[front], tokens[back]),
        least,
      }))
      .filter(({ ratio, least }) => ratio < least)
    assert.deepEqual(weak, [])
  })
}
