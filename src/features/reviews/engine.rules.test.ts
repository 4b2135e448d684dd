/** What holds for every model and whatever happens in whatever order. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { schoolCalendar } from '../../lib/school-days.ts'
import { readModel } from '../review-models/model.file.ts'
import { type ReviewModel, reviewModels, type Stage } from '../review-models/public.ts'
import { whyCannotWrite } from './group-meetings/group-meeting.rules.ts'
import { type NextFacts, nextFor, whatNext } from './next-thing.rules.ts'
import { whyCannotRecord } from './record.rules.ts'
import {
  isOver,
  meetingsOf,
  mustComeFirst,
  nothingYet,
  openMeeting,
  stageOf,
  stagesNow,
  stepsOf,
  timesHeld,
  timesNeeded,
  whyNoMore,
} from './review.rules.ts'
import { daysAllowed } from './visit-days.rules.ts'

const calendar = schoolCalendar([], [])
const firstDay = Temporal.PlainDate.from('2026-09-07')
const at = (day: Temporal.PlainDate) => day.toZonedDateTime('Europe/London').add({ hours: 15 }).toInstant()

const fresh: NextFacts = {
  ...nothingYet,
  programme_starts_on: Temporal.PlainDate.from('2026-09-01'),
}

const [shipped] = reviewModels.values()
assert.ok(shipped)

const words = fc.constantFrom('Talk', 'Look back', 'Workshop', 'Coaching', 'Celebration')
const weeks = fc.tuple(fc.nat(20), fc.nat(5), fc.integer({ min: 1, max: 5 }))

/** A meeting at a place among the stages; what it counts from is chosen among those before it. */
const meeting = fc.record({
  at: fc.nat(100),
  of: fc.constantFrom('review' as const, 'group' as const),
  name: words,
  steps: fc.boolean(),
  weeks,
  anchor: fc.nat(100),
  often: fc.option(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })), { nil: undefined }),
  led: fc.boolean(),
  writer: fc.constantFrom('lead-reviewer' as const, 'host-lead' as const, 'facilitator' as const),
})

const anyModel: fc.Arbitrary<ReviewModel> = fc
  .record({
    evaluation: fc.boolean(),
    preparation: fc.boolean(),
    report: fc.boolean(),
    days: fc.boolean(),
    meetings: fc.array(meeting, { maxLength: 6 }),
  })
  .map(({ evaluation, preparation, report, days, meetings }) => {
    const one = (key: string, kind: string, output: string) => ({
      key,
      kind,
      name: key,
      purpose: 'To see.',
      must_come_out: [output],
    })
    const stages: Record<string, unknown>[] = [
      ...(evaluation ? [one('judging', 'self-evaluation', 'evaluation-shared')] : []),
      ...(preparation ? [one('getting-ready', 'preparation', 'preparation-finished')] : []),
      { ...one('day', 'visit', 'visit-made'), ...(days ? { days: { fewest: 1, most: 2 } } : {}) },
      ...(report ? [one('writing', 'report', 'report-agreed')] : []),
    ]
    for (const [
      index,
      {
        at: place,
        of,
        name,
        steps,
        weeks: [from, more, length],
        anchor,
        often,
        led,
        writer,
      },
    ] of meetings.entries()) {
      const position = place % (stages.length + 1)
      const anchors = stages
        .slice(0, position)
        .filter((stage) => stage.kind === 'meeting' || stage.kind === 'visit')
        .filter((stage) => of === 'review' || stage.of === 'group')
        .map((stage) => String(stage.key))
      const after = ['start', ...anchors][anchor % (anchors.length + 1)]
      stages.splice(position, 0, {
        ...one(`meeting-${index}`, 'meeting', 'meeting-held'),
        of,
        name,
        must_come_out: steps ? ['meeting-held', 'next-steps'] : ['meeting-held'],
        written_by: [writer],
        ...(led && of === 'review' ? { led_by: { name: 'Champion', duty: 'Leads it.' } } : {}),
        ...(often && of === 'review' ? { repeats: { at_least: often[0], at_most: 1 + often[0] + often[1] } } : {}),
        window: {
          after,
          weeks_from: from,
          weeks_aim: from + more,
          weeks_to: from + more + length,
          counted_in: 'school-weeks',
        },
      })
    }
    return readModel(JSON.stringify({ ...shipped, key: 'any-model', stages, documents: [], emails: [] }))
  })

