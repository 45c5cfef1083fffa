const codes = new Set(
  (
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
    'CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF ' +
    'IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK ' +
    'MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR ' +
    'SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED ' +
    'VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG'
  ).split(' '),
)

/** Symbols as written; those that belong to one currency stand for its code, the others for themselves. */
const symbols = new Map(
  Object.entries({
    $: '$',
    '£': '£',
    '¥': '¥',
    '￥': '¥',
    kr: 'kr',
    'kr.': 'kr',
    Kr: 'kr',
    Rs: 'Rs',
    'Rs.': 'Rs',
    '€': 'EUR',
    '₹': 'INR',
    '₽': 'RUB',
    '₺': 'TRY',
    '₩': 'KRW',
    '₪': 'ILS',
    '₫': 'VND',
    '₱': 'PHP',
    '฿': 'THB',
    '₴': 'UAH',
    '₦': 'NGN',
    '₡': 'CRC',
    '₲': 'PYG',
    '₸': 'KZT',
    US$: 'USD',
    U$S: 'USD',
    CA$: 'CAD',
    C$: 'CAD',
    AU$: 'AUD',
    A$: 'AUD',
    NZ$: 'NZD',
    HK$: 'HKD',
    NT$: 'TWD',
    S$: 'SGD',
    MX$: 'MXN',
    R$: 'BRL',
    RM: 'MYR',
    Rp: 'IDR',
    'Rp.': 'IDR',
    zł: 'PLN',
    Kč: 'CZK',
    Ft: 'HUF',
    lei: 'RON',
    'Fr.': 'CHF',
    SFr: 'CHF',
    'SFr.': 'CHF',
    'S/': 'PEN',
  }),
)

const sharedSymbols: ReadonlyMap<string, RegExp> = new Map([
  ['$', /^(?:[A-Z]{2}D|MXN|ARS|CLP|COP|CUP|UYU|DOP|BRL|MOP|TOP|WST|NIO|CVE)$/],
  ['£', /^(?:GBP|GIP|FKP|SHP|EGP|LBP|SDG|SSP|SYP)$/],
  ['¥', /^(?:JPY|CNY)$/],
  ['kr', /^(?:SEK|NOK|DKK|ISK)$/],
  ['Rs', /^(?:INR|PKR|LKR|NPR|MUR|SCR)$/],
])

/** The currency that a word next to an amount means: an ISO 4217 code, or the symbol where several currencies share it. */
export function readCurrency(word: string): string | undefined {
  const symbol = symbols.get(word)
  if (symbol !== undefined) return symbol
  const code = word.toUpperCase()
  return codes.has(code) && (word === code || word === word.toLowerCase()) ? code : undefined
}

/** What two words on one amount mean together ("$12.00 USD" is USD); undefined when they contradict each other. */
export function joinCurrencies(first: string, second: string): string | undefined {
  if (first === second) return first
  if (sharedSymbols.get(first)?.test(second)) return second
  if (sharedSymbols.get(second)?.test(first)) return first
  return undefined
}

/** Currencies without a smaller unit, and those of a thousand parts, as Stripe counts them (docs.stripe.com/currencies). */
const wholeOnly = new Set('BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '))
const thousandParts = new Set('BHD JOD KWD OMR TND'.split(' '))

/**
 * How many decimals the smallest unit of a currency stands for, as Stripe counts: cents are 2, yen 0, fils 3. The krona of
 * Iceland and the shilling of Uganda count as 2, because Stripe writes them with two zeros. Undefined for what is no ISO 4217 code.
 */
export function minorDecimals(currency: string): 0 | 2 | 3 | undefined {
  const code = currency.toUpperCase()
  if (!codes.has(code)) return undefined
  return wholeOnly.has(code) ? 0 : thousandParts.has(code) ? 3 : 2
}
