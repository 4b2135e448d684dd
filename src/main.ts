import { type Config, ConfigError, readConfig } from './config.ts'
import { isStartProblem } from './platform/db/cluster.ts'
import { start } from './start.ts'

/** Says why the service cannot start, in one line, and ends. */
function refuse(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function configuration(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (error instanceof ConfigError) refuse(error.message)
    throw error
  }
}

function reasonOf(error: unknown, config: Config): string | undefined {
  if (isStartProblem(error)) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `Port ${config.port} is in use by another program: stop it or set PORT to a free one`
  if (code === 'EACCES') return `Port ${config.port} may not be used by this account: set PORT to one above 1023`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND') return 'DATABASE_URL names a database that does not answer: check its host, port and network'
  if (code === '28P01' || code === '28000') return 'DATABASE_URL is refused by the database: check its name and password'
  if (code === '3D000') return 'DATABASE_URL names a database that does not exist: create it first'
  return error instanceof Error && process.env.LOG_LEVEL !== 'debug' ? error.message : undefined
}

const config = configuration()
const say = (message: string) => void process.stdout.write(`${message}\n`)

try {
  const running = await start(config, { empty: process.argv.includes('--empty'), say })
  say(`Schoolfellow is ready at ${running.url}`)
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    // A request that never ends must not keep the process for ever.
    setTimeout(() => process.exit(1), 20_000).unref()
    await running.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  const reason = reasonOf(error, config)
  if (reason === undefined) throw error
  refuse(reason)
}
