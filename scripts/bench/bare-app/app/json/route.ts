/** A JSON answer of `bytes` bytes, made from nothing. */
export async function GET(request: Request) {
  const bytes = Number(new URL(request.url).searchParams.get('bytes'))
  return Response.json({ data: 'x'.repeat(bytes) })
}

export async function POST(request: Request) {
  await request.json()
  return GET(request)
}
