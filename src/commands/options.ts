import { Argument, type Command, Option } from 'commander'

/** What the command line gives to every command that reads an export, as it was typed. */
export interface InputOptions {
  readonly config?: string | false
  readonly encoding?: string
  readonly delimiter?: string
  readonly format?: string
  readonly timezone?: string
  readonly staleAfter?: string
  readonly limit?: string
  readonly maxRejects?: string
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
  /** Customers' data is shown off a terminal too. */
  readonly showValues?: boolean
  readonly color?: boolean
}

/** The flags of `upload` besides those that say how an export is read. */
export interface UploadOptions extends InputOptions {
  readonly dryRun?: boolean
  readonly sandbox?: boolean
  readonly faults?: string
  readonly batchSize?: string
  readonly concurrency?: string
  readonly timeout?: string
  readonly proxyFromEnv?: boolean
  readonly apiKeyFile?: string
  readonly apiKeyStdin?: boolean
  readonly yes?: boolean
  readonly stateDir?: string
  readonly accountId?: string
  readonly maxWait?: string
  readonly maxDuration?: string
  readonly rate?: string
  readonly failOn?: string
  readonly since?: string
  /** false for `--no-ledger`. */
  readonly ledger?: boolean
  readonly resend?: boolean
  readonly resendChanged?: boolean
  readonly resendInDoubt?: boolean
  readonly retryRefused?: boolean
  readonly firstRun?: boolean
  readonly allowSensitive?: boolean
  readonly unusualVolume?: boolean
  readonly otherAccount?: boolean
}

/** Adds the flags that say how an export is read. */
export function withInputOptions(command: Command): Command {
  return command
    .option(
      '--config <file>',
      'the mapping of columns to fields (default: lettr-convert.config.json here, if there is one)',
    )
    .addOption(new Option('--no-config', 'use no config file: columns must have LettrLabs’ own names'))
    .option('--timezone <zone>', 'zone of times without an offset, such as America/New_York')
    .option('--encoding <name>', 'the file’s encoding, when it is not UTF-8: windows-1252, utf-16le, …')
    .option('--delimiter <char>', 'what stands between the columns: "," ";" "|" or tab (default: found out)')
    .option('--format <format>', 'csv, tsv, ndjson or json (default: found out)')
}

/** Adds the flags that say what a run leaves and prints. */
export function withReportOptions(command: Command): Command {
  return command
    .option(
      '--max-rejects <n|n%>',
      'stop before anything is sent when more sales are rejected; % counts from 100 sales on',
    )
    .option(
      '--stale-after <age>',
      'stop before anything is sent when the newest sale is older, such as 2d (default: off)',
    )
    .option('--limit <n>', 'take at most n sales; the rest is left out')
    .option('--out <folder>', 'where the folder of the run is made (default: lettr-convert-runs)')
    .option('--json', 'print one JSON document instead of the summary')
    .option('--show-values', 'show customers’ data also when this is not a terminal; mind who reads the log')
    .option('--quiet', 'print nothing unless something is wrong')
    .option('--color', 'colour even off a terminal')
    .addOption(new Option('--no-color', 'no colour'))
}

/** Adds the flags that say how long a run may wait and last, and how fast it goes. */
export function withPaceOptions(command: Command): Command {
  return command
    .option('--max-wait <duration>', 'longest wait for LettrLabs when it is down or busy (default: 15m; terminal: 2m)')
    .option('--max-duration <duration>', 'stop sending after this time, such as 2h; the rest stays unsent')
    .option('--rate <n/s|n/min>', 'at most so many requests in a second or minute, such as 5/s')
}

/** Adds the flags that say where the memory of earlier runs is and what it decides. */
export function withLedgerOptions(command: Command): Command {
  return command
    .option('--state-dir <folder>', 'where the memory of earlier runs is kept; keep to one, or sales are sent again')
    .option('--account-id <id>', 'the account whose memory is meant, where LettrLabs does not say it')
    .option('--fail-on <any|new|never>', 'which rejected sales make exit code 3: any, new ones, none (default: any)')
    .option('--since <date>', 'leave out sales before this day (2026-01-31) or instant')
    .option('--first-run', 'there is no memory yet and that is right; if it was lost, sales are sent a second time')
    .option('--resend', 'send also what was sent before; sales without order id count twice')
    .option('--resend-changed', 'send again sales that have changed since; LettrLabs may count both')
    .option('--resend-in-doubt', 'send again what may have arrived; sales without order id may count twice')
    .option('--retry-refused', 'send again, unchanged, what LettrLabs refused; it may refuse it once more')
    .addOption(new Option('--no-ledger', 'remember nothing of this run and ask no memory; a repeat may count twice'))
}

/** For the commands that talk to LettrLabs. */
export const proxyOption = new Option(
  '--proxy-from-env',
  'reach LettrLabs through the proxy that HTTPS_PROXY names, but for NO_PROXY (default: directly)',
)

export const filesArgument = new Argument(
  '<file...>',
  'CSV, TSV, NDJSON or JSON exports, also .gz; - is standard input',
)
