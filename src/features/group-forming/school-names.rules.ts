/** Puts the names of schools into sentences that a search wrote with their ids. */
const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** The same text with the name of each school instead of its id. */
export function withSchoolNames(text: string, schools: readonly { id: string; name: string }[]): string {
  const names = new Map(schools.map((school) => [school.id, school.name]))
  return text.replace(id, (found) => names.get(found) ?? 'a school that has left')
}
