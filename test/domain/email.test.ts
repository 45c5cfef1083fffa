import { describe, expect, it } from 'vitest'
import { readEmail } from '../../src/domain/email.js'

describe('readEmail', () => {
  it.each([
    ['ann@example.com', 'ann@example.com'],
    [' Ann.Lee+shop@Example.com ', 'Ann.Lee+shop@Example.com'],
    ['Ann Lee <ann@example.com>', 'ann@example.com'],
    ['"Lee, Ann" <ann@example.com>', 'ann@example.com'],
    ['<ann@example.com>', 'ann@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['änne@exämple.com', 'änne@exämple.com'],
    ["o'hara@example.com", "o'hara@example.com"],
  ])('reads %j as %s', (text, email) => {
    expect(readEmail(text)).toEqual({ kind: 'email', email })
  })

  it.each([
    ['k2j3h4@marketplace.amazon.com', /relay/],
    ['k2j3h4@marketplace.amazon.co.uk', /relay/],
    ['x@privaterelay.appleid.com', /relay/],
    ['d41d8cd98f00b204e9800998ecf8427e@example.com', /hash/],
    ['ann lee@example.com', /blanks/],
    ['ann@localhost', /no dot/],
    ['ann@example.com;', /characters/],
  ])('lets %j pass with a warning', (text, odd) => {
    expect(readEmail(text)).toEqual({ kind: 'email', email: text, odd: expect.stringMatching(odd) })
  })

  it.each([
    ['a@example.com; b@example.com', /several/],
    ['a@example.com,b@example.com', /several/],
    ['a@example.com b@example.com', /several/],
    ['Ann <a@example.com>, Ben <b@example.com>', /several/],
    ['a@@example.com', /more than one @/],
    ['@example.com', /nothing before/],
    ['ann@', /nothing after/],
    ['ann.example.com', /no @/],
    ['d41d8cd98f00b204e9800998ecf8427e', /hashed/],
    ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', /hashed/],
    ['-', /no @/],
  ])('refuses %j and says why', (text, why) => {
    expect(readEmail(text)).toEqual({ kind: 'bad', why: expect.stringMatching(why) })
  })

  it.each(['', ' '])('takes %j for empty', (text) => {
    expect(readEmail(text)).toEqual({ kind: 'empty' })
  })

  it('stays fast on long hostile text', () => {
    const started = performance.now()
    for (const text of [`${'a'.repeat(100_000)}@`, `<${'a@'.repeat(50_000)}>`, ' '.repeat(100_000)]) readEmail(text)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
