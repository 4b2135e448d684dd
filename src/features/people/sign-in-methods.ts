/**
 * The ways to sign in, in the order in which the sign-in page offers them. A further way (a passkey,
 * an OpenID Connect provider) is one more entry here and the pages it leads to; those end, like the
 * email link does, in `signInHere`.
 */
export type SignInMethod = {
  /** Kept with each session that was begun this way. */
  key: string
  /** As the account page names it. */
  name: string
  /** Where a person begins. */
  path: string
}

export const signInMethods: readonly SignInMethod[] = [{ key: 'email-link', name: 'a link by email', path: '/sign-in' }]

/** How a session was begun, in words. */
export function methodName(key: string): string {
  if (key === 'setup') return 'the code of the first start'
  if (key === 'invitation') return 'an invitation'
  if (key === 'demonstration') return 'the demonstration'
  return signInMethods.find((method) => method.key === key)?.name ?? key
}
