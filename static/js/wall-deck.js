// The steps, one at a time. All of them are in the page, so moving asks nobody for anything. Whatever is to happen on
// the wall comes as a «wall-command». A move goes through the parts of a text first, and is then offered to others as
// «wall-forward» or «wall-back»: a talk takes it for its next phase.
import { hear, tell } from './bus.js';
import { layOut, textsOf } from './wall-fit.js';
import { showPart, showPlace } from './wall-place.js';
import { fill } from './words.js';

const PAUSE_BETWEEN_MOVES = 300
const SHOW_REASON_FOR = 3000

class WallDeck extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.steps = [...this.querySelectorAll('.step')]
    this.now = this.steps.findIndex(step => !step.hidden)
    this.movedAt = -Infinity
    hear('wall-command', detail => this.obey(detail), { signal })
    hear('wall-say', ({ text }) => this.say(text), { signal })
    hear('wall-cut', () => this.recount(), { signal })
    hear('wall-resized', () => this.layOut(), { signal })
    document.addEventListener('click', event => this.follow(event), { signal })
    window.addEventListener('popstate', () => this.go(Math.max(0, this.indexOf(location.pathname)), { isNew: false }), { signal })
    hear('film-failed', ({ player }) => this.giveWay(player, true), { signal })
    hear('film-recovered', ({ player }) => this.giveWay(player, false), { signal })
    this.sizes = new ResizeObserver(() => this.layOut({ onlyIfResized: true }))
    for (const step of this.steps) this.sizes.observe(step)
    this.arrive()
    // A municipality's typeface may come after the text.
    document.fonts?.ready.then(() => {
      for (const text of this.querySelectorAll('wall-text')) text.room = ''
      this.layOut()
    })
  }

  disconnectedCallback() {
    this.listeners.abort()
    this.sizes.disconnect()
  }

  get step() {
    return this.steps[this.now]
  }

  get texts() {
    return textsOf(this.step)
  }

  obey({ name, number, isQuiet }) {
    if (name === 'forward') this.move(1)
    else if (name === 'back') this.move(-1)
    else if (name === 'first') this.go(0)
    else if (name === 'last') this.go(this.steps.length - 1)
    else if (name === 'jump') this.jump(number, { isQuiet })
    else if (name === 'read') this.read(!this.step.hasAttribute('data-reading'), { aloud: true })
    else if (name === 'escape') this.read(false)
  }

  // A double click, or a key that bounces, is one move: nothing is skipped before anyone saw it.
  move(by) {
    if (performance.now() - this.movedAt < PAUSE_BETWEEN_MOVES) return
    this.movedAt = performance.now()
    const isCovered = this.hasAttribute('data-covered')
    if (!isCovered && this.texts.some(text => (by > 0 ? text.forward() : text.back()))) return this.tellPart({ aloud: true })
    if (!isCovered && this.step.hasAttribute('data-reading')) return this.read(false)
    const isTaken = by > 0 ? tell('wall-forward') : tell('wall-back')
    if (!isTaken) this.go(this.now + by, { atEnd: by < 0 })
  }

  jump(number, { isQuiet = false } = {}) {
    if (number >= 1 && number <= this.steps.length) this.go(number - 1, { isQuiet })
    else this.refuse(fill(this.dataset.noStep, { count: this.steps.length }))
  }

  refuse(reason) {
    const place = this.querySelector('.wall__typed')
    place.textContent = reason
    place.hidden = false
    setTimeout(() => { if (place.textContent === reason) place.hidden = true }, SHOW_REASON_FOR)
    this.say(reason)
  }

  // Steps have been taken out of the page, or put into it.
  recount() {
    const step = this.step
    for (const fresh of this.querySelectorAll('.step')) if (!this.steps.includes(fresh)) this.sizes.observe(fresh)
    this.steps = [...this.querySelectorAll('.step')]
    this.now = this.steps.indexOf(step)
    this.arrive()
  }

  // A link to a step that is here is a move.
  follow(event) {
    const link = event.target.closest('a[href]')
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return
    const index = link.origin === location.origin ? this.indexOf(link.pathname) : -1
    if (index < 0) return
    event.preventDefault()
    this.go(index)
  }

  indexOf(path) {
    return this.steps.findIndex(step => step.dataset.address === path)
  }

  // A step that somebody else takes is quiet: it closes nothing, and takes focus from nobody who has it elsewhere.
  go(index, { isNew = true, atEnd = false, isQuiet = false } = {}) {
    if (index === this.now || !this.steps[index]) return
    const isElsewhere = isQuiet && document.activeElement !== document.body && !this.step.contains(document.activeElement)
    for (const film of this.step.querySelectorAll('video')) film.pause()
    if (!isQuiet) for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close()
    if (this.step.contains(document.fullscreenElement)) document.exitFullscreen()
    this.step.removeAttribute('data-reading')
    this.step.hidden = true
    this.now = index
    this.step.hidden = false
    if (isNew) history.pushState(null, '', this.step.dataset.address)
    this.arrive()
    if (atEnd) for (const text of this.texts) text.turnTo(text.parts.length - 1)
    else for (const text of this.texts) text.turnTo(0)
    this.tellPart()
    // A screen reader reads the new heading, once.
    const heading = this.step.querySelector('h1')
    if (isElsewhere) this.say(heading.textContent)
    else heading.focus({ preventScroll: true })
  }

  arrive() {
    showPlace(this, this.steps, this.now)
    this.step.toggleAttribute('data-reading', this.step.hasAttribute('data-failed'))
    tell('wall-moved', { key: this.step.id, index: this.now })
    this.layOut()
  }

  // Shows the text that goes with the step (a case's story, a film's) instead of what it stands beside.
  read(isReading, { aloud = false } = {}) {
    if (!this.step.querySelector('.step__beside')) return
    this.step.toggleAttribute('data-reading', isReading)
    this.layOut()
    if (aloud) this.say(isReading ? this.dataset.reading : this.dataset.back)
  }

  // A film that will not play gives way to its plan B, now or when its turn comes, and has its place back if it plays.
  giveWay(player, isFailed) {
    const step = player.closest('.step')
    step.toggleAttribute('data-failed', isFailed)
    if (step === this.step) this.read(isFailed)
  }

  layOut({ onlyIfResized = false } = {}) {
    const step = this.step
    this.querySelector('[data-command="read"]').setAttribute('aria-pressed', step.hasAttribute('data-reading'))
    const size = `${step.clientWidth}×${step.clientHeight}`
    if (onlyIfResized && size === this.size) return
    this.size = size
    layOut(step, () => this.tellPart())
  }

  tellPart({ aloud = false } = {}) {
    const text = this.texts.find(text => text.parts.length > 1)
    const told = showPart(this, this.step, text)
    if (aloud) this.say(`${told}. ${text.innerText}`)
  }

  say(text) {
    this.querySelector('[data-announce]').textContent = text
  }
}

customElements.define('wall-deck', WallDeck)
