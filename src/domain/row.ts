/** A JSON value as JSON.parse gives it, except that a number it would have changed is an UnsafeNumber. */
export type JsonValue = string | number | boolean | null | UnsafeNumber | readonly JsonValue[] | JsonObject
export type JsonObject = { readonly [key: string]: JsonValue }

/** An integer beyond 2^53 as written in the file; JSON.parse would have turned it into another number. */
export class UnsafeNumber {
  constructor(readonly text: string) {}
}

/** A record of a delimited file as written, one cell per column of the header. */
interface CellsRow {
  readonly kind: 'cells'
  /** The row that a spreadsheet shows, from 1: headers, titles and blank rows count. */
  readonly record: number
  /** Its first line in the file, from 1. */
  readonly line: number
  readonly cells: readonly string[]
  /** In a file of ours, the places of cells that lack the guard with which they were written: typed by a person, or by a spreadsheet. */
  readonly bare?: readonly number[]
  /** The record as written, where its cells stand in it as they are, between delimiters. */
  readonly written?: Written | undefined
}

/** A record of a delimited file that is nothing but its cells and the delimiters between them. */
export interface Written {
  readonly text: string
  readonly delimiter: string
}

/** A record of a JSON or NDJSON file: its value, and its text as written. */
interface JsonRow {
  readonly kind: 'json'
  readonly record: number
  readonly line: number
  readonly value: JsonObject
  readonly text: string
}

/** A record that could not be read as a row: what is wrong, and what stood there so that it can be mended and sent again. */
export interface UnreadableRow {
  readonly kind: 'unreadable'
  readonly record: number
  readonly line: number
  readonly code:
    | 'short-row'
    | 'long-row'
    | 'unclosed-quote'
    | 'bad-json'
    | 'not-an-object'
    | 'too-large'
    | 'too-many-columns'
  /** What is wrong, in plain words, with the numbers that show it: "got 11 fields, the header has 10". */
  readonly message: string
  /** The cells as far as they could be told apart: a list per physical line of an unclosed quote, else one list; for JSON the raw text. */
  readonly lines: readonly (readonly string[])[]
}

export type Row = CellsRow | JsonRow
export type ReadRow = Row | UnreadableRow

/** What is known of an input file once its first rows were looked at. */
export interface SourceFile {
  /** From 1, in the order of the inputs. */
  readonly number: number
  /** As the person wrote it; `-` for standard input. */
  readonly name: string
  readonly format: 'csv' | 'ndjson' | 'json'
  readonly encoding: string
  /** Of a delimited file. */
  readonly delimiter?: string
  /** The header as written, without BOM and outer blanks; empty for JSON. */
  readonly header: readonly string[]
  /** The file was written by this tool: it has `lettr_` columns, and one guard apostrophe was taken off each cell. */
  readonly ours: boolean
  /** Of a delimited file, its first lines cut into cells, from line 1 on: to say on which line a missing header stands. */
  readonly firstRecords?: readonly (readonly string[])[]
  /** What was decided or mended on the way, one plain sentence each ("A second byte order mark was left out."). */
  readonly notes: readonly string[]
}

/** A stretch of an input: it opens a file, brings up to a few hundred records of it in order, or closes it with its count. */
export type Reading =
  | { readonly kind: 'opened'; readonly file: SourceFile }
  | { readonly kind: 'rows'; readonly file: SourceFile; readonly rows: readonly ReadRow[] }
  | { readonly kind: 'closed'; readonly file: SourceFile; readonly rows: number }
