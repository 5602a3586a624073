// A film that stops where an editor has put a question, and says so when it will not play.
import { tell } from './bus.js';

class FilmPlayer extends HTMLElement {
  connectedCallback() {
    this.listeners = new AbortController()
    const { signal } = this.listeners
    this.video = this.querySelector('video')
    this.stops = [...this.querySelectorAll('.film-stop')]
    this.last = 0
    this.video.addEventListener('timeupdate', () => this.watch(), { signal })
    this.video.addEventListener('seeked', () => { this.last = this.video.currentTime }, { signal })
    this.video.addEventListener('error', event => this.isLast(event.target) && this.fail(), { signal, capture: true })
    // WebKit shows no track because it is the default one. What a viewer chooses afterwards stays.
    this.video.addEventListener('loadedmetadata', () => this.showCaptions(), { signal, once: true })
    this.showCaptions()
    for (const name of ['loadedmetadata', 'playing']) this.video.addEventListener(name, () => this.recover(), { signal })
    // A click starts the film in the browser's own time, and by then another step may be up.
    this.video.addEventListener('play', () => this.getClientRects().length || this.video.pause(), { signal })
    for (const stop of this.stops) {
      stop.addEventListener('submit', () => this.video.play().catch(() => {}), { signal })
    }
    if (this.video.error) this.fail()
    // Either every source failed before this script came, or the first one is not yet looked at: no one can tell (HTML,
    // resource selection). Asked to look again, it says so if it fails.
    else if (this.video.networkState === HTMLMediaElement.NETWORK_NO_SOURCE) this.video.load()
  }

  disconnectedCallback() {
    this.listeners.abort()
  }

  showCaptions() {
    const captions = this.video.querySelector('track[default]')?.track
    if (captions?.mode === 'disabled') captions.mode = 'showing'
  }

  // A stop is met by playing up to it; one that is jumped over is not.
  watch() {
    const now = this.video.currentTime
    if (this.video.seeking) return
    const stop = this.stops.find(({ dataset }) => this.last < dataset.second && dataset.second <= now)
    this.last = now
    if (stop) this.ask(stop)
  }

  async ask(stop) {
    this.video.pause()
    this.video.webkitExitFullscreen?.()
    if (document.fullscreenElement === this.video) await document.exitFullscreen()
    // The film may have gone out of sight meanwhile.
    if (!this.getClientRects().length) return
    stop.showModal()
    tell('film-stopped')
  }

  // A film without its captions plays, and a source that fails leaves its place to the next one.
  isLast(target) {
    return target === this.video || target === this.video.querySelector('source:last-of-type')
  }

  fail() {
    this.querySelector('.film-player__failed').hidden = false
    tell('film-failed', { player: this })
  }

  recover() {
    const notice = this.querySelector('.film-player__failed')
    if (notice.hidden) return
    notice.hidden = true
    tell('film-recovered', { player: this })
  }
}

customElements.define('film-player', FilmPlayer)
