/**
 * What a framework is, and what follows from it: which points a gate allows, and what is still
 * missing or contradictory. Pure; reading and writing the file is in framework.schema.ts.
 */

/** One step of a scale: values rise by one from 1. */
export type ScalePoint = { value: number; label: string; meaning: string }

/** `points`: a judgement is one of the points. `open`: the statement is answered in words only. */
export type Scale = { kind: 'points'; points: ScalePoint[] } | { kind: 'open' }

export type Statement = {
  key: string
  text: string
  /** What each point looks like for this statement, by the point's value. Empty for an open scale. */
  descriptors: Record<number, string>
  look_for: string[]
  evidence: string[]
}

export type Area = { key: string; title: string; summary: string; statements: Statement[] }

/** Until `statement` is judged `at_least` that point, what it caps may not be judged above `at`. */
export type Gate = {
  statement: string
  at_least: number
  caps: { areas: string[]; statements: string[]; at: number }
  reason: string
}

export type Framework = {
  key: string
  title: string
  edition: string
  description: string
  scale: Scale
  areas: Area[]
  gates: Gate[]
}

/** Something wrong in a framework, and where: `['areas', 2, 'statements', 0, 'text']`. */
export type Fault = { path: (string | number)[]; message: string }

export const limits = { points: { fewest: 2, most: 7 }, areas: 30, statements: 300, gates: 30 }

/** Whether statements are judged by choosing a point; an open scale is answered in words only. */
export function isAnswerable(scale: Scale): boolean {
  return scale.kind === 'points'
}

/** The scale's highest point, or 0 for an open scale, which has none. */
export function highestPoint(scale: Scale): number {
  return scale.kind === 'points' ? scale.points.length : 0
}

/** Every statement in reading order. */
export function statementsOf(framework: Framework): Statement[] {
  return framework.areas.flatMap((area) => area.statements)
}

/** The statement and its area, or undefined when the framework has no such statement. */
export function findStatement(framework: Framework, key: string): { area: Area; statement: Statement } | undefined {
  for (const area of framework.areas) {
    const statement = area.statements.find((each) => each.key === key)
    if (statement) return { area, statement }
  }
  return undefined
}

/** Whether the gate limits this statement. A gate never limits its own statement, or it could not open. */
export function isCappedBy(framework: Framework, gate: Gate, statementKey: string): boolean {
  if (gate.statement === statementKey) return false
  if (gate.caps.statements.includes(statementKey)) return true
  const area = findStatement(framework, statementKey)?.area
  return area !== undefined && gate.caps.areas.includes(area.key)
}

/**
 * The highest point that the gates let a statement be judged, given the judgements so far by
 * statement key. The reason is that of the gate that holds it lowest; none when nothing holds it.
 * A gate whose statement is not judged yet is closed.
 */
export function highestAllowed(
  framework: Framework,
  statementKey: string,
  judgements: ReadonlyMap<string, number>,
): { point: number; reason?: string } {
  let lowest: { point: number; reason?: string } = { point: highestPoint(framework.scale) }
  for (const gate of framework.gates) {
    const isOpen = (judgements.get(gate.statement) ?? 0) >= gate.at_least
    if (isOpen || gate.caps.at >= lowest.point || !isCappedBy(framework, gate, statementKey)) continue
    lowest = { point: gate.caps.at, reason: gate.reason }
  }
  return lowest
}

/** All that stops a framework from being used, in reading order. Empty when it is complete. */
export function frameworkFaults(framework: Framework): Fault[] {
  const unsoundScale = scaleFaults(framework.scale)
  // With a scale that does not stand, every descriptor would be reported as well and hide the cause.
  if (unsoundScale.length > 0) return unsoundScale
  const faults = [
    ...emptyTexts(framework, ['key', 'title', 'edition', 'description'], []),
    ...areaFaults(framework),
    ...repeatedKeys(framework),
    ...framework.gates.flatMap((gate, index) => gateFaults(framework, gate, ['gates', index])),
  ]
  // Reachability only means something once everything that it walks over is sound.
  return faults.length > 0 ? faults : lockedStatements(framework)
}

function emptyTexts<T extends object>(owner: T, names: (keyof T & string)[], path: Fault['path']): Fault[] {
  return names.filter((name) => owner[name] === '').map((name) => ({ path: [...path, name], message: 'has no text' }))
}

function scaleFaults(scale: Scale): Fault[] {
  if (scale.kind === 'open') return []
  const path = ['scale', 'points']
  const { fewest, most } = limits.points
  if (scale.points.length < fewest || scale.points.length > most) {
    return [{ path, message: `has ${scale.points.length} points; a scale has ${fewest} to ${most}` }]
  }
  const faults: Fault[] = []
  const labels = new Set<string>()
  scale.points.forEach((point, index) => {
    const here = [...path, index]
    if (point.value !== index + 1) {
      faults.push({
        path: [...here, 'value'],
        message: `is ${point.value} but must be ${index + 1}: points rise by one from 1`,
      })
    }
    faults.push(...emptyTexts(point, ['label', 'meaning'], here))
    const label = point.label.toLowerCase()
    if (label && labels.has(label))
      faults.push({ path: [...here, 'label'], message: `repeats the label “${point.label}”` })
    labels.add(label)
  })
  return faults
}

