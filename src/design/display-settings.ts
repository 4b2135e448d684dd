/** How one person wants pages to look and sound, kept in a cookie that serves nothing else. */
import { z } from 'zod'

const settings = z.object({
  text: z.enum(['normal', 'large', 'larger']).catch('normal'),
  spacing: z.enum(['normal', 'wide']).catch('normal'),
  theme: z.enum(['system', 'light', 'dark', 'contrast']).catch('system'),
  motion: z.enum(['system', 'reduced']).catch('system'),
  read: z.enum(['off', 'on']).catch('off'),
})

export type DisplaySettings = z.infer<typeof settings>

/** The name of the cookie. It holds display settings only, so it needs no consent. */
export const displayCookie = 'display'

/** Pages as they look to someone who has chosen nothing. */
export const defaultDisplay: DisplaySettings = {
  text: 'normal',
  spacing: 'normal',
  theme: 'system',
  motion: 'system',
  read: 'off',
}

/** Settings from the cookie's text; anything missing or unknown falls back, so an old cookie never breaks a page. */
export function parseDisplay(cookie: string | undefined): DisplaySettings {
  if (!cookie) return defaultDisplay
  return settings.parse(Object.fromEntries(new URLSearchParams(cookie.replaceAll('.', '&').replaceAll('_', '='))))
}

/** The cookie's text, with characters that need no quoting: `text_large.theme_dark`. Defaults are left out. */
export function serialiseDisplay(display: DisplaySettings): string {
  const usual: Record<string, string> = defaultDisplay
  const changed = Object.entries(display).filter(([name, value]) => usual[name] !== value)
  return changed.map(([name, value]) => `${name}_${value}`).join('.')
}

/** Settings from a posted form. */
export function displayFromForm(body: unknown): DisplaySettings {
  return settings.catch(defaultDisplay).parse(body)
}
