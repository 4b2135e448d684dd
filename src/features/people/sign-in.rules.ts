import type { Refusal } from '../../platform/web/form.ts'

export const linkMinutes = 30
export const invitationDays = 14

/** In this many minutes, at most so many requests for links. A whole staff room may share one client address. */
export const attemptWindow = { minutes: 15, perAddress: 5, perClient: 60 }

/** Why no further link is sent now. Says the same whether or not the address is known. */
export function whyCannotAskForLink(attempts: { byAddress: number; byClient: number }): Refusal | undefined {
  if (attempts.byAddress >= attemptWindow.perAddress) {
    return {
      field: 'email',
      message: `You have asked for ${attemptWindow.perAddress} links in ${attemptWindow.minutes} minutes. Use the newest email, also look in your junk folder, or wait ${attemptWindow.minutes} minutes and try again`,
    }
  }
  if (attempts.byClient >= attemptWindow.perClient) {
    return {
      field: 'email',
      message: `Too many links were asked for from your network. Wait ${attemptWindow.minutes} minutes and try again`,
    }
  }
  return undefined
}

export type LinkTimes = {
  expires_at: Temporal.Instant
  used_at: Temporal.Instant | null
  withdrawn_at?: Temporal.Instant | null
}
export type LinkState = 'open' | 'used' | 'withdrawn' | 'expired'

/** Whether a sign-in link or an invitation still opens something. */
export function linkState(link: LinkTimes, now: Temporal.Instant): LinkState {
  if (link.used_at) return 'used'
  if (link.withdrawn_at) return 'withdrawn'
  return Temporal.Instant.compare(link.expires_at, now) <= 0 ? 'expired' : 'open'
}

const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** A device as its owner would call it, from what its browser says of itself: "Firefox on Windows". */
export function deviceName(userAgent: string): string {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1]
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (system ? `A browser on ${system}` : 'A device we do not recognise')
}
