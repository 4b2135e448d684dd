import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Answer, createAutosave, type Status } from './autosave.ts'
import type { Draft, Entries } from './drafts.ts'

const saved = (at: string, version: string): Answer => ({ kind: 'saved', at, fields: { _version: version } })

/** A form, a network and a clock that the test moves by hand. */
function bench() {
  const form = new Map([
    ['_version', '1'],
    ['notes', ''],
  ])
  const requests: { entries: Entries; answer(answer: Answer): Promise<void> }[] = []
  const shown: Status[] = []
  let draft: Omit<Draft, 'keptAt'> | undefined
  let timer: { ms: number; act: () => void } | undefined
  const device = { works: true }
  const autosave = createAutosave({
    read: () => [...form],
    send: (entries) =>
      new Promise((resolve) => {
        requests.push({
          entries,
          answer: async (answer) => {
            resolve(answer)
            await new Promise(setImmediate)
          },
        })
      }),
    setFields: (fields) => {
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
    },
    show: (status) => shown.push(status),
    keep: (kept) => {
      if (device.works) draft = kept
      return device.works
    },
    drop: () => {
      draft = undefined
    },
    later: (ms, act) => {
      const mine = { ms, act }
      timer = mine
      return () => {
        if (timer === mine) timer = undefined
      }
    },
    signInUrl: '/sign-in',
  })
  const tick = () => {
    const due = timer
    timer = undefined
    due?.act()
    return due?.ms
  }
  const type = (text: string) => {
    form.set('notes', text)
    autosave.typed()
  }
  return {
    form,
    requests,
    shown,
    device,
    autosave,
    tick,
    type,
    draft: () => draft,
    hasTimer: () => timer !== undefined,
  }
}

test('typing is saved after a pause of 800 milliseconds, and the time is shown', async () => {
  const { requests, shown, type, tick, draft } = bench()
  type('a')
  type('ab')
  assert.equal(requests.length, 0)
  assert.equal(tick(), 800)
  assert.deepEqual(requests[0]?.entries, [
    ['_version', '1'],
    ['notes', 'ab'],
  ])
  await requests[0]?.answer(saved('10:42', '2'))
  assert.deepEqual(shown.at(-1), { state: 'saved', text: 'Saved 10:42' })
  assert.equal(draft(), undefined)
})

test('one request at a time: what was typed meanwhile goes next, with the new version', async () => {
  const { requests, type, tick, autosave } = bench()
  type('a')
  tick()
  type('ab')
  autosave.flush()
  assert.equal(requests.length, 1)
  await requests[0]?.answer(saved('10:42', '2'))
  tick()
  assert.deepEqual(requests[1]?.entries, [
    ['_version', '2'],
    ['notes', 'ab'],
  ])
})

test('nothing is sent when nothing changed', () => {
  const { requests, autosave, type, tick } = bench()
  autosave.flush()
  type('a')
  type('')
  tick()
  assert.equal(requests.length, 0)
})

test('offline, the text stays on the device, and is sent when the connection is back', async () => {
  const { requests, shown, type, tick, draft, autosave } = bench()
  type('corridor notes')
  tick()
  await requests[0]?.answer({ kind: 'offline' })
  assert.equal(shown.at(-1)?.text, 'You are offline; what you typed is kept on this device')
  assert.deepEqual(draft()?.entries[1], ['notes', 'corridor notes'])
  autosave.flush()
  await requests[1]?.answer(saved('11:05', '2'))
  assert.equal(shown.at(-1)?.text, 'Saved 11:05')
  assert.equal(draft(), undefined)
})

test('after trouble, and offline, it tries again by itself, less and less often', async () => {
  for (const kind of ['trouble', 'offline'] as const) {
    const { requests, type, tick } = bench()
    type('a')
    tick()
    const waits: (number | undefined)[] = []
    for (let attempt = 0; attempt < 6; attempt++) {
      await requests.at(-1)?.answer({ kind })
      waits.push(tick())
    }
    assert.deepEqual(waits, [3000, 6000, 12000, 30000, 60000, 60000], kind)
  }
})

test('a conflict keeps the text, links to both, and is not sent again until it changes', async () => {
  const { requests, shown, type, tick, draft, autosave } = bench()
  type('mine')
  tick()
  await requests[0]?.answer({ kind: 'conflict', url: '/both' })
  assert.equal(shown.at(-1)?.link?.href, '/both')
  assert.deepEqual(draft()?.entries[1], ['notes', 'mine'])
  autosave.flush()
  assert.equal(requests.length, 1)
  type('mine, and more')
  tick()
  assert.equal(requests.length, 2)
})

