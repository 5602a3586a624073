// The leader's screen: its parts are fetched anew, as the server draws them, whenever the meeting has changed. What one
// writes in is no such part, so nothing is ever taken from under the hands of one who writes. Between that only the
// clock moves.
import { hear, tell } from './bus.js';
import { asDigits } from './clock-time.js';
import { keepMeeting } from './meeting-kept.js';

const SHOW_WORD_FOR = 5000

class MeetingLead extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    hear('meeting-state', detail => this.follow(detail), { signal })
    hear('meeting-refused', () => this.sayWord(this.dataset.refused), { signal })
    hear('meeting-lost', () => this.tellLost(true), { signal })
    hear('meeting-found', () => this.tellLost(false), { signal })
    hear('meeting-over', () => { keepMeeting(this); this.querySelector('.lead-view__lost').textContent = this.dataset.over; this.tellLost(true) }, { signal })
    this.addEventListener('submit', event => this.press(event), { signal })
    this.addEventListener('focusout', () => this.isBehind && setTimeout(() => this.refresh()), { signal })
    this.ahead = 0
    this.timer = setInterval(() => this.tick(), 250)
    this.tick()
  }

  disconnectedCallback() {
    this.listeners.abort()
    clearInterval(this.timer)
    clearTimeout(this.wordTimer)
  }

  press(event) {
    if (!event.submitter?.matches('[name="do"], .lead-plan__go') || event.submitter.value === 'end') return
    event.preventDefault()
    const fields = Object.fromEntries(new FormData(event.target, event.submitter))
    for (const name of ['csrfmiddlewaretoken', 'version', 'from']) delete fields[name]
    this.pressed = fields.do
    tell('meeting-press', fields)
    // Who has gone to a point sees what is on.
    if (fields.do === 'go' && location.hash) location.hash = 'naa'
  }

  follow({ state, isOwn, ahead }) {
    keepMeeting(this, state)
    this.ahead = ahead
    this.dataset.ends = state.ends ?? ''
    this.dataset.left = state.left ?? ''
    const place = `${state.at} ${state.page}`
    if (this.place !== undefined && place !== this.place && !isOwn) this.sayWord(state.moved)
    this.place = place
    const seen = JSON.stringify({ ...state, ends: 0, left: 0, agreed: 0, noted: 0 })
    if (this.seen !== undefined && seen !== this.seen) this.refresh()
    this.seen = seen
  }

  async refresh() {
    try {
      const response = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' })
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('meeting-lead')
      const focused = document.activeElement?.id
      for (const part of fresh.querySelectorAll('[data-part]')) this.redraw(part)
      if (focused && document.activeElement?.id !== focused) this.refocus(focused)
      this.announce(fresh)
      this.tick()
    } catch {
      // The next change tries again, and the notice says that the network is gone.
      this.seen = ''
    }
  }

  // A part that is as it was is left alone, and so is the focus in it.
  redraw(part) {
    const old = this.querySelector(`[data-part="${part.dataset.part}"]`)
    // A note is changed for the next one when nobody writes in it any more.
    this.isBehind = Boolean(old?.querySelector('textarea:focus'))
    if (this.isBehind || old?.innerHTML === part.innerHTML) return
    old?.replaceWith(document.adoptNode(part))
  }

  refocus(id) {
    const control = document.getElementById(id)
    if (control && !control.disabled) control.focus({ preventScroll: true })
    else (document.getElementById('neste') ?? this.querySelector('button:not([disabled])'))?.focus({ preventScroll: true })
  }

  // What is on, an offer, and that the clock stands or goes, are said once each, when they come. An offer that has gone
  // leaves how the time is; one that is of some minutes more is no other.
  announce(fresh) {
    const { now, offer, standing } = fresh.dataset
    const told = []
    if (now !== this.dataset.now) told.push(now)
    if (this.pressed === 'minute') told.push(this.dataset.minute)
    if (standing !== this.dataset.standing) told.push(standing)
    if (!offer !== !this.dataset.offer) told.push(offer || this.querySelector('[data-part="punctuality"]').textContent)
    else if (withoutNumbers(offer) !== withoutNumbers(this.dataset.offer)) told.push(offer)
    Object.assign(this.dataset, { now, offer, standing })
    this.pressed = ''
    const words = told.map(text => text.trim()).filter(Boolean).join(' ')
    if (words) this.querySelector('[data-announce]').textContent = words
  }

  tick() {
    const now = new Date(Date.now() + this.ahead)
    this.querySelector('.lead-view__time').textContent = [now.getHours(), now.getMinutes()].map(part => String(part).padStart(2, '0')).join('.')
    const place = this.querySelector('.lead-view__clock')
    if (!place || !this.dataset.ends) return
    const left = this.dataset.left ? Number(this.dataset.left) : Number(this.dataset.ends) - Date.now() - this.ahead
    place.textContent = asDigits(Math.ceil(Math.max(0, left) / 1000))
    place.toggleAttribute('data-over', left <= 0)
    this.querySelector('.lead-view__out').hidden = left > 0
  }

  // One quiet word, which goes by itself.
  sayWord(word) {
    const place = this.querySelector('.lead-view__moved')
    place.textContent = word ?? ''
    clearTimeout(this.wordTimer)
    this.wordTimer = setTimeout(() => { place.textContent = '' }, SHOW_WORD_FOR)
  }

  tellLost(isLost) {
    this.querySelector('.lead-view__lost').hidden = !isLost
  }
}

const withoutNumbers = text => text.replace(/\d+/g, '')

customElements.define('meeting-lead', MeetingLead)
