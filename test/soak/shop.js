// An invented shop whose export is uploaded every night: what is new, and once more the last nights.

const columns = ['orderId', 'primaryEmail', 'revenue', 'eventDate', 'couponCode']

/** All that was ever sold, and the exports of it. A sale is found again in the store by its number, which its e-mail tells. */
export class Shop {
  /** Every sale: its number, the night it is from, and how its row reads now. */
  sales = []
  /** The most copies of a row that stood in one export, by the row's key. */
  copies = new Map()
  #random
  #withOrderIds

  constructor(random, withOrderIds) {
    this.#random = random
    this.#withOrderIds = withOrderIds
  }

  /** Sells so many new things, corrects some rows, and gives the rows of this night's export. */
  nextNight(night, nightsBack, count) {
    for (const sale of this.sales) this.#correct(sale)
    for (let more = 0; more < count; more += 1) this.sales.push(this.#sell(night))
    return this.#export(this.sales.filter((sale) => sale.night > night - nightsBack))
  }

  /** Every sale as it reads now. */
  everything() {
    return this.#export(this.sales)
  }

  #sell(night) {
    const number = this.sales.length + 1
    const fault = this.#random.chance(0.06) ? this.#random.pick({ revenue: 1, eventDate: 1 }) : undefined
    return {
      number,
      night,
      version: 0,
      fault,
      refused: this.#random.chance(0.04),
      twins: this.#random.chance(0.05) ? 2 : 1,
    }
  }

  /** People mend what was rejected, correct an e-mail, or sell the very same once more. */
  #correct(sale) {
    if (sale.fault !== undefined) {
      if (this.#random.chance(0.5)) sale.fault = undefined
      return
    }
    const change = this.#random.pick({ none: 48, correct: 1, twin: 1 })
    if (change === 'correct') sale.version += 1
    if (change === 'twin') sale.twins = 2
  }

  #export(sales) {
    const rows = sales.flatMap((sale) => {
      const row = this.#row(sale)
      const times = this.#withOrderIds ? 1 : sale.twins
      this.copies.set(row.key, Math.max(this.copies.get(row.key) ?? 0, times))
      return Array.from({ length: times }, () => row)
    })
    const names = this.#withOrderIds ? columns : columns.slice(1)
    const csv = [names, ...rows.map(({ cells }) => names.map((name) => cells[name]))].map((line) => line.join(','))
    return { rows, csv: `${csv.join('\n')}\n` }
  }

  #row({ number, night, version, fault, refused }) {
    const cells = {
      orderId: `A-${number}`,
      primaryEmail: `canaria.${number}.${version}@example.com`,
      // No two sales have the same amount.
      revenue: `${number}.${String(number % 100).padStart(2, '0')}`,
      eventDate: `2026-10-${String(1 + (night % 28)).padStart(2, '0')}T10:00:00Z`,
      couponCode: refused ? 'BAD' : '',
    }
    if (fault !== undefined) cells[fault] = 'seven'
    return {
      number,
      key: cells.primaryEmail,
      good: fault === undefined,
      cents: fault === 'revenue' ? 0 : number * 100 + (number % 100),
      cells,
    }
  }
}

/** The number of the sale that an e-mail belongs to. */
export function numberOf(email) {
  return Number(email.split('.')[1])
}
