/**
 * Builds what browsers load: bundles the client, compiles the styles, copies the fonts, all under hashed names
 * in `dist/assets`, with compressed copies beside them. Run as `node src/design/build.ts`; does nothing when
 * no source has changed.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build as bundle } from 'esbuild'
import * as sass from 'sass'
import sharp from 'sharp'
import { themesCss } from './tokens.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = join(here, '../..')
const modules = join(root, 'node_modules')
const fontFolder = join(modules, '@fontsource-variable/atkinson-hyperlegible-next/files')

/** The folder that the server hands out as `/assets`. */
export const assetsFolder = join(root, 'dist/assets')

const fonts: Record<string, string> = {
  'text-latin.woff2': 'atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'text-latin-ext.woff2': 'atkinson-hyperlegible-next-latin-ext-wght-normal.woff2',
  'italic-latin.woff2': 'atkinson-hyperlegible-next-latin-wght-italic.woff2',
  'italic-latin-ext.woff2': 'atkinson-hyperlegible-next-latin-ext-wght-italic.woff2',
}

const libraries = [
  'govuk-frontend',
  'accessible-autocomplete',
  '@fontsource-variable/atkinson-hyperlegible-next',
  'esbuild',
  'sass',
  'sharp',
]

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** A hash of everything the result depends on. */
function sourceStamp(): string {
  const hash = createHash('sha256')
  const sources = [
    ...filesUnder(join(here, 'client')),
    ...filesUnder(join(here, 'styles')),
    ...filesUnder(join(here, 'images')),
    join(here, 'tokens.ts'),
    join(here, 'build.ts'),
    // Browsers look out for pupils' names too.
    ...['pupil-names', 'given-names', 'words', 'clock'].map((name) => join(root, 'src/lib', `${name}.ts`)),
  ]
  for (const file of sources) hash.update(relative(root, file)).update(readFileSync(file))
  for (const library of libraries) hash.update(readFileSync(join(modules, library, 'package.json')))
  return hash.digest('hex')
}

type Output = { manifest: Record<string, string>; files: Map<string, Uint8Array>; firstScripts: string[] }

function addHashed(output: Output, name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`
  output.manifest[name] = hashed
  output.files.set(hashed, content)
  return hashed
}

function addStyles(output: Output): void {
  const compiled = sass.compile(join(here, 'styles/client.scss'), {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true,
    charset: false,
  })
  const css = `${themesCss()}${compiled.css}`
    // Every browser we support knows custom properties, so the fallbacks only add weight.
    .replaceAll(/var\((--govuk-[a-z-]+-colour), ?#[0-9a-f]{3,6}\)/g, 'var($1)')
    .replaceAll(/url\("?([a-z-]+\.woff2)"?\)/g, (_, name: string) => `url(${output.manifest[name] ?? name})`)
  addHashed(output, 'client.css', Buffer.from(css))
}

async function addScripts(output: Output): Promise<void> {
  const result = await bundle({
    entryPoints: [join(here, 'client/client.ts')],
    outdir: assetsFolder,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'safari16'],
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    metafile: true,
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const file of result.outputFiles) output.files.set(basename(file.path), file.contents)
  // What is loaded only where a page asks for it has an entry of its own too.
  const entry = Object.entries(result.metafile.outputs).find(([, made]) =>
    made.entryPoint?.endsWith('client/client.ts'),
  )
  if (!entry) throw new Error('esbuild made no entry for client.ts')
  output.manifest['client.js'] = basename(entry[0])
  const [path, made] = entry
  output.firstScripts = [
    path,
    ...made.imports.filter((used) => used.kind === 'import-statement').map((used) => used.path),
  ].map((script) => basename(script))
}

/** The notebook's worker is a script of its own: workers import nothing. */
async function addWorker(output: Output): Promise<void> {
  const result = await bundle({
    entryPoints: [join(here, 'client/notebook-worker.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['es2022', 'safari16'],
    write: false,
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const file of result.outputFiles) addHashed(output, 'notebook-worker.js', file.contents)
}

/** The pictures by which devices show an installed notebook, with room around them for any shape. */
async function addIcons(output: Output): Promise<void> {
  const drawing = readFileSync(join(here, 'images/icon.svg'))
  for (const size of [192, 512]) {
    const inside = Math.round(size * 0.7)
    const mark = await sharp(drawing, { density: 300 }).resize(inside, inside).png().toBuffer()
    const ground = { width: size, height: size, channels: 3, background: '#12402f' } as const
    const icon = await sharp({ create: ground })
      .composite([{ input: mark }])
      .png({ palette: true })
      .toBuffer()
    addHashed(output, `notebook-${size}.png`, icon)
  }
}

/** Writes into a new folder that takes the place of the old one at once, so that no reader meets half of it. */
function write(output: Output, stamp: string): void {
  const fresh = `${assetsFolder}.${process.pid}`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  for (const [name, content] of output.files) {
    writeFileSync(join(fresh, name), content)
    if (name.endsWith('.woff2')) continue
    writeFileSync(join(fresh, `${name}.br`), brotliCompressSync(content))
    writeFileSync(join(fresh, `${name}.gz`), gzipSync(content, { level: 9 }))
  }
  writeFileSync(join(fresh, 'manifest.json'), `${JSON.stringify(output.manifest, null, 2)}\n`)
  writeFileSync(join(fresh, '.stamp'), stamp)
  rmSync(assetsFolder, { recursive: true, force: true })
  renameSync(fresh, assetsFolder)
}

/** What one visit to a plain page loads beside its HTML, in kilobytes over the wire. */
function printSizes(output: Output): void {
  const sizeOf = (file: string) => {
    const content = output.files.get(file) ?? new Uint8Array()
    return (file.endsWith('.woff2') ? content.length : gzipSync(content).length) / 1000
  }
  const named = (name: string) => output.manifest[name] ?? name
  const parts = {
    styles: [named('client.css')],
    scripts: output.firstScripts,
    font: [named('text-latin.woff2')],
    icon: [named('icon.svg')],
  }
  const sizes = Object.entries(parts).map(([part, files]) => ({
    part,
    size: files.reduce((sum, file) => sum + sizeOf(file), 0),
  }))
  const total = sizes.reduce((sum, { size }) => sum + size, 0)
  console.log(
    `Assets built: ${sizes.map(({ part, size }) => `${part} ${size.toFixed(1)} kB`).join(', ')}; ${total.toFixed(1)} kB on a first visit, gzipped.`,
  )
}

/** Builds when something changed. True when it did. */
export async function buildAssets(): Promise<boolean> {
  const stamp = sourceStamp()
  const stampFile = join(assetsFolder, '.stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  const output: Output = { manifest: {}, files: new Map(), firstScripts: [] }
  for (const [name, file] of Object.entries(fonts)) addHashed(output, name, readFileSync(join(fontFolder, file)))
  for (const file of filesUnder(join(here, 'images'))) addHashed(output, basename(file), readFileSync(file))
  addStyles(output)
  await addScripts(output)
  await addWorker(output)
  await addIcons(output)
  write(output, stamp)
  printSizes(output)
  return true
}

if (import.meta.main) await buildAssets()
