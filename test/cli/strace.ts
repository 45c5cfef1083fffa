import { spawnSync } from 'node:child_process'

/** Whether system calls can be watched here. */
export const isTraceable = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

/** One system call; the numbers count the lines of the trace, which strace writes in the order of events. */
export interface SystemCall {
  readonly name: string
  /** Arguments as strace shows them, with the path or peer of each descriptor. */
  readonly text: string
  readonly begun: number
  readonly returned: number
}

/** What strace is told, before the program. */
export function straceWords(trace: string): readonly string[] {
  const calls = 'trace=write,writev,pwrite64,pwritev,sendto,sendmsg,fdatasync,fsync,rename,renameat,renameat2'
  return ['strace', '-f', '-yy', '-s', '100000', '-e', calls, '-e', 'signal=none', '-o', trace]
}

/** The calls of a trace in the order in which they began; calls that never returned end at infinity. */
export function readTrace(trace: string): readonly SystemCall[] {
  const calls: { name: string; text: string; begun: number; returned: number }[] = []
  const open = new Map<string, (typeof calls)[number]>()
  trace.split('\n').forEach((line, at) => {
    const [, process = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const resumed = /^<\.\.\. \w+ resumed>/.test(rest)
    const unfinished = rest.endsWith('<unfinished ...>')
    if (resumed) {
      const call = open.get(process)
      if (call !== undefined) call.returned = at
      open.delete(process)
      return
    }
    const [, name] = /^(\w+)\(/.exec(rest) ?? []
    if (name === undefined) return
    const call = { name, text: rest, begun: at, returned: unfinished ? Number.POSITIVE_INFINITY : at }
    calls.push(call)
    if (unfinished) open.set(process, call)
  })
  return calls
}
