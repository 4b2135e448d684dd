/** The addresses of this feature's pages. */
type Partnership = { key: string }

const root = (partnership: Partnership) => `/${partnership.key}/self-evaluations`

export const evaluationsPath = root
export const startPath = (partnership: Partnership) => `${root(partnership)}/new`
export const historyPath = (partnership: Partnership, schoolId: string) => `${root(partnership)}/history/${schoolId}`

/** A page of one evaluation: '' is its first page. */
export function evaluationPath(partnership: Partnership, evaluationId: string, rest = ''): string {
  return `${root(partnership)}/${evaluationId}${rest === '' ? '' : `/${rest}`}`
}

export const sharePath = (partnership: Partnership, shareId: string) => `/${partnership.key}/shares/${shareId}`
