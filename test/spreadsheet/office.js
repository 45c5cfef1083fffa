import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The program of LibreOffice; undefined when it is not there. */
export function findOffice() {
  return ['soffice', 'libreoffice'].find(
    (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
  )
}

const csvFilter = 'Text - txt - csv (StarCalc)'

/** Tokens of LibreOffice's CSV filter: delimiter, quote, character set, first line, columns, language, quote texts, detect numbers and dates. */
function csvTokens({ delimiter = ',', charset = 76, language = 1033, quoteTexts = false, detect = true }) {
  return [delimiter.charCodeAt(0), 34, charset, 1, '', language, quoteTexts, detect].join(',')
}

/** Opens a file and saves it as another type, as a person would by hand; gives the path of what was saved. */
export function convert(office, path, type, { open, save, folder }) {
  const profile = pathToFileURL(join(folder, '..', 'profile')).href
  const target = save === undefined ? type : `${type}:${csvFilter}:${csvTokens(save)}`
  const filter = open === undefined ? [] : [`--infilter=${csvFilter}:${csvTokens(open)}`]
  const args = [
    `-env:UserInstallation=${profile}`,
    '--headless',
    ...filter,
    '--convert-to',
    target,
    '--outdir',
    folder,
    path,
  ]
  const { status, stderr } = spawnSync(office, args, { encoding: 'utf8', timeout: 120_000 })
  const saved = join(folder, basename(path).replace(/\.\w+$/, `.${type}`))
  if (status !== 0) throw new Error(`LibreOffice could not save ${basename(path)} as ${type}: ${stderr}`)
  readFileSync(saved)
  return saved
}
