/**
 * The first script of every page. Pages work without it; it loads the rest only where a page asks for it.
 */
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
} from 'govuk-frontend'
import { startConditionalRadios } from './conditional-radios.ts'
import { preventDoubleSubmission } from './double-submission.ts'
import { clearDrafts, deviceStore } from './drafts.ts'
import { startGroups } from './groups.ts'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [Button, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
  createAll(component)
}

/** Loads an enhancement when the page has something for it. A failed load leaves the plain page. */
function when(scope: ParentNode, selector: string, load: () => Promise<unknown>): void {
  if (scope.querySelector(selector))
    load().catch((error: unknown) => console.warn('An enhancement did not load', error))
}

/** What a page has from the start, and what a new group of questions brings. */
function enhanceContent(scope: ParentNode): void {
  when(scope, '[data-module="govuk-character-count"]', () =>
    import('./character-count.ts').then(({ startCharacterCount }) => startCharacterCount(scope)),
  )
  when(scope, 'select[data-autocomplete]', () =>
    import('./autocomplete.ts').then(({ startAutocomplete }) => startAutocomplete(scope)),
  )
}

startGroups(document, enhanceContent)
enhanceContent(document)
when(document, '[data-autosave]', () => import('./autosave-form.ts').then(({ startAutosave }) => startAutosave()))
when(document, 'form[method="post"] textarea', () => import('./unsent.ts').then(({ startUnsent }) => startUnsent()))
when(document, '[data-board]', () => import('./board.ts').then(({ startBoard }) => startBoard()))
when(document, '[data-sort-notes]', () => import('./note-drag.ts').then(({ startNoteDrag }) => startNoteDrag(document)))
when(document, '[data-notebook]', () => import('./notebook.ts').then(({ startNotebook }) => startNotebook()))
when(document, '[data-progress-url]', () => import('./progress.ts').then(({ startProgress }) => startProgress()))
when(document, 'html[data-read-aloud="on"]', () =>
  import('./read-aloud.ts').then(({ startReadAloud }) => startReadAloud()),
)

/** A browser that never kept a notebook loads nothing of it. */
async function guardNotebook(): Promise<void> {
  const kept = (await indexedDB?.databases?.()) ?? []
  if (!document.querySelector('[data-notebook]') && !kept.some((one) => one.name === 'schoolfellow-notebook')) return
  const { startNotebookGuard } = await import('./notebook-guard.ts')
  await startNotebookGuard(document.body.dataset.person)
}
guardNotebook().catch((error: unknown) => console.warn('An enhancement did not load', error))

startConditionalRadios(document)
preventDoubleSubmission(document)

document.addEventListener('submit', (event) => {
  if (event.target instanceof HTMLFormElement && event.target.matches('[data-sign-out], [action$="/sign-out"]'))
    clearDrafts(deviceStore(window))
})
