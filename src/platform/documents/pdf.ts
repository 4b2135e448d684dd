import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { displayable, spellOut, undisplayed } from './pdf.text.ts'

/** A run of text inside a paragraph, list item or cell. Links show their text and go to `link`. */
export type Inline = string | { strong: string } | { emphasis: string } | { link: string; text: string }
export type Text = string | readonly Inline[]

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4 | 5 | 6; text: string }
  | { kind: 'paragraph'; text: Text }
  | { kind: 'quote'; text: Text; attribution?: string }
  | { kind: 'list'; ordered?: boolean; items: readonly Text[] }
  /** `widths` are shares of the line (2 is twice 1). The header row repeats on every page. */
  | {
      kind: 'table'
      caption?: string
      headings: readonly string[]
      rows: readonly (readonly Text[])[]
      widths?: readonly number[]
    }
  | { kind: 'definitions'; items: readonly { term: string; description: Text }[] }
  /** `alt` says what the picture shows; `width` is a share of the line from 0 to 1. */
  | { kind: 'image'; bytes: Uint8Array; format: 'png' | 'jpg' | 'svg'; alt: string; caption?: string; width?: number }
  | { kind: 'page-break' }

export type PdfDocument = {
  title: string
  /** A line below the title: the school, the date. */
  subtitle?: string
  /** BCP 47, for example `en-GB`, which is the default. */
  language?: string
  author?: string
  /** Left side of the foot of every page; the page number stands on the right. */
  footer?: string
  content: readonly Block[]
}

const folder = import.meta.dirname
const template = readFileSync(join(folder, 'document.typ'), 'utf8')

const require = createRequire(import.meta.url)
const fontFiles = [
  '@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  '@expo-google-fonts/atkinson-hyperlegible-next/400Regular_Italic/AtkinsonHyperlegibleNext_400Regular_Italic.ttf',
  '@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  '@expo-google-fonts/atkinson-hyperlegible-next/700Bold_Italic/AtkinsonHyperlegibleNext_700Bold_Italic.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
]

let loaded: NodeCompiler | undefined

/** The compiler is made at the first document: loading it takes memory that many processes never need. */
function typst(): NodeCompiler {
  loaded ??= NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontBlobs: fontFiles.map((file) => readFileSync(require.resolve(file))) }],
  })
  return loaded
}

/**
 * Renders a document as a tagged PDF that meets PDF/UA-1 (ISO 14289-1).
 * All text is data: nothing in it is read as Typst. What no font at hand can draw is said in
 * words (`[Bengali script: see the web page]`) rather than dropped. Throws when the document could not be accessible:
 * no title, a skipped heading level, a picture without alternative text.
 */
export async function pdf(document: PdfDocument): Promise<Uint8Array> {
  if (document.title.trim() === '') throw new Error('a PDF needs a title')
  const images = new Map<string, Uint8Array>()
  let source = JSON.stringify(asData(document, images))
  for (let attempt = 0; attempt < 8; attempt++) {
    const outcome = compile(source, images)
    if (outcome instanceof Uint8Array) return outcome
    const missing = undisplayed(outcome.message)
    if (missing.length === 0) throw new Error(`the PDF could not be made: ${outcome.message}`)
    source = spellOut(source, missing)
  }
  throw new Error('the PDF could not be made: too many characters without a font')
}

/** One run of the compiler. It is synchronous, so the pictures of two documents never meet. */
function compile(source: string, images: ReadonlyMap<string, Uint8Array>): Uint8Array | Error {
  const compiler = typst()
  try {
    for (const [path, bytes] of images) compiler.mapShadow(join(folder, path), Buffer.from(bytes))
    const result = compiler.compile({ mainFileContent: template, inputs: { document: source } })
    const error = result.takeError()
    if (error || !result.result) {
      return new Error(error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'the compiler gave no document')
    }
    return new Uint8Array(compiler.pdf(result.result, { pdfStandard: 'ua-1' }))
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  } finally {
    for (const path of images.keys()) compiler.unmapShadow(join(folder, path))
    compiler.evictCache(2)
  }
}

/** The document as the template reads it: cleaned text, every text a list of runs, pictures as paths. */
function asData(document: PdfDocument, images: Map<string, Uint8Array>): unknown {
  const [language = 'en', region = ''] = (document.language ?? 'en-GB').split('-')
  return {
    title: oneLine(document.title),
    subtitle: oneLine(document.subtitle ?? ''),
    author: oneLine(document.author ?? ''),
    footer: oneLine(document.footer ?? document.title),
    language: language.toLowerCase(),
    region: region.toLowerCase(),
    content: document.content.map((block) => blockData(block, images)),
  }
}

function blockData(block: Block, images: Map<string, Uint8Array>): unknown {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: oneLine(block.text) }
    case 'paragraph':
      return { ...block, text: runs(block.text) }
    case 'quote':
      return { ...block, text: runs(block.text), attribution: oneLine(block.attribution ?? '') }
    case 'list':
      return { ...block, ordered: block.ordered ?? false, items: block.items.map(runs) }
    case 'table':
      return {
        kind: 'table',
        caption: oneLine(block.caption ?? ''),
        headings: block.headings.map(oneLine),
        widths: block.widths ?? block.headings.map(() => 1),
        rows: block.rows.map((row) => block.headings.map((_, column) => runs(row[column] ?? ''))),
      }
    case 'definitions':
      return {
        kind: 'definitions',
        items: block.items.map((item) => ({ term: oneLine(item.term), description: runs(item.description) })),
      }
    case 'image':
      return imageData(block, images)
    case 'page-break':
      return block
  }
}

function imageData(block: Extract<Block, { kind: 'image' }>, images: Map<string, Uint8Array>): unknown {
  if (block.alt.trim() === '') throw new Error('a picture needs alternative text')
  const path = `picture-${images.size + 1}.${block.format}`
  images.set(path, block.bytes)
  return {
    kind: 'image',
    path,
    alt: oneLine(block.alt),
    caption: oneLine(block.caption ?? ''),
    width: (block.width ?? 1) * 100,
  }
}

const oneLine = (text: string) =>
  displayable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

function runs(text: Text): unknown[] {
  const parts: readonly Inline[] = typeof text === 'string' ? [text] : text
  return parts.map((part) => {
    if (typeof part === 'string') return { style: 'plain', text: displayable(part) }
    if ('strong' in part) return { style: 'strong', text: displayable(part.strong) }
    if ('emphasis' in part) return { style: 'emphasis', text: displayable(part.emphasis) }
    return { style: 'link', text: displayable(part.text), link: safeLink(part.link) }
  })
}

/** Only web and mail addresses become links: anything else in a document would be a surprise to click. */
function safeLink(address: string): string {
  const url = URL.parse(address)
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol))
    throw new Error('a link in a PDF goes to a web or mail address')
  return url.href
}
