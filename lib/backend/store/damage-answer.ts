import { ApiError } from '@/lib/protocol/error'

/** The code of an answer that failed because pages of the database's file are damaged. */
const DATABASE_DAMAGED = 'database_damaged'

/** What to answer when SQLite met damaged pages; undefined for other errors. The message is for the operator, too. */
export function damageAnswer(error: unknown): ApiError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return undefined
  const message =
    "Part of the server's database is damaged, and this needs it. Whoever runs the server: stop it and run npm run doctor."
  return new ApiError(500, message, { code: DATABASE_DAMAGED })
}
