import type { Command } from 'commander'
import type { ExitCode } from '../exit.js'
import type { Outlet } from '../report/outlet.js'
import type { Shell } from '../shell.js'

/** What a command is given: the outside world, the one way to print, and where its exit code goes. */
export interface World {
  readonly shell: Shell
  readonly outlet: Outlet
  finish(code: ExitCode): void
}

/** What a command file offers: its command line, whose action runs it. */
export interface CommandModule {
  command(world: World): Command
}
