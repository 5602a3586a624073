// A meeting on the wall: the deck moves at once, and the record of the meeting is told; what the record says that others
// have done, the deck follows. Draws møtelinja, the clock, and whether there is time; stands between two points when there
// is something to decide about that.
import { hear, tell } from './bus.js';
import { keepMeeting } from './meeting-kept.js';
import { mark, showItems } from './timeline.js';
import { isWrittenIn, redrawNoted, redrawPages } from './wall-pages.js';

const CLOCKED = ['film', 'individual', 'group', 'plenary', 'break', 'own', 'agreement']
const PRESSED = ['minute', 'pause', 'cut', 'undo']
const SHOW_WORD_FOR = 5000
const DRAW_PROGRESS_EVERY = 5000

class WallMeeting extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.deck = this.querySelector('wall-deck')
    this.offer = this.querySelector('.wall-offer')
    this.plan = this.dataset.plan
    hear('wall-moved', ({ key }) => this.move(key), { signal })
    hear('wall-forward', () => this.stepOffer(1), { signal })
    hear('wall-back', () => this.stepOffer(-1), { signal })
    hear('wall-command', ({ name }) => PRESSED.includes(name) && this.press(name), { signal })
    hear('meeting-state', detail => this.follow(detail), { signal })
    hear('meeting-refused', () => this.sayWord(this.dataset.refused), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
    hear('meeting-over', () => { keepMeeting(this); this.querySelector('.wall__lost').textContent = this.dataset.over; this.tellLost(true) }, { signal })
    hear('wall-blanked', ({ isBlank }) => { if (isBlank !== this.isBlank) this.press('blank', { on: isBlank ? 1 : '' }) }, { signal })
    hear('agreement-rested', () => this.waiting && this.follow(this.waiting), { signal })
    this.addEventListener('focusout', () => this.waiting && setTimeout(() => this.follow(this.waiting)), { signal })
    this.shown = this.querySelector('.step:not([hidden])').id
    this.at = this.atOf(this.shown)
    this.progress = setInterval(() => this.mark(this.at), DRAW_PROGRESS_EVERY)
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearTimeout(this.timer)
    clearInterval(this.progress)
  }

  press(name, fields = {}) {
    tell('meeting-press', { do: name, ...fields })
  }

  move(key) {
    if (this.isFollowing || key === this.shown) return
    const [, item, page] = key.split('-')
    const at = this.atOf(key)
    tell('meeting-press', { do: 'go', item, page })
    this.shown = key
    this.cover('')
    if (at !== this.at) this.startClock(at)
    this.mark(at)
  }

  // The index of the point that a page is of.
  atOf(key) {
    return Number(this.querySelector(`.step[id="${key}"]`)?.dataset.at ?? -1)
  }

  // An offer is a page between two points. Forward goes on without it, back takes it, and back again undoes that. After the
  // last page is the end.
  stepOffer(by) {
    const isUp = !this.offer.hidden
    if (by > 0 && !isUp && !this.isLost && this.shown === [...this.querySelectorAll('.step')].at(-1).id) {
      this.press('end')
      return true
    }
    if (!isUp && !(by > 0 && this.between && !this.isLost && this.isLastPage)) return false
    this.press(by > 0 ? 'next' : 'back')
    if (!isUp) this.cover('open')
    return true
  }

  get isLastPage() {
    const keys = [...this.querySelectorAll('.step')].map(step => step.id)
    const next = keys[keys.indexOf(this.shown) + 1]
    return Boolean(next) && this.atOf(next) !== this.at
  }

  cover(offered) {
    const wasUp = !this.offer.hidden
    this.offer.hidden = !offered
    const title = this.offer.querySelector('h1')
    const words = offered === 'taken' ? this.offer.dataset.done : this.words ?? title.textContent
    if (title.textContent !== words) title.textContent = words
    this.offer.dataset.state = offered
    this.deck.toggleAttribute('data-covered', Boolean(offered))
    if (offered && !wasUp) title.focus({ preventScroll: true })
  }

  async follow(detail) {
    const { state, isOwn, ahead } = detail
    keepMeeting(this, state)
    // Nothing moves under one who writes: the step waits until the field is left.
    const isElsewhere = state.key !== this.shown || state.status !== 'running'
    this.waiting = isElsewhere && isWrittenIn(this, state.status !== 'running') ? detail : null
    if (this.waiting) return this.sayWord(this.dataset.waiting)
    if (state.status !== 'running') return location.assign(state.status === 'ended' ? this.dataset.address : this.querySelector('.wall-bar a[href]').href)
    if (this.version !== undefined && state.version !== this.version && !isOwn && isElsewhere) this.sayWord(state.moved)
    this.version = state.version
    if (state.plan !== this.plan) await this.redraw(state)
    else if (this.noted !== undefined && state.noted !== this.noted) await redrawNoted(this)
    this.noted = state.noted
    // What has come meanwhile is newer.
    if (this.version !== state.version) return
    this.draw(state)
    this.show(state.key)
    this.time = { ends: state.ends - ahead, total: state.total, of: state.at, ...(state.left === undefined ? {} : { left: state.left }) }
    this.mark(state.at)
    this.cover(state.offered)
    const part = this.parts[state.at]?.dataset.kind
    if (!CLOCKED.includes(part)) tell('wall-command', { name: 'stop-clock' })
    else if (state.left === undefined) tell('wall-command', { name: 'set-clock', clock: { end: state.ends - ahead, total: state.total } })
    else tell('wall-command', { name: 'set-clock', clock: { left: state.left, total: state.total } })
  }

  get parts() {
    return [...this.querySelectorAll('.timeline__part')]
  }

  draw(state) {
    if (state.blank !== this.isBlank) {
      this.isBlank = state.blank
      tell('wall-command', { name: state.blank ? 'blank' : 'unblank' })
    }
    this.between = state.between
    if (state.items.length === this.parts.length) showItems(this.parts, state.items, state.done)
    this.querySelector('.wall__punctuality').textContent = state.punctuality ?? ''
    this.words = state.between ?? this.words
    this.querySelector('[data-command="cut"]').hidden = !state.offer
    this.querySelector('[data-command="cut"] .wall-bar__word').textContent = state.take ?? ''
    this.querySelector('[data-command="undo"]').hidden = !state.undo
  }

  // Points have come, gone or changed places.
  async redraw(state) {
    this.isFollowing = true
    if (await redrawPages(this)) this.plan = state.plan
    this.isFollowing = false
  }

  show(key) {
    const index = [...this.querySelectorAll('.step')].findIndex(step => step.id === key)
    if (index < 0) return
    this.isFollowing = true
    tell('wall-command', { name: 'jump', number: index + 1, isQuiet: true })
    this.isFollowing = false
    this.shown = key
    for (const stale of this.querySelectorAll('.step[data-stale][hidden]')) stale.remove()
  }

  // How much of what is up is gone is known when the record has told it.
  mark(at) {
    const { ends, left = ends - Date.now(), total, of } = this.time ?? {}
    this.at = at
    mark(this.parts, at, of === at ? 1 - left / total : 0)
  }

  // Until the record answers.
  startClock(at) {
    const part = this.parts[at]
    const minutes = Number(part.querySelector('.timeline__minutes').textContent)
    if (CLOCKED.includes(part.dataset.kind)) tell('wall-command', { name: 'start-clock', minutes })
    else tell('wall-command', { name: 'stop-clock' })
  }

  // One quiet word in the corner, which goes by itself.
  sayWord(word) {
    const place = this.querySelector('.wall__moved')
    place.textContent = word ?? ''
    clearTimeout(this.timer)
    this.timer = setTimeout(() => { place.textContent = '' }, SHOW_WORD_FOR)
  }

  tellLost(isLost) {
    this.isLost = isLost
    this.querySelector('.wall__lost').hidden = !isLost
  }
}

customElements.define('wall-meeting', WallMeeting)
