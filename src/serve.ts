import { type Config, readConfig } from './config.ts'
import { refuse } from './failure.ts'
import { start } from './start.ts'

const say = (message: string) => void process.stdout.write(`${message}\n`)

/** Serves until the process is asked to end. Where it cannot start, it says why in one line and ends with 1. */
export async function serve(options: { empty: boolean }): Promise<void> {
  const config = configuration()
  try {
    const running = await start(config, { ...options, say })
    say(`Schoolfellow is ready at ${running.url}`)
    endWhenAsked(running)
  } catch (error) {
    refuse(error, config)
  }
}

function configuration(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    return refuse(error)
  }
}

function endWhenAsked(running: { stop(): Promise<void> }): void {
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
}
