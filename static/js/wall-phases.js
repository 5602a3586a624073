// The wall leads a talk on the question that is up: individuelt, gruppe, plenum. «Next» goes to the next phase first.
// Which phase is kept as an attribute of <html> (see wall-memory.js): {step, phase, size, minutes}.
import { hear, tell } from './bus.js';
import { fill } from './words.js';

const root = document.documentElement

class WallPhases extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.panel = this.querySelector('.phases__panel')
    this.form = this.querySelector('form')
    hear('wall-forward', () => this.move(1), { signal })
    hear('wall-back', () => this.move(-1), { signal })
    hear('wall-moved', detail => this.arrive(detail), { signal })
    hear('wall-command', ({ name }) => { if (name === 'phases') this.prepare() }, { signal })
    this.form.addEventListener('submit', event => this.submit(event), { signal })
    this.form.addEventListener('change', () => this.hideWhatFewDoNotNeed(), { signal })
    const here = document.querySelector('.step:not([hidden])')
    this.arrive({ key: here.id, index: [...here.parentElement.querySelectorAll('.step')].indexOf(here) })
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  get state() {
    try {
      return JSON.parse(root.dataset.talk ?? 'null') ?? {}
    } catch {
      return {}
    }
  }

  set state(state) {
    root.dataset.talk = JSON.stringify(state)
    this.draw()
  }

  get isOn() {
    return Boolean(this.step) && this.state.step === this.step
  }

  // The phases of this talk: those of two to four need no plenum.
  keys(size) {
    const all = [...this.querySelectorAll('.phases__phase')].map(phase => phase.dataset.phase)
    return size === 'few' ? all.slice(0, 2) : all
  }

  arrive({ key, index }) {
    this.step = key
    this.index = index
    this.draw()
  }

  // Returns whether the move was ours.
  move(by) {
    if (!this.isOn) return false
    const phase = this.state.phase + by
    // Before the first phase is the step before, and the talk is there when one comes back; after the last it is over.
    if (phase < 0) return false
    if (phase < this.keys(this.state.size).length) {
      this.turnTo(phase)
      return true
    }
    this.stop()
    return false
  }

  turnTo(phase) {
    this.state = { ...this.state, phase }
    tell('wall-command', { name: 'start-clock', minutes: this.state.minutes[phase] })
    const instruction = this.querySelector('.phases__instruction:not([hidden])').textContent
    tell('wall-say', { text: instruction })
  }

  stop() {
    this.state = { ...this.state, step: '' }
    tell('wall-command', { name: 'stop-clock' })
  }

  prepare() {
    const { size = 'many', minutes } = this.state
    this.form.elements.size.value = size
    this.keys().forEach((key, index) => { if (minutes) this.form.elements[key].value = minutes[index] })
    this.querySelector('[value="stop"]').hidden = !this.isOn
    this.hideWhatFewDoNotNeed()
  }

  hideWhatFewDoNotNeed() {
    this.querySelector('.wall-dialog__field:last-of-type').hidden = this.form.elements.size.value === 'few'
  }

  submit(event) {
    const choice = event.submitter?.value
    if (choice === 'stop') return this.stop()
    if (choice === 'cancel') return
    const size = this.form.elements.size.value
    const minutes = this.keys().map(key => Number(this.form.elements[key].value.trim().replace(',', '.')))
    const wrong = this.keys(size).find((key, index) => !(minutes[index] >= 1 && minutes[index] <= 180))
    this.querySelector('.wall-dialog__error').hidden = !wrong
    if (wrong) {
      event.preventDefault()
      this.form.elements[wrong].focus()
      return
    }
    this.state = { step: this.step, size, minutes }
    this.turnTo(0)
  }

  draw() {
    this.panel.hidden = !this.isOn
    if (!this.isOn) return
    const { size, phase, minutes } = this.state
    const keys = this.keys(size)
    this.keys().forEach((key, index) => {
      const item = this.querySelector(`.phases__phase[data-phase="${key}"]`)
      item.hidden = index >= keys.length
      item.toggleAttribute('data-done', index < phase)
      if (index === phase) item.setAttribute('aria-current', 'step')
      else item.removeAttribute('aria-current')
      item.querySelector('.phases__minutes').textContent = fill(this.dataset.minutes, { minutes: minutes[index] })
    })
    const now = [...this.querySelectorAll(`.phases__instruction[data-phase="${keys[phase]}"]`)]
    const chosen = now.find(instruction => instruction.dataset.when === size) ?? now[0]
    for (const instruction of this.querySelectorAll('.phases__instruction')) instruction.hidden = instruction !== chosen
    this.querySelector('.phases__roles').hidden = keys[phase] !== 'group'
    const starters = [...this.querySelectorAll('[data-starter]')]
    starters.forEach((starter, index) => { starter.hidden = index !== this.index % starters.length })
  }
}

customElements.define('wall-phases', WallPhases)
