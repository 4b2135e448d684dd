import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type DisplaySettings,
  defaultDisplay,
  displayFromForm,
  parseDisplay,
  serialiseDisplay,
} from './display-settings.ts'
import { displaySettingsForm } from './display-settings-form.ts'

const anySettings: fc.Arbitrary<DisplaySettings> = fc.record({
  text: fc.constantFrom('normal', 'large', 'larger'),
  spacing: fc.constantFrom('normal', 'wide'),
  theme: fc.constantFrom('system', 'light', 'dark', 'contrast'),
  motion: fc.constantFrom('system', 'reduced'),
  read: fc.constantFrom('off', 'on'),
})

test('every choice of settings comes back from the cookie, which needs no quoting', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const cookie = serialiseDisplay(settings)
      assert.match(cookie, /^[a-z_.]*$/)
      assert.deepEqual(parseDisplay(cookie), { ...settings })
    }),
  )
})

test('any other text in the cookie falls back and never throws', () => {
  fc.assert(fc.property(fc.string(), (cookie) => void parseDisplay(cookie)))
  assert.deepEqual(parseDisplay(undefined), defaultDisplay)
  assert.deepEqual(parseDisplay('theme_neon.text_large'), { ...defaultDisplay, text: 'large' })
})

test('a posted form gives settings, and an unticked box means off', () => {
  assert.deepEqual(displayFromForm({ text: 'larger', theme: 'dark', spacing: 'wide', motion: 'reduced', from: '/x' }), {
    text: 'larger',
    spacing: 'wide',
    theme: 'dark',
    motion: 'reduced',
    read: 'off',
  })
  assert.deepEqual(displayFromForm(undefined), defaultDisplay)
})

test('the form shows what is chosen', () => {
  const form = String(displaySettingsForm({ ...defaultDisplay, theme: 'dark' }, '/wealdshire'))
  assert.match(form, /value="dark" checked/)
  assert.match(form, /name="from" value="\/wealdshire"/)
})
