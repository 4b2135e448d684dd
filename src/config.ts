import { resolve } from 'node:path'
import { z } from 'zod'

/** The environment, parsed once. docs/operations.md lists the same names for people. */
export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  mailUrl: string | undefined
  mailFrom: string
  baseUrl: string
  sessionSecret: string | undefined
  demo: boolean | undefined
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'
  trustProxy: boolean
  production: boolean
}

/** Set to nothing is the same as not set. (A union would hide the message that names what is wrong.) */
const optional = <T extends z.ZodType>(inner: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), inner.optional())

/** All pages hang from the root of an address, so a path or a query in it could only break links. */
function isOrigin(address: string): boolean {
  const url = URL.parse(address)
  return url === null || url.href === `${url.origin}/`
}

/** Every variable that the service reads, and no other. */
export const environment = z.object({
  PORT: optional(
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
      .transform(Number)
      .pipe(z.number().max(65535, 'must be a number from 0 to 65535')),
  ),
  HOST: optional(z.string().regex(/^[\w.:-]+$/, 'must be a host name or an address, like 127.0.0.1')),
  DATA_DIR: optional(z.string()),
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      error: 'must be a PostgreSQL address, like postgresql://name:password@host:5432/schoolfellow',
    }),
  ),
  MAIL_URL: optional(
    z.url({ protocol: /^smtps?$/, error: 'must be an SMTP address, like smtps://name:password@mail.example.org:465' }),
  ),
  MAIL_FROM: optional(
    z
      .string()
      .regex(
        /^[^<>\r\n]*<?[^<>\s@]+@[^<>\s@]+>?$/,
        'must be an email address, like Schoolfellow <no-reply@example.org>',
      ),
  ),
  BASE_URL: optional(
    z
      .url({ protocol: /^https?$/, error: 'must be a web address, like https://inclusion.example.org' })
      .refine((address) => isOrigin(address), 'must be an address without a path, like https://inclusion.example.org'),
  ),
  SESSION_SECRET: optional(z.string().min(32, 'must have 32 characters or more')),
  DEMO: optional(z.enum(['0', '1'], { error: 'must be 1 or 0' }).transform((digit) => digit === '1')),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
      error: 'must be fatal, error, warn, info, debug or silent',
    }),
  ),
  TRUST_PROXY: optional(z.enum(['0', '1'], { error: 'must be 1 or 0' }).transform((digit) => digit === '1')),
  // Anything near “production” that is not it would quietly grow a demonstration.
  NODE_ENV: optional(
    z.enum(['production', 'development', 'test'], { error: 'must be production, development or test' }),
  ),
})

/** Thrown when the environment is wrong; its message is one line that names the variable. */
export class ConfigError extends Error {}

/** Reads the environment, or throws a ConfigError that names the first wrong value. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new ConfigError(`${String(issue?.path[0] ?? 'The environment')} ${issue?.message ?? 'is wrong'}`)
  }
  const read = parsed.data
  const port = read.PORT ?? 3000
  return {
    port,
    host: read.HOST ?? '127.0.0.1',
    dataDir: resolve(read.DATA_DIR ?? 'data'),
    databaseUrl: read.DATABASE_URL,
    mailUrl: read.MAIL_URL,
    mailFrom: read.MAIL_FROM ?? 'Schoolfellow <no-reply@localhost>',
    baseUrl: (read.BASE_URL ?? `http://localhost:${port}`).replace(/\/+$/, ''),
    sessionSecret: read.SESSION_SECRET,
    demo: read.DEMO,
    logLevel: read.LOG_LEVEL ?? 'info',
    trustProxy: read.TRUST_PROXY ?? false,
    production: read.NODE_ENV === 'production',
  }
}
