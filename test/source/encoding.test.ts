import { describe, expect, test } from 'vitest'
import { firstBadByte } from '../../src/source/encoding.js'
import { cellsOf, complaintOf, readPieces, readText } from './reading.js'

const text = 'Name,Total\nZoë “Q” €,10\n日本,20\n🎉,30\n'
const rows = [
  ['Zoë “Q” €', '10'],
  ['日本', '20'],
  ['🎉', '30'],
]
const utf16le = (text: string) => Buffer.from(text, 'utf16le')
const utf16be = (text: string) => utf16le(text).swap16()
/** `Zoë ’ €` and the like as Windows saves them in Western countries. */
const windows1252 = Buffer.from('Name,Total\nZo\xeb \x92 \x80,10\n', 'latin1')

describe('text is decoded', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-16 as Excel saves it', utf16le(`\ufeff${text}`), 'utf-16le'],
    ['UTF-16 the other way round', utf16be(`\ufeff${text}`), 'utf-16be'],
  ])('from %s, wherever the bytes are cut', async (_, bytes, encoding) => {
    const result = await readPieces([...bytes].map((byte) => Buffer.from([byte])))
    expect(result.file).toMatchObject({ encoding, header: ['Name', 'Total'], notes: [] })
    expect(cellsOf(result)).toEqual(rows)
  })

  test.each([
    ['UTF-8', Buffer.from(`\ufeff\ufeff${text}`)],
    ['UTF-16', utf16le(`\ufeff\ufeff${text}`)],
  ])('from %s with two byte order marks, and says so', async (_, bytes) => {
    const result = await readText(bytes)
    expect(result.file.header).toEqual(['Name', 'Total'])
    expect(result.file.notes).toEqual(['A second byte order mark was left out.'])
  })

  test('from the encoding that was named, curly quotes and the euro sign included', async () => {
    const result = await readText(windows1252, { encoding: 'Windows-1252' })
    expect(result.file.encoding).toBe('windows-1252')
    expect(cellsOf(result)).toEqual([['Zoë ’ €', '10']])
  })

  test('by its byte order mark even when another encoding was named', async () => {
    const result = await readText(`\ufeff${text}`, { encoding: 'latin1' })
    expect(cellsOf(result)).toEqual(rows)
    expect(result.file.notes.join()).toContain('windows-1252 was not used')
  })

  test('UTF-16 without a mark is read when it is named', async () => {
    expect(cellsOf(await readText(utf16le(text), { encoding: 'utf-16le' }))).toEqual(rows)
  })
})

describe('nothing is read from', () => {
  const padding = `${'1,x\n'.repeat(30_000)}`
  test.each([
    ['bytes that are not UTF-8', windows1252, 'standard input:2: byte 14 of the file (EB in hexadecimal) is not UTF-8'],
    [
      'bytes that are not UTF-8 far down',
      Buffer.concat([Buffer.from(`Name,é\n�,2\n${padding}x,`), Buffer.from([0xe2, 0x82])]),
      'standard input:30003: byte 120017',
    ],
    ['UTF-16 without a mark', utf16le('Name,Total\n1,2\n'), '--encoding utf-16le'],
    ['big-endian UTF-16 without a mark', utf16be('Name,Total\n1,2\n'), '--encoding utf-16be'],
    ['a file with zero bytes', Buffer.from('Name,Total\n1,2\0\n'), 'zero bytes'],
    ['a file of zero bytes alone', Buffer.alloc(5000), 'holds zero bytes, so it is not a text file'],
    ['a file with zero bytes far down', Buffer.from(`Name,x\n${padding}\0`), 'zero bytes'],
    ['half a character in UTF-16', Buffer.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x61, 0x00]), 'not utf-16le'],
    ['an Excel workbook', Buffer.from('PK\x03\x04\x14\x00', 'latin1'), 'In Excel: Save as > CSV UTF-8.'],
    ['an old Excel workbook', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1', 'latin1'), 'old Excel workbook'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'this is a PDF'],
    ['a login page', Buffer.from('\n<!DOCTYPE html><html>'), 'this is a web page'],
  ])('%s', async (_, bytes, words) => {
    const complaint = await complaintOf(readText(bytes))
    expect(complaint).toContain(words)
    expect(complaint).toContain('(exit 2)')
  })

  test('an encoding that does not exist', async () => {
    const complaint = await complaintOf(readText('a,b\n', { encoding: 'utf-88' }))
    expect(complaint).toContain('The encoding "utf-88" is not known. Common ones: utf-8, windows-1252')
  })
})

test.each([
  ['only good', [0x61, 0xc3, 0xa9], 3],
  ['a stray byte', [0x61, 0xe9, 0x62], 1],
  ['a replacement character that was there before', [0xef, 0xbf, 0xbd, 0x61, 0xff], 4],
  ['an overlong form', [0xc3, 0xa9, 0xc0, 0x80], 2],
  ['half a surrogate pair', [0x61, 0xed, 0xa0, 0x80], 1],
])('among %s bytes the first bad one is found', (_, bytes, offset) => {
  expect(firstBadByte(Buffer.from(bytes))).toBe(offset)
})

describe('a file of ours', () => {
  test('that a spreadsheet saved again is read by itself', async () => {
    const saved = Buffer.from(
      "lettr_row;lettr_line;lettr_code;Name;Zip;Total;Note\r\n2;2;short-row;Zo\xeb;'02906;'-5;''t\r\n3;3;;Bo;1;2\r\n4;4;;Cy;1;2;n;;\r\n",
      'latin1',
    )
    const settings = { encoding: 'utf-8', delimiter: ',', skipLines: 2, quote: false }
    const result = await readText(saved, settings)
    expect(result.file).toMatchObject({ ours: true, delimiter: ';', encoding: 'windows-1252' })
    expect(result.file.notes).toEqual([
      'The file is not UTF-8, so it was read as windows-1252, as spreadsheets save it.',
    ])
    expect(cellsOf(result)).toEqual([
      ['2', '2', 'short-row', 'Zoë', '02906', '-5', "'t"],
      ['3', '3', '', 'Bo', '1', '2', ''],
      ['4', '4', '', 'Cy', '1', '2', 'n'],
    ])
  })

  test('may show only far down that it is not UTF-8', async () => {
    const late = Buffer.from(`lettr_row,Name\n${'2,x\n'.repeat(30_000)}3,Zo\xeb`, 'latin1')
    const result = await readText(late)
    expect(result.file).toMatchObject({ encoding: 'windows-1252', notes: [expect.stringContaining('is not UTF-8')] })
    expect(cellsOf(result).at(-1)).toEqual(['3', 'Zoë'])
  })

  test('is no reason to read damaged UTF-8 as windows-1252', async () => {
    const mixed = Buffer.concat([Buffer.from(`lettr_row,Name\n1,é\n${'2,x\n'.repeat(30_000)}`), Buffer.from([0xe9])])
    expect(await complaintOf(readText(mixed))).toContain('is not UTF-8')
  })

  test('is not seen in a file with other columns of such names', async () => {
    const result = await readText("lettr_campaign|Zip\nx|'02906\n")
    expect(result.file.ours).toBe(false)
    expect(cellsOf(result)).toEqual([['x', '02906']])
  })
})
