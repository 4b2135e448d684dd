/** Changing a draft, part by part. Every function gives a new framework and leaves the old one as it was. */
import { keyFrom, partVersion } from '../../lib/draft-parts.ts'
import {
  type Area,
  type Fault,
  type Framework,
  findStatement,
  type Gate,
  type Statement,
  statementsOf,
} from './framework.rules.ts'

/** The texts of one part of a draft, by the names of the form that edits it. */
export type PartTexts = Record<string, string>

export const partTexts = {
  details: ({ title, edition, description }: Framework): PartTexts => ({ title, edition, description }),
  scale: (framework: Framework): PartTexts =>
    Object.fromEntries(
      pointsOf(framework).flatMap(({ value, label, meaning }) => [
        [`label_${value}`, label],
        [`meaning_${value}`, meaning],
      ]),
    ),
  area: ({ title, summary }: Area): PartTexts => ({ title, summary }),
  wording: ({ text }: Statement): PartTexts => ({ text }),
  descriptors: (framework: Framework, statement: Statement): PartTexts =>
    Object.fromEntries(pointsOf(framework).map(({ value }) => [`point_${value}`, statement.descriptors[value] ?? ''])),
  prompts: ({ look_for, evidence }: Statement): PartTexts => ({
    look_for: linesOf(look_for),
    evidence: linesOf(evidence),
  }),
}

/** The points of the scale; none when it is open. */
export function pointsOf({ scale }: Framework) {
  return scale.kind === 'points' ? scale.points : []
}

function linesOf(prompts: string[]): string {
  return prompts.map((prompt) => prompt.replace(/\s*\n\s*/g, ' ')).join('\n')
}

/** Prompts as typed, one on each line. */
export function promptsIn(lines: string): string[] {
  return lines
    .split('\n')
    .map((line) => line.replace(/^[-•*]\s+/, '').trim())
    .filter((line) => line !== '')
}

export function withScaleTexts(framework: Framework, texts: PartTexts): Framework {
  if (framework.scale.kind === 'open') return framework
  const points = framework.scale.points.map((point) => ({
    ...point,
    label: texts[`label_${point.value}`] ?? point.label,
    meaning: texts[`meaning_${point.value}`] ?? point.meaning,
  }))
  return { ...framework, scale: { kind: 'points', points } }
}

export function withArea(framework: Framework, key: string, change: (area: Area) => Area): Framework {
  return { ...framework, areas: framework.areas.map((area) => (area.key === key ? change(area) : area)) }
}

export function withStatement(
  framework: Framework,
  key: string,
  change: (statement: Statement) => Statement,
): Framework {
  const areas = framework.areas.map((area) => ({
    ...area,
    statements: area.statements.map((statement) => (statement.key === key ? change(statement) : statement)),
  }))
  return { ...framework, areas }
}

/** Adds an empty area at the end and says its key. */
export function addArea(
  framework: Framework,
  texts: { title: string; summary: string },
): { framework: Framework; key: string } {
  const key = keyFrom(texts.title, new Set(framework.areas.map((area) => area.key)))
  return { key, framework: { ...framework, areas: [...framework.areas, { key, ...texts, statements: [] }] } }
}

/** Adds a statement at the end of an area and says its key. Its descriptors and prompts are still to be written. */
export function addStatement(
  framework: Framework,
  areaKey: string,
  text: string,
): { framework: Framework; key: string } {
  const key = keyFrom(`${areaKey} ${text}`, new Set(statementsOf(framework).map((statement) => statement.key)))
  const statement: Statement = { key, text, descriptors: {}, look_for: [], evidence: [] }
  return {
    key,
    framework: withArea(framework, areaKey, (area) => ({ ...area, statements: [...area.statements, statement] })),
  }
}

/** Takes a statement out, and with it the gates that rest on it. */
export function withoutStatement(framework: Framework, key: string): Framework {
  const areas = framework.areas.map((area) => ({
    ...area,
    statements: area.statements.filter((statement) => statement.key !== key),
  }))
  return withLivingGates({ ...framework, areas })
}

