import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** For PostgreSQL, or for a Python that is to run out of time: meanwhile the processors are there for other parts. */
const waits = ({ moduleId }: TestSpecification) =>
  /\/backend\/store\/|\.store\.test\.ts$|\/backend\/python\//.test(moduleId)

/** The order in which Vitest runs files: what waits comes first, what only computes fills the end. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files)
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))]
  }
}
