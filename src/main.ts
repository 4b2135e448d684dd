/** `npm start`: serves until it is asked to end. The other commands are in cli.ts. */
import { serve } from './serve.ts'

await serve({ empty: process.argv.includes('--empty') })