test('a refusal says what is wrong', async () => {
  const { requests, shown, type, tick } = bench()
  type('a')
  tick()
  await requests[0]?.answer({
    kind: 'refused',
    errors: [{ field: 'notes', message: 'Notes must be 2,000 characters or fewer' }],
  })
  assert.deepEqual(shown.at(-1), { state: 'refused', text: 'Not saved yet: Notes must be 2,000 characters or fewer' })
})

test('signed out, the way back in is offered', async () => {
  const { requests, shown, type, tick } = bench()
  type('a')
  tick()
  await requests[0]?.answer({ kind: 'signed-out' })
  assert.equal(shown.at(-1)?.link?.href, '/sign-in')
})

test('the ordinary button waits for the save under way, and no save follows it', async () => {
  const { requests, type, tick, autosave, draft, form } = bench()
  type('a')
  tick()
  let gone = false
  const submitting = autosave.submitting().then(() => {
    gone = true
  })
  await new Promise(setImmediate)
  assert.equal(gone, false)
  type('ab')
  const again = autosave.submitting()
  await requests[0]?.answer(saved('10:42', '2'))
  await Promise.all([submitting, again])
  assert.equal(form.get('_version'), '2')
  assert.equal(draft()?.submitted, true)
  autosave.flush()
  assert.equal(requests.length, 1)
})

test('where the device cannot keep drafts, the person is told to stay', async () => {
  const { requests, shown, type, tick, device, autosave } = bench()
  device.works = false
  type('a')
  tick()
  await requests[0]?.answer({ kind: 'offline' })
  assert.equal(shown.at(-1)?.text, 'You are offline; what you typed is not saved yet, so please leave this page open')
  assert.equal(autosave.wouldLose(), true)
})

test('while an answer is slow to come, it says that it is saving, and no earlier “Saved” stays', async () => {
  const { requests, shown, type, tick, device } = bench()
  type('a')
  tick()
  assert.equal(tick(), 2000)
  assert.deepEqual(shown.at(-1), { state: 'saving', text: 'Saving; what you typed is kept on this device' })
  await requests[0]?.answer(saved('10:42', '2'))
  assert.equal(shown.at(-1)?.text, 'Saved 10:42')
  device.works = false
  type('ab')
  tick()
  tick()
  assert.match(shown.at(-1)?.text ?? '', /^Saving; .* please leave this page open$/)
})

test('a page that comes back out of the browser’s memory keeps what was sent with the button, and saves again', async () => {
  const { requests, type, draft, autosave, device } = bench()
  assert.equal(autosave.returned(), true)
  assert.equal(draft(), undefined)
  type('a')
  await autosave.submitting()
  assert.equal(autosave.returned(), true)
  assert.equal(draft()?.submitted, false)
  device.works = false
  assert.equal(autosave.returned(), false)
  autosave.flush()
  assert.equal(requests.length, 1)
})

test('whatever happens, what was typed is acknowledged, on the device, or about to be sent', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('type' as const), text: fc.string({ maxLength: 3 }) }),
    fc.record({ do: fc.constant('flush' as const) }),
    fc.record({ do: fc.constant('tick' as const) }),
    fc.record({
      do: fc.constant('answer' as const),
      kind: fc.constantFrom('saved', 'offline', 'trouble', 'conflict', 'refused'),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { form, requests, type, tick, autosave, draft, hasTimer } = bench()
      let acknowledged = ''
      let answered = 0
      for (const action of steps) {
        if (action.do === 'type') type(action.text)
        if (action.do === 'flush') autosave.flush()
        if (action.do === 'tick') tick()
        const open = requests[answered]
        if (action.do === 'answer' && open) {
          answered++
          if (action.kind === 'saved') acknowledged = open.entries[1]?.[1] ?? ''
          const answers: Record<string, Answer> = {
            saved: saved('10:42', 'n'),
            offline: { kind: 'offline' },
            trouble: { kind: 'trouble' },
            conflict: { kind: 'conflict', url: '/both' },
            refused: { kind: 'refused', errors: [] },
          }
          await open.answer(answers[action.kind] ?? { kind: 'offline' })
        }
        assert.ok(requests.length - answered <= 1, 'two requests at once')
        const text = form.get('notes')
        const onDevice = draft()?.entries[1]?.[1] === text
        const underWay = requests.length > answered
        assert.ok(text === acknowledged || onDevice || hasTimer() || underWay, `lost: ${text}`)
      }
    }),
  )
})
