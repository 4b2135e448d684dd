/** A document as files to take along: one description, a tagged PDF and a Word file. */
import { type PdfDocument, pdf } from '../../platform/documents/pdf.ts'
import { word } from '../../platform/documents/word.ts'

/** A file to keep and to print. */
export async function pdfFile(document: PdfDocument) {
  const body = Buffer.from(await pdf(document))
  return { name: `${document.title}.pdf`, type: 'application/pdf', body, bytes: body.length }
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A file to go on working with. */
export async function wordFile(document: PdfDocument) {
  const body = Buffer.from(await word(document))
  return { name: `${document.title}.docx`, type: wordType, body, bytes: body.length }
}
