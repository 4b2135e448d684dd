import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type Answer,
  answered,
  begun,
  changed,
  changedFrom,
  type Entry,
  fromServer,
  isUnsent,
  type NoteContent,
  pulled,
  type ServerNote,
  type Snapshot,
  toSend,
} from '../../../design/client/notebook-queue.ts'
import { begunAt, decide } from './merge.rules.ts'

const saying = (text: string): NoteContent => ({
  text,
  tag: '',
  activity_id: null,
  question_id: null,
  statement_key: '',
  warning_reason: '',
})

type Receipt = { version: number; beside_id: string | null }

/** A server that keeps everything it was ever told, so that a test can look for what was lost. */
function server() {
  const notes = new Map<string, ServerNote>()
  const receipts = new Map<string, Receipt>()
  /** Every text that was overwritten, with the version that the writer knew. */
  const overwritten: { text: string; knew: boolean }[] = []
  /** The edits that changed something, each as often as it did. */
  const effects: string[] = []
  let count = 0
  const put = (id: string, content: NoteContent, version: number) => {
    const note = { ...content, id, version, at: 0, removed: false, photographs: [], beside: null }
    notes.set(id, note)
    return note
  }
  return {
    notes,
    overwritten,
    effects,
    take(id: string, sent: Snapshot): Answer {
      const stored = notes.get(id)
      const receipt = receipts.get(`${id} ${sent.edit}`)
      const decision = decide(stored && { ...stored, is_own: true, receipt }, { id, ...sent, at: 0, behind: 0 })
      const said = { id, edit: sent.edit }
      const keep = (version: number, beside_id: string | null = null) =>
        receipts.set(`${id} ${sent.edit}`, { version, beside_id })
      if (['insert', 'change', 'beside'].includes(decision.kind)) effects.push(sent.edit)
      if (decision.kind === 'insert') {
        keep(1)
        return { ...said, result: 'stored', version: 1, note: put(id, sent.content, 1) }
      }
      assert.ok(stored)
      if (decision.kind === 'change') {
        overwritten.push({
          text: stored.text,
          knew: stored.version === sent.base || stored.text === decision.content.text,
        })
        keep(stored.version + 1)
        const note = put(id, decision.content, stored.version + 1)
        return { ...said, result: 'stored', version: note.version, note }
      }
      if (decision.kind === 'same') {
        if (!receipt) keep(decision.version)
        return { ...said, result: 'already', version: decision.version, note: stored }
      }
      if (decision.kind === 'refuse') return { ...said, result: 'refused', reason: decision.reason }
      const besideId = decision.kind === 'already-beside' ? decision.id : `beside-${++count}`
      if (decision.kind === 'beside') {
        put(besideId, sent.content, 1)
        keep(0, besideId)
      }
      const beside = notes.get(besideId)
      assert.ok(beside)
      return { ...said, result: 'elsewhere', note: stored, beside }
    },
  }
}

type Device = Map<string, Entry>
const put = (device: Device, entries: readonly Entry[]) => {
  for (const entry of entries) device.set(entry.id, entry)
}

function pull(device: Device, from: ReturnType<typeof server>): void {
  for (const note of from.notes.values()) device.set(note.id, pulled(device.get(note.id), note))
}

let edits = 0
/** Sends everything that waits; `lost` answers never come back, as when the server or the line dies. */
function sync(device: Device, to: ReturnType<typeof server>, lost: 'nothing' | 'request' | 'answer'): void {
  for (const entry of [...device.values()]) {
    const ready = toSend(entry, `edit-${++edits}`)
    if (!ready) continue
    device.set(entry.id, ready)
    if (lost === 'request') continue
    const answer = to.take(ready.id, ready.sending)
    const besideId = answer.result === 'elsewhere' ? answer.beside.id : ''
    if (lost === 'nothing') put(device, answered(ready, answer, device.get(besideId)))
  }
  if (lost === 'nothing') pull(device, to)
}

const events = fc.array(
  fc.record({
    device: fc.nat({ max: 1 }),
    what: fc.constantFrom(
      'write',
      'write',
      'change',
      'change',
      'sync',
      'lose request',
      'lose answer',
      'pull',
      'old answer',
      'open box',
      'keep box',
    ),
    which: fc.nat({ max: 5 }),
  }),
  // Without the size, most lists would be too short for two devices to meet.
  { maxLength: 60, size: 'max' },
)

