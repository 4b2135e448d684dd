/**
 * What came of a meeting as one piece of data: what the page to read, the PDF and the Word file are all drawn from. It says
 * what was written down, and nothing that its reader may not see: whoever asks has checked that.
 */
import { dayOf } from '../../lib/clock.ts'
import { dayAndDate } from '../../lib/words.ts'
import type { Block, PdfDocument } from '../../platform/documents/pdf.ts'
import type { Stage } from '../review-models/public.ts'
import { proseBlocks } from './document-blocks.ts'

export type RecordDocument = {
  title: string
  purpose: string
  facts: { term: string; description: string }[]
  parts: RecordedPart[]
}

export type RecordedPart = { heading: string; body: Block[] }

/** A meeting that was held, as its record tells of it. */
export type HeldMeeting = {
  starts_at: Temporal.Instant
  held_at: Temporal.Instant | null
  place: string
  record: Record<string, string>
  written_by: string
}

/** What was written down, question by question; what was left empty is not told. */
export function recordedParts(stage: Stage, record: Record<string, string>): RecordedPart[] {
  return stage.record.flatMap(({ key, label }) => {
    const body = proseBlocks(record[key] ?? '')
    return body.length === 0 ? [] : [{ heading: label, body }]
  })
}

/** A meeting is often written down some days after it was held, and sometimes held before its day. */
function heldOn({ starts_at, held_at }: HeldMeeting): Temporal.PlainDate {
  return dayOf(held_at && Temporal.Instant.compare(held_at, starts_at) < 0 ? held_at : starts_at)
}

/** The record of a meeting. `of` names the school or the group that met, `about` says what else a reader should know. */
export function documentOfRecord(
  stage: Stage,
  meeting: HeldMeeting,
  of: string,
  about: RecordDocument['facts'],
): RecordDocument {
  const place = meeting.place === '' ? [] : [{ term: 'Place', description: meeting.place }]
  return {
    title: `${stage.name}: ${of}`,
    purpose: stage.purpose,
    facts: [
      ...about,
      { term: 'Held', description: dayAndDate(heldOn(meeting)) },
      ...place,
      ...(meeting.written_by === '' ? [] : [{ term: 'Written by', description: meeting.written_by }]),
    ],
    parts: recordedParts(stage, meeting.record),
  }
}

/** The record as a document: as a tagged PDF, and for word processors. */
export function fileOfRecord(record: RecordDocument): PdfDocument {
  const programme = record.facts.find(({ term }) => term === 'Programme')
  return {
    title: record.title,
    ...(programme ? { subtitle: programme.description } : {}),
    footer: record.title,
    content: [
      { kind: 'paragraph', text: [{ emphasis: record.purpose }] },
      { kind: 'definitions', items: record.facts.filter((fact) => fact !== programme) },
      ...record.parts.flatMap((part): Block[] => [{ kind: 'heading', level: 1, text: part.heading }, ...part.body]),
    ],
  }
}