function areaFaults(framework: Framework): Fault[] {
  if (framework.areas.length === 0) return [{ path: ['areas'], message: 'has no area' }]
  if (framework.areas.length > limits.areas) {
    return [{ path: ['areas'], message: `has ${framework.areas.length} areas; the most is ${limits.areas}` }]
  }
  const count = statementsOf(framework).length
  if (count > limits.statements) {
    return [{ path: ['areas'], message: `has ${count} statements; the most is ${limits.statements}` }]
  }
  return framework.areas.flatMap((area, index) => {
    const path = ['areas', index]
    const faults = emptyTexts(area, ['key', 'title', 'summary'], path)
    if (area.statements.length === 0) faults.push({ path: [...path, 'statements'], message: 'has no statement' })
    area.statements.forEach((statement, place) => {
      faults.push(...statementFaults(framework.scale, statement, [...path, 'statements', place]))
    })
    return faults
  })
}

function statementFaults(scale: Scale, statement: Statement, path: Fault['path']): Fault[] {
  const faults = emptyTexts(statement, ['key', 'text'], path)
  for (const name of ['look_for', 'evidence'] as const) {
    statement[name].forEach((prompt, index) => {
      if (prompt === '') faults.push({ path: [...path, name, index], message: 'has no text' })
    })
  }
  return [...faults, ...descriptorFaults(scale, statement.descriptors, [...path, 'descriptors'])]
}

function descriptorFaults(scale: Scale, descriptors: Statement['descriptors'], path: Fault['path']): Fault[] {
  const given = Object.keys(descriptors).map(Number)
  if (scale.kind === 'open') {
    return given.length === 0 ? [] : [{ path, message: 'is given, but an open scale has no points to describe' }]
  }
  const faults: Fault[] = []
  for (const point of given) {
    if (!scale.points.some((each) => each.value === point)) {
      faults.push({
        path: [...path, String(point)],
        message: `describes point ${point}, which the scale does not have`,
      })
    }
  }
  const pointByText = new Map<string, number>()
  for (const { value } of scale.points) {
    const text = descriptors[value]
    if (!text) {
      faults.push({ path, message: `has no text for point ${value}` })
      continue
    }
    const twin = pointByText.get(text)
    if (twin !== undefined) faults.push({ path, message: `has the same text for points ${twin} and ${value}` })
    pointByText.set(text, value)
  }
  return faults
}

function repeatedKeys(framework: Framework): Fault[] {
  const faults: Fault[] = []
  const areas = new Set<string>()
  const statements = new Set<string>()
  framework.areas.forEach((area, index) => {
    if (areas.has(area.key))
      faults.push({ path: ['areas', index, 'key'], message: `repeats the area key “${area.key}”` })
    areas.add(area.key)
    area.statements.forEach(({ key }, place) => {
      if (statements.has(key)) {
        faults.push({
          path: ['areas', index, 'statements', place, 'key'],
          message: `repeats the statement key “${key}”`,
        })
      }
      statements.add(key)
    })
  })
  return faults
}

function gateFaults(framework: Framework, gate: Gate, path: Fault['path']): Fault[] {
  if (framework.scale.kind === 'open') {
    return [{ path, message: 'cannot be used: an open scale has no points to hold back' }]
  }
  const top = highestPoint(framework.scale)
  const faults = emptyTexts(gate, ['reason'], path)
  const add = (where: Fault['path'], message: string) => faults.push({ path: [...path, ...where], message })
  if (!findStatement(framework, gate.statement))
    add(['statement'], `names “${gate.statement}”, which is not a statement`)
  if (gate.at_least < 1 || gate.at_least > top) add(['at_least'], `is ${gate.at_least}, which the scale does not have`)
  if (gate.caps.at < 1 || gate.caps.at >= top)
    add(['caps', 'at'], `is ${gate.caps.at}; to hold anything back it must be from 1 to ${top - 1}`)
  gate.caps.areas.forEach((key, index) => {
    if (!framework.areas.some((area) => area.key === key))
      add(['caps', 'areas', index], `names “${key}”, which is not an area`)
  })
  gate.caps.statements.forEach((key, index) => {
    if (!findStatement(framework, key)) add(['caps', 'statements', index], `names “${key}”, which is not a statement`)
  })
  const capsOther = statementsOf(framework).some((statement) => isCappedBy(framework, gate, statement.key))
  if (faults.length === 0 && !capsOther) add(['caps'], 'holds back no other statement')
  return faults
}

/** Gates that wait for one another: raise everything as far as the gates allow until nothing moves. */
function lockedStatements(framework: Framework): Fault[] {
  const top = highestPoint(framework.scale)
  const reached = new Map<string, number>()
  let moved = framework.gates.length > 0
  while (moved) {
    moved = false
    for (const { key } of statementsOf(framework)) {
      const { point } = highestAllowed(framework, key, reached)
      if (point > (reached.get(key) ?? 0)) {
        reached.set(key, point)
        moved = true
      }
    }
  }
  return framework.gates.flatMap((gate, index) =>
    statementsOf(framework).some(({ key }) => (reached.get(key) ?? top) < top && isCappedBy(framework, gate, key))
      ? [{ path: ['gates', index], message: 'can never open, because gates wait for one another' }]
      : [],
  )
}
