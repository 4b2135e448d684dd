import { readFileSync } from 'node:fs'

/** The processor time that a process has used, in milliseconds: unlike the other numbers, it hardly depends on what else runs. */
export function processorTime(pid: number | undefined): number {
  if (process.platform !== 'linux') return 0
  const ticks = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(ticks[11]) + Number(ticks[12])) * 10
}
