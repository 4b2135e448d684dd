import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attemptWindow, deviceName, linkState, whyCannotAskForLink } from './sign-in.rules.ts'

const now = Temporal.Instant.from('2026-11-24T10:00:00Z')

test('a link is open until it is used, withdrawn or out of time', () => {
  const link = { expires_at: now.add({ minutes: 1 }), used_at: null }
  assert.equal(linkState(link, now), 'open')
  assert.equal(linkState({ ...link, used_at: now }, now), 'used')
  assert.equal(linkState({ ...link, withdrawn_at: now }, now), 'withdrawn')
  assert.equal(linkState({ ...link, expires_at: now }, now), 'expired')
})

test('links are refused beyond the limit of an address or of a network', () => {
  assert.equal(
    whyCannotAskForLink({ byAddress: attemptWindow.perAddress - 1, byClient: attemptWindow.perClient - 1 }),
    undefined,
  )
  assert.match(
    whyCannotAskForLink({ byAddress: attemptWindow.perAddress, byClient: 0 })?.message ?? '',
    /wait 15 minutes/,
  )
  assert.match(whyCannotAskForLink({ byAddress: 0, byClient: attemptWindow.perClient })?.message ?? '', /your network/)
})

test('a device is named by its browser and system', () => {
  const names: [string, string][] = [
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iPad',
    ],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on a Mac'],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome on a Chromebook',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 OPR/120.0', 'Opera on Windows'],
    [
      'Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'A browser on Windows'],
    ['Firefox/140.0', 'Firefox'],
    ['curl/8.5.0', 'A device we do not recognise'],
    ['', 'A device we do not recognise'],
  ]
  for (const [userAgent, name] of names) assert.equal(deviceName(userAgent), name)
})