/** Takes an area out with its statements, and with them the gates that rest on them. */
export function withoutArea(framework: Framework, key: string): Framework {
  return withLivingGates({ ...framework, areas: framework.areas.filter((area) => area.key !== key) })
}

/** The gates that would go if these statements went. */
export function gatesThatGo(before: Framework, after: Framework): Gate[] {
  const kept = new Set(after.gates.map((gate) => gate.reason + gate.statement))
  return before.gates.filter((gate) => !kept.has(gate.reason + gate.statement))
}

function withLivingGates(framework: Framework): Framework {
  const areas = new Set(framework.areas.map((area) => area.key))
  const statements = new Set(statementsOf(framework).map((statement) => statement.key))
  const gates = framework.gates
    .map((gate) => ({
      ...gate,
      caps: {
        ...gate.caps,
        areas: gate.caps.areas.filter((key) => areas.has(key)),
        statements: gate.caps.statements.filter((key) => statements.has(key)),
      },
    }))
    .filter((gate) => statements.has(gate.statement) && gate.caps.areas.length + gate.caps.statements.length > 0)
  return { ...framework, gates }
}

/** Where in the pages of a draft a fault is put right, and what it is about in words. */
export function faultPlace(framework: Framework, fault: Fault): { page: string; about: string } {
  const [list, index, inner, place, part] = fault.path
  if (list === 'scale') return { page: 'scale', about: 'The scale' }
  if (list === 'gates') return { page: '', about: typeof index === 'number' ? `Gate ${index + 1}` : 'Gates' }
  const area = list === 'areas' && typeof index === 'number' ? framework.areas[index] : undefined
  if (!area)
    return {
      page: list === 'areas' ? '' : 'details',
      about: list === 'areas' ? 'The framework' : `Its ${String(list)}`,
    }
  const statement = inner === 'statements' && typeof place === 'number' ? area.statements[place] : undefined
  if (!statement)
    return {
      page: inner === 'statements' ? `areas/${area.key}` : `areas/${area.key}/heading`,
      about: `Area “${area.title}”`,
    }
  const page =
    part === 'descriptors' ? 'descriptors' : part === 'look_for' || part === 'evidence' ? 'prompts' : 'wording'
  return { page: `statements/${statement.key}/${page}`, about: `“${statement.text}”` }
}

export type Changes = {
  added: Statement[]
  removed: Statement[]
  reworded: Statement[]
  redescribed: Statement[]
  areas: string[]
  scale: boolean
  gates: boolean
}

/** What a reader of the earlier edition would find different in the later one. */
export function changesBetween(earlier: Framework, later: Framework): Changes {
  const both = statementsOf(later).flatMap((statement) => {
    const before = findStatement(earlier, statement.key)?.statement
    return before ? [{ before, statement }] : []
  })
  const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)
  const parts = ({ descriptors, look_for, evidence }: Statement) => [descriptors, look_for, evidence]
  return {
    added: statementsOf(later).filter(({ key }) => !findStatement(earlier, key)),
    removed: statementsOf(earlier).filter(({ key }) => !findStatement(later, key)),
    reworded: both.filter(({ before, statement }) => before.text !== statement.text).map(({ statement }) => statement),
    redescribed: both
      .filter(({ before, statement }) => differs(parts(before), parts(statement)))
      .map(({ statement }) => statement),
    areas: later.areas
      .filter((area) =>
        differs(partTexts.area(area), earlier.areas.filter(({ key }) => key === area.key).map(partTexts.area)[0]),
      )
      .map((area) => area.title),
    scale: differs(earlier.scale, later.scale),
    gates: differs(earlier.gates, later.gates),
  }
}

/** A number for a gate that stays the same as long as the gate does, to name it in an address. */
export function gateVersion(gate: Gate): number {
  return partVersion({
    gate: JSON.stringify([
      gate.statement,
      gate.at_least,
      gate.caps.areas,
      gate.caps.statements,
      gate.caps.at,
      gate.reason,
    ]),
  })
}
