import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'

// csv-parse and nothing else: arrays of cells, counted as they come.
const [file = ''] = process.argv.slice(2)
let rows = 0
createReadStream(file)
  .pipe(parse())
  .on('data', () => {
    rows += 1
  })
  .on('end', () => console.log(rows - 1))
