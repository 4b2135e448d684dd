/**
 * `node tests/support/cluster-holder.ts DATA_DIR` stands for an app in the tests of the cluster: it opens the cluster,
 * prints its connection as JSON, and closes it on SIGTERM. What would be logged goes to standard error.
 */
import { isStartProblem, openCluster } from '../../src/platform/db/cluster.ts'

const dataDir = process.argv[2] ?? ''
try {
  const cluster = await openCluster({ dataDir, log: console.error })
  process.once('SIGTERM', async () => {
    await cluster.stop()
    process.exit(0)
  })
  console.log(JSON.stringify(cluster.connection))
} catch (error) {
  console.error(isStartProblem(error) ? `refused: ${error.message}` : error)
  process.exit(1)
}
