import { describe, expect, it } from 'vitest'
import { ApiError, badRequest, internalError, notFound } from './error'

describe('an error of the protocol', () => {
  it.each([badRequest('No.', { param: 'model', code: 'invalid_value' }), notFound('run', 'run_1'), internalError()])(
    'survives the way to a client and back: %s',
    async (error) => {
      const response = error.toResponse()
      expect(response.status).toBe(error.status)
      expect((await ApiError.fromResponse(response)).body).toEqual(error.body)
    },
  )

  it('is made of any other answer too, without inventing a reason', async () => {
    const error = await ApiError.fromResponse(new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(error).toMatchObject({ status: 502, body: { type: 'server_error', param: null, code: null } })
    expect(error.message).not.toContain('html')
  })
})
