import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type KeyStreams, typeKey } from '../../src/config/type-key.js'

class Terminal extends EventEmitter {
  readonly calls: string[] = []
  isTTY = true
  setRawMode(mode: boolean) {
    this.calls.push(mode ? 'raw' : 'cooked')
  }
  resume() {
    this.calls.push('resume')
  }
  pause() {
    this.calls.push('pause')
  }
}

function ask() {
  const input = new Terminal()
  const written: string[] = []
  const streams: KeyStreams = { input, output: { write: (text: string) => written.push(text) } }
  return { input, written, answer: typeKey(streams) }
}

test.each([
  ['typed letter by letter', [...'LL-API-canary', '\r']],
  ['pasted with its line break, and more behind it', ['LL-API-canary\nls\n']],
  ['pasted between the marks of a bracketed paste', ['\x1b[200~LL-API-canary\x1b[201~', '\r']],
  ['mended with backspace', ['LL-API-canarx', '\x7f', 'yz', '\b', '\r']],
  ['begun again with Ctrl-U', ['wrong', '\x15', 'LL-API-canary\r']],
  ['with arrow keys in between', ['LL-API-', '\x1b[D', '\x1bOA', 'canary\r']],
  ['as bytes', [Buffer.from('LL-API-canary\r')]],
])('a key %s is taken, and the terminal is as before', async (_, chunks) => {
  const { input, written, answer } = ask()
  for (const chunk of chunks) input.emit('data', chunk)
  expect(await answer).toEqual({ key: 'LL-API-canary', from: 'the terminal' })
  expect(written).toEqual(['LettrLabs API key (not shown while you type or paste): ', '\n'])
  expect(input.calls).toEqual(['raw', 'resume', 'cooked', 'pause'])
  expect(input.eventNames()).toEqual([])
})

test.each([
  ['Ctrl-C', (input: Terminal) => input.emit('data', 'LL-API-canary\x03')],
  ['Ctrl-D at the beginning', (input: Terminal) => input.emit('data', '\x04')],
  ['the end of the input', (input: Terminal) => input.emit('end')],
  ['an error of the input', (input: Terminal) => input.emit('error')],
  ['far too long a text', (input: Terminal) => input.emit('data', 'x'.repeat(5000))],
])('%s ends the run as a no, and the terminal is as before', async (_, happen) => {
  const { input, answer } = ask()
  happen(input)
  await expect(answer).rejects.toMatchObject({ message: 'No key was given.', hint: 'Nothing was sent.', exitCode: 7 })
  expect(input.calls).toEqual(['raw', 'resume', 'cooked', 'pause'])
  expect(input.eventNames()).toEqual([])
})

test('an empty answer, or one that no key can be, is refused without repeating it', async () => {
  const empty = ask()
  empty.input.emit('data', '\r')
  await expect(empty.answer).rejects.toThrow('The key from the terminal is empty.')
  const odd = ask()
  odd.input.emit('data', 'canäry\r')
  await expect(odd.answer).rejects.toThrow('The key from the terminal holds characters that no key has.')
  expect([...empty.written, ...odd.written].join('')).not.toContain('can')
})

test('off a terminal nothing is asked', async () => {
  const input = new Terminal()
  input.isTTY = false
  expect(await typeKey({ input, output: { write: () => expect.fail('a question was asked') } })).toBeUndefined()
  expect(input.calls).toEqual([])
})
