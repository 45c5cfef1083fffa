import { Argument, type Command, Option } from 'commander'

/** What the command line gives to every command that reads an export, as it was typed. */
export interface InputOptions {
  readonly config?: string | false
  readonly encoding?: string
  readonly delimiter?: string
  readonly format?: string
  readonly timezone?: string
  readonly limit?: string
  readonly maxRejects?: string
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
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
  readonly apiKeyFile?: string
  readonly apiKeyStdin?: boolean
  readonly yes?: boolean
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
    .option('--limit <n>', 'take at most n sales; the rest is left out')
    .option('--out <folder>', 'where the folder of the run is made (default: lettr-convert-runs)')
    .option('--json', 'print one JSON document instead of the summary')
    .option('--quiet', 'print nothing unless something is wrong')
    .option('--color', 'colour even off a terminal')
    .addOption(new Option('--no-color', 'no colour'))
}

export const filesArgument = new Argument(
  '<file...>',
  'CSV, TSV, NDJSON or JSON exports, also .gz; - is standard input',
)