const model = fc.oneof(anyModel, fc.constantFrom(...reviewModels.values()))

type Happening = {
  what: 'share' | 'prepare' | 'schedule' | 'send' | 'host' | 'team' | 'steps' | 'name' | 'book' | 'hold'
  which: number
  days: number
}
const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('share', 'prepare', 'schedule', 'send', 'host', 'team', 'steps', 'name', 'book', 'hold'),
  which: fc.nat(20),
  days: fc.nat(30),
})

const everyPart = {
  part: 'lead-reviewer',
  leads_as: ['facilitator', 'quality-assurer', 'ile'],
  leads_stages: [],
} as const

/** What a person tries to do, as the rules of the service let them. */
function tried(
  model: ReviewModel,
  facts: NextFacts,
  { what, which, days }: Happening,
  today: Temporal.PlainDate,
): NextFacts {
  const now = at(today)
  const kind = (one: Stage['kind']) => model.stages.find((stage) => stage.kind === one)
  const isTurn = (stage: Stage | undefined) => stage && !mustComeFirst(model, stage.key, facts, today)
  const visit = kind('visit')
  const visited = visit && isOver(model, visit, facts, today)
  const meetings = model.stages.filter((stage) => stage.kind === 'meeting')
  const stage = meetings[which % Math.max(1, meetings.length)]
  switch (what) {
    case 'share':
      return { ...facts, evaluation_share_id: 'share' }
    case 'schedule':
      return visited
        ? facts
        : {
            ...facts,
            visit_on: today.add({ days: 1 + which }),
            visit_second_on: days % 2 === 1 && daysAllowed(model).most > 1 ? today.add({ days: 2 + which }) : null,
          }
    case 'prepare':
      return facts.visit_on && isTurn(kind('preparation')) ? { ...facts, prepared_at: now } : facts
    case 'send':
      return visited && isTurn(kind('report')) ? { ...facts, sent_to_host_at: now, visited_at: now } : facts
    case 'host':
      return facts.sent_to_host_at ? { ...facts, host_agreed_at: now } : facts
    case 'team':
      return facts.host_agreed_at ? { ...facts, team_agreed_at: now } : facts
    case 'steps':
      return { ...facts, has_next_steps: true }
    case 'name':
      return stage ? { ...facts, led_stages: [...(facts.led_stages ?? []), stage.key] } : facts
    case 'book':
      if (!stage || openMeeting(facts, stage.key) || whyNoMore(stage, facts)) return facts
      return { ...facts, meetings: [...facts.meetings, { stage: stage.key, starts_at: now, held_at: null }] }
    case 'hold': {
      const booked = stage && openMeeting(facts, stage.key)
      if (!stage || !booked) return facts
      const place = { speaks_for_school: true, leads_as: everyPart.leads_as, is_officer: false }
      const refusal =
        stage.of === 'group'
          ? whyCannotWrite(model, stage, place, facts.meetings, today)
          : whyCannotRecord(
              model,
              { ...stage, written_by: ['lead-reviewer'] },
              booked,
              { ...facts, ...everyPart },
              today,
            )
      if (refusal) return facts
      const held = facts.meetings.map((one) => (one === booked ? { ...one, held_at: now } : one))
      return { ...facts, meetings: held }
    }
  }
}

/** The number of a way's stages that lie behind the one that is open. */
function behind(model: ReviewModel, facts: NextFacts, of: Stage['of'], today: Temporal.PlainDate): number {
  const lane = model.stages.filter((stage) => stage.of === of)
  const open = stagesNow(model, facts, today).find((stage) => stage.of === of)
  return open ? lane.indexOf(open) : lane.length
}

