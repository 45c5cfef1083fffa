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
    ['k2j3h4@marketplace.amazon.com', 'relay-email', /relay/],
    ['k2j3h4@marketplace.amazon.co.uk', 'relay-email', /relay/],
    ['ann_12@members.ebay.com', 'relay-email', /relay/],
    ['x@privaterelay.appleid.com', 'relay-email', /relay/],
    ['0123@relay.walmart.com', 'relay-email', /relay/],
    ['ann@reply.example.org', 'relay-email', /relay/],
    ['k2@guest.booking.com', 'relay-email', /relay/],
    ['K2J3H4@Marketplace.Amazon.COM', 'relay-email', /relay/],
    ['d41d8cd98f00b204e9800998ecf8427e@example.com', 'hashed-email', /hash/],
    ['ann lee@example.com', 'odd-email', /blanks/],
    ['ann@localhost', 'odd-email', /no dot/],
    ['ann@example.com;', 'odd-email', /characters/],
  ])('lets %j pass with a warning', (text, code, words) => {
    const odd = { code, words: expect.stringMatching(words) }
    expect(readEmail(text)).toEqual({ kind: 'email', email: text, odd })
  })

  it.each([
    'ann@reply.com',
    'ann@reply.it',
    'ann@reply.co.uk',
    'reply.ann@example.com',
    'reply@example.com',
    'ann@amazon.com',
    'ann@ebay.com',
    'ann@marketplace.example.com',
    'ann@walmart.com',
    'ann@icloud.com',
    'ann@mymarketplace.amazon.example.com',
    'd41d8cd98f00b204e9800998ecf8427@example.com',
    'thisaddresshasthirtytwolettersxx@example.com',
  ])('finds nothing odd in %s', (email) => {
    expect(readEmail(email)).toEqual({ kind: 'email', email })
  })

  it.each([
    ['a@example.com; b@example.com', 'several-emails', /several/],
    ['a@example.com,b@example.com', 'several-emails', /several/],
    ['a@example.com b@example.com', 'several-emails', /several/],
    ['Ann <a@example.com>, Ben <b@example.com>', 'several-emails', /several/],
    ['a@@example.com', 'bad-email', /more than one @/],
    ['@example.com', 'bad-email', /nothing before/],
    ['ann@', 'bad-email', /nothing after/],
    ['ann.example.com', 'bad-email', /no @/],
    ['d41d8cd98f00b204e9800998ecf8427e', 'hashed-email', /hashed/],
    ['DA39A3EE5E6B4B0D3255BFEF95601890AFD80709', 'hashed-email', /hashed/],
    ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hashed-email', /hashed/],
    ['d41d8cd98f00b204e9800998ecf8427', 'bad-email', /no @/],
    ['-', 'bad-email', /no @/],
  ])('refuses %j and says why', (text, code, why) => {
    expect(readEmail(text)).toEqual({ kind: 'bad', code, why: expect.stringMatching(why) })
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
