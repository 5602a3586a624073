// A clock for the room. What it keeps (clock-time.js) is an attribute of <html> (wall-memory.js), so a reload, a new step
// or a laptop that slept changes nothing.
import { hear, tell } from './bus.js';
import { askForMinutes } from './clock-form.js';
import { prepareSound, ring } from './clock-sound.js';
import { MINUTE, asDigits, isSame, leftOf, moodOf, started, turned, withMinute } from './clock-time.js';
import { fill } from './words.js';

const root = document.documentElement
const STALE_AFTER = 10 * MINUTE
// From here the digits need more room.
const WIDE = 6000

class WallClock extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.face = this.querySelector('.clock')
    askForMinutes(this.querySelector('form'), minutes => this.start(minutes), { signal })
    hear('wall-command', detail => this.obey(detail), { signal })
    hear('film-stopped', () => this.rise(), { signal })
    document.addEventListener('visibilitychange', () => this.draw(), { signal })
    document.addEventListener('fullscreenchange', () => this.rise(), { signal })
    // A tab that was left open since the last meeting.
    if (this.state?.end < Date.now() - STALE_AFTER) this.state = null
    this.draw()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
  }

  get state() {
    try {
      return JSON.parse(root.dataset.clock ?? 'null')
    } catch {
      return null
    }
  }

  set state(state) {
    if (state) root.dataset.clock = JSON.stringify(state)
    else root.removeAttribute('data-clock')
    this.draw()
  }

  obey({ name, minutes, clock }) {
    if (name === 'start-clock') this.start(minutes)
    else if (name === 'set-clock') this.set(clock)
    else if (name === 'stop-clock') this.stop()
    else if (name === 'pause') this.pause()
    else if (name === 'minute' && this.state) {
      this.state = withMinute(this.state, Date.now())
      this.say(this.dataset.minute)
    }
    queueMicrotask(() => this.rise())
  }

  start(minutes) {
    this.state = started(minutes, Date.now())
    this.say(fill(this.dataset.started, { minutes: String(minutes).replace('.', ',') }))
    prepareSound()
  }

  // As somebody else keeps it. What has been said of the same minutes is not said again.
  set(clock) {
    if (!isSame(this.state, clock)) this.state = { ...clock, told: '' }
  }

  stop() {
    if (!this.state) return
    // Focus that was on its buttons has to go somewhere.
    if (this.face.contains(document.activeElement)) document.querySelector('.step:not([hidden]) h1').focus()
    this.state = null
    this.say(this.dataset.stopped)
  }

  pause() {
    if (!this.state) return
    this.state = turned(this.state, Date.now())
    this.say(this.state.left ? this.dataset.paused : this.dataset.resumed)
  }

  draw() {
    clearTimeout(this.timer)
    const state = this.state
    this.show(Boolean(state))
    if (!state) return
    const left = leftOf(state, Date.now())
    const seconds = Math.ceil(left / 1000)
    const mood = moodOf(state, left)
    this.face.dataset.state = mood
    this.face.toggleAttribute('data-wide', seconds >= WIDE)
    this.face.querySelector('.clock__time').textContent = asDigits(seconds)
    this.face.querySelector('[data-command="pause"]').setAttribute('aria-pressed', mood === 'paused')
    this.face.style.setProperty('--left', Math.min(100, 100 * left / state.total))
    if (mood === 'over') this.sayOnce(state, 'over')
    else if (mood !== 'paused') {
      if (left <= MINUTE && state.total > MINUTE) this.sayOnce(state, 'oneLeft')
      this.timer = setTimeout(() => this.draw(), left % 1000 || 1000)
    }
  }

  // Also across reloads.
  sayOnce(state, what) {
    if (state.told === what) return
    root.dataset.clock = JSON.stringify({ ...state, told: what })
    this.say(this.dataset[what])
    if (what === 'over') ring()
  }

  say(text) {
    tell('wall-say', { text })
  }

  show(isShown) {
    if (this.face.hidden !== isShown) return
    this.face.hidden = !isShown
    if (isShown) this.rise()
    else if (this.face.popover) this.face.hidePopover()
    // What is up begins below it, and has another height.
    tell('wall-resized')
  }

  // In the top layer, above dialogs and a film that fills the screen.
  rise() {
    if (this.face.hidden || !this.face.showPopover || root.hasAttribute('data-blank')) return
    this.face.popover = 'manual'
    if (this.face.matches(':popover-open')) this.face.hidePopover()
    this.face.showPopover()
  }
}

customElements.define('wall-clock', WallClock)
