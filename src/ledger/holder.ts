import { readFileSync, readlinkSync } from 'node:fs'

/** Who holds a lock, as it stands in the lock's file. */
export interface Holder {
  readonly pid: number
  /** When the run began, ISO 8601. */
  readonly since: string
  readonly command: string
  /** As they were named on the command line. */
  readonly inputs: readonly string[]
  /** The start of the computer during which the process runs; on Linux only, as all that follows. */
  readonly boot?: string
  /** The container whose process numbers `pid` is one of. */
  readonly space?: string
  /** When the process began, in ticks since `boot`. */
  readonly started?: string
}

/** What the outside world knows of processes. */
export interface Processes {
  /** This one's number. */
  readonly pid: number
  isRunning(pid: number): boolean
}

/** This process as the holder of a lock. */
export function holderNow(run: Pick<Holder, 'since' | 'command' | 'inputs'>, pid: number): Holder {
  const boot = readBoot()
  const space = readSpace()
  const started = readStat(pid)?.started
  return {
    pid,
    ...run,
    ...(boot === undefined ? {} : { boot }),
    ...(space === undefined ? {} : { space }),
    ...(started === undefined ? {} : { started }),
  }
}

/** A holder as it was written; undefined for a text that is none, or not yet. */
export function readHolder(text: string): Holder | undefined {
  try {
    const { pid, since, command, inputs, ...rest } = JSON.parse(text)
    const whole = Number.isSafeInteger(pid) && pid > 0 && typeof since === 'string' && typeof command === 'string'
    if (!whole || !Array.isArray(inputs)) return undefined
    const known = ['boot', 'space', 'started'].flatMap((name) =>
      typeof rest[name] === 'string' ? [[name, rest[name]]] : [],
    )
    return { pid, since, command, inputs: inputs.map(String), ...Object.fromEntries(known) }
  } catch {
    return undefined
  }
}

/** Whether the process that holds a lock may still run; where it can't be told, it may. */
export function mayRun(holder: Holder, { isRunning }: Processes): boolean {
  const boot = readBoot()
  if (boot !== undefined && holder.boot !== undefined && boot !== holder.boot) return false
  // A number of another container says nothing here.
  if (holder.space !== undefined && holder.space !== readSpace()) return true
  if (!isRunning(holder.pid)) return false
  const stat = readStat(holder.pid)
  if (stat === undefined) return true
  return !stat.dead && (holder.started === undefined || holder.started === stat.started)
}

function readBoot(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
  } catch {
    return undefined
  }
}

function readSpace(): string | undefined {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return undefined
  }
}

/** Of Linux's /proc/PID/stat: field 3, the state, and field 22, the start; the name in field 2 may hold blanks and brackets. */
function readStat(pid: number): { readonly dead: boolean; readonly started: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [state = '', started = ''] = [fields[0], fields[19]]
    return started === '' ? undefined : { dead: /[ZXx]/.test(state), started }
  } catch {
    return undefined
  }
}
