import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../prepare.mjs'

/** Runs a program under this Node and gives its exit code and everything it printed. */
export function run(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, script), ...args], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output.stderr += text
    })
    child.on('error', (error) => resolve({ code: 1, stdout: '', stderr: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 1, ...output }))
  })
}

/** Runs one of the project's tools as one check; what it printed is shown when it fails. */
export async function runTool(script, args) {
  const { code, stdout, stderr } = await run(join('node_modules', script), args)
  if (code === 0) return { passed: 1, failed: 0, skipped: 0 }
  return { passed: 0, failed: 1, skipped: 0, output: stdout + stderr }
}