test('for every model and whatever is tried, no stage is skipped or lost, and everybody has one next thing', () => {
  fc.assert(
    fc.property(model, fc.array(happening, { maxLength: 60 }), (any, happenings) => {
      let facts = fresh
      let today = firstDay
      for (const one of happenings) {
        const before = { review: behind(any, facts, 'review', today), group: behind(any, facts, 'group', today) }
        today = today.add({ days: one.days })
        facts = tried(any, facts, one, today)
        const open = stagesNow(any, facts, today)
        for (const way of ['review', 'group'] as const) {
          const lane = any.stages.filter((stage) => stage.of === way)
          const passed = behind(any, facts, way, today)
          assert.ok(passed >= before[way], `${way} goes back at ${one.what}`)
          for (const stage of lane.slice(0, passed)) {
            const held = stage.must_come_out.includes('meeting-held')
            // Of a group's meeting only that it was held keeps the next one waiting.
            const needed = way === 'group' && held ? { ...stage, must_come_out: ['meeting-held' as const] } : stage
            assert.ok(isOver(any, needed, facts, today), `${stage.key} was skipped at ${one.what}`)
          }
        }
        for (const stage of any.stages) {
          const most = stage.repeats?.at_most ?? 1
          assert.ok(meetingsOf(facts, stage.key).length <= most, `${stage.key} is held too often`)
          const needed = stage.kind === 'meeting' && isOver(any, stage, facts, today)
          assert.ok(!needed || timesHeld(facts, stage.key) >= timesNeeded(stage), `${stage.key} is over too soon`)
        }
        const steps = stepsOf(any, facts, today)
        assert.deepEqual(
          steps.filter(({ state }) => state === 'now').map(({ stage }) => stage),
          open,
        )
        assert.equal(steps.length, any.stages.length)
        const things = whatNext(
          any,
          facts,
          { has_lead_reviewer: true, has_host_lead: true, visitors: 6 },
          calendar,
          today,
        )
        const goesOn = stageOf(any, facts, today) !== 'closed'
        for (const part of [
          'lead-reviewer',
          'reviewer',
          'host-lead',
          'host',
          'partnership',
          'facilitator',
          'named-leader',
        ]) {
          assert.equal(nextFor(things, () => [part]) !== undefined, goesOn, `${part} at ${one.what}`)
        }
      }
    }),
    { numRuns: 300 },
  )
})

test('every model can be gone through to its end by doing what comes next', () => {
  fc.assert(
    fc.property(model, (any) => {
      let facts = fresh
      let today = firstDay
      const team = { has_lead_reviewer: true, has_host_lead: true, visitors: 6 }
      for (let round = 0; round < 100 && stageOf(any, facts, today) !== 'closed'; round++) {
        const [next] = whatNext(any, facts, team, calendar, today)
        assert.ok(next)
        const which = any.stages
          .filter((stage) => stage.kind === 'meeting')
          .findIndex((stage) => stage.key === next.stage)
        const what = (
          {
            'visit-date': 'schedule',
            'share-evaluation': 'share',
            prepare: 'prepare',
            visit: 'prepare',
            'send-draft': 'send',
            'host-agree': 'host',
            'team-agree': 'team',
            'write-next-steps': 'steps',
            'name-leader': 'name',
            'book-meeting': 'book',
            'hold-meeting': 'hold',
          } as const
        )[next.key as never] as Happening['what']
        facts = tried(any, facts, { what, which, days: 0 }, today)
        today = today.add({ days: 2 })
      }
      assert.equal(stageOf(any, facts, today), 'closed')
      for (const stage of any.stages.filter(({ kind, of }) => kind === 'meeting' && of === 'review')) {
        assert.equal(timesHeld(facts, stage.key), timesNeeded(stage), `${stage.key} at the end`)
        if (stage.led_by) assert.ok(facts.led_stages?.includes(stage.key), `nobody leads ${stage.key}`)
      }
    }),
    { numRuns: 200 },
  )
})
