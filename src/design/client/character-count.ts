/** govuk-frontend's character count, which few pages have. */
import { CharacterCount, createAll } from 'govuk-frontend'

export function startCharacterCount(scope: ParentNode): void {
  createAll(CharacterCount, undefined, scope)
}
