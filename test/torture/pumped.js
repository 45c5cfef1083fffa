// A worker: reads long texts of one repeated piece with every parser, and says before each what it is at.
import { parentPort, workerData } from 'node:worker_threads'
import { parsers } from './parsers.js'

const pieces = [
  ...' a0A.,-+()\'"@<>\n\r\t\\/_:;[{=#$%é\u00a0\u200b\x1b'.split(''),
  ...[
    '1,',
    '1.',
    '0,0',
    ' 1',
    'a ',
    'a,',
    'a-',
    'a@',
    'a@b.',
    '""',
    '","',
    '\\"',
    '"a',
    '{}',
    '[[',
    '\r\n',
    '\x1b[',
    '\x1b]',
    '\u009b0',
  ],
  ...[
    'x=',
    'E1',
    'GMT',
    ' (',
    '(0)',
    '+1',
    '12/',
    '1:',
    'am ',
    'jan',
    'US ',
    'order 1 ',
    'row 1, ',
    '555-',
    '[0].',
    ' at',
    '🎉',
    '\ud800',
  ],
]
const frames = [
  ['', ''],
  ['"1a@', '!'],
  ['2026-03-04 10:00 ', ']'],
]

for (const [name, parse] of Object.entries(parsers)) {
  for (const piece of pieces) {
    const body = piece.repeat(Math.ceil(workerData.length / piece.length))
    parentPort.postMessage({ name, piece })
    for (const [before, after] of frames) parse(before + body + after)
  }
}
parentPort.postMessage({ done: Object.keys(parsers).length })
