import type { FileChild, Paragraph, ParagraphChild, Table } from 'docx'
import { displayable } from './pdf.text.ts'
import type { Block, Inline, PdfDocument, Text } from './pdf.ts'
import { sizeOf } from './picture-size.ts'

type Library = typeof import('docx')
type Heading = Extract<Block, { kind: 'heading' }>

const font = 'Arial'
const ink = '1D3A2F'
/** Twentieths of a point: A4 with the margins of the PDF, and the line between them. */
const paper = { width: 11_906, height: 16_838, margin: 1_247 }
const line = paper.width - 2 * paper.margin
const pixelsOfLine = 624

/**
 * The same document as a file for Word, LibreOffice and their like: with headings, lists and tables that assistive
 * technology knows as such, its title and its language. Throws when the document could not be accessible.
 */
export async function word(document: PdfDocument): Promise<Uint8Array> {
  if (document.title.trim() === '') throw new Error('a document needs a title')
  // The library is loaded at the first document: many processes never make one.
  const docx = await import('docx')
  const author = oneLine(document.author ?? 'Schoolfellow')
  const lists: string[] = []
  const content = document.content.flatMap((block) => drawn(docx, block, () => nextList(lists)))
  const file = new docx.Document({
    title: oneLine(document.title),
    creator: author,
    lastModifiedBy: author,
    ...(document.subtitle ? { description: oneLine(document.subtitle) } : {}),
    styles: stylesFor(document.language ?? 'en-GB'),
    numbering: { config: lists.map((reference) => numbered(docx, reference)) },
    sections: [
      {
        properties: {
          page: {
            size: { width: paper.width, height: paper.height },
            margin: { top: paper.margin, bottom: paper.margin, left: paper.margin, right: paper.margin },
          },
        },
        footers: { default: footer(docx, oneLine(document.footer ?? document.title)) },
        children: [
          new docx.Paragraph({ style: 'Title', children: [new docx.TextRun(oneLine(document.title))] }),
          ...(document.subtitle
            ? [new docx.Paragraph({ style: 'Subtitle', children: [new docx.TextRun(oneLine(document.subtitle))] })]
            : []),
          ...content,
        ],
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toBuffer(file))
}

/** Every numbered list counts from one. */
function nextList(lists: string[]): string {
  const reference = `list-${lists.length + 1}`
  lists.push(reference)
  return reference
}

function drawn(docx: Library, block: Block, newList: () => string): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [heading(docx, block)]
    case 'paragraph':
      return paragraphs(docx, block.text)
    case 'quote':
      return quote(docx, block)
    case 'list': {
      const numbering = block.ordered ? { reference: newList(), level: 0 } : undefined
      return block.items.map(
        (item) =>
          new docx.Paragraph({
            children: runs(docx, item),
            ...(numbering ? { numbering } : { bullet: { level: 0 } }),
            spacing: { after: 80 },
          }),
      )
    }
    case 'table':
      return table(docx, block)
    case 'definitions':
      return block.items.flatMap((item) => [
        new docx.Paragraph({ children: runs(docx, [{ strong: item.term }]), keepNext: true, spacing: { after: 40 } }),
        new docx.Paragraph({ children: runs(docx, item.description) }),
      ])
    case 'image':
      return picture(docx, block)
    case 'page-break':
      return [new docx.Paragraph({ children: [new docx.PageBreak()] })]
  }
}

function heading(docx: Library, { level, text }: Heading): Paragraph {
  const levels = ['HEADING_1', 'HEADING_2', 'HEADING_3', 'HEADING_4', 'HEADING_5', 'HEADING_6'] as const
  const name = levels[level - 1] ?? 'HEADING_6'
  return new docx.Paragraph({ heading: docx.HeadingLevel[name], children: [new docx.TextRun(oneLine(text))] })
}

/** A blank line in what somebody typed begins a new paragraph. */
function paragraphs(docx: Library, text: Text, style?: string): Paragraph[] {
  const pieces: Text[] = typeof text === 'string' ? displayable(text).split(/\n *\n\s*/) : [text]
  return pieces.map((piece) => new docx.Paragraph({ children: runs(docx, piece), ...(style ? { style } : {}) }))
}

function quote(docx: Library, block: Extract<Block, { kind: 'quote' }>): Paragraph[] {
  const said = paragraphs(docx, block.text, 'Quotation')
  if (!block.attribution) return said
  return [...said, new docx.Paragraph({ style: 'Quotation', children: runs(docx, `— ${oneLine(block.attribution)}`) })]
}

function table(docx: Library, block: Extract<Block, { kind: 'table' }>): (Paragraph | Table)[] {
  const widths = block.widths ?? block.headings.map(() => 1)
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columnWidths = block.headings.map((_, column) => Math.floor((line * (widths[column] ?? 1)) / whole))
  const cell = (text: Text, column: number) =>
    new docx.TableCell({
      width: { size: columnWidths[column] ?? 0, type: docx.WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [new docx.Paragraph({ children: runs(docx, text), spacing: { after: 0 } })],
    })
  const header = new docx.TableRow({
    tableHeader: true,
    cantSplit: true,
    children: block.headings.map((text, column) => cell([{ strong: oneLine(text) }], column)),
  })
  const rows = block.rows.map(
    (row) =>
      new docx.TableRow({
        cantSplit: true,
        children: block.headings.map((_, column) => cell(row[column] ?? '', column)),
      }),
  )
  const caption = block.caption
    ? [new docx.Paragraph({ keepNext: true, children: runs(docx, [{ strong: oneLine(block.caption) }]) })]
    : []
  return [
    ...caption,
    new docx.Table({
      columnWidths,
      width: { size: line, type: docx.WidthType.DXA },
      tableLook: { firstRow: true, firstColumn: false, noHBand: true, noVBand: true },
      rows: [header, ...rows],
    }),
    new docx.Paragraph(''),
  ]
}

function picture(docx: Library, block: Extract<Block, { kind: 'image' }>): Paragraph[] {
  if (block.alt.trim() === '') throw new Error('a picture needs alternative text')
  if (block.format === 'svg') throw new Error('a picture in a Word document is a PNG or a JPEG')
  const size = sizeOf(block.bytes, block.format)
  const width = Math.round(pixelsOfLine * (block.width ?? 1))
  const image = new docx.ImageRun({
    type: block.format,
    data: block.bytes,
    transformation: { width, height: Math.round((width * size.height) / size.width) },
    altText: { name: 'Picture', title: oneLine(block.caption ?? ''), description: oneLine(block.alt) },
  })
  const caption = block.caption ? paragraphs(docx, block.caption) : []
  return [new docx.Paragraph({ keepNext: caption.length > 0, children: [image] }), ...caption]
}

function runs(docx: Library, text: Text): ParagraphChild[] {
  const parts: readonly Inline[] = typeof text === 'string' ? [text] : text
  return parts.flatMap((part): ParagraphChild[] => {
    if (typeof part === 'string') return lines(docx, part, {})
    if ('strong' in part) return lines(docx, part.strong, { bold: true })
    if ('emphasis' in part) return lines(docx, part.emphasis, { italics: true })
    return [
      new docx.ExternalHyperlink({
        link: safeLink(part.link),
        children: lines(docx, part.text, { style: 'Hyperlink' }),
      }),
    ]
  })
}

function lines(docx: Library, text: string, look: { bold?: true; italics?: true; style?: string }) {
  return displayable(text)
    .split('\n')
    .map((one, index) => new docx.TextRun({ text: one, ...look, ...(index > 0 ? { break: 1 } : {}) }))
}

function footer(docx: Library, text: string) {
  const { CURRENT, TOTAL_PAGES } = docx.PageNumber
  const children = [
    new docx.TextRun(text),
    new docx.TextRun({ children: [new docx.Tab(), 'Page ', CURRENT, ' of ', TOTAL_PAGES] }),
  ]
  const tabStops = [{ type: docx.TabStopType.RIGHT, position: line }]
  return new docx.Footer({ children: [new docx.Paragraph({ style: 'Footer', tabStops, children })] })
}

function numbered(docx: Library, reference: string) {
  const level = { level: 0, format: docx.LevelFormat.DECIMAL, text: '%1.', alignment: docx.AlignmentType.START }
  return { reference, levels: [{ ...level, style: { paragraph: { indent: { left: 480, hanging: 360 } } } }] }
}

/** Sizes are half-points. */
function stylesFor(language: string) {
  const head = (size: number) => ({
    run: { size, bold: true, color: ink, font },
    paragraph: { spacing: { before: 320, after: 140 }, keepNext: true },
  })
  const based = { basedOn: 'Normal', quickFormat: true }
  return {
    default: {
      document: {
        run: { font, size: 22, language: { value: language } },
        paragraph: { spacing: { after: 160, line: 300 } },
      },
      title: { run: { size: 48, bold: true, color: ink, font }, paragraph: { spacing: { after: 120 } } },
      heading1: head(34),
      heading2: head(28),
      heading3: head(24),
      hyperlink: { run: { color: '0B5345', underline: {} } },
    },
    paragraphStyles: [
      { ...based, id: 'Subtitle', name: 'Subtitle', run: { size: 26 } },
      { ...based, id: 'Footer', name: 'footer', run: { size: 18 } },
      { ...based, id: 'Quotation', name: 'Quote', run: { italics: true }, paragraph: { indent: { left: 480 } } },
    ],
  }
}

const oneLine = (text: string) =>
  displayable(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** Only web and mail addresses become links: anything else in a document would be a surprise to click. */
function safeLink(address: string): string {
  const url = URL.parse(address)
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol))
    throw new Error('a link in a document goes to a web or mail address')
  return url.href
}
