/**
 * Notices free text that seems to identify a pupil. No pupil-level record may exist in the service,
 * and people write fast on a visit day; the answer is advice beside the saved text, because a check
 * of words can be wrong in both directions.
 */

import { givenNames } from './given-names.ts'
import { sentenceList } from './words.ts'

/** Something in a text that may identify a pupil: the words found and what they look like. */
export type Identifying = { found: string; looksLike: 'name' | 'initials' | 'upn' | 'date-of-birth' }

const childWord =
  /^(pupils?|child|children|child['’]s|boys?|girls?|learners?|students?|son|daughter|brother|sister|sibling|twins?|mum|mummy|dad|mother|father|parents?|carers?|grandma|nan|he|him|his|she|her|hers|himself|herself|aged)$/i
const called = /^(called|named)$/i
const adultTitle = /^(mr|mrs|miss|ms|mx|dr|sir|rev|revd|madam|lady|lord|st|saint|professor|prof)$/i
const adultWord =
  /^(teacher|teachers|ta|tas|assistant|lsa|hlta|senco|headteacher|head|deputy|leader|governor|therapist|psychologist|counsellor|colleague|tutor|mentor)$/i

/** Capitalised words that are not names: parts of a school, days, months, subjects, and places in a school's talk. */
const notNames = new Set(
  `year years reception nursery key stage early foundation class school schools primary secondary academy college sixth form english maths mathematics science history
geography french spanish german latin mandarin polish arabic urdu punjabi bengali turkish romanian ukrainian portuguese music art drama computing religious education physical personal social phonics literacy numeracy
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
spring summer autumn winter easter christmas diwali ramadan eid kent county council district trust ofsted department britain england english british europe london
inclusion leader framework learning walk support plan plans education health care forest lego therapy zones regulation makaton widgit numicon clicker chromebook chromebooks ipad ipads google microsoft
thrive nurture hub base library hall room team heads head headteacher deputy senco ile review statement standards partnership pupil parents carers i the a an and but or if when then there they we it this that these those he she his her our my
in on at for from with without to of by as is are was were no not all some most many each every one two three four five both other another after before during while because so what who how why where
teachers teaching staff adults leaders governors pupils children boys girls parents carers everyone nobody
premium progress protection voice voices passport passports profile profiles referral development conversation conversations services work working`.split(
    /\s+/,
  ),
)

const knownLetters = new Set(
  `SEN SEND SENCO TA TAS LSA HLTA EHC EHCP EAL PE RE IT ICT EP LA PP PPG DSL SLT ELSA ASD ASC ADHD ADD SLCN SEMH OT SALT SLT ILE MAT DT PSHE RSE MFL GCSE BTEC UK EYFS AP EBSA BSL NHS CPD INSET VI HI MSI PD MLD SLD PMLD SPLD
CAMHS DFE HT DHT AHT ECT NQT CEO URN KS APDR IEP ILP PEP LAC CLA FSM PRU AR ARE TAF EHA MDSA PTA OK TV AM PM QA UPN DOB ID`.split(
    /\s+/,
  ),
)

const pupilNumber = /\b[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]\b/gi
const writtenDate =
  /\b(\d{1,2})(?:st|nd|rd|th)?[\s./-]+(\d{1,2}|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)[\s./,-]+(\d{4}|\d{2})\b/gi
const bornWord = /\b(born|dob|d\.o\.b|date of birth|birthday|birth date)\b/i
const childContext = /\b(pupils?|child|boy|girl|learner|student|he|she|his|her|him)\b/i

type Word = { text: string; starts: boolean }

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?])\s+(?=\p{Lu})|\n+/u).filter((sentence) => sentence.trim() !== '')
}

