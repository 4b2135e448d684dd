import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

export type FileKind = { type: string; label: string }

/** What may be uploaded, by the ending of its name. */
const kinds: Record<string, FileKind> = {
  pdf: { type: 'application/pdf', label: 'a PDF' },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', label: 'a Word document' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', label: 'an Excel workbook' },
  pptx: {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    label: 'a PowerPoint presentation',
  },
  odt: { type: 'application/vnd.oasis.opendocument.text', label: 'an OpenDocument text' },
  ods: { type: 'application/vnd.oasis.opendocument.spreadsheet', label: 'an OpenDocument spreadsheet' },
  odp: { type: 'application/vnd.oasis.opendocument.presentation', label: 'an OpenDocument presentation' },
  png: { type: 'image/png', label: 'a PNG picture' },
  jpg: { type: 'image/jpeg', label: 'a JPEG picture' },
  webp: { type: 'image/webp', label: 'a WebP picture' },
  txt: { type: 'text/plain; charset=utf-8', label: 'a text file' },
  csv: { type: 'text/csv; charset=utf-8', label: 'a CSV file' },
}
const otherEndings: Record<string, string> = { jpeg: 'jpg', jpe: 'jpg', text: 'txt' }
const oldEndings: Record<string, string> = {
  doc: 'docx',
  xls: 'xlsx',
  ppt: 'pptx',
  docm: 'docx',
  xlsm: 'xlsx',
  pptm: 'pptx',
}

/** For the `accept` attribute of a file field. */
export const acceptedEndings = [...Object.keys(kinds), ...Object.keys(otherEndings)]
  .map((ending) => `.${ending}`)
  .join(',')
export const acceptedInWords =
  'PDF, Word (docx), Excel (xlsx), PowerPoint (pptx), OpenDocument, PNG, JPEG, WebP, text or CSV'

/**
 * Says what a file is when its content agrees with its name, or why it cannot be taken. The content
 * decides: a web page or a program called `report.pdf` is refused.
 */
export async function kindOf(path: string, name: string): Promise<{ kind: FileKind } | { refusal: string }> {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const newer = oldEndings[ending]
  if (newer) return { refusal: `Save the file as .${newer}, then choose it again` }
  const expected = otherEndings[ending] ?? ending
  const kind = kinds[expected]
  if (!kind) return { refusal: `Choose a file of one of these kinds: ${acceptedInWords}` }
  const found = await signatureOf(path)
  if (expected === 'txt' || expected === 'csv') {
    if (!found && (await isPlainText(path))) return { kind }
    return { refusal: `“${name}” does not hold plain text. Save it again as ${kind.label}, or choose another file` }
  }
  if (found === expected) return { kind }
  if (found === 'cfb')
    return {
      refusal: `“${name}” is protected by a password or in an old format. Save it without a password as ${kind.label}, then choose it again`,
    }
  return {
    refusal: `“${name}” is not ${kind.label}, although its name says so. Save it again as ${kind.label}, or choose another file`,
  }
}

/** A damaged file can make the detector throw; such a file is simply not what its name says. */
async function signatureOf(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.ext
  } catch {
    return 'unknown'
  }
}

/** Tab, the line ends, form feed and escape: the control characters that plain text may hold. */
const printable = new Set([9, 10, 12, 13, 27])
const sampleSize = 64 * 1024
const markup = /^\s*(<!doctype|<\?xml|<html|<head|<body|<script|<svg|<iframe|<object|<\?php|#!|mz\x90)/i

/** Text in UTF-8, UTF-16 or Windows-1252 that is no web page and no script. */
async function isPlainText(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0)
    const sample = buffer.subarray(0, bytesRead)
    const wide = (sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)
    const text = wide ? sample.toString('utf16le') : sample.toString('latin1')
    if (!wide && sample.some((byte) => byte < 32 && !printable.has(byte))) return false
    return !markup.test(text.replace(/^(\ufeff|\ufffe|ï»¿)/, ''))
  } finally {
    await file.close()
  }
}
