import { designPage } from '../../../design/design-page.ts'
import { page } from '../../page.ts'

/** Every component in every state, for the people who make the service. Not routed in production. */
export const design = page({ path: '/design', allow: 'anyone' }, async (c) => c.view('Design', designPage()))
