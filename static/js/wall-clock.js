// A clock for the room. What it keeps is the moment it ends, as an attribute of <html> (see wall-memory.js), so a
// reload, a new step or a laptop that slept changes nothing: {end} while it runs, {left} while it stands, in
// milliseconds; {total} is what it was set to, {told} what has been said.
import { hear, tell } from './bus.js';
import { fill } from './words.js';

const root = document.documentElement
const MINUTE = 60_000
const LONGEST = 180
const STALE_AFTER = 10 * MINUTE

class WallClock extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.face = this.querySelector('.clock')
    this.form = this.querySelector('form')
    this.form.elements.sound.checked = root.dataset.sound === 'on'
    hear('wall-command', detail => this.obey(detail), { signal })
    hear('film-stopped', () => this.rise(), { signal })
    document.addEventListener('visibilitychange', () => this.draw(), { signal })
    document.addEventListener('fullscreenchange', () => this.rise(), { signal })
    this.form.addEventListener('submit', event => this.submit(event), { signal })
    this.form.addEventListener('click', event => {
      const { minutes } = event.target.closest('[data-minutes]')?.dataset ?? {}
      if (minutes) this.choose(Number(minutes))
    }, { signal })
    this.form.elements.sound.addEventListener('change', ({ target }) => {
      root.dataset.sound = target.checked ? 'on' : 'off'
    }, { signal })
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
    else if (name === 'minute') this.addMinute()
    queueMicrotask(() => this.rise())
  }

  submit(event) {
    if (event.submitter?.value === 'cancel') return
    event.preventDefault()
    const minutes = Number(this.form.elements.minutes.value.trim().replace(',', '.'))
    const isWrong = !(minutes >= 1 && minutes <= LONGEST)
    this.querySelector('.wall-dialog__error').hidden = !isWrong
    if (isWrong) this.form.elements.minutes.focus()
    else this.choose(minutes)
  }

  choose(minutes) {
    this.querySelector('.wall-dialog__error').hidden = true
    this.querySelector('dialog').close()
    this.start(minutes)
  }

  start(minutes) {
    const total = minutes * MINUTE
    this.state = { end: Date.now() + total, total, told: '' }
    this.say(fill(this.dataset.started, { minutes: String(minutes).replace('.', ',') }))
    // Sound has to be made ready while somebody presses something.
    if (root.dataset.sound === 'on') this.audio ??= new AudioContext()
  }

  // As somebody else keeps it. What has been said of the same minutes is not said again.
  set(clock) {
    const { end, left } = this.state ?? {}
    const isSame = clock.left === undefined ? Math.abs(clock.end - end) < 1500 : clock.left === left
    if (!isSame) this.state = { ...clock, told: '' }
  }

  stop() {
    if (!this.state) return
    // Focus that was on its buttons has to go somewhere.
    if (this.face.contains(document.activeElement)) document.querySelector('.step:not([hidden]) h1').focus()
    this.state = null
    this.say(this.dataset.stopped)
  }

  pause() {
    const { end, left, total, told } = this.state ?? {}
    if (left) this.state = { end: Date.now() + left, total, told }
    else if (end > Date.now()) {
      this.state = { left: end - Date.now(), total, told }
      this.say(this.dataset.paused)
    }
  }

  addMinute() {
    const state = this.state
    if (!state) return
    if (state.left) this.state = { ...state, left: state.left + MINUTE, total: state.total + MINUTE, told: '' }
    else this.state = { end: Math.max(state.end, Date.now()) + MINUTE, total: state.total + MINUTE, told: '' }
  }

  draw() {
    clearTimeout(this.timer)
    const state = this.state
    this.show(Boolean(state))
    if (!state) return
    const left = Math.max(0, state.left ?? state.end - Date.now())
    const seconds = Math.ceil(left / 1000)
    const mood = state.left ? 'paused' : !left ? 'over' : left <= Math.min(MINUTE, state.total / 5) ? 'soon' : 'calm'
    this.face.dataset.state = mood
    this.face.toggleAttribute('data-wide', seconds >= 6000)
    this.face.querySelector('.clock__time').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
    this.face.querySelector('[data-command="pause"]').setAttribute('aria-pressed', mood === 'paused')
    this.face.style.setProperty('--left', Math.min(100, 100 * left / state.total))
    if (mood === 'over') this.sayOnce(state, 'over')
    else if (mood !== 'paused') {
      if (left <= MINUTE && state.total > MINUTE) this.sayOnce(state, 'oneLeft')
      this.timer = setTimeout(() => this.draw(), left % 1000 || 1000)
    }
  }

  // Says a thing once, also across reloads.
  sayOnce(state, what) {
    if (state.told === what) return
    root.dataset.clock = JSON.stringify({ ...state, told: what })
    this.say(this.dataset[what])
    if (what === 'over' && root.dataset.sound === 'on') this.ring()
  }

  say(text) {
    tell('wall-say', { text })
  }

  // Two soft notes, each fading away.
  async ring() {
    this.audio ??= new AudioContext()
    await this.audio.resume()
    for (const [frequency, delay] of [[523.25, 0], [392, 0.5]]) {
      const start = this.audio.currentTime + delay
      const note = new OscillatorNode(this.audio, { frequency })
      const volume = new GainNode(this.audio, { gain: 0 })
      volume.gain.linearRampToValueAtTime(0.2, start + 0.05)
      volume.gain.exponentialRampToValueAtTime(0.001, start + 2)
      note.connect(volume).connect(this.audio.destination)
      note.start(start)
      note.stop(start + 2)
    }
  }

  show(isShown) {
    if (this.face.hidden !== isShown) return
    this.face.hidden = !isShown
    if (isShown) this.rise()
    else if (this.face.popover) this.face.hidePopover()
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
