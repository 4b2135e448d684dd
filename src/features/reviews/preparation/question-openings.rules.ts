/** Ways to turn a judgement into an enquiry question. Every one is open, says nothing of what will be found, and is meant to be changed. */
import type { ReasonKind } from './agenda-sources.rules.ts'

type Opening = { for?: ReasonKind; ask(claim: string): string }

/** `claim` is a statement as it reads after "that" or "how far": "teachers adapt their teaching". */
const openings: readonly Opening[] = [
  { ask: (claim) => `To what extent can we see that ${claim}?` },
  { for: 'differs', ask: (claim) => `How far does the answer depend on whom we ask, when we ask whether ${claim}?` },
  {
    for: 'lower',
    ask: (claim) => `What has changed since last time, for pupils and for staff, in how far ${claim}?`,
  },
  {
    for: 'higher',
    ask: (claim) => `To what extent would everyone in the school notice, compared with last time, that ${claim}?`,
  },
  { for: 'low', ask: (claim) => `What helps already, and what would help more, to make sure that ${claim}?` },
  { for: 'priority', ask: (claim) => `How far has the school come in making sure that ${claim}?` },
  { for: 'no-evidence', ask: (claim) => `What can we see, hear and read that shows how far ${claim}?` },
  { for: 'few-judged', ask: (claim) => `What would staff in different roles tell us about how far ${claim}?` },
  { ask: (claim) => `To what extent would pupils and their families say that ${claim}?` },
  { ask: (claim) => `How consistent is it, from class to class and from day to day, that ${claim}?` },
  { for: 'low', ask: (claim) => `What can the school learn from the places where it is most true that ${claim}?` },
  { ask: (claim) => `For which pupils is it most true, and for which least, that ${claim}?` },
  { for: 'differs', ask: (claim) => `What lies behind the different views of colleagues on how far ${claim}?` },
]

/** A statement that is a question itself is asked as it is. “What the school learns leads to…” is none. */
const isQuestion = (statement: string) =>
  /\?\s*$/.test(statement) || /^\s*(to what extent|how (far|well))\b/i.test(statement)

const bare = (statement: string) => statement.trim().replace(/[.?\s]+$/, '')

function claimOf(statement: string): string {
  const claim = bare(statement)
  const first = claim.split(/\s/, 1)[0] ?? ''
  // "SENCOs meet…" and "I know…" keep their capital.
  const keeps = /^\p{L}*\p{Lu}\p{L}*\p{Lu}/u.test(first) || first === 'I'
  return keeps ? claim : claim.charAt(0).toLowerCase() + claim.slice(1)
}

/** For each judgement the questions that suit it, first one that its neighbours do not begin with: no opening comes round before its turn. */
export function openingsFor(items: readonly { statement: string; kinds: readonly ReasonKind[] }[]): string[][] {
  const used = new Map<Opening, number>()
  return items.map(({ statement, kinds }) => {
    if (isQuestion(statement)) return [`${bare(statement)}?`]
    const claim = claimOf(statement)
    const suited = openings.filter((opening) => opening.for === undefined || kinds.includes(opening.for))
    const inTurn = [...suited].sort((a, b) => (used.get(a) ?? 0) - (used.get(b) ?? 0))
    const [first] = inTurn
    if (first) used.set(first, (used.get(first) ?? 0) + 1)
    return inTurn.map((opening) => opening.ask(claim))
  })
}
