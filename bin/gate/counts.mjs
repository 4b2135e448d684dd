/** A reporter that writes only the counts, for the gate to add up. A cancelled test has failed. */
export default async function* counts(source) {
  for await (const { type, data } of source) {
    if (type !== 'test:summary' || data.file !== undefined) continue
    const { passed, failed, cancelled, skipped, todo } = data.counts
    yield JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo })
  }
}
