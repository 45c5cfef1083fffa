// stunnel in front of the store: TLS as people set it up wrongly.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import typescript from 'typescript'

const source = readFileSync(join(import.meta.dirname, '../certificate.ts'), 'utf8')
const { outputText } = typescript.transpileModule(source, { compilerOptions: { module: typescript.ModuleKind.ESNext } })
const { makeCertificate } = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`)

const day = 86_400_000
const fromNow = (days) => new Date(Date.now() + days * day)

export const peer = {
  program: 'stunnel',
  packageName: 'stunnel4',
  url: ({ port }) => `https://localhost:${port}/api`,
  args({ port, store, write }, { host = 'localhost', days = [-1, 1], service = '' }) {
    const { cert, key } = makeCertificate(host, fromNow(days[0]), fromNow(days[1]))
    write('ca.pem', cert)
    const pem = write('server.pem', `${key}${cert}`)
    const path = write(
      'stunnel.conf',
      `foreground = yes
pid =
debug = warning
[store]
accept = 127.0.0.1:${port}
connect = 127.0.0.1:${store.port}
cert = ${pem}
${service}
`,
    )
    return [path]
  },
}

const turnedAway = { code: 4, stored: 0, accepted: 0, doubt: 0 }

export const faults = [
  {
    name: 'all is well',
    sales: 60,
    flags: ['--batch-size', '10'],
    expect: { code: 0, accepted: 60, stored: 60, doubt: 0 },
  },
  { name: 'the certificate has expired', sales: 5, days: [-30, -1], expect: turnedAway },
  { name: 'the certificate is not valid yet', sales: 5, days: [1, 30], expect: turnedAway },
  { name: 'the certificate is for another host', sales: 5, host: 'other.example.com', expect: turnedAway },
  { name: 'the certificate is signed by nobody known', sales: 5, trusted: false, expect: turnedAway },
  {
    name: 'only TLS 1.1 is spoken',
    sales: 5,
    service: 'sslVersionMin = TLSv1.1\nsslVersionMax = TLSv1.1\nsecurityLevel = 0\nciphers = ALL:@SECLEVEL=0',
    expect: turnedAway,
  },
  {
    name: 'the connection breaks after the store stored, no order ids',
    sales: 5,
    store: { faults: 'hang up after storing' },
    expect: { code: 6, doubt: 5, accepted: 0, stored: 5 },
  },
  {
    name: 'the connection breaks after the store stored, order ids',
    sales: 5,
    orderIds: true,
    store: { faults: 'hang up after storing' },
    expect: { code: 0, accepted: 5, stored: 5, doubt: 0 },
  },
  {
    name: 'the answer is cut short of its length, no order ids',
    sales: 5,
    store: { faults: 'cut' },
    expect: { code: 6, doubt: 5, accepted: 0, stored: 5 },
  },
]
