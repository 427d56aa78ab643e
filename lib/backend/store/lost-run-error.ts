/** Somebody else has taken the run up, or moved it: whoever writes has lost its hold on it. */
export class LostRunError extends Error {
  override readonly name = 'LostRunError'
}
