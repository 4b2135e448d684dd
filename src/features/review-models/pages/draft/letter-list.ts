/** The documents and emails of a draft, each with the way to change it. */
import { type Html, html } from '../../../../platform/web/html.ts'
import { peopleInWords, whenSent } from '../../letters.words.ts'
import type { ReviewModel, Stage } from '../../model.schema.ts'

/** Both lists, with the links that add to them. `edit` is the path of the draft's own page. */
export function letterList(model: ReviewModel, edit: string): Html {
  const stageWith = (key: string) => model.stages.find((stage) => stage.key === key)
  const documents = model.documents.map(({ key, name, stage }) =>
    item(`${edit}/documents/${key}`, name, stageWith(stage)?.name ?? ''),
  )
  const emails = model.emails.map((email) =>
    item(`${edit}/emails/${email.key}`, email.subject, emailInWords(email, stageWith(email.stage))),
  )
  return html`<h2 class="govuk-heading-m" id="documents">Documents</h2>
${documents.length > 0 ? html`<ul class="app-tasks">${documents}</ul>` : html`<p class="govuk-body">There is none yet. Each review finds its documents at their step, filled in.</p>`}
<p class="govuk-body"><a class="govuk-link" href="${edit}/documents/new">Add a document</a></p>
<h2 class="govuk-heading-m" id="emails">Emails that go by themselves</h2>
${emails.length > 0 ? html`<ul class="app-tasks">${emails}</ul>` : html`<p class="govuk-body">There is none yet. They remind people of what is to be done, until it is.</p>`}
<p class="govuk-body"><a class="govuk-link" href="${edit}/emails/new">Add an email</a></p>`
}

function item(href: string, name: string, about: string): Html {
  return html`<li class="app-tasks__item"><div class="app-tasks__what"><a class="govuk-link app-tasks__link" href="${href}">${name}</a><p class="app-tasks__about">${about}</p></div><div class="app-tasks__when"><a class="govuk-link" href="${href}/remove">Remove<span class="govuk-visually-hidden">: ${name}</span></a></div></li>`
}

function emailInWords(email: ReviewModel['emails'][number], stage: Stage | undefined): string {
  return stage ? `${stage.name}. To ${peopleInWords(email.to, stage)}, ${whenSent(email, stage)}.` : ''
}
