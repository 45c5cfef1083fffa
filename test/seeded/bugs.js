// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the edits are code
// Bugs that would break a promise: each an edit of one source file, and the tests of which one must fail with it.

const cli = 'test/cli'
const delivery = 'test/deliver.test.ts'
const verdict = 'test/domain/verdict.test.ts'
const ledger = 'test/ledger/ledger.test.ts'
const torn = 'test/ledger/torn.test.ts'
const model = 'test/ledger/model.test.ts'

export const bugs = [
  {
    name: 'a reset is sent again without order ids',
    file: 'src/domain/next-step.ts',
    edits: [["return withOrderIds && past.tries < mostTries ? 'again'", "return past.tries < mostTries ? 'again'"]],
    tests: [delivery],
  },
  {
    name: 'a reset counts as never sent',
    file: 'src/http.ts',
    edits: [['const started = this.#controller !== undefined', 'const started = false']],
    tests: ['test/http.test.ts'],
  },
  {
    name: 'the intent is written after the request left',
    file: 'src/deliver.ts',
    edits: [
      [
        'const number = journal === undefined ? 0 : await this.#onDisk(() => journal.intend(intentOf(batch)))',
        'let number: number | undefined = 0',
      ],
      [
        'await this.#record(number, batch, judged)',
        'number = journal === undefined ? 0 : ((await this.#onDisk(() => journal.intend(intentOf(batch)))) ?? 0)\n        await this.#record(number, batch, judged)',
      ],
    ],
    tests: [delivery],
  },
  {
    name: 'the intent is not synced',
    file: 'src/ledger/ledger.ts',
    edits: [
      [
        'await this.#appender.commit(this.#apply(event, marks))',
        'await this.#appender.write(this.#apply(event, marks))',
      ],
    ],
    tests: [`${cli}/order-of-calls.test.ts`, ledger],
  },
  {
    name: 'the outcome is not synced',
    file: 'src/ledger/ledger.ts',
    edits: [
      [
        "await this.#appender.commit(this.#apply({ event: 'outcome'",
        "await this.#appender.write(this.#apply({ event: 'outcome'",
      ],
    ],
    tests: ['test/ledger/synced.test.ts'],
  },
  {
    name: 'nothing is synced, and it is not noticed',
    file: 'src/ledger/append.ts',
    edits: [['if (batch.some(({ synced }) => synced)) await this.#disk.sync(this.#file)', '']],
    tests: [`${cli}/order-of-calls.test.ts`, ledger],
  },
  {
    name: 'what was turned away is released after the wait',
    file: 'src/deliver.ts',
    edits: [
      [
        "if (outcome.kind === 'not-arrived') await journal.release(number)",
        "if (outcome.kind === 'not-arrived') void this.way.gate.pass().then(() => journal.release(number))",
      ],
    ],
    tests: [delivery],
  },
  {
    name: 'doubt is not sticky',
    file: 'src/domain/verdict-parts.ts',
    edits: [['if (asked.history.doubted) {', 'if (asked.history.doubted && Date.now() < 0) {']],
    tests: [verdict, delivery],
  },
  {
    name: 'a doubt of an earlier run is not sticky',
    file: 'src/deliver.ts',
    edits: [['doubted: batch.doubted, words', 'doubted: false, words']],
    tests: [delivery],
  },
  {
    name: 'a 502 counts as failed',
    file: 'src/domain/verdict.ts',
    edits: [
      [
        'if (status !== 503) return doubt(asked, `LettrLabs answered ${status}`)',
        "if (status !== 503) return notArrived('turned-away', asked, `LettrLabs answered ${status}.`)",
      ],
    ],
    tests: [verdict, delivery],
  },
  {
    name: 'a 503 without Retry-After counts as turned away',
    file: 'src/domain/verdict.ts',
    edits: [['return asked.wait === undefined\n    ? doubt', 'return asked.wait === Number.NaN\n    ? doubt']],
    tests: [verdict, delivery],
  },
  {
    name: 'a redirect is followed',
    file: 'src/delivery/post.ts',
    edits: [
      [
        "return client.request('POST', '/v1/conversions', body)",
        `return client.request('POST', '/v1/conversions', body).then(async (attempt) => {
    const to = attempt.kind === 'answer' && attempt.status >= 300 && attempt.status < 400 ? attempt.headers.get('location') : undefined
    if (to !== undefined) await fetch(to, { method: 'POST', body: String(body) }).catch(() => {})
    return attempt
  })`,
      ],
    ],
    tests: [`${cli}/nights.test.ts`],
  },
  {
    name: 'a 200 that is no JSON counts as accepted',
    file: 'src/domain/verdict.ts',
    edits: [
      [
        'return doubt(asked, `${answered}, but its answer is not JSON`)',
        "return answeredVerdict('accepted', answeredOutcome({ refused: [], known: [], warnings: [], candidates: [], assumed: [], unattributed: [], general: [] }, asked), answered)",
      ],
    ],
    tests: [verdict, delivery],
  },
  {
    name: 'an answer that was cut short counts as whole',
    file: 'src/domain/verdict.ts',
    edits: [
      [
        'if (!attempt.complete) return doubt(asked, `${answered}',
        'if (attempt.status === 0) return doubt(asked, `${answered}',
      ],
    ],
    tests: [verdict],
  },
  {
    name: 'Retry-After is capped',
    file: 'src/delivery/gate.ts',
    edits: [
      [
        'void {\n    const until = this.clock.elapsed() + wait',
        'void {\n    const until = this.clock.elapsed() + (told ? Math.min(wait, 30_000) : wait)',
      ],
    ],
    tests: [delivery, 'test/delivery'],
  },
  {
    name: 'Retry-After holds for one sender only',
    file: 'src/delivery/gate.ts',
    edits: [['this.#openAt = Math.max(this.#openAt, until)', 'void until']],
    tests: [delivery, 'test/delivery'],
  },
  {
    name: '"already there" after a doubt counts as refused',
    file: 'src/domain/verdict-parts.ts',
    edits: [
      ['...[...refused, ...(asked.history.doubted ? [] : known)]', '...[...refused, ...known]'],
      [
        '    refused,\n    known: asked',
        '    refused: asked.history.doubted ? [...refused, ...known.map((one) => ({ ...one, codes: [], assumed: false }))] : refused,\n    known: asked',
      ],
    ],
    tests: [verdict, delivery],
  },
  {
    name: 'what a killed run had on the wire counts as accepted',
    file: 'src/ledger/ledger.ts',
    edits: [['fates: `${this.state.sizeOf(attempt)}d`', 'fates: `${this.state.sizeOf(attempt)}a`']],
    tests: [ledger, torn, model],
  },
  {
    name: 'what a killed run had on the wire counts as unsent',
    file: 'src/ledger/ledger.ts',
    edits: [['fates: `${this.state.sizeOf(attempt)}d`', 'fates: `${this.state.sizeOf(attempt)}u`']],
    tests: [ledger, torn, model],
  },
  {
    name: 'a torn or damaged line of the ledger is taken as it stands',
    file: 'src/ledger/line.ts',
    edits: [['=== sealOf(crc) ? crc : undefined', "!== '' ? crc : undefined"]],
    tests: [ledger, torn, model],
  },
  {
    name: 'accepted is forgotten when something else is said later',
    file: 'src/ledger/fates.ts',
    edits: [['if (now === fateNumbers.accepted) return now', 'if (now === 99) return now']],
    tests: [ledger, torn, model],
  },
  {
    name: 'the lock is ignored',
    file: 'src/commands/memory.ts',
    edits: [
      [
        "if (lock.kind === 'held') throw heldError(lock)",
        "if (lock.kind === 'held' && Date.now() < 0) throw heldError(lock)",
      ],
      ['      lock.release()\n    }\n', '      lock.release?.()\n    }\n'],
    ],
    tests: [`${cli}/nights.test.ts`],
  },
  {
    name: 'the key is not removed from what is printed',
    file: 'src/report/redact.ts',
    edits: [['return (text) => (exact', 'return (text) => text === text ? text : (exact']],
    tests: ['test/report', `${cli}/key.test.ts`],
  },
  {
    name: 'equal sales in one file count as one',
    file: 'src/records/repeats.ts',
    edits: [['mark: nthMark(sale.mark, nth)', 'mark: sale.mark']],
    tests: ['test/records', `${cli}/nights.test.ts`],
  },
  {
    name: 'a corrected sale without order id is sent once more',
    file: 'src/records/remembered.ts',
    edits: [['known.takeGone(sale.mark)', 'known.takeGone(sale.mark) && Date.now() < 0']],
    tests: [`${cli}/nights.test.ts`],
  },
  {
    name: 'the limit counts before what is known',
    file: 'src/records/find.ts',
    edits: [
      [
        'let finding = find(number, sale, store)',
        `let finding = find(number, sale, store)
    if (finding.kind === 'fresh') fresh += 1
    const beyond = finding.kind === 'fresh' && limit !== undefined && fresh > limit`,
      ],
      [
        "if (finding.kind === 'fresh') {\n      fresh += 1\n      if (limit !== undefined && fresh > limit) {",
        "if (finding.kind === 'fresh') {\n      if (beyond) {",
      ],
    ],
    tests: ['test/prepare.test.ts', `${cli}/nights.test.ts`],
  },
  {
    name: 'what is in doubt without order id is sent again by the next run',
    file: 'src/domain/recall.ts',
    edits: [['return safe || (!hasOrderId && wanted.resendInDoubt)', 'return safe || !hasOrderId']],
    tests: ['test/domain/recall.test.ts', `${cli}/nights.test.ts`],
  },
  {
    name: 'what is accepted is sent again by the next run',
    file: 'src/domain/recall.ts',
    edits: [["case 'accepted':\n      return wanted.resend ||", "case 'accepted':\n      return true ||"]],
    tests: ['test/domain/recall.test.ts', `${cli}/nights.test.ts`],
  },
]
