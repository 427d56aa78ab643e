import { Counter } from './counter'

// Drawn for each request, as the playground's pages are.
export const dynamic = 'force-dynamic'

export default function Page() {
  return <Counter />
}
