import { type JsonRecord, textOf } from './fields.js'
import { revenueOf } from './rules.js'

/** A conversion that the stand-in keeps, its record being the parsed JSON as it was received. */
export interface StoredConversion {
  readonly id: number
  readonly uploadId: number
  readonly receivedAt: string
  readonly record: JsonRecord
}

/** One POST that stored something, as GET /v1/conversions lists it. */
interface Upload {
  readonly id: number
  readonly fileName: string
  readonly dataSourceType: string
  readonly status: string
  readonly uploadDate: string
}

/** The name of a record's sale, from its store id and order id; undefined when it has no order id. */
export function saleOf(record: JsonRecord): string | undefined {
  const orderId = textOf(record, 'orderId')
  return orderId === '' ? undefined : JSON.stringify([textOf(record, 'storeId'), orderId])
}

/** What the stand-in has stored, in memory only; numbers are never used twice. */
export class ConversionStore {
  readonly #conversions = new Map<number, StoredConversion>()
  readonly #uploads = new Map<number, Upload>()
  readonly #sales = new Set<string>()
  #lastConversion = 0
  #lastUpload = 0

  /** Stores records as one upload; no records, no upload. */
  add(records: readonly JsonRecord[], now: Date): void {
    if (records.length === 0) return
    const receivedAt = now.toISOString()
    const uploadId = ++this.#lastUpload
    const fileName = `api-${uploadId}.json`
    this.#uploads.set(uploadId, {
      id: uploadId,
      fileName,
      dataSourceType: 'Api',
      status: 'Completed',
      uploadDate: receivedAt,
    })
    for (const record of records) {
      const id = ++this.#lastConversion
      this.#conversions.set(id, { id, uploadId, receivedAt, record })
      const sale = saleOf(record)
      if (sale !== undefined) this.#sales.add(sale)
    }
  }

  hasSale(sale: string): boolean {
    return this.#sales.has(sale)
  }

  conversions(): readonly StoredConversion[] {
    return [...this.#conversions.values()]
  }

  uploads(): readonly Upload[] {
    return [...this.#uploads.values()]
  }

  upload(id: number): Upload | undefined {
    return this.#uploads.get(id)
  }

  /** Removes an upload with its records, whose orders may then come again. */
  remove(uploadId: number): void {
    this.#uploads.delete(uploadId)
    for (const { id, record } of this.conversions().filter((conversion) => conversion.uploadId === uploadId)) {
      this.#conversions.delete(id)
      const sale = saleOf(record)
      if (sale !== undefined) this.#sales.delete(sale)
    }
  }

  clear(): void {
    this.#uploads.clear()
    this.#conversions.clear()
    this.#sales.clear()
  }

  /** The sum of what is stored, rounded to cents. */
  revenue(): number {
    const sum = this.conversions().reduce((total, { record }) => total + (revenueOf(record) ?? 0), 0)
    return Math.round(sum * 100) / 100
  }
}
