/**
 * Whether an address is of a domain set aside for examples (RFC 2606), which nobody can own: the
 * fictional people of a demonstration live there, and no mail ever goes there.
 */
export function isReservedAddress(address: string): boolean {
  return /(@|\.)(example|test|invalid|localhost|example\.(com|net|org))$/i.test(address)
}
