// Reads the whole list of a backend's threads in the background: again each day, and when somebody wants it.
import type { Jobs } from '@/lib/backend/jobs/jobs'
import type { BackgroundListing } from './background-listing'
import { createListingByJobs } from './listing-by-jobs'
import { createListingHere } from './listing-here'
import type { Recording } from './recording'

/** With jobs one of the instances that share the store does it. */
export const createThreadListing = (recording: Recording, jobs: Jobs | undefined): BackgroundListing =>
  jobs ? createListingByJobs(recording, jobs) : createListingHere(recording)
