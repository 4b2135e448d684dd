/** The components of govuk-frontend that few pages have. */
import { Accordion, CharacterCount, createAll, FileUpload, Tabs } from 'govuk-frontend'

export function startMoreComponents(): void {
  for (const component of [Accordion, CharacterCount, FileUpload, Tabs]) createAll(component)
}
