// What the overview of a run fetches once its page can be used, in one request.
export { RunStory } from './run-story'
export { StateMachine } from './state-machine'
