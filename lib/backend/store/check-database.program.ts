// Looks at a database file, in a process of its own: a file that is damaged in the wrong place ends whoever reads it.
import Libsql from 'libsql'

const [file = ''] = process.argv.slice(2)

const database = new Libsql(file, { readonly: true })
const [first] = database.prepare('pragma quick_check(1)').all() as readonly { readonly quick_check: string }[]
database.close()
process.exitCode = first?.quick_check === 'ok' ? 0 : 1
