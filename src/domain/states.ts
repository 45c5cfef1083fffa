const american =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,' +
  'FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,' +
  'MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,' +
  'NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,' +
  'PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,' +
  'WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,GU Guam,MP Northern Mariana Islands,' +
  'PR Puerto Rico,VI US Virgin Islands,VI Virgin Islands,DC Washington DC,AA Armed Forces Americas,AE Armed Forces Europe,' +
  'AP Armed Forces Pacific,FM Federated States of Micronesia,MH Marshall Islands,PW Palau'
const canadian =
  'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NL Newfoundland,NS Nova Scotia,' +
  'NT Northwest Territories,NU Nunavut,ON Ontario,PE Prince Edward Island,QC Quebec,QC Québec,SK Saskatchewan,YT Yukon,' +
  'YT Yukon Territory'

/** Codes of the states, the District, territories and military mail, by code and by name in lower case without dots. */
export const americanStates = byName(american)

/** Codes of the Canadian provinces and territories, likewise. */
export const canadianProvinces = byName(canadian)

function byName(table: string): ReadonlyMap<string, string> {
  return new Map(
    table.split(',').flatMap((entry): [string, string][] => {
      const code = entry.slice(0, 2)
      return [
        [code.toLowerCase(), code],
        [entry.slice(3).toLowerCase(), code],
      ]
    }),
  )
}
