import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { startSandbox } from '../../dist/sandbox/server.js'
import { convert } from './office.js'

const bin = join(import.meta.dirname, '../../bin/lettr-convert.js')

/** Uploads a trip's orders, takes the rejects through LibreOffice and uploads them again; says what is wrong with what was stored. */
export async function travel(office, trip, parent) {
  const home = mkdtempSync(join(parent, 'trip-'))
  const sandbox = await startSandbox()
  try {
    writeFileSync(join(home, 'orders.csv'), trip.orders)
    writeFileSync(join(home, 'shop.json'), JSON.stringify({ version: 1, ...trip.config }))
    await upload(home, sandbox, 'orders.csv')
    const run = join(
      'lettr-convert-runs',
      readdirSync(join(home, 'lettr-convert-runs')).find((name) => /^\d/.test(name)),
    )
    const back = thereAndBack(office, trip, home, join(home, run, 'rejected.csv'))
    const { code, printed } = await upload(home, sandbox, back)
    const stored = Object.fromEntries(sandbox.store().map(({ record }) => [record.orderId, trip.shown(record)]))
    if (code === trip.code && isDeepStrictEqual(stored, trip.stored)) return []
    const expected = `exit ${trip.code} and ${JSON.stringify(trip.stored)}`
    return [`expected ${expected}`, `     got exit ${code} and ${JSON.stringify(stored)}`, ...printed.split('\n')]
  } finally {
    await sandbox.close()
  }
}

/** CSV to a spreadsheet's own file, the mending in it, and CSV again. */
function thereAndBack(office, { open, by, save, mend }, home, rejected) {
  const folder = join(home, 'office')
  mkdirSync(folder)
  const flat = convert(office, rejected, 'fods', { open, folder })
  writeFileSync(flat, mend(readFileSync(flat, 'utf8')))
  const kept = by === 'fods' ? flat : convert(office, flat, by, { folder })
  const extension = save.delimiter === '\t' ? 'txt' : 'csv'
  return convert(office, kept, extension, { save, folder })
}

function upload(home, sandbox, file) {
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    XDG_STATE_HOME: join(home, 'state'),
    LETTRLABS_API_KEY: 'LL-API-0123456789',
    LETTRLABS_API_BASE_URL: sandbox.url,
  }
  return new Promise((done, fail) => {
    const args = [bin, 'upload', file, '--config', 'shop.json', '--yes', '--first-run']
    const child = spawn(process.execPath, args, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text
      })
    }
    child.on('error', fail)
    child.on('close', (code) => done({ code, printed }))
  })
}
