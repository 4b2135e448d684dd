import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import qs from 'qs'
import { receivedFile, type UploadedFile } from './fields.ts'
import { type RawValues, tidyBody } from './form.ts'
import { makeUploadFolder } from './upload-folder.ts'

/** How form bodies are read everywhere: nested names such as `steps[0][title]`, with bounds against abuse. */
export function parseFormBody(text: string): unknown {
  return qs.parse(text, { depth: 4, arrayLimit: 1000, parameterLimit: 5000, ignoreQueryPrefix: false })
}

export type ReadBody = { values: RawValues; cleanUp(): Promise<void> }

/** Thrown when an upload is larger than its page takes. */
export class TooLarge extends Error {
  readonly limit: number
  constructor(limit: number) {
    super('The upload is too large')
    this.limit = limit
  }
}

const nothingToCleanUp = async () => {}

/** Reads a request's body. Files go to a temporary folder that `cleanUp` removes; `limit` is in bytes. */
export async function readBody(request: FastifyRequest, limit: number | undefined): Promise<ReadBody> {
  if (!request.isMultipart()) return { values: tidyBody(request.body), cleanUp: nothingToCleanUp }
  const folder = await makeUploadFolder()
  const cleanUp = () => rm(folder, { recursive: true, force: true })
  try {
    return { values: await readParts(request, folder, limit ?? 0), cleanUp }
  } catch (error) {
    await cleanUp()
    throw isUnreadable(error) ? new Unreadable() : error
  }
}

/**
 * The texts of an upload whose sender turned out to be signed out, so that they can be kept for them; files are let
 * go. Reads nothing where no page takes uploads (`limit` undefined) or when more is coming than the page would take.
 */
export async function readTexts(request: FastifyRequest, limit: number | undefined): Promise<RawValues> {
  const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY)
  if (limit === undefined || length > limit + longestTexts) return {}
  if (request.raw.destroyed) return {}
  const fields: string[] = []
  const limits = { fileSize: 1, files: 10, fields: 2000, fieldSize: longestTexts }
  const options = { limits, throwFileSizeLimit: false }
  try {
    for await (const part of request.parts(options)) {
      if (part.type === 'file') part.file.resume()
      else fields.push(`${encodeURIComponent(part.fieldname)}=${encodeURIComponent(String(part.value))}`)
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error
  }
  return tidyBody(parseFormBody(fields.join('&')))
}

const longestTexts = 1_000_000

/** Thrown when a body is not what it says it is: cut off on its way, or without the mark between its parts. */
class Unreadable extends Error {
  readonly statusCode = 400
}

/** The parser waits for the end of a request; for one whose sender has gone already it would wait for ever. */
function refuseGone(request: FastifyRequest): void {
  if (request.raw.destroyed) throw new Unreadable()
}

/** The parser's own errors carry nothing but a message; Fastify's have a status, the system's a code. */
function isUnreadable(error: unknown): boolean {
  return error instanceof Error && !(error instanceof TooLarge) && !('statusCode' in error) && !('code' in error)
}

async function readParts(request: FastifyRequest, folder: string, limit: number): Promise<RawValues> {
  const fields: string[] = []
  const files = new Map<string, UploadedFile>()
  refuseGone(request)
  for await (const part of request.parts({
    limits: { fileSize: limit, files: 10, fields: 2000, fieldSize: 1_000_000 },
  })) {
    if (part.type === 'field') {
      fields.push(`${encodeURIComponent(part.fieldname)}=${encodeURIComponent(String(part.value))}`)
      continue
    }
    const path = join(folder, String(files.size))
    await pipeline(part.file, createWriteStream(path))
    if (part.file.truncated) throw new TooLarge(limit)
    files.set(part.fieldname, receivedFile({ filename: part.filename ?? '', path, bytes: part.file.bytesRead }))
  }
  return { ...tidyBody(parseFormBody(fields.join('&'))), ...Object.fromEntries(files) }
}
