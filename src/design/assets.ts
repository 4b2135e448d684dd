/** The built scripts, styles and fonts, by the names that pages know them by. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type AssetManifest = {
  /** The address of a built file: `asset('client.js')` → `/assets/client-1A2B3C4D.js`. Throws for a name that was not built. */
  asset(name: string): string
}

const files = z.record(z.string(), z.string())

/** Makes the manifest from names and hashed file names. */
export function manifestOf(hashedNames: Readonly<Record<string, string>>): AssetManifest {
  return {
    asset(name) {
      const hashed = hashedNames[name]
      if (hashed === undefined) throw new Error(`${name} is not among the built assets: run "node src/design/build.ts"`)
      return `/assets/${hashed}`
    },
  }
}

/** Reads `manifest.json` in the folder that `build.ts` wrote, usually `dist/assets`. */
export function loadManifest(folder: string): AssetManifest {
  const parsed: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  return manifestOf(files.parse(parsed))
}
