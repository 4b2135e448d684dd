import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calendarFeed, calendarInvite } from './feed.ts'

type Component = { name: string; properties: Map<string, string[]>; parts: Component[] }

/** Reads iCalendar text the way a calendar programme does: unfolds, splits, unescapes. */
function parse(text: string): Component {
  assert.ok(
    text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
    'no line is longer than 75 octets',
  )
  assert.ok(!/[^\r]\n/.test(text), 'every line ends in CRLF')
  const root: Component = { name: 'ROOT', properties: new Map(), parts: [] }
  const open = [root]
  for (const line of text
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean)) {
    const [, key = '', value = ''] = /^((?:[^:"]|"[^"]*")+):(.*)$/su.exec(line) ?? []
    assert.notEqual(key, '', `not a property: ${line}`)
    const current = open.at(-1) ?? root
    if (key === 'BEGIN') {
      const part: Component = { name: value, properties: new Map(), parts: [] }
      current.parts.push(part)
      open.push(part)
    } else if (key === 'END') open.pop()
    else
      current.properties.set(key, [
        ...(current.properties.get(key) ?? []),
        value.replace(/\\([\\;,nN])/g, (_, c: string) => (c.toLowerCase() === 'n' ? '\n' : c)),
      ])
  }
  return root.parts[0] ?? root
}

const summer = {
  start: Temporal.Instant.from('2026-07-01T09:00:00+01:00'),
  end: Temporal.Instant.from('2026-07-01T15:30:00+01:00'),
}
const winter = {
  start: Temporal.Instant.from('2026-12-01T09:00:00+00:00'),
  end: Temporal.Instant.from('2026-12-01T12:00:00+00:00'),
}

test('a feed reads back as it was written, in summer and in winter', () => {
  const calendar = parse(
    calendarFeed({
      name: 'Visits, Wealdshire',
      events: [
        {
          uid: 'visit-1@schoolfellow',
          ...summer,
          summary: 'Visit: Oakfield; Primary',
          description: 'Bring\na pen',
          location: 'Hall, 1\\2',
          url: 'https://example.org/visits/1',
          sequence: 3,
        },
        { uid: 'visit-2@schoolfellow', ...winter, summary: 'Visit', status: 'cancelled' },
        {
          uid: 'window@schoolfellow',
          allDay: { first: Temporal.PlainDate.from('2026-11-30'), last: Temporal.PlainDate.from('2026-12-04') },
          summary: 'Follow-up window',
        },
      ],
    }),
  )
  const [visit, cancelled, window] = calendar.parts
  assert.deepEqual(calendar.properties.get('X-WR-CALNAME'), ['Visits, Wealdshire'])
  assert.deepEqual(calendar.properties.get('METHOD'), ['PUBLISH'])
  assert.deepEqual(visit?.properties.get('UID'), ['visit-1@schoolfellow'])
  assert.deepEqual(visit?.properties.get('DTSTART'), ['20260701T080000Z'])
  assert.deepEqual(visit?.properties.get('DTEND'), ['20260701T143000Z'])
  assert.deepEqual(visit?.properties.get('SEQUENCE'), ['3'])
  assert.deepEqual(visit?.properties.get('SUMMARY'), ['Visit: Oakfield; Primary'])
  assert.deepEqual(visit?.properties.get('DESCRIPTION'), ['Bring\na pen'])
  assert.deepEqual(visit?.properties.get('LOCATION'), ['Hall, 1\\2'])
  assert.deepEqual(visit?.properties.get('URL;VALUE=URI'), ['https://example.org/visits/1'])
  assert.deepEqual(cancelled?.properties.get('DTSTART'), ['20261201T090000Z'])
  assert.deepEqual(cancelled?.properties.get('STATUS'), ['CANCELLED'])
  assert.deepEqual(window?.properties.get('DTSTART;VALUE=DATE'), ['20261130'])
  assert.deepEqual(window?.properties.get('DTEND;VALUE=DATE'), ['20261205'])
  for (const part of calendar.parts) assert.match(part.properties.get('DTSTAMP')?.[0] ?? '', /^\d{8}T\d{6}Z$/)
})

test('the same events always give the same text, so that a feed can be cached', () => {
  const feed = { name: 'A', events: [{ uid: 'a@b', ...summer, summary: 'A' }] }
  assert.equal(calendarFeed(feed), calendarFeed(feed))
})

test('every text survives, whatever was typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 60 }),
      (summary, wild) => {
        const event = parse(
          calendarFeed({ name: wild, events: [{ uid: wild, ...summer, summary, description: wild, location: wild }] }),
        ).parts[0]
        assert.equal(event?.properties.get('SUMMARY')?.[0], summary)
        assert.equal(event?.parts.length, 0)
      },
    ),
  )
})

