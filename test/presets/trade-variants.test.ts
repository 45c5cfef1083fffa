import { describe, expect, test } from 'vitest'
import { readExport } from '../support/export.js'

const denver = { timezone: 'America/Denver' }
const read = (...lines: readonly string[]) => readExport('export.csv', `${lines.join('\n')}\n`, denver)
const salem = { city: 'Salem', state: 'OR', zipCode: '97301' }

describe('a Jobber jobs report', () => {
  test('may have columns of its own, other names and "Total ($)"', async () => {
    const found = await read(
      'Warranty,Closed date,Client name,Job #,Total ($),Service street,Service city,Service state,Service ZIP code,Roof type',
      'yes,2026-06-07,Ann Example,7,"$1,200.00",12 Fern Ct,Salem,Oregon,97301,Tile',
      'no,,Bo Example,8,$90.00,14 Fern Ct,Salem,Oregon,97301,Slate',
    )
    expect(found.preset).toBe('jobber-jobs')
    expect(found.sales).toEqual([
      {
        fullName: 'Ann Example',
        orderId: '7',
        primaryAddress: { address1: '12 Fern Ct', ...salem },
        revenue: 1200,
        eventDate: '2026-06-07T06:00:00Z',
      },
    ])
    expect(found.rest).toEqual(['skipped 3: "Closed date" is empty'])
  })

  test('without the date a job was closed is not taken for one', async () => {
    const found = read('Job #,Client name,Client email,Total revenue ($)', '7,Ann Example,ann@example.com,9.00')
    await expect(found).rejects.toThrow('lacks "Closed date"')
  })
})

describe('a Housecall Pro jobs export', () => {
  test('may have the address in parts, e-mail and phone', async () => {
    const found = await read(
      'Job #,Customer name,Customer email,Customer mobile number,Customer home number,Street,Street 2,City,State,Zipcode,Job status,Job completed date,Job amount',
      '"=""7""",Ann Example,ann@example.com,,(503) 555-0110,12 Fern Ct,Apt 3,Salem,OR,97301,complete rated,"Jun 7, 2026 9:00 AM",$90.00',
    )
    expect(found.preset).toBe('housecall-pro-jobs')
    expect(found.sales).toEqual([
      {
        fullName: 'Ann Example',
        primaryEmail: 'ann@example.com',
        primaryPhoneNumber: '5035550110',
        orderId: '7',
        primaryAddress: { address1: '12 Fern Ct', address2: 'Apt 3', ...salem },
        revenue: 90,
        eventDate: '2026-06-07T15:00:00Z',
      },
    ])
  })
})

describe('a matchback file', () => {
  test('of Poplar may have e-mails alone', async () => {
    const found = await read('email,order_amount,order_date,order_id', 'ann@example.com,19.00,2026-06-07,P1')
    expect(found.preset).toBe('poplar-matchback')
    expect(found.sales).toMatchObject([{ orderId: 'P1', primaryEmail: 'ann@example.com' }])
  })

  test('of PostPilot may have the names of its help page', async () => {
    const found = await read(
      'order ID,date,total_price,order_address_line_1,order_address_city,order_address_state,order_address_postal_code,order address country_code',
      'A1,2026-06-07,19.00,12 Fern Ct,Salem,OR,97301,US',
    )
    expect(found.preset).toBe('postpilot-matchback')
    expect(found.sales).toMatchObject([{ orderId: 'A1', primaryAddress: { ...salem, country: 'US' } }])
  })
})

const cannotMatch: readonly (readonly [string, string, string])[] = [
  [
    'QuickBooks transactions with titles above',
    'Acme\nTransaction List by Date\nJune 2026\n\n,Transaction date,Transaction type,Num,Posting (Y/N),Name,Memo,Account name,Split,Amount\n,06/18/2026,Invoice,1,Y,Ann Example,,A/R,Sales,9.00',
    'QuickBooks report names customers',
  ],
  [
    'HubSpot deals with few columns',
    'Record ID,Deal Name,Deal Stage,Amount,Close Date\n7,Roof,Closed Won,900,2026-06-18',
    'Deals with Contacts',
  ],
  [
    'Salesforce opportunities with few columns',
    'Opportunity Name,Account Name,Stage,Amount,Close Date\nRoof,Example Homes,Closed Won,900,6/18/2026',
    'Opportunities with Contact Roles',
  ],
  [
    'Google Ads conversions',
    'Conversion action report\n"June 1, 2026 - June 30, 2026"\nConversion action,Conversion source,Conversion category,All conv.,All conv. value\nPurchase,Website,Purchase,30,9000',
    'holds no customers',
  ],
  [
    'Square transactions of 2016',
    'Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Source,Card,Cash,Fees,Transaction ID,Event Type,Customer ID\n6/18/26,9:00:00,Eastern Time (US & Canada),$9.00,$0.00,$9.00,$0.00,$0.00,$9.00,Register,$9.00,$0.00,$0.30,T1,Payment,C1',
    'Square Customer ID',
  ],
]

test.each(cannotMatch)('%s are refused with what to do instead', async (_, text, advice) => {
  await expect(read(text)).rejects.toThrow(advice)
})

test('an export to which an e-mail was added is no longer said to be unmatchable', async () => {
  const found = read(
    'Deal Name,Deal Stage,Amount,Close Date,Record ID,Contact Email\nRoof,Closed Won,900,2026-06-18,7,ann@example.com',
  )
  await expect(found).rejects.toThrow('no export that lettr-convert knows')
})
