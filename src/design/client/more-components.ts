/** The components of govuk-frontend that few pages have. */
import { Accordion, CharacterCount, createAll, Tabs } from 'govuk-frontend'

export function startMoreComponents(scope: ParentNode): void {
  for (const component of [Accordion, CharacterCount, Tabs]) createAll(component, undefined, scope)
}