test('a feed without a name has none, is asked for again in an hour, and what is not said is the usual', () => {
  const only = (name: string, more: object = {}) =>
    parse(calendarFeed({ name, events: [{ uid: 'a b/ü@c', ...summer, summary: 'A\r\nB\rC\tD\u0007E', ...more }] }))
  assert.equal(only('').properties.get('X-WR-CALNAME'), undefined)
  assert.deepEqual(only('North\nEast').properties.get('X-WR-CALNAME'), ['North East'])
  assert.deepEqual(only('').properties.get('X-PUBLISHED-TTL'), ['PT1H'])
  assert.deepEqual(only('').properties.get('PRODID'), ['-//Schoolfellow//Schoolfellow//EN'])
  const [event] = only('').parts
  assert.deepEqual(event?.properties.get('UID'), ['a-b--@c'])
  assert.deepEqual(event?.properties.get('STATUS'), ['CONFIRMED'])
  assert.deepEqual(event?.properties.get('SUMMARY'), ['A\nB\nC D E'])
})

test('an invitation asks its guests, and a cancelled one withdraws', () => {
  const people = {
    organiser: { name: 'Ruth "Lead" O’Neil', email: 'ruth@example.org' },
    guests: [{ name: 'Sam; Head\r\nX:1', email: 'sam@example.org' }],
  }
  const invite = calendarInvite({ uid: 'visit-1@schoolfellow', ...summer, summary: 'Visit' }, people)
  assert.equal(invite.type, 'text/calendar; charset=utf-8; method=REQUEST')
  const event = parse(invite.content).parts[0]
  const keys = [...(event?.properties.entries() ?? [])]
  assert.ok(
    keys.some(
      ([key, values]) =>
        key.startsWith('ATTENDEE') &&
        key.includes('RSVP=TRUE') &&
        values[0]?.toLowerCase() === 'mailto:sam@example.org',
    ),
  )
  assert.ok(keys.some(([key]) => key.startsWith('ORGANIZER')))
  assert.equal(invite.filename, 'invite.ics')
  assert.equal(parse(invite.content).properties.get('X-WR-CALNAME'), undefined)
  assert.match(invite.content.replaceAll('\r\n ', ''), /ORGANIZER;CN="Ruth {2}Lead {2}O’Neil":/i)
  assert.match(invite.content.replaceAll('\r\n ', ''), /CN="Sam; Head X:1"/)
  const cancelled = calendarInvite(
    { uid: 'visit-1@schoolfellow', ...summer, summary: 'Visit', sequence: 1, status: 'cancelled' },
    people,
  )
  assert.match(cancelled.type, /method=CANCEL/)
  assert.doesNotMatch(cancelled.content, /RSVP=TRUE/)
  const nameless = { ...people, guests: [{ name: ' \n', email: 'sam@example.org' }] }
  assert.match(
    calendarInvite({ uid: 'v', ...summer, summary: 'Visit' }, nameless).content.replaceAll('\r\n ', ''),
    /CN="?sam@example\.org/,
  )
  assert.deepEqual(parse(cancelled.content).properties.get('METHOD'), ['CANCEL'])
})