test('whatever the order of events, every text that a person left is kept once, and none is overwritten unseen', () => {
  fc.assert(
    fc.property(events, fc.boolean(), (all, alone) => {
      const list = alone ? all.map((event) => ({ ...event, device: 0 })) : all
      const central = server()
      const devices: [Device, Device] = [new Map(), new Map()]
      let said = 0
      /** The newest texts: each was typed last into its note, and must be found at the end. */
      const left = new Set<string>()
      /** What is in the box of each device, as it was when it was put there; other tabs change notes meanwhile. */
      const boxes: [Entry | undefined, Entry | undefined] = [undefined, undefined]
      for (const event of list) {
        const device = devices[event.device] ?? devices[0]
        const entry = [...device.values()][event.which]
        if (event.what === 'write') {
          const text = `text ${++said}`
          left.add(text)
          put(device, [begun(`note-${said}`, saying(text), 0, null)])
        } else if (event.what === 'change' && entry) {
          const text = `text ${++said}`
          left.delete(entry.content.text)
          left.add(text)
          put(device, [changed(entry, saying(text))])
        } else if (event.what === 'open box') boxes[event.device] = entry
        else if (event.what === 'keep box') {
          const seen = boxes[event.device]
          const present = device.get(seen?.id ?? '')
          if (!seen || !present) continue
          boxes[event.device] = undefined
          const text = `text ${++said}`
          // Where somebody changed it meanwhile, that text stays.
          if (present.content.text === seen.content.text) left.delete(seen.content.text)
          left.add(text)
          put(device, [changedFrom(present, seen, saying(text), `note-${said}`)])
        } else if (event.what === 'sync') sync(device, central, 'nothing')
        else if (event.what === 'lose request') sync(device, central, 'request')
        else if (event.what === 'lose answer') sync(device, central, 'answer')
        else if (event.what === 'pull') pull(device, central)
        else if (event.what === 'old answer' && entry)
          assert.deepEqual(answered(entry, { id: entry.id, edit: 'long ago', result: 'refused', reason: 'no' }), [
            entry,
          ])
      }
      for (let round = 0; round < 4; round += 1) for (const device of devices) sync(device, central, 'nothing')
      const texts = [...central.notes.values()].map((note) => note.text)
      for (const text of left) assert.ok(texts.includes(text), `${text} was lost`)
      assert.equal(new Set(texts).size, texts.length, `a text is there twice: ${texts.join(', ')}`)
      assert.ok(central.overwritten.every((one) => one.knew))
      assert.equal(new Set(central.effects).size, central.effects.length, 'an edit that came twice was done twice')
      const onOne = list.every((event) => event.device === list[0]?.device)
      if (onOne) assert.equal(texts.length, left.size, 'one device alone never has two texts of a note')
      for (const device of devices) {
        assert.ok([...device.values()].every((entry) => !isUnsent(entry)))
        assert.deepEqual(
          [...device.values()].map((entry) => entry.content.text).sort(),
          [...texts].sort(),
          'both devices show what the server has',
        )
      }
    }),
    { numRuns: 4000 },
  )
})

const stored = (id: string, text: string, version: number): ServerNote => ({
  ...saying(text),
  id,
  version,
  at: 0,
  removed: false,
  photographs: [],
  beside: null,
})

test('what was not sent is never replaced by what the server has', () => {
  const entry = changed(begun('n', saying('mine'), 0, null), saying('mine, longer'))
  assert.equal(pulled(entry, stored('n', 'theirs', 9)).content.text, 'mine, longer')
})

test('what goes on from a text that was put beside another never replaces what a second device made of that one', () => {
  const sending = { ...begun('n', saying('mine'), 0, null), sending: { edit: 'e', base: 1, content: saying('mine') } }
  const answer = { id: 'n', edit: 'e', result: 'elsewhere' as const, note: stored('n', 'theirs', 2) }
  const [note, beside] = answered(changed(sending, saying('mine, longer')), {
    ...answer,
    beside: stored('b', 'mine, by the other device', 2),
  })
  assert.equal(note?.content.text, 'theirs')
  assert.deepEqual([beside?.content.text, beside?.base], ['mine, longer', 1])
  // Where this device changed that one already, both of its texts wait to be sent.
  const here = changed(fromServer(stored('b', 'mine', 1)), saying('mine, changed beside'))
  const both = answered(changed(sending, saying('mine, longer')), { ...answer, beside: stored('b', 'mine', 1) }, here)
  assert.deepEqual(
    both.map(({ content, state }) => [content.text, state]),
    [
      ['mine, longer', 'waiting'],
      ['mine, changed beside', 'waiting'],
    ],
  )
  const [, kept] = answered(sending, { ...answer, beside: stored('b', 'mine', 1) }, here)
  assert.equal(kept?.content.text, 'mine, changed beside')
})

