import { expect, test } from 'vitest'
import { Folder, runCommand } from './run-command.js'

test('a short totals row keeps its code when the rejects are sent as they are', async () => {
  const header = 'orderId,eventDate,revenue,primaryEmail'
  const text = `${header}\nW-1,2026-10-12T15:04:00Z,,a@example.com\nGrand Totals (1 record)\n`
  const folder = new Folder().write('orders.csv', text)
  const codes = () =>
    JSON.parse(folder.left('summary.json') ?? '{}').rejected.map(({ code }: { readonly code: string }) => code)
  await runCommand(folder, ['validate', 'orders.csv'])
  expect(codes()).toEqual(['missing-revenue', 'totals-row'])
  await runCommand(folder, ['validate', `${folder.run()}/rejected.csv`])
  expect(codes()).toEqual(['missing-revenue', 'totals-row'])
})
