import { activeStatuses } from '@/lib/run/machine'

/** The filter of the runs that are under way or wait for somebody. */
export const activeRuns = { status: activeStatuses.join(',') }
