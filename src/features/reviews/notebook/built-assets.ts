/** The built files that a notebook needs by name: its worker and the pictures by which a device shows it. */
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadManifest } from '../../../design/assets.ts'

const folder = fileURLToPath(new URL('../../../../dist/assets', import.meta.url))

let script: string | undefined

/** The address of a built file. */
export const builtAsset = (name: string) => loadManifest(folder).asset(name)

/** The worker's script, read once. */
export function workerScript(): string {
  script ??= readFileSync(join(folder, basename(builtAsset('notebook-worker.js'))), 'utf8')
  return script
}
