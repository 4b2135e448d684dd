/**
 * Enquiry questions: the two to four questions that a visit sets out to answer. They are open, they
 * come from what the school said about itself, and they are agreed at the pre-review meeting.
 */
import { plural } from '../../../lib/words.ts'
import type { Refusal } from '../../../platform/web/form.ts'

/** A judgement that a question was drawn from, and why it was worth asking about. */
export type DrawnFrom = { statement_key: string; why: string }

/** How many questions a review asks; the review model says. */
export type QuestionLimits = { fewest: number; most: number }

const longestQuestion = 400

type Asked = { id: string; text: string }

const sameText = (a: string, b: string) => bare(a) === bare(b)
const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function whyCannotAsk(others: readonly Asked[], text: string): Refusal | undefined {
  if (text.trim() === '') return { field: 'text', message: 'Enter the question' }
  if (text.length > longestQuestion) {
    return {
      field: 'text',
      message: `The question must be ${longestQuestion} characters or fewer. Now it has ${plural(text.length, 'character')}`,
    }
  }
  if (others.some((other) => sameText(other.text, text))) {
    return {
      field: 'text',
      message: 'This question is in the list already. Ask something else, or change the one that is there',
    }
  }
  return undefined
}

/** Why this question cannot join those already agreed, if it cannot. */
export function whyCannotAddQuestion(
  questions: readonly Asked[],
  text: string,
  limits: QuestionLimits,
): Refusal | undefined {
  if (questions.length >= limits.most) {
    return {
      message: `A review asks at most ${plural(limits.most, 'question')}, so that one day can answer them. Remove a question, or put two together, before you add another`,
    }
  }
  return whyCannotAsk(questions, text)
}

/** Why a question cannot be worded like this, if it cannot. */
export function whyCannotChangeQuestion(questions: readonly Asked[], id: string, text: string): Refusal | undefined {
  return whyCannotAsk(
    questions.filter((question) => question.id !== id),
    text,
  )
}

/** What is still missing from the set of questions before the visit, or undefined. */
export function tooFewQuestions(count: number, limits: QuestionLimits): string | undefined {
  if (count >= limits.fewest) return undefined
  if (count === 0) return `Agree ${limits.fewest} to ${limits.most} enquiry questions`
  return `Agree at least ${limits.fewest} enquiry questions: there ${count === 1 ? 'is 1' : `are ${count}`} so far`
}

const closedStart = /^(is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|shall|may|might|must)\b/i
const leading =
  /\b(surely|obviously|clearly|of course|don['’]t you|doesn['’]t (it|the)|isn['’]t (it|there)|aren['’]t|do you (not )?agree|wouldn['’]t you|why (is|are|do|does) .{0,60}\b(so|such|too|not|never|fail|fails|poor|poorly|weak|weakly)\b|how (poor|poorly|bad|badly|weak|weakly|excellent|outstanding)\b)/i

/** Advice on how a question is put. It never stops anyone from keeping the question as it is. */
export function adviceOnQuestion(text: string): string[] {
  const question = text.trim()
  const advice: string[] = []
  if (closedStart.test(question)) {
    advice.push('This can be answered with yes or no. “To what extent…” or “How…” lets the visit find out more')
  }
  if (leading.test(question))
    advice.push('This already suggests the answer. Ask it so that either answer would be welcome')
  if ((question.match(/\?/g) ?? []).length > 1)
    advice.push('These are two questions. Ask one at a time, so that each can have its own answer')
  if (question !== '' && !question.endsWith('?'))
    advice.push('End it with a question mark, so that everyone reads it as a question')
  if (question.split(/\s+/).length > 45)
    advice.push('This is long. A question people can remember during the day works best')
  return advice
}

/** The same ids with one moved a place up or down; unchanged at the end of the list or when it is not there. */
export function moved(ids: readonly string[], id: string, direction: 'up' | 'down'): string[] {
  const order = [...ids]
  const from = order.indexOf(id)
  const to = direction === 'up' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= order.length) return order
  order.splice(from, 1)
  order.splice(to, 0, id)
  return order
}
