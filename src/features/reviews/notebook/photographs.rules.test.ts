import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrived, learned, type SentPhotograph, takenBack } from '../../../design/client/notebook-sent.ts'

type Photograph = { id: string; note: string; description: string }
type Device = { waiting: Map<string, { photograph: Photograph; tried: boolean }>; sent: readonly SentPhotograph[] }
type Lost = 'nothing' | 'request' | 'answer'

/** A server as far as photographs go: it knows those that were taken back for ever. */
function server() {
  const there = new Map<string, Photograph>()
  const gone = new Set<string>()
  return {
    there,
    list: () => [{ id: 'note', removed: false, photographs: [...there.values()] }],
    take(photograph: Photograph): 'stored' | 'already' | 'gone' {
      if (gone.has(photograph.id)) return 'gone'
      if (there.has(photograph.id)) return 'already'
      there.set(photograph.id, photograph)
      return 'stored'
    },
    takeBack(id: string): void {
      there.delete(id)
      gone.add(id)
    },
  }
}

/** What a device does when it can send: what is taken back first, then what waits; each step may be lost on its way. */
function sync(device: Device, to: ReturnType<typeof server>, lost: Lost): void {
  const told = device.sent.filter((one) => one.taken_back).map((one) => one.id)
  if (lost === 'request') return
  for (const id of told) to.takeBack(id)
  if (lost === 'answer' && told.length > 0) return
  device.sent = learned(device.sent, to.list(), new Set(told))
  for (const [id, kept] of [...device.waiting]) {
    device.waiting.set(id, { ...kept, tried: true })
    const answer = to.take(kept.photograph)
    if (lost === 'answer') return
    if (answer !== 'gone') device.sent = arrived(device.sent, kept.photograph)
    device.waiting.delete(id)
  }
}

function takesBack(device: Device, photograph: Photograph): void {
  const value = takenBack(photograph, device.waiting.get(photograph.id))
  device.waiting.delete(photograph.id)
  device.sent = device.sent.filter((one) => one.id !== photograph.id)
  if (value) device.sent = [...device.sent, value]
}

const events = fc.array(
  fc.record({
    device: fc.nat({ max: 1 }),
    what: fc.constantFrom('take', 'take', 'sync', 'lose request', 'lose answer', 'take back', 'take back'),
    which: fc.nat({ max: 4 }),
  }),
  { maxLength: 50, size: 'max' },
)

test('whatever the order of events on two devices, what was taken back is gone everywhere, and the rest is there once', () => {
  fc.assert(
    fc.property(events, (list) => {
      const central = server()
      const devices: [Device, Device] = [
        { waiting: new Map(), sent: [] },
        { waiting: new Map(), sent: [] },
      ]
      const [taken, back] = [new Set<string>(), new Set<string>()]
      const backHere = [new Set<string>(), new Set<string>()]
      for (const event of list) {
        const device = devices[event.device] ?? devices[0]
        const here = [...[...device.waiting.values()].map((one) => one.photograph), ...device.sent]
        const one = here[event.which]
        if (event.what === 'take') {
          const photograph = { id: `photograph ${taken.size}`, note: 'note', description: '' }
          taken.add(photograph.id)
          device.waiting.set(photograph.id, { photograph, tried: false })
        } else if (event.what === 'take back' && one) {
          back.add(one.id)
          backHere[event.device]?.add(one.id)
          takesBack(device, one)
        } else if (event.what === 'sync') sync(device, central, 'nothing')
        else if (event.what === 'lose request') sync(device, central, 'request')
        else if (event.what === 'lose answer') sync(device, central, 'answer')
        for (const [index, { sent }] of devices.entries())
          for (const one of sent)
            assert.ok(
              one.taken_back || !backHere[index]?.has(one.id),
              'what was taken back here is not shown here again',
            )
      }
      for (let round = 0; round < 3; round += 1) for (const device of devices) sync(device, central, 'nothing')
      const left = [...taken].filter((id) => !back.has(id)).sort()
      assert.deepEqual([...central.there.keys()].sort(), left)
      for (const device of devices) {
        assert.equal(device.waiting.size, 0)
        assert.deepEqual(device.sent.map((one) => one.id).sort(), left)
        assert.ok(device.sent.every((one) => !one.taken_back))
      }
    }),
    { numRuns: 500 },
  )
})

test('a photograph that never left the device leaves nothing behind when it is taken back', () => {
  const one = { id: 'p', note: 'n', description: 'd' }
  assert.equal(takenBack(one, { tried: false }), undefined)
  assert.deepEqual(takenBack(one, { tried: true }), { ...one, taken_back: true })
  assert.deepEqual(takenBack(one, undefined), { ...one, taken_back: true })
})

test('what is known already stays as it is, so that a device writes nothing when nothing is new', () => {
  const known = [{ id: 'p', note: 'n', description: 'd', taken_back: false }]
  const notes = [{ id: 'n', removed: false, photographs: [{ id: 'p', description: 'd' }] }]
  assert.equal(learned(known, notes, new Set())[0], known[0])
  assert.deepEqual(learned(known, [{ ...(notes[0] ?? { id: '', photographs: [] }), removed: true }], new Set()), [])
})
