// Seeds a long run and prints it: `<folder> <JSON of a LongRun>`.
import { seedLongRun, type LongRun } from './seed-long-run'

const [folder = '', longRun = ''] = process.argv.slice(2)
console.log(JSON.stringify(await seedLongRun(folder, JSON.parse(longRun) as LongRun)))
