import { redirect } from 'next/navigation'
import { overviewPath } from '@/components/routing/paths'
import { listConnections } from './prefetch'

/** The default connection's overview. */
export default async function Home() {
  const connections = await listConnections()
  redirect(overviewPath(connections.find((each) => each.is_default)?.id ?? 'embedded'))
}