test('a change of a note that another device changed meanwhile is made to the version that its writer saw', () => {
  const seen = fromServer(stored('n', 'first', 1))
  const pulledSince = pulled(seen, stored('n', 'theirs', 2))
  const kept = changedFrom(pulledSince, seen, saying('mine'), 'new')
  assert.deepEqual([kept.id, kept.content.text, kept.base, kept.state], ['n', 'mine', 1, 'waiting'])
  const unsent = changed(seen, saying('from another tab'))
  const second = changedFrom(unsent, seen, saying('mine'), 'new')
  assert.deepEqual([second.id, second.content.text, second.base, second.beside], ['new', 'mine', 0, 'n'])
})

test('a tag from one place and a text from another are put together, and a reason stays with the text it was given for', () => {
  const seen = fromServer(stored('n', 'Amy smiled', 1))
  const tagged = changed(seen, { ...seen.content, tag: 'strength' })
  assert.deepEqual(changedFrom(tagged, seen, saying('Amy laughed'), 'new').content, {
    ...saying('Amy laughed'),
    tag: 'strength',
  })
  const excused = changed(seen, { ...seen.content, warning_reason: 'a book' })
  assert.equal(changedFrom(excused, seen, saying('Ben smiled'), 'new').content.warning_reason, '')
  const excusing = { ...seen.content, warning_reason: 'a book' }
  assert.equal(changedFrom(changed(seen, saying('Ben smiled')), seen, excusing, 'new').content.warning_reason, '')
  assert.equal(changedFrom(seen, seen, excusing, 'new').content.warning_reason, 'a book')
})

test('a refused text stays, with the reason, and is sent again only when it is changed', () => {
  const ready = toSend(begun('n', saying('x'), 0, null), 'e')
  assert.ok(ready)
  const [refused] = answered(ready, { id: 'n', edit: 'e', result: 'refused', reason: 'Too long' })
  assert.ok(refused)
  assert.deepEqual([refused.state, refused.reason, refused.content.text], ['refused', 'Too long', 'x'])
  assert.equal(toSend(refused, 'f'), undefined)
  assert.ok(toSend(changed(refused, saying('y')), 'f'))
})

test('the same words sent from two places are one note with the tag of either', () => {
  const present = { ...saying('same'), version: 3, is_own: true, receipt: undefined }
  const content = { ...saying('same'), tag: 'strength' as const }
  const decision = decide(present, { id: 'n', edit: 'e', base: 1, content, at: 0, behind: 0 })
  assert.deepEqual(decision, { kind: 'change', content })
})

test('somebody else’s note is refused, whatever is sent', () => {
  const present = { ...saying('hers'), version: 1, is_own: false, receipt: undefined }
  assert.equal(
    decide(present, { id: 'n', edit: 'e', base: 1, content: saying('hers'), at: 0, behind: 0 }).kind,
    'refuse',
  )
})

const day = 24 * 3600 * 1000
const now = Date.UTC(2026, 11, 3, 15)

test('a device clock that is wrong by any amount does not move a note', () => {
  fc.assert(
    fc.property(fc.integer({ min: -3 * day, max: 3 * day }), fc.integer({ min: 0, max: day }), (behind, ago) => {
      const at = now - ago - behind
      assert.equal(begunAt({ at, behind: null }, behind, now), now - ago)
    }),
  )
})

test('a clock that was put right before sending is corrected by what was known when writing', () => {
  assert.equal(begunAt({ at: now - 1000 + day, behind: -day }, 0, now), now - 1000)
  assert.equal(begunAt({ at: now + day, behind: null }, 0, now), now, 'nothing else is known: the moment of receipt')
  assert.ok(begunAt({ at: Number.MAX_SAFE_INTEGER, behind: 0 }, 0, now) <= now)
})

test('what comes from the server is sent already', () => {
  assert.ok(!isUnsent(fromServer(stored('n', 'x', 2))))
})
