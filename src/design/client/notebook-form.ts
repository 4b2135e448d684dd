/** The controls with which a note is written. */
import type { NoteContent } from './notebook-queue.ts'

export type FormParts = NonNullable<ReturnType<typeof formParts>>

/** The parts of the form; undefined where the notebook only shows. */
export function formParts(root: ParentNode) {
  const form = root.querySelector<HTMLFormElement>('[data-notebook-form]')
  const text = form?.querySelector<HTMLTextAreaElement>('[name="text"]')
  const activity = form?.querySelector<HTMLSelectElement>('[name="activity_id"]')
  const question = form?.querySelector<HTMLSelectElement>('[name="question_id"]')
  const submit = form?.querySelector<HTMLButtonElement>('button[type="submit"]')
  const cancel = form?.querySelector<HTMLButtonElement>('[data-notebook-cancel]')
  const problem = form?.querySelector<HTMLElement>('[data-notebook-problem]')
  if (!form || !text || !activity || !question || !submit || !cancel || !problem) return undefined
  const statement = form.querySelector<HTMLSelectElement>('[name="statement_key"]')
  const questions = [...question.options].map((option, index): [string, string] => [
    option.value,
    option.value === '' ? '' : `Question ${index}`,
  ])
  return { form, text, activity, question, statement, submit, cancel, problem, questions }
}

const tags = ['', 'strength', 'question', 'look-again'] as const

/** What the form says, as a note. */
export function readContent(parts: FormParts): NoteContent {
  const chosen = new FormData(parts.form).get('tag')
  return {
    text: parts.text.value.trim(),
    tag: tags.find((tag) => tag === chosen) ?? '',
    activity_id: parts.activity.value || null,
    question_id: parts.question.value || null,
    statement_key: parts.statement?.value ?? '',
    warning_reason: '',
  }
}

/** Puts a note into the form. */
export function fill(parts: FormParts, content: NoteContent): void {
  parts.text.value = content.text
  choose(parts.activity, content.activity_id ?? '')
  choose(parts.question, content.question_id ?? '')
  if (parts.statement) choose(parts.statement, content.statement_key)
  for (const radio of parts.form.querySelectorAll<HTMLInputElement>('[name="tag"]'))
    radio.checked = radio.value === content.tag
}

/** An activity that was taken out since stays with the notes that were made there. */
function choose(box: HTMLSelectElement, value: string): void {
  if (![...box.options].some((option) => option.value === value)) box.add(new Option('As it was', value))
  box.value = value
}
