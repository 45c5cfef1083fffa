import { describe, expect, test } from 'vitest'
import { readExport } from '../support/export.js'

const read = (...lines: readonly string[]) => readExport('Download.CSV', `${lines.join('\r\n')}\r\n`)

describe('a PayPal download', () => {
  test('in German is read with its words, its decimal comma and its dates', async () => {
    const found = await read(
      'Datum;Uhrzeit;Zeitzone;Name;Typ;Status;Währung;Brutto;Gebühr;Netto;Absender E-Mail-Adresse;Transaktionscode;Auswirkung auf Guthaben',
      '18.06.2026;18:12:18;Europe/Berlin;Ann Example;PayPal Express-Zahlung;Abgeschlossen;EUR;1.078,11;-3,00;1.075,11;ann@example.com;7EC1;Haben',
      '18.06.2026;18:15:00;Europe/Berlin;;Allgemeine Abbuchung;Abgeschlossen;EUR;-500,00;0,00;-500,00;;7EC2;Soll',
      '19.06.2026;18:15:00;Europe/Berlin;;Bankgutschrift auf PayPal-Konto;Abgeschlossen;EUR;5,00;0,00;5,00;;7EC3;Haben',
    )
    expect(found.preset).toBe('paypal-activity')
    expect(found.sales).toEqual([
      {
        fullName: 'Ann Example',
        primaryEmail: 'ann@example.com',
        orderId: '7EC1',
        revenue: 1078.11,
        eventDate: '2026-06-18T16:12:18Z',
      },
    ])
    expect(found.rest).toEqual([
      'skipped 3: "Auswirkung auf Guthaben" is not one of Credit, Crédit, Haben',
      expect.stringMatching(/^skipped 4: "Typ" is one of /),
    ])
  })

  test('in French is read, also when it has a column twice that is not needed', async () => {
    const found = await read(
      '"Date","Heure","Fuseau horaire","Nom","Type","État","Devise","Avant commission","De l\'adresse email","Numéro de transaction","Numéro de facture","Impact sur le solde","Numéro de facture"',
      '"31/01/2026","21:33:40","CET","Ann Example","Paiement Express Checkout","Terminé","EUR","12,20","ann@example.com","T1","","Crédit",""',
      '"31/01/2026","22:00:00","CET","","Virement par carte bancaire standard","Terminé","EUR","12,20","","T2","","Crédit",""',
    )
    expect(found.preset).toBe('paypal-activity')
    expect(found.sales).toMatchObject([{ orderId: 'T1', revenue: 12.2, eventDate: '2026-01-31T20:33:40Z' }])
    expect(found.rest).toEqual([expect.stringMatching(/^skipped 3: "Type" is one of /)])
  })

  test('of the statement kind has no status, and its money in decides', async () => {
    const found = await read(
      '"Date","Time","Time Zone","Description","Currency","Gross ","Fee ","Net","Balance","Transaction ID","From Email Address","Name"',
      '"18/06/2026","09:00:00","Europe/London","Website Payment","GBP","9.99","-0.50","9.49","9.49","T1","ann@example.com","Ann Example"',
      '"18/06/2026","09:00:00","Europe/London","Express Checkout Payment","GBP","-5.00","0.00","-5.00","4.49","T2","bo@example.com","A Shop"',
      '"18/06/2026","09:00:01","Europe/London","General Card Deposit","GBP","5.00","0.00","5.00","9.49","T3","",""',
    )
    expect(found.preset).toBe('paypal-activity')
    expect(found.sales).toMatchObject([{ orderId: 'T1', eventDate: '2026-06-18T08:00:00Z' }])
    expect(found.rest).toEqual([
      'skipped 3: "Gross" is not above 0',
      expect.stringMatching(/^skipped 4: "Description" is one of /),
    ])
  })

  test('whose dates prove neither day nor month first is refused with that question', async () => {
    const found = read(
      'Date,Time,TimeZone,Name,Type,Status,Currency,Gross,From Email Address,Transaction ID,Balance Impact',
      '06/07/2026,09:00:00,PDT,Ann Example,Website Payment,Completed,USD,9.99,ann@example.com,T1,Credit',
    )
    await expect(found).rejects.toThrow('day first or month first?')
  })

  test('with a blank after each comma and no e-mail is refused with what to download instead', async () => {
    const found = read(
      'Date, Time, Time Zone, Name, Type, Status, Currency, Amount, Receipt ID, Balance,',
      '"18/06/2026","10:12:25","GMT","Ann Example","Website Payment","Completed","GBP","28.62","","28.62",',
    )
    await expect(found).rejects.toMatchObject({
      message: expect.stringContaining('none of its columns tells who bought'),
      hint: expect.stringContaining('"From Email Address"'),
    })
  })

  test('of that kind is mapped once it has an e-mail and a transaction ID', async () => {
    const found = await read(
      'Date, Time, Time Zone, Name, Type, Status, Currency, Amount, Receipt ID, Balance, From Email Address, Transaction ID,',
      '"18/06/2026","10:12:25","GMT","Ann Example","Website Payment","Completed","GBP","28.62","","28.62","ann@example.com","T1",',
    )
    expect(found.preset).toBe('paypal-activity')
    expect(found.sales).toMatchObject([{ orderId: 'T1', revenue: 28.62, eventDate: '2026-06-18T10:12:25Z' }])
  })
})
