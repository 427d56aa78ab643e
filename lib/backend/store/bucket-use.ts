// What the database knows to lie in a bucket, over all connections.
import { sql } from 'kysely'
import type { Db } from './database'

export interface BucketUse {
  /** What is whole. */
  counted(): Promise<{ readonly files: number; readonly bytes: number }>
  /** A few that files have. */
  some(): Promise<readonly { readonly connection: string; readonly id: string; readonly upload: string }[]>
}

const A_FEW = 3

const HAS_FILE = sql<boolean>`exists (
  select 1 from files where files.connection_id = file_bytes.connection_id and files.id = file_bytes.id
)`

export function createBucketUse(db: Db): BucketUse {
  const whole = () => db.selectFrom('file_bytes').where('place', '=', 'bucket').where('size', 'is not', null)
  return {
    async counted() {
      const counted = whole().select(({ fn }) => [
        fn.countAll<number>().as('files'),
        fn.sum<number>('size').as('bytes'),
      ])
      const { files, bytes } = await counted.executeTakeFirstOrThrow()
      return { files: Number(files), bytes: Number(bytes ?? 0) }
    },
    some: () => whole().where(HAS_FILE).select(['connection_id as connection', 'id', 'upload']).limit(A_FEW).execute(),
  }
}
