export function Replay(_: { recording: unknown; urlState: unknown }) { return null }
