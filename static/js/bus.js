// What the elements of a page tell each other. Every event there is stands here: who tells it → who hears it: what comes
// with it. A name that is not here throws; that the rest is true is tested (tests/test_scripts.py).
const EVENTS = new Set([
  // wall-bar, wall-keys, wall-meeting, wall-phases, wall-touch →
  // wall-clock, wall-deck, wall-dialog, wall-meeting, wall-phases, wall-screen: { name }, and of some { number }, { minutes },
  // { clock } or { isQuiet }
  'wall-command',
  // wall-deck → wall-meeting, wall-phases: none; taken by a talk that has a next phase, and by an offer between points
  'wall-forward',
  // wall-deck → wall-closing, wall-meeting, wall-phases: none; taken by a talk that has a phase before, by an offer, and by
  // the last picture
  'wall-back',
  // wall-deck → agreement-list, wall-meeting, wall-phases: { key, index } of the step that is up
  'wall-moved',
  // wall-pages → wall-deck: none; steps have been taken out of the page, or put into it
  'wall-cut',
  // wall-clock, wall-screen → agreement-list, wall-deck: none
  'wall-resized',
  // wall-clock, wall-phases, wall-screen → wall-deck: { text } for a screen reader
  'wall-say',
  // wall-screen → wall-meeting: { isBlank }; the screen is black, or shows itself again
  'wall-blanked',
  // agreement-field → wall-meeting: none; nobody writes in it any more
  'agreement-rested',
  // film-player → wall-clock: none; a question is over the film
  'film-stopped',
  // film-player → wall-deck: { player }
  'film-failed',
  // film-player → wall-deck: { player }
  'film-recovered',
  // meeting-live → agreement-field, agreement-list, meeting-lead, meeting-notes, meeting-waiting, wall-closing, wall-meeting:
  // { state, isOwn, ahead }: as meetings/state.py says it, whether it was this browser that moved it last, and how many milliseconds the server's clock is before ours
  'meeting-state',
  // meeting-live → meeting-lead, meeting-notes, meeting-waiting, wall-closing, wall-meeting: none; nobody answers
  'meeting-lost',
  // meeting-live → meeting-lead, meeting-waiting, wall-meeting: none; this browser may not ask any more
  'meeting-over',
  // meeting-live → meeting-lead, meeting-notes, meeting-waiting, wall-closing, wall-meeting: none; somebody answers again
  'meeting-found',
  // meeting-live → meeting-lead, wall-meeting: none; what was pressed here came from an older picture
  'meeting-refused',
  // meeting-lead, wall-closing, wall-meeting → meeting-live: { do }, and of a move { at, page }
  'meeting-press',
])

// Tells everyone who hears `name`, at once. Returns whether one of them took it for itself.
export function tell(name, detail = {}) {
  return !document.dispatchEvent(new CustomEvent(known(name), { detail, cancelable: true }))
}

// Calls `handler` with the detail of every `name`, until `signal` is aborted. A handler that returns true takes it.
export function hear(name, handler, { signal }) {
  document.addEventListener(known(name), event => {
    if (handler(event.detail) === true) event.preventDefault()
  }, { signal })
}

function known(name) {
  if (EVENTS.has(name)) return name
  throw new Error(`${name} is not declared in bus.js`)
}
