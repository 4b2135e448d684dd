import { z } from 'zod'
import { displayCookie, displayFromForm, parseDisplay, serialiseDisplay } from '../../../design/display-settings.ts'
import { displaySettingsForm } from '../../../design/display-settings-form.ts'
import { localPath } from '../../../platform/web/same-site.ts'
import { page } from '../../page.ts'

const aYear = 365 * 24 * 60 * 60

/** How pages look and sound for this visitor, signed in or not. */
export const displaySettings = page(
  { path: '/display-settings', allow: 'anyone', query: z.object({ from: z.string().optional().catch(undefined) }) },
  async (c) => {
    const form = c.form(z.looseObject({ from: z.string().optional().catch(undefined) }))
    const settings = parseDisplay(c.cookies[displayCookie])
    if (form.value) {
      c.setCookie(displayCookie, serialiseDisplay(displayFromForm(form.value)), { maxAgeSeconds: aYear })
      return c.redirect(
        localPath(form.value.from, '/display-settings'),
        'Your display settings are saved on this device',
      )
    }
    return c.view('Display settings', displaySettingsForm(settings, localPath(c.query.from, '/display-settings')))
  },
)
