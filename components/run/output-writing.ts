/** What each way of writing an output is given. */
export interface OutputWriting {
  /** What the output is called. */
  readonly label: string
  readonly output: string
  readonly onOutput: (output: string) => void
}