function wordsOf(sentence: string): Word[] {
  const list: Word[] = []
  let starts = true
  for (const match of sentence.matchAll(/[\p{L}\p{N}]+(?:[-'’.](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*\.?|[:"“(•]/gu)) {
    const [text] = match
    if (/^[:"“(•]$/.test(text)) starts = starts || text === ':' || text === '"' || text === '“'
    else {
      list.push({ text, starts })
      starts = false
    }
  }
  return list
}

const plain = (word: string) => word.replace(/['’]s$/i, '').replace(/\.$/, '')

/** Whether the word could be a name where it stands. At the start of a sentence only a listed name could. */
function couldBeName(word: Word, adults: ReadonlySet<string>): boolean {
  const bare = plain(word.text)
  const lower = bare.toLowerCase()
  if (!/^\p{Lu}[\p{Ll}'’-]+(?:-\p{Lu}\p{Ll}+)?$/u.test(bare) || notNames.has(lower) || adults.has(lower)) return false
  return word.starts ? givenNames.has(lower) : true
}

function hasChildNear(words: readonly Word[], at: number): boolean {
  const near = words.slice(Math.max(0, at - 6), at + 9)
  const year = near.some(
    (word, index) =>
      /^(year|yr|y|reception|nursery)$/i.test(plain(word.text)) &&
      (/^\d{1,2}$/.test(plain(near[index + 1]?.text ?? '')) || /^[rn]/i.test(word.text)),
  )
  return year || near.some((word) => childWord.test(plain(word.text)) || /^y(r|ear)?\d{1,2}$/i.test(plain(word.text)))
}

function isAdult(words: readonly Word[], at: number): boolean {
  const before = plain(words[at - 1]?.text ?? '')
  const twoBefore = plain(words[at - 2]?.text ?? '')
  if (adultTitle.test(before) || (adultTitle.test(twoBefore) && /^\p{Lu}/u.test(before))) return true
  const beside = [words[at - 1], words[at + 1], words[at + 2], words[at + 3]].map((word) => plain(word?.text ?? ''))
  return (
    beside.some((word) => adultWord.test(word)) &&
    !words.slice(Math.max(0, at - 3), at + 4).some((word) => /^(pupil|child|boy|girl)$/i.test(plain(word.text)))
  )
}

function namesIn(words: readonly Word[], adults: ReadonlySet<string>): Identifying[] {
  const found: Identifying[] = []
  for (const [index, word] of words.entries()) {
    if (!couldBeName(word, adults) || isAdult(words, index)) continue
    const listed = givenNames.has(plain(word.text).toLowerCase())
    const previous = plain(words[index - 1]?.text ?? '')
    const besidePupil =
      called.test(previous) || /^(pupil|child|boy|girl|learner|student|son|daughter|brother|sister)$/i.test(previous)
    if (besidePupil || (listed && hasChildNear(words, index)))
      found.push({ found: plain(word.text), looksLike: 'name' })
  }
  return found
}

function initialsIn(words: readonly Word[]): Identifying[] {
  const found: Identifying[] = []
  for (const [index, word] of words.entries()) {
    const letters = word.text.replace(/\.|['’]s$/g, '')
    if (!/^[A-Z]{1,3}$/.test(letters) || knownLetters.has(letters) || letters === 'A' || letters === 'I') continue
    const before = plain(words[index - 1]?.text ?? '')
    const after = plain(words[index + 1]?.text ?? '')
    const marked = /^(pupil|child|boy|girl|learner|student|called|named)$/i.test(before)
    const dotted = /^[A-Z]\.[A-Z](\.[A-Z])?\.?$/.test(word.text) && hasChildNear(words, index)
    const inYear =
      letters.length > 1 &&
      /^(said|says|told|year|yr|in|who|is|was|can|has|needs)$/i.test(after) &&
      hasChildNear(words, index)
    if (marked || dotted || inYear) found.push({ found: word.text.replace(/['’]s$/, ''), looksLike: 'initials' })
  }
  return found
}

/** A date is taken for a birthday beside "born", or when it is that of a child and a pupil is spoken of. */
function birthdaysIn(sentence: string, today: { readonly year: number }): Identifying[] {
  const found: Identifying[] = []
  for (const match of sentence.matchAll(writtenDate)) {
    const written = Number(match[3])
    const year = written < 100 ? 2000 + written : written
    const age = today.year - year
    if (bornWord.test(sentence) || (age >= 3 && age <= 19 && childContext.test(sentence)))
      found.push({ found: match[0], looksLike: 'date-of-birth' })
  }
  return found
}

/**
 * What in the text seems to identify a pupil, each finding once. `adults` are the names of people
 * known to the review ("Ruth Adeyemi"), which are not pupils' names here.
 */
export function pupilsIdentifiedIn(
  text: string,
  adults: readonly string[],
  today: { readonly year: number },
): Identifying[] {
  const known = new Set(adults.flatMap((name) => name.toLowerCase().split(/\s+/)))
  const numbers = [...text.matchAll(pupilNumber)].map(([found]): Identifying => ({ found, looksLike: 'upn' }))
  const others = sentencesOf(text).flatMap((sentence) => {
    const words = wordsOf(sentence)
    return [...namesIn(words, known), ...initialsIn(words), ...birthdaysIn(sentence, today)]
  })
  return [
    ...new Map([...numbers, ...others].map((one) => [`${one.looksLike} ${one.found.toLowerCase()}`, one])).values(),
  ]
}

const kinds: Record<Identifying['looksLike'], (found: string) => string> = {
  name: (found) => `“${found}” (it looks like a name)`,
  initials: (found) => `“${found}” (it looks like a pupil’s initials)`,
  upn: (found) => `“${found}” (it looks like a unique pupil number)`,
  'date-of-birth': (found) => `“${found}” (it looks like a date of birth)`,
}

/** One sentence of advice for people, or undefined when nothing was noticed. */
export function adviceOnPupils(identifying: readonly Identifying[]): string | undefined {
  if (identifying.length === 0) return undefined
  const list = sentenceList(identifying.map((one) => kinds[one.looksLike](one.found)))
  return `This may identify a pupil: ${list}. If so, change it so that nobody could tell who it was, for example “a pupil in Year 4”.`
}
