import pg from 'pg'

/** What every instance has that does not say that it lives is taken from it a little later. */
export async function letHeartbeatsRunOut(url: string) {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '11 seconds'
    where state = 'active'`)
  await client.end()
}
