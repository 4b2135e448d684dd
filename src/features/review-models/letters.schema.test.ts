import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { anchors, placeholders } from './letters.schema.ts'
import { whenSent } from './letters.words.ts'
import { readModel } from './model.file.ts'
import { reviewModels } from './shipped.ts'

const file = (name: string) => readFileSync(new URL(`./models/${name}.yaml`, import.meta.url), 'utf8')
const [kent, triads] = [file('kent'), file('triads')]

/** Why a changed file is refused, each with its line. */
function why(yaml: string): string[] {
  try {
    readModel(yaml, 'ours.yaml')
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n')
  }
  return []
}

const lineOf = (yaml: string, text: string) => yaml.slice(0, yaml.indexOf(text)).split('\n').length

test('a model has no documents and emails unless it says so', () => {
  const { documents, emails } = readModel(kent.slice(0, kent.indexOf('# Texts for each stage')))
  assert.deepEqual([documents, emails], [[], []])
})

test('an unknown stage, an unknown placeholder and a key used twice are refused with file, line and reason', () => {
  const stage = kent.replace('key: note-to-staff\n    stage: visit', 'key: note-to-staff\n    stage: lunch')
  assert.deepEqual(why(stage), [
    `ours.yaml:${lineOf(stage, 'stage: lunch')}: documents[0].stage: There is no stage “lunch”`,
  ])
  const named = kent.replace('Dear families', 'Dear {families}')
  const [line, ...more] = why(named)
  assert.match(
    line ?? '',
    new RegExp(
      `^ours\\.yaml:${lineOf(named, 'Dear {families}') - 1}: documents\\[1\\]\\.text: There is no placeholder {families}: choose from programme, `,
    ),
  )
  assert.deepEqual(more, [])
  assert.match(
    why(kent.replace('key: letter-to-families', 'key: note-to-staff')).join(),
    /documents\[1\]\.key: “note-to-staff” is there twice/,
  )
  assert.match(
    why(kent.replace('key: draft-report', 'key: finish-preparation')).join(),
    /emails\[3\]\.key: .* is there twice/,
  )
})

test('an email counts from a day that its stage has, before or after it', () => {
  const send = (text: string, instead: string) => why(kent.replace(text, instead)).join()
  assert.match(
    send('{ school_days: 10, before: due }', '{ school_days: 10, before: meeting }'),
    /emails\[0\]\.send\.before: “Self-evaluation” has no day “meeting”: choose from visit, due/,
  )
  assert.match(send('{ school_days: 10, before: due }', '{ school_days: 10 }'), /Say either “before” or “after”/)
  assert.match(
    send('{ school_days: 10, before: due }', '{ school_days: 10, before: due, after: visit }'),
    /Say either “before” or “after”/,
  )
  assert.match(send('{ school_days: 5, after: draft }', '{ school_days: 5, before: draft }'), /use “after”/)
  assert.match(
    send('{ school_days: 10, before: due }', '{ school_days: ten, before: due }'),
    /emails\[0\]\.send\.school_days: /,
  )
})

test('a letter names people and things that its model and its stage have', () => {
  assert.match(
    why(kent.replace('    to: [host-lead]\n', '    to: [host-lead, facilitator]\n')).join(),
    /emails\[0\]\.to: The groups of this model have no “facilitator”/,
  )
  assert.match(
    why(triads.replace('It needs the headteacher', '{host school} needs the headteacher')).join(),
    /emails\[0\]\.text: “Launch” is a meeting of the whole group, and \{host school\} belongs to the review of one school/,
  )
  assert.match(
    why(triads.replace('to: [headteacher, senco, quality-assurer]', 'to: [lead-reviewer]')).join(),
    /emails\[0\]\.to: “Launch” is a meeting of the whole group/,
  )
  assert.match(
    why(kent.replace('    to: [host-lead]\n', '    to: [named-leader]\n')).join(),
    /emails\[0\]\.to: For “Self-evaluation” the host names nobody to lead it/,
  )
  assert.match(
    why(kent.replace('should be on a day from {window}', 'is on {due day}')).join(),
    /“Follow-up meeting” has no day by which it is due/,
  )
  assert.match(
    why(kent.replace('You need not like every sentence.', '{enquiry questions}')).join(),
    /Enquiry questions stay out of emails/,
  )
  assert.match(
    why(kent.replace('takes_part: [lead-reviewer, reviewer, ile, host-lead]', 'takes_part: [facilitator]')).join(),
    /stages\[5\]\.takes_part: The groups of this model have no “facilitator”/,
  )
})

test('every way that ships has documents and emails for its own stages, and says when each goes', () => {
  for (const { name, documents, emails, stages } of reviewModels.values()) {
    assert.ok(documents.length >= 5 && emails.length >= 5, name)
    for (const email of emails) {
      const stage = stages.find(({ key }) => key === email.stage)
      assert.ok(stage)
      assert.match(whenSent(email, stage), /^(\d+ school days? (before|after)|on the day) /)
      assert.ok(email.text.length < 700, `${name}, ${email.key}: nobody reads a long email`)
    }
  }
})

test('the documentation names every placeholder and every day that an email counts from', () => {
  const docs = readFileSync(new URL('../../../docs/ways-of-working.md', import.meta.url), 'utf8')
  for (const name of Object.keys(placeholders)) assert.ok(docs.includes(`\`{${name}}\``), name)
  for (const anchor of anchors) assert.ok(docs.includes(`\`${anchor}\``), anchor)
})
