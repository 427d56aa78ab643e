/** What an upstream answers, as it comes: the least that a proxy is. */
export async function POST(request: Request) {
  const url = new URL(request.url).searchParams.get('url') ?? ''
  const headers = { 'content-type': 'application/json' }
  const { status, body } = await fetch(url, { method: 'POST', headers, body: await request.text() })
  return new Response(body, {
    status,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' },
  })
}
