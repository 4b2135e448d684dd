import { type Html, html } from '../../platform/web/html.ts'
import { button } from '../components/button.ts'
import { characterCount } from '../components/character-count.ts'
import { checkboxes } from '../components/checkboxes.ts'
import { dateInput } from '../components/date-input.ts'
import { fieldset } from '../components/fieldset.ts'
import { fileUpload } from '../components/file-upload.ts'
import { input } from '../components/input.ts'
import { radios } from '../components/radios.ts'
import { select } from '../components/select.ts'
import { textarea } from '../components/textarea.ts'

const schools = [
  'Ashdown Primary School',
  'Bramley Church of England Primary School',
  'Cobham Hill Academy',
  'Dene Park School',
  'Eastwell Infant School',
  'Fairlight Grammar School',
]
const schoolItems = [
  { value: '', text: 'Choose a school' },
  ...schools.map((text, index) => ({ value: String(index + 1), text })),
]
const scale = ['Emerging', 'Developing', 'Secure', 'Leading']

/** Buttons in every kind and state. */
export const buttons = (): Html => html`
  <div class="govuk-button-group">
    ${button({ text: 'Save and continue', preventDoubleClick: true })}
    ${button({ text: 'Save and come back later', classes: 'govuk-button--secondary' })}
    ${button({ text: 'Take back the share', classes: 'govuk-button--warning' })}
    <a class="govuk-link" href="#buttons">Cancel</a>
  </div>
  <div class="govuk-button-group">${button({ text: 'Start your self-evaluation', href: '#buttons', isStartButton: true })}${button({ text: 'Publish', disabled: true })}</div>`

/** Questions with an answer of one line. */
export const inputs = (): Html => html`
  ${input({ name: 'title', label: { text: 'What will you do?' } })}
  ${input({ name: 'email', type: 'email', value: 'amina.yusuf', label: { text: 'Email address' }, hint: { text: 'We send one link and nothing else' }, errorMessage: { text: 'Enter an email address with an @, like name@school.example' } })}
  ${input({ name: 'cost', label: { text: 'Cost' }, classes: 'govuk-input--width-5', prefix: { text: '£' }, suffix: { text: 'a year' }, inputmode: 'decimal', value: '1250' })}
  ${input({ name: 'urn', label: { text: 'URN' }, classes: 'govuk-input--width-10', disabled: true, value: '900123' })}
  ${select({
    name: 'phase',
    label: { text: 'Phase' },
    items: [
      { value: 'primary', text: 'Primary' },
      { value: 'secondary', text: 'Secondary' },
      { value: 'special', text: 'Special' },
    ],
    value: 'secondary',
  })}
  ${select({ name: 'host', label: { text: 'Host school' }, hint: { text: 'Type two letters or more' }, items: schoolItems, attributes: { 'data-autocomplete': '' } })}
  ${select({
    name: 'district',
    label: { text: 'District' },
    errorMessage: { text: 'Choose a district' },
    items: [
      { value: '', text: 'Choose a district' },
      { value: 'north', text: 'North Weald' },
    ],
  })}
  ${dateInput({ id: 'due', namePrefix: 'due', fieldset: { legend: { text: 'When will it be done?', classes: 'govuk-fieldset__legend--s' } }, hint: { text: 'For example, 22 11 2026' }, values: { day: '22', month: '11', year: '2026' } })}
  ${dateInput({ id: 'visit', namePrefix: 'visit', fieldset: { legend: { text: 'When is the visit?', classes: 'govuk-fieldset__legend--s' } }, errorMessage: { text: 'The visit must be on a school day' }, day: { value: '25' }, month: { value: '12' }, year: { value: '2026' } })}
  ${fieldset({ legend: { text: 'Who leads it?', classes: 'govuk-fieldset__legend--m' }, html: html`${input({ name: 'lead-name', label: { text: 'Name' } })}${input({ name: 'lead-role', label: { text: 'Role' } })}` })}`

/** Questions with an answer in sentences, and files. */
export const texts = (): Html => html`
  ${textarea({ name: 'reasons', label: { text: 'Why did you choose this point?', classes: 'govuk-label--s' }, hint: { text: 'Two or three sentences, with what you saw' }, value: 'Every teacher has a one-page profile for each child, and pupils say it is used.\nCover staff do not always see it.' })}
  ${textarea({ name: 'evidence', rows: '3', label: { text: 'What shows it?' }, errorMessage: { text: 'Say what shows it, or choose a lower point' } })}
  ${characterCount({ name: 'summary', maxlength: '200', label: { text: 'Summary for parents' }, value: 'We looked at how children join in at playtime.' })}
  ${fileUpload({ name: 'policy', label: { text: 'Upload your policy' }, hint: { text: 'PDF or Word document, up to 10 MB' } })}
  ${fileUpload({ name: 'photo', label: { text: 'Upload a plan of the building' }, errorMessage: { text: 'The file is larger than 10 MB' } })}`

/** Questions with choices. */
export const choices = (): Html => html`
  ${radios({
    name: 'point',
    value: '3',
    fieldset: {
      legend: {
        text: 'Pupils with special educational needs take part in everything the school offers',
        classes: 'govuk-fieldset__legend--m',
      },
    },
    hint: { text: 'Choose the description that fits best today' },
    items: scale.map((text, index) => ({
      value: String(index + 1),
      text: `${index + 1} ${text}`,
      hint: { text: 'A sentence says what a visitor would see at this point' },
    })),
  })}
  ${radios({
    name: 'yes',
    classes: 'govuk-radios--inline',
    fieldset: { legend: { text: 'Will you host a visit?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: { text: 'Say if you will host a visit' },
    items: [
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ],
  })}
  ${radios({
    name: 'contact',
    value: 'email',
    classes: 'govuk-radios--small',
    fieldset: { legend: { text: 'How should we remind you?', classes: 'govuk-fieldset__legend--s' } },
    items: [
      {
        value: 'email',
        text: 'Email',
        conditional: { html: input({ name: 'contact-email', label: { text: 'Email address' } }) },
      },
      { value: 'calendar', text: 'Calendar' },
      { divider: 'or' },
      { value: 'none', text: 'Do not remind me' },
    ],
  })}
  ${checkboxes({
    name: 'needs',
    values: ['communication'],
    fieldset: { legend: { text: 'Which needs does it help?', classes: 'govuk-fieldset__legend--s' } },
    items: [
      { value: 'communication', text: 'Communication and interaction' },
      { value: 'cognition', text: 'Cognition and learning', hint: { text: 'Including dyslexia and dyscalculia' } },
      { value: 'physical', text: 'Sensory and physical', disabled: true },
      { divider: 'or' },
      { value: 'all', text: 'All needs', behaviour: 'exclusive' },
    ],
  })}
  ${checkboxes({ name: 'agree', errorMessage: { text: 'Confirm that both schools agree' }, items: [{ value: 'yes', text: 'Both schools agree to this date' }] })}`
