/** The body of the display settings page. */
import { type Html, html } from '../platform/web/html.ts'
import { button } from './components/button.ts'
import { checkboxes } from './components/checkboxes.ts'
import { radios } from './components/radios.ts'
import type { DisplaySettings } from './display-settings.ts'

type Choice = { value: string; text: string; hint?: string }

function question(name: keyof DisplaySettings, legend: string, chosen: string, choices: readonly Choice[]): Html {
  return radios({
    name,
    value: chosen,
    fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--m' } },
    items: choices.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : undefined })),
  })
}

/** How pages look and sound. Posts to the page it is on; `returnTo` is a path of this service, sent as `from`. */
export function displaySettingsForm(settings: DisplaySettings, returnTo: string): Html {
  return html`<p class="govuk-body">These settings change how pages look on this device. They are kept in one cookie that does nothing else, and you do not need to sign in.</p>
  <form method="post" action="/display-settings" novalidate>
    <input type="hidden" name="from" value="${returnTo}">
    ${question('text', 'Text size', settings.text, [
      { value: 'normal', text: 'Normal' },
      { value: 'large', text: 'Large' },
      { value: 'larger', text: 'Larger' },
    ])}
    ${question('spacing', 'Line spacing', settings.spacing, [
      { value: 'normal', text: 'Normal' },
      { value: 'wide', text: 'Wide', hint: 'More room between lines, letters and words' },
    ])}
    ${question('theme', 'Colours', settings.theme, [
      { value: 'system', text: 'Follow my device' },
      { value: 'light', text: 'Light' },
      { value: 'dark', text: 'Dark' },
      { value: 'contrast', text: 'High contrast', hint: 'White on black with strong edges' },
    ])}
    ${question('motion', 'Movement', settings.motion, [
      { value: 'system', text: 'Follow my device' },
      { value: 'reduced', text: 'No movement' },
    ])}
    ${checkboxes({
      name: 'read',
      fieldset: { legend: { text: 'Read aloud', classes: 'govuk-fieldset__legend--m' } },
      values: [settings.read],
      items: [
        {
          value: 'on',
          text: 'Show a button that reads the page aloud',
          hint: { text: 'Works where your browser has a voice' },
        },
      ],
    })}
    ${button({ text: 'Save display settings' })}
  </form>`
}
