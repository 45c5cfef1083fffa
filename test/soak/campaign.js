// One shop, some nights: each night's export is uploaded, killed, uploaded again, until the run ends by itself; then compared.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkArrivals, checkClaims } from './checks.js'
import { readClaims } from './claims.js'
import { heldDoubts } from './memory.js'
import { Random } from './random.js'
import { chooseInstant, runOnce } from './run-once.js'
import { Shop } from './shop.js'
import { Stub } from './stub.js'

const ends = [0, 3, 5, 6]

/** Runs a campaign of about so many kills and gives its figures; `violations` is empty when every promise was kept. */
export async function campaign(seed, withOrderIds, kills, keep) {
  const random = new Random(seed)
  const stub = new Stub(new Random(seed + 1), random.chance(0.3) ? 0 : 0.08)
  const folder = mkdtempSync(join(tmpdir(), 'lettr-soak-'))
  const state = join(folder, 'state')
  mkdirSync(state, { mode: 0o700 })
  const url = await stub.open()
  const seen = {
    seed,
    withOrderIds,
    runs: 0,
    ends: {},
    kills: {},
    killed: new Set(),
    repeats: 0,
    violations: [],
  }
  const work = new Campaign({
    random,
    stub,
    folder,
    state,
    url,
    withOrderIds,
    seen,
    shop: new Shop(random, withOrderIds),
  })
  try {
    const nights = Math.min(4, Math.ceil(kills / 5))
    for (let night = 1; night <= nights; night += 1) await work.night(night, Math.ceil(kills / nights))
    await work.lastNight()
  } catch (error) {
    seen.violations.push(`the soak itself failed: ${error.stack}`)
  } finally {
    stub.close()
    if (seen.violations.length === 0 || !keep) rmSync(folder, { recursive: true, force: true })
    else seen.violations.push(`its files are kept: ${folder}`)
  }
  return {
    ...seen,
    posts: stub.posts,
    stored: stub.arrivals.filter(({ stored }) => stored).length,
    sales: work.shop.sales.length,
  }
}

class Campaign {
  #usual = 600

  constructor(parts) {
    Object.assign(this, parts)
  }

  async night(night, kills) {
    const { rows, csv } = this.shop.nextNight(night, 3, 60 + 40 * kills)
    writeFileSync(join(this.folder, 'orders.csv'), csv)
    for (let left = kills; left > 0; left -= 1) {
      const instant = chooseInstant(this.random, this.#usual)
      const ended = await this.#run(instant)
      if (ended.killed) this.seen.kills[instant.by] = (this.seen.kills[instant.by] ?? 0) + 1
      else this.#compare(ended, rows)
    }
    await this.#toItsEnd(rows)
  }

  /** The whole history once more, while all is well: what is not certain now stays in doubt for good. */
  async lastNight() {
    const { rows, csv } = this.shop.everything()
    writeFileSync(join(this.folder, 'orders.csv'), csv)
    this.stub.calm = true
    const flags = this.withOrderIds ? ['--resend-changed'] : []
    const last = await this.#toItsEnd(rows, flags)
    if (last === undefined) return
    const { claims, code } = last
    const open = [...claims.values()].filter(({ unsent, doubt }) => unsent > 0 || (this.withOrderIds && doubt > 0))
    if (open.length > 0) this.#complain(`${open.length} sales are still open although all is well`)
    const posts = this.stub.posts
    const again = await this.#toItsEnd(rows, flags)
    if (this.stub.posts !== posts) this.#complain('a finished job sent something when it was run again')
    if (again?.code !== code) this.#complain(`a finished job ended with ${code}, and again with ${again?.code}`)
    await this.#checkDoubts(claims)
  }

  /** What the memory calls in doubt is what the last run called so. */
  async #checkDoubts(claims) {
    const held = heldDoubts(this.state)
    const said = [...claims.values()].reduce((sum, { doubt }) => sum + doubt, 0)
    if (held !== said) {
      this.#complain(`${said} sales are said to be in doubt, but the memory lists ${held}`)
    }
  }

  async #toItsEnd(rows, flags = []) {
    for (let tries = 0; tries < 12; tries += 1) {
      const ended = await this.#run(undefined, flags)
      const claims = this.#compare(ended, rows)
      const unsent = claims === undefined || [...claims.values()].some((claim) => claim.unsent > 0)
      if (ended.code !== 5 || !unsent) return { claims, code: ended.code }
    }
    this.#complain('twelve runs did not bring the job to its end')
    return undefined
  }

  async #run(instant, flags = []) {
    const { random, stub, folder, state, url, seen } = this
    const args = [
      'upload',
      'orders.csv',
      '--no-config',
      '--first-run',
      '--state-dir',
      state,
      '--out',
      'runs',
      '--json',
      ...flags,
    ]
    args.push(
      '--batch-size',
      String(random.whole(2, 12)),
      '--concurrency',
      String(random.whole(1, 4)),
      '--max-wait',
      '6s',
    )
    const env = { PATH: process.env.PATH, HOME: folder, XDG_STATE_HOME: state, LETTRLABS_API_BASE_URL: url }
    stub.run = ++seen.runs
    const ended = await runOnce({
      folder,
      state,
      args,
      env: { ...env, LETTRLABS_API_KEY: 'LL-API-soak-0001' },
      stub,
      instant,
    })
    if (ended.killed) seen.killed.add(seen.runs)
    else {
      seen.ends[ended.code] = (seen.ends[ended.code] ?? 0) + 1
      this.#usual = (this.#usual + ended.took) / 2
    }
    checkArrivals(this, (text) => this.#complain(text))
    return ended
  }

  /** Holds what a run that ended by itself says against the store; undefined when it ended before it had anything to say. */
  #compare(ended, rows) {
    const complain = (text) => this.#complain(text)
    if (!ends.includes(ended.code)) {
      complain(`ended with ${ended.code}: ${ended.stderr.slice(-2000)}`)
      return undefined
    }
    const summary = JSON.parse(ended.stdout)
    if (summary.books === undefined) {
      if (ended.code !== 5) complain(`ended with ${ended.code} and without books: ${ended.stdout}`)
      return undefined
    }
    const claims = readClaims(this.folder, summary, rows, complain)
    checkClaims(claims, this, complain)
    return claims
  }

  #complain(text) {
    const mode = this.withOrderIds ? 'with' : 'without'
    this.seen.violations.push(`seed ${this.seen.seed}, ${mode} order ids, run ${this.seen.runs}: ${text}`)
  }
}
