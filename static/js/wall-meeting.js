// A meeting on the wall: the deck moves at once, and the record of the meeting is told; what the record says that others
// have done, the deck follows. Draws møtelinja, the clock, and whether there is time.
import { hear, tell } from './bus.js';
import { mark, showItems } from './timeline.js';

const CLOCKED = ['individual', 'group', 'plenary', 'own', 'agreement']
const PRESSED = ['minute', 'pause', 'cut']

class WallMeeting extends HTMLElement {
  isDriving = true

  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.deck = this.querySelector('wall-deck')
    hear('wall-moved', ({ key }) => this.move(key), { signal })
    hear('wall-command', ({ name }) => this.obey(name), { signal })
    hear('meeting-state', detail => this.follow(detail), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
    this.querySelector('[data-take]').addEventListener('click', () => tell('meeting-press', { do: 'take' }), { signal })
    this.at = placeOf(this.querySelector('.step:not([hidden])').id).at
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  move(key) {
    if (this.isFollowing) return
    const { at, page } = placeOf(key)
    if (!this.isDriving) {
      this.show(this.shown)
      return tell('wall-command', { name: 'take' })
    }
    tell('meeting-press', { do: 'go', at, page })
    this.shown = key
    if (at !== this.at) this.startClock(at)
    this.mark(at)
  }

  obey(name) {
    if (!PRESSED.includes(name)) return
    if (this.isDriving) tell('meeting-press', { do: name })
    else tell('wall-command', { name: 'take' })
  }

  follow({ state, isDriving, ahead }) {
    const wasDriving = this.isDriving
    this.isDriving = isDriving
    if (wasDriving && !isDriving) tell('wall-say', { text: this.querySelector('#styrer').textContent })
    this.querySelector('[data-command="take"]:is(button)').hidden = isDriving
    if (state.status === 'ended') return location.assign(this.querySelector('.wall-bar a[href]').href)
    this.draw(state)
    this.show(`p-${state.at}-${state.page}`)
    this.mark(state.at)
    const part = this.parts[state.at].dataset.kind
    if (!CLOCKED.includes(part)) tell('wall-command', { name: 'stop-clock' })
    else if (state.left === undefined) tell('wall-command', { name: 'set-clock', clock: { end: state.ends - ahead, total: state.total } })
    else tell('wall-command', { name: 'set-clock', clock: { left: state.left, total: state.total } })
  }

  get parts() {
    return [...this.querySelectorAll('.timeline__part')]
  }

  draw(state) {
    showItems(this.parts, state.items)
    this.removeSkipped(state.items)
    this.querySelector('.wall__punctuality').textContent = state.punctuality ?? ''
    this.querySelector('.wall__cut').hidden = !state.cut
    this.querySelector('[data-command="cut"]').hidden = !state.cut
    if (state.cut) this.querySelector('.wall__cut-words').textContent = state.cut
  }

  removeSkipped(items) {
    const skipped = items.flatMap(([, isSkipped], at) => isSkipped ? [...this.querySelectorAll(`.step[id^="p-${at}-"]`)] : [])
    for (const step of skipped) step.remove()
    if (skipped.length) tell('wall-cut')
  }

  show(key) {
    const index = [...this.querySelectorAll('.step')].findIndex(step => step.id === key)
    if (index < 0) return
    this.isFollowing = true
    tell('wall-command', { name: 'jump', number: index + 1 })
    this.isFollowing = false
    this.shown = key
  }

  mark(at) {
    this.at = at
    mark(this.parts, at)
  }

  // Until the record answers.
  startClock(at) {
    const part = this.parts[at]
    const minutes = Number(part.querySelector('.timeline__minutes').textContent)
    if (CLOCKED.includes(part.dataset.kind)) tell('wall-command', { name: 'start-clock', minutes })
    else tell('wall-command', { name: 'stop-clock' })
  }

  tellLost(isLost) {
    this.querySelector('.wall__lost').hidden = !isLost
  }
}

function placeOf(key) {
  const [, at, page] = key.split('-').map(Number)
  return { at, page }
}

customElements.define('wall-meeting', WallMeeting)
