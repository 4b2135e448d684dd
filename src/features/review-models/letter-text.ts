/** The text of a document: which of its lines are headings, lists and paragraphs, and what stands for its placeholders. */
import { isPlaceholder, type Placeholder } from './letters.schema.ts'

export type LetterBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'room' }

/** What stands for each placeholder; for the enquiry questions, one on each line. */
export type Values = Readonly<Record<Placeholder, string>>

const room = '[room to write]'
const questions = '{enquiry questions}'

/** The blocks of a text, with its placeholders as they are. */
export function blocksOf(text: string): LetterBlock[] {
  const blocks: LetterBlock[] = []
  let isNew = true
  for (const line of text.split('\n').map((one) => one.trim())) {
    const block = line === '' ? undefined : blockOf(line)
    const last = blocks.at(-1)
    if (block?.kind === 'paragraph' && !isNew && last) goOn(blocks, last, block.text)
    else if (block?.kind === 'list' && last?.kind === 'list' && last.ordered === block.ordered)
      last.items.push(...block.items)
    else if (block) blocks.push(block)
    isNew = line === ''
  }
  return blocks
}

function blockOf(line: string): LetterBlock {
  if (line === room) return { kind: 'room' }
  if (line.startsWith('# ')) return { kind: 'heading', text: line.slice(2).trim() }
  const item = /^(-|\d{1,3}\.) +(.*)$/.exec(line)
  if (item) return { kind: 'list', ordered: item[1] !== '-', items: [item[2] ?? ''] }
  return { kind: 'paragraph', text: line }
}

/** A line that begins nothing of its own belongs to the paragraph, or to the item of a list, before it. */
function goOn(blocks: LetterBlock[], last: LetterBlock, text: string): void {
  if (last.kind === 'paragraph' && last.text !== questions && text !== questions) last.text += `\n${text}`
  else if (last.kind === 'list' && text !== questions) last.items.push(`${last.items.pop() ?? ''} ${text}`)
  else blocks.push({ kind: 'paragraph', text })
}

/** A text with what stands for its placeholders. What is put in is never looked through again. */
export function filled(text: string, values: Values): string {
  return text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole))
}

/** The blocks of a document with what stands for its placeholders. */
export function filledBlocks(text: string, values: Values): LetterBlock[] {
  return blocksOf(text).map((block): LetterBlock => {
    if (block.kind === 'room') return block
    if (block.kind === 'list') return { ...block, items: block.items.map((item) => filled(item, values)) }
    if (block.text !== questions) return { ...block, text: filled(block.text, values) }
    const items = values['enquiry questions'].split('\n')
    return items.length > 1 ? { kind: 'list', ordered: true, items } : { kind: 'paragraph', text: items[0] ?? '' }
  })
}
